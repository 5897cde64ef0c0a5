package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * Text of which some parts may not be known: what {@code /app/$SUB} comes to where nobody knows SUB.
 *
 * <p>Each unknown part has a key. Two parts of the same key are the same text, whatever that is; two of different keys may
 * be. An unknown part can be anything: empty, several names of a path, {@code ..}.
 */
public final class PartialText {

  /** Two noncharacters of Unicode. A text that has one of its own is taken as unknown. */
  private static final char BEGIN = '\uFDD0';

  private static final char END = '\uFDD1';

  /** The known parts as they are, the unknown ones as their keys between {@link #BEGIN} and {@link #END}. */
  private final String code;

  private PartialText(String code) {
    this.code = code;
  }

  /** A text that is known. */
  public static PartialText of(String text) {
    return isMarked(text) ? unknown(text) : new PartialText(text);
  }

  /** A text of which nothing is known but that it is the same wherever this key stands. */
  public static PartialText unknown(String key) {
    return new PartialText(BEGIN + withoutMarks(key) + END);
  }

  /** A text whose unknown parts are marked as those of {@link #code()} are. */
  static PartialText ofCode(String code) {
    return new PartialText(code);
  }

  String code() {
    return code;
  }

  static boolean isMarked(String text) {
    return text.indexOf(BEGIN) >= 0 || text.indexOf(END) >= 0;
  }

  private static String withoutMarks(String text) {
    return isMarked(text) ? text.replace(BEGIN, '(').replace(END, ')') : text;
  }

  /** How much there is of it, in UTF-16 units: its known parts and the keys of the others. */
  public int length() {
    return code.length();
  }

  /** Whether all of it is known. */
  public boolean isKnown() {
    return code.indexOf(BEGIN) < 0;
  }

  /** The text, or null where a part of it isn't known. */
  public @Nullable String text() {
    return isKnown() ? code : null;
  }

  /** What is known of its beginning. */
  public String prefix() {
    int end = code.indexOf(BEGIN);
    return end < 0 ? code : code.substring(0, end);
  }

  /** What is known of its end. */
  public String suffix() {
    return code.substring(code.lastIndexOf(END) + 1);
  }

  /** The text with another one in the place of each unknown part. */
  public String filled(String unknown) {
    StringBuilder text = new StringBuilder(code.length());
    for (int i = 0; i < code.length(); i++) {
      if (code.charAt(i) == BEGIN) {
        text.append(unknown);
        i = code.indexOf(END, i);
      } else {
        text.append(code.charAt(i));
      }
    }
    return text.toString();
  }

  /** Whether it has a character that is known, so that it can't be empty. */
  public boolean hasKnownPart() {
    for (int i = 0; i < code.length(); i++) {
      if (code.charAt(i) != BEGIN) {
        return true;
      }
      i = code.indexOf(END, i);
    }
    return false;
  }

  /** What follows a beginning; null where it doesn't begin so, as far as is known. */
  public @Nullable PartialText after(String beginning) {
    return code.startsWith(beginning) ? new PartialText(code.substring(beginning.length())) : null;
  }

  /** This text with another behind it. */
  public PartialText plus(PartialText other) {
    return code.isEmpty()
        ? other
        : other.code.isEmpty() ? this : new PartialText(code + other.code);
  }

  /** The texts between the known places of a character, empty ones included. */
  public ImmutableList<PartialText> split(char separator) {
    ImmutableList.Builder<PartialText> pieces = ImmutableList.builder();
    int start = 0;
    for (int i = 0; i < code.length(); i++) {
      if (code.charAt(i) == BEGIN) {
        i = code.indexOf(END, i);
      } else if (code.charAt(i) == separator) {
        pieces.add(new PartialText(code.substring(start, i)));
        start = i + 1;
      }
    }
    return pieces.add(new PartialText(code.substring(start))).build();
  }

  /** The text with the key of each unknown part between angle brackets. */
  @Override
  public String toString() {
    return code.replace(BEGIN, '<').replace(END, '>');
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PartialText that && code.equals(that.code);
  }

  @Override
  public int hashCode() {
    return code.hashCode();
  }
}
