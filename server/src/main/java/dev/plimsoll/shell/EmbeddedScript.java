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
  static @Nullable ShellWord argument(@Nullable String program, List<ShellWord> arguments) {
    if (program == null) {
      return null;
    }
    return switch (program) {
      case "su", "runuser" -> afterCommandOption(arguments);
      default ->
        ShellDialect.ofName(program) == ShellDialect.POSIX ? shellArgument(arguments) : null;
    };
  }

  private static @Nullable ShellWord afterCommandOption(List<ShellWord> arguments) {
    for (int i = 0; i + 1 < arguments.size(); i++) {
      String text = arguments.get(i).literalPrefix();
      boolean letter =
          text.length() > 1 && text.charAt(0) == '-' && text.charAt(1) != '-' && text.endsWith("c");
      if (letter || text.equals("--command")) {
        return arguments.get(i + 1);
      }
    }
    return null;
  }

  private static @Nullable ShellWord shellArgument(List<ShellWord> arguments) {
    boolean command = false;
    int i = 0;
    while (i < arguments.size() && isOption(arguments.get(i))) {
      String text = arguments.get(i).literalPrefix();
      boolean letters = text.length() > 1 && text.charAt(1) != '-';
      command |= letters && text.charAt(0) == '-' && text.indexOf('c') > 0;
      i += letters && (text.endsWith("o") || text.endsWith("O")) ? 2 : 1;
    }
    return command && i < arguments.size() ? arguments.get(i) : null;
  }

  private static boolean isOption(ShellWord word) {
    String text = word.literalPrefix();
    return text.startsWith("-") || text.startsWith("+");
  }

  /** Whether a shell with these arguments reads its script from the standard input. */
  static boolean readsInput(@Nullable String program, List<ShellWord> arguments) {
    if (program == null || ShellDialect.ofName(program) != ShellDialect.POSIX) {
      return false;
    }
    for (int i = 0; i < arguments.size(); i++) {
      String text = arguments.get(i).literalPrefix();
      if (text.equals("-s")) {
        return true;
      }
      if (!isOption(arguments.get(i)) || text.indexOf('c') > 0) {
        return false;
      }
      i += text.endsWith("o") ? 1 : 0;
    }
    return true;
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
