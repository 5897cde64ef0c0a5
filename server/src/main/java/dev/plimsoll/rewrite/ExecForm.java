package dev.plimsoll.rewrite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.shell.Command.Simple;
import dev.plimsoll.shell.CommandList;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The exec form of a command that a shell runs: its words as a JSON array. */
public final class ExecForm {

  /** What only a shell can run: there is no program of that name, or not everywhere. */
  private static final ImmutableSet<String> BUILTINS = ImmutableSet.of(
      ".",
      ":",
      "alias",
      "bg",
      "cd",
      "command",
      "declare",
      "eval",
      "exec",
      "exit",
      "export",
      "fg",
      "hash",
      "jobs",
      "local",
      "read",
      "readonly",
      "return",
      "set",
      "shift",
      "shopt",
      "source",
      "time",
      "times",
      "trap",
      "type",
      "typeset",
      "ulimit",
      "umask",
      "unalias",
      "unset",
      "wait");

  private ExecForm() {}

  /** The words of a script that is one simple command and nothing else; else nothing. */
  public static ImmutableList<ShellWord> words(Script script) {
    List<CommandList.Item> items = script.body().items();
    if (!script.isComplete()
        || items.size() != 1
        || items.get(0).separator() != null
        || !script.comments().isEmpty()) {
      return ImmutableList.of();
    }
    List<CommandList.Pipeline> pipelines = items.get(0).andOr().pipelines();
    CommandList.Pipeline pipeline = pipelines.get(0);
    boolean one = pipelines.size() == 1
        && pipeline.commands().size() == 1
        && pipeline.negation() == null
        && !pipeline.timed();
    return one
            && pipeline.commands().get(0) instanceof Simple simple
            && simple.assignments().isEmpty()
            && simple.redirections().isEmpty()
        ? simple.words()
        : ImmutableList.of();
  }

  /** Whether the words, an {@code exec} before them left out, mean the same to any program as they do to the shell. */
  public static boolean isPlain(List<ShellWord> words) {
    int first = words.get(0).isLiteral("exec") ? 1 : 0;
    for (int i = 0; i < words.size(); i++) {
      String value = words.get(i).literal();
      if (value == null || hasControlCharacter(value)) {
        return false;
      }
    }
    String program = first < words.size() ? words.get(first).literalPrefix() : "";
    return !program.isEmpty()
        && !program.startsWith("-")
        && !program.startsWith("[")
        && !BUILTINS.contains(program);
  }

  /**
   * The program that a script ends with, in a process of its own that {@code exec} would spare: a simple command behind
   * {@code &&}, {@code ||}, {@code ;} or nothing. Null where it isn't certain that nothing comes after it.
   */
  public static @Nullable ShellWord lastProgram(Script script) {
    List<CommandList.Item> items = script.body().items();
    CommandList.Item last = items.isEmpty() ? null : items.get(items.size() - 1);
    boolean ownNames = script.code().contains("()")
        || script.invocations().stream().anyMatch(one -> one.is("trap") || one.is("alias"));
    if (last == null || last.separator() != null || !script.isComplete() || ownNames) {
      return null;
    }
    List<CommandList.Pipeline> pipelines = last.andOr().pipelines();
    CommandList.Pipeline pipeline = pipelines.get(pipelines.size() - 1);
    boolean one = pipeline.commands().size() == 1
        && pipeline.negation() == null
        && !pipeline.timed()
        && pipelines.size() == last.andOr().operators().size() + 1;
    if (!one
        || !(pipeline.commands().get(0) instanceof Simple simple)
        || !simple.assignments().isEmpty()
        || simple.words().isEmpty()) {
      return null;
    }
    ShellWord program = simple.words().get(0);
    String name = program.literal();
    boolean external =
        name != null && !name.isEmpty() && name.charAt(0) != '[' && !BUILTINS.contains(name);
    return external && simple.range().start() == program.range().start() ? program : null;
  }

  private static boolean hasControlCharacter(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ') {
        return true;
      }
    }
    return false;
  }

  /**
   * Quotes every word where it stands, so that line ends and comments between the words are kept. An {@code exec} before
   * them goes away.
   *
   * @param code the code of the instruction, with its place relative to it
   * @param words the {@linkplain #isPlain plain} words of the code
   * @param start where the instruction begins, as an offset of the file
   * @return the edits, in offsets of the file; none where a word is spread over lines
   */
  public static ImmutableList<TextEdit> edits(EmbeddedText code, List<ShellWord> words, int start) {
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    int first = words.get(0).isLiteral("exec") ? 1 : 0;
    if (first > 0) {
      TextRange prefix = new TextRange(0, words.get(1).range().start());
      if (!code.isContiguous(prefix)) {
        return ImmutableList.of();
      }
      edits.add(
          TextEdit.delete(new TextRange(code.home(0), code.homeEnd(prefix.end())).shift(start)));
    }
    for (int i = first; i < words.size(); i++) {
      ShellWord word = words.get(i);
      if (!code.isContiguous(word.range())) {
        return ImmutableList.of();
      }
      String before = i == first ? "[" : "";
      String after = i == words.size() - 1 ? "]" : ",";
      edits.add(TextEdit.replace(
          code.home(word.range()).shift(start), before + quoted(word.literalPrefix()) + after));
    }
    return edits.build();
  }

  /** A text without control characters as a JSON string. */
  public static String quoted(String value) {
    StringBuilder json = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\');
      }
      json.append(c);
    }
    return json.append('"').toString();
  }
}
