package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script in the argument of {@code sh -c} or in the heredoc that a shell reads.
 *
 * @param body its commands, with ranges of the code around it
 */
record EmbeddedScript(CommandList body, ImmutableList<HereDocument> heredocs) {

  /** The argument that a shell runs as a script, or null. */
  static @Nullable ShellWord argument(@Nullable String program, Arguments arguments) {
    if (program == null) {
      return null;
    }
    return switch (program) {
      case "su", "runuser" -> commandOption(arguments);
      default ->
        ShellDialect.ofName(program) == ShellDialect.POSIX && arguments.hasFlag("-c")
            ? firstOperand(arguments)
            : null;
    };
  }

  private static @Nullable ShellWord firstOperand(Arguments arguments) {
    return arguments.operands().isEmpty() ? null : arguments.operands().get(0);
  }

  private static @Nullable ShellWord commandOption(Arguments arguments) {
    GivenOption option = arguments.option("-c");
    ShellWord value = option == null ? null : option.value();
    boolean apart = option != null
        && value != null
        && value.range().start() > option.word().range().start();
    return apart ? value : null;
  }

  /** Whether a shell with these arguments reads its script from the standard input. */
  static boolean readsInput(@Nullable String program, Arguments arguments) {
    return program != null
        && ShellDialect.ofName(program) == ShellDialect.POSIX
        && !arguments.hasFlag("-c")
        && (arguments.hasFlag("-s") || arguments.operands().isEmpty());
  }

  /**
   * The script that a word is, with ranges of {@code code}; null where its text can't be followed home.
   *
   * @param depth how deep the word is nested
   */
  static @Nullable EmbeddedScript of(String code, ShellWord word, int depth) {
    EmbeddedText.Builder builder = new EmbeddedText.Builder();
    if (!append(code, word.parts(), builder)) {
      return null;
    }
    EmbeddedText text = builder.build(word.range().start());
    TextRange home = text.home(new TextRange(0, text.length()));
    if (home.length() == text.length()) {
      return of(code, home, depth);
    }
    return of(new Cursor(text, new Cursor(code, 0, 0)), depth);
  }

  /** The script that stands as it is in a range of {@code code}. */
  static EmbeddedScript of(String code, TextRange range, int depth) {
    return of(new Cursor(code, range.start(), range.end()), depth);
  }

  private static EmbeddedScript of(Cursor cursor, int depth) {
    cursor.depth = depth;
    CommandList body = new CommandParser(cursor).script();
    return new EmbeddedScript(body, ImmutableList.copyOf(cursor.heredocs));
  }

  /** Appends the text that the parts stand for, expansions as they are written. */
  private static boolean append(String code, List<WordPart> parts, EmbeddedText.Builder builder) {
    for (WordPart part : parts) {
      TextRange range = part.range();
      if (part instanceof WordPart.DoubleQuoted quoted) {
        if (!append(code, quoted.parts(), builder)) {
          return false;
        }
      } else if (part instanceof WordPart.SingleQuoted quoted) {
        int start = range.start() + (quoted.ansi() ? 2 : 1);
        if (!code.startsWith(quoted.text(), start)
            || start + quoted.text().length() > range.end()) {
          return false;
        }
        builder.append(code, start, start + quoted.text().length());
      } else if (part instanceof WordPart.Escaped escaped) {
        builder.append(code, range.end() - escaped.text().length(), range.end());
      } else {
        builder.append(code, range.start(), range.end());
      }
    }
    return true;
  }
}
