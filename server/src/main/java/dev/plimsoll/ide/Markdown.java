package dev.plimsoll.ide;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import dev.plimsoll.text.Visible;

/**
 * The one way from text to Markdown. Nothing in the text becomes a mark: no image that is fetched, no link, no HTML, and no icon
 * of an editor. What is shown is the text, but for characters that can't be seen, see {@link Visible}.
 */
final class Markdown {

  /** What can begin a mark anywhere in a line. */
  private static final CharMatcher MARKS = CharMatcher.anyOf("\\`*[<~|");

  /** What can begin a block at the start of a line. */
  private static final CharMatcher BLOCKS = CharMatcher.anyOf("#>+-=");

  private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9');

  /** What ends a sentence and so isn't taken to belong to an address before it. */
  private static final CharMatcher ENDS = CharMatcher.anyOf(".,;:!?)");

  private static final CharMatcher BLANK = CharMatcher.anyOf(" ");

  private Markdown() {}

  /**
   * Words between others. Addresses in them become code, because nothing else keeps a reader of Markdown from making links of
   * them.
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
      word(shown, start, end, startsLine && start == 0, out);
      if (blank >= 0) {
        out.append(' ');
      }
      start = end + 1;
    }
    return out.toString();
  }

  private static void word(String text, int start, int end, boolean startsLine, StringBuilder out) {
    if (!isAddress(text.substring(start, end))) {
      escape(text, start, end, startsLine, out);
      return;
    }
    int last = end;
    while (last > start && ENDS.matches(text.charAt(last - 1))) {
      last--;
    }
    appendCode(text.substring(start, last), out);
    escape(text, last, end, false, out);
  }

  /** Whether GitHub's Markdown, which most editors have, could see an address of the web or of mail in a word. */
  private static boolean isAddress(String word) {
    return word.contains("://")
        || word.indexOf('@') >= 0
        || Ascii.toLowerCase(word).contains("www.");
  }

  private static void escape(
      String text, int start, int end, boolean startsLine, StringBuilder out) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean begins = startsLine && i == start && BLOCKS.matches(c);
      boolean numbers = startsLine
          && i == end - 1
          && (c == '.' || c == ')')
          && DIGITS.matchesAllOf(text.substring(start, i));
      if (MARKS.matches(c) || begins || numbers || isMark(text, i)) {
        out.append('\\');
      }
      out.append(c);
    }
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
