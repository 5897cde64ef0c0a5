package dev.plimsoll.ide;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import dev.plimsoll.text.Visible;
import java.util.regex.Pattern;

/**
 * The one way from text to Markdown. Nothing in the text becomes a mark: no image that is fetched, no link, no HTML, and no icon
 * of an editor. What is shown is the text, but for characters that can't be seen, see {@link Visible}.
 */
final class Markdown {

  /** What can begin a mark anywhere in a line. */
  private static final CharMatcher MARKS = CharMatcher.anyOf("\\`*[<~|");

  /** What can begin a block at the start of a line. */
  private static final CharMatcher BLOCKS = CharMatcher.anyOf("#>+-=");

  /** What begins an item of a list there. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]+[.)]");

  /** What ends a sentence and so isn't taken to belong to an address before it. */
  private static final CharMatcher ENDS = CharMatcher.anyOf(".,;:!?");

  private static final CharMatcher BLANK = CharMatcher.anyOf(" ");

  private Markdown() {}

  /**
   * Words between others. A word that could be a mark or an address becomes code: nothing else keeps every reader of Markdown
   * from making a link of an address, and where marks are shown as they are written, code reads better than backslashes.
   *
   * @param startsLine whether they stand at the start of a line
   */
  static String text(String text, boolean startsLine) {
    String shown = Visible.of(text);
    if (startsLine) {
      shown = BLANK.trimLeadingFrom(shown);
    }
    StringBuilder out = new StringBuilder(shown.length() + 8);
    int start = 0;
    while (start < shown.length()) {
      int blank = shown.indexOf(' ', start);
      int end = blank < 0 ? shown.length() : blank;
      word(shown.substring(start, end), startsLine && start == 0, out);
      if (blank >= 0) {
        out.append(' ');
      }
      start = end + 1;
    }
    return out.toString();
  }

  private static void word(String word, boolean startsLine, StringBuilder out) {
    if (isPlain(word, startsLine)) {
      out.append(word);
      return;
    }
    String code = ENDS.trimTrailingFrom(word);
    if (code.isEmpty() || isPlain(code, startsLine)) {
      code = word; // it is the end that makes it a mark: 1.
    }
    appendCode(code, out);
    out.append(word, code.length(), word.length());
  }

  private static boolean isPlain(String word, boolean startsLine) {
    boolean block = startsLine
        && !word.isEmpty()
        && (BLOCKS.matches(word.charAt(0)) || NUMBER.matcher(word).matches());
    if (block || isAddress(word) || MARKS.matchesAnyOf(word)) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (isMark(word, i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether GitHub's Markdown, which most editors have, could see an address of the web or of mail in a word. */
  private static boolean isAddress(String word) {
    return word.contains("://")
        || word.indexOf('@') >= 0
        || Ascii.toLowerCase(word).contains("www.");
  }

  /** What is a mark only beside some characters: an underscore not within a word, a character's name, an editor's icon. */
  private static boolean isMark(String text, int i) {
    char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
    return switch (text.charAt(i)) {
      case '_' ->
        i == 0
            || !Character.isLetterOrDigit(text.charAt(i - 1))
            || !Character.isLetterOrDigit(next);
      case '&' -> next == 0 || next == '#' || Character.isLetterOrDigit(next);
      case '$' -> next == 0 || next == '(';
      default -> false;
    };
  }

  /** A name that stands out; as code where it has characters that could be marks. */
  static String strong(String name) {
    return isName(name) ? "**" + text(name, false) + "**" : code(name);
  }

  private static boolean isName(String name) {
    if (name.isEmpty() || name.startsWith(" ") || name.endsWith(" ") || isAddress(name)) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Character.isLetterOrDigit(c) && " ._-/:=#+·,()−".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Code within a line; nothing where there is no code. */
  static String code(String code) {
    StringBuilder out = new StringBuilder();
    appendCode(Visible.of(code), out);
    return out.toString();
  }

  private static void appendCode(String code, StringBuilder out) {
    if (code.isEmpty()) {
      return;
    }
    String fence = "`".repeat(longestRun(code) + 1);
    boolean blank = BLANK.matchesAllOf(code);
    boolean padded = code.startsWith("`")
        || code.endsWith("`")
        || !blank && code.startsWith(" ") && code.endsWith(" ");
    String gap = padded ? " " : "";
    out.append(fence).append(gap).append(code).append(gap).append(fence);
  }

  /** Lines of code. @param language what it is written in, a word that this program chose */
  static String block(String language, String code) {
    String shown = Visible.lines(code);
    String fence = "`".repeat(Math.max(3, longestRun(shown) + 1));
    return fence + language + "\n" + shown + "\n" + fence;
  }

  private static int longestRun(String code) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < code.length(); i++) {
      run = code.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /** A link to an address of the web; the title alone where the address is none. */
  static String link(String title, String address) {
    return isWebAddress(address)
        ? "[" + text(title, false) + "](" + address + ")"
        : text(title, false);
  }

  private static boolean isWebAddress(String address) {
    if (!address.startsWith("https://") && !address.startsWith("http://")) {
      return false;
    }
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c <= ' ' || c >= 0x7F || "<>()[]\\\"'`".indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }
}
