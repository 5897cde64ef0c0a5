package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.Shell;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * The code of an instruction in shell form.
 *
 * @param code what the shell is given, with the way home to the instruction
 * @param script the code as a POSIX shell reads it; whether such a shell gets it, the semantic model knows. Opaque where
 *     the {@code #!} of a here-document names another program
 * @param interpreter what that {@code #!} names, or null
 */
public record ShellCommand(
    EmbeddedText code, Script script, @Nullable Shell interpreter) {

  /** The words of an exec form that are read as if a shell did. */
  public static ShellCommand ofWords(EmbeddedText code) {
    return new ShellCommand(code, Script.parse(code.code()), null);
  }

  /** Where a part of the script stands, relative to the start of the instruction. */
  public TextRange home(TextRange inScript) {
    return code.home(inScript);
  }

  static @Nullable ShellCommand of(InstructionText source) {
    EmbeddedText code = code(source);
    if (code == null) {
      return null;
    }
    Shell interpreter = source.heredocs().isEmpty() ? null : Shell.ofScript(code.code());
    Script script =
        interpreter == null ? Script.parse(code.code()) : interpreter.parse(code.code());
    return new ShellCommand(code, script, interpreter);
  }

  /** What the shell is given, or null where there is no shell form. */
  static @Nullable EmbeddedText code(InstructionText source) {
    if (source.json()) {
      return null;
    }
    EmbeddedText code = switch (source.keyword()) {
      case RUN -> runCode(source);
      case CMD, ENTRYPOINT -> source.arguments();
      case HEALTHCHECK -> healthcheckCode(source);
      default -> null;
    };
    return code == null || code.code().isEmpty() ? null : code;
  }

  private static @Nullable EmbeddedText healthcheckCode(InstructionText source) {
    ImmutableList<Word> words = source.words();
    if (words.size() != 2 || !words.get(0).value().equalsIgnoreCase("cmd")) {
      return null;
    }
    Word command = words.get(1);
    return source.line().slice(command.inLine().start(), command.inLine().end());
  }

  /** A RUN that is only a here-document runs its body; any other is given its line and the bodies after it. */
  private static EmbeddedText runCode(InstructionText source) {
    ImmutableList<Heredoc> heredocs = source.heredocs();
    if (heredocs.isEmpty()) {
      return source.arguments();
    }
    Heredoc first = heredocs.get(0);
    Heredoc last = heredocs.get(heredocs.size() - 1);
    if (heredocs.size() == 1 && first.opener().inLine().equals(source.argumentsInLine())) {
      return body(source.text(), first);
    }
    return new EmbeddedText.Builder()
        .append(source.arguments())
        .append(source.text(), first.body().start() - 1, last.terminator().end())
        .build(first.body().start());
  }

  private static EmbeddedText body(String text, Heredoc heredoc) {
    int start = heredoc.body().start();
    int end = heredoc.body().end();
    if (!heredoc.chomp()) {
      return EmbeddedText.of(text.substring(start, end), start);
    }
    EmbeddedText.Builder body = new EmbeddedText.Builder();
    for (int line = start; line < end; ) {
      int lineFeed = text.indexOf('\n', line);
      int next = lineFeed < 0 || lineFeed >= end ? end : lineFeed + 1;
      int first = line;
      while (first < next && text.charAt(first) == '\t') {
        first++;
      }
      body.append(text, first, next);
      line = next;
    }
    return body.build(start);
  }
}
