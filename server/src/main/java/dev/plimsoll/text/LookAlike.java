package dev.plimsoll.text;

import com.google.common.base.Ascii;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Characters that people take for others, or don't see at all. */
public final class LookAlike {

  private static final String DASHES =
      "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFE63\uFF0D";

  private static final String DOUBLE_QUOTES =
      "\u201C\u201D\u201E\u201F\u00AB\u00BB\u2033\u301D\u301E\u301F\uFF02";

  private static final String SINGLE_QUOTES = "\u2018\u2019\u201A\u201B\u2032\u00B4\uFF07";

  /** Cyrillic and Greek letters, and below them the Latin ones that they look like. */
  private static final String LETTERS =
      "\u0410\u0412\u0415\u0406\u0408\u041A\u041C\u041D\u041E\u0420\u0421\u0405\u0422\u0425\u0423"
          + "\u0430\u0435\u0456\u0458\u043E\u0440\u0441\u0455\u0445\u0443"
          + "\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u03BF";

  private static final String LATIN = "ABEIJKMHOPCSTXY" + "aeijopcsxy" + "ABEZHIKMNOPTYXo";

  private LookAlike() {}

  /** What a person sees: an ASCII character, or nothing. Null for ASCII, and for what looks like itself only. */
  public static @Nullable String seenAs(char c) {
    if (c < 0x80) {
      return null;
    }
    if (isInvisible(c)) {
      return "";
    }
    if (isBlank(c)) {
      return " ";
    }
    if (DASHES.indexOf(c) >= 0) {
      return "-";
    }
    if (DOUBLE_QUOTES.indexOf(c) >= 0) {
      return "\"";
    }
    if (SINGLE_QUOTES.indexOf(c) >= 0) {
      return "'";
    }
    if (c > '\uFF00' && c <= '\uFF5E') {
      return String.valueOf((char) (c - '\uFF00' + ' '));
    }
    int letter = LETTERS.indexOf(c);
    return letter < 0 ? null : LATIN.substring(letter, letter + 1);
  }

  /** A text as a person sees it. */
  public static String seenAs(String text) {
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      String character = seenAs(text.charAt(i));
      seen.append(character == null ? text.substring(i, i + 1) : character);
    }
    return seen.toString();
  }

  /** Whether a text has a character that looks like another one. */
  public static boolean isIn(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length == text.length()) {
      return false; // nearly all texts are ASCII, and this tells it much faster than a look at each
      // character
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80 && seenAs(text.charAt(i)) != null) {
        return true;
      }
    }
    return false;
  }

  /** Unicode's name of a character and its number, with an article: "a no-break space (U+00A0)". */
  public static String name(char c) {
    String unicode = Character.getName(c);
    String name = unicode == null ? "character" : Ascii.toLowerCase(unicode);
    return ("aeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ")
        + name
        + String.format(" (U+%04X)", (int) c);
  }

  private static boolean isInvisible(char c) {
    return c == '\u00AD'
        || c == '\u180E'
        || (c >= '\u200B' && c <= '\u200F')
        || (c >= '\u202A' && c <= '\u202E')
        || (c >= '\u2060' && c <= '\u2069')
        || c == '\uFEFF';
  }

  private static boolean isBlank(char c) {
    return c == '\u0085' || c == '\u2800' || c == '\u3164' || Character.isSpaceChar(c);
  }
}
