package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * The words after a program's name, read as flags and operands.
 *
 * <p>A flag is given as it is written: {@code -y} is found in {@code -qy} too, {@code --retry} in {@code --retry=3}
 * too. After {@code --} there are no flags. Which flags take a value only the program knows: where it matters the caller
 * says so. Where a word isn't literal, what stands before its first expansion counts.
 */
public record Arguments(ImmutableList<ShellWord> words) {

  public int size() {
    return words.size();
  }

  public boolean isEmpty() {
    return words.isEmpty();
  }

  /** The values of the words that are literal. */
  public ImmutableList<String> literals() {
    ImmutableList.Builder<String> literals = ImmutableList.builderWithExpectedSize(words.size());
    for (ShellWord word : words) {
      if (word.literal() != null) {
        literals.add(word.literal());
      }
    }
    return literals.build();
  }

  public boolean hasFlag(String flag) {
    return flag(flag) != null;
  }

  public boolean hasAnyFlag(String... flags) {
    for (String flag : flags) {
      if (hasFlag(flag)) {
        return true;
      }
    }
    return false;
  }

  /** The first word in which a flag stands, or null. */
  public @Nullable ShellWord flag(String flag) {
    int index = indexOf(flag);
    return index < 0 ? null : words.get(index);
  }

  /** How often a flag is given: {@code -qq} gives {@code -q} twice. */
  public int count(String flag) {
    int count = 0;
    for (ShellWord word : words) {
      String text = word.literalPrefix();
      if (text.equals("--")) {
        break;
      }
      if (isShort(flag) && isShortBundle(text)) {
        for (int i = 1; i < bundleEnd(text); i++) {
          count += text.charAt(i) == flag.charAt(1) ? 1 : 0;
        }
      } else if (matches(text, flag)) {
        count++;
      }
    }
    return count;
  }

  /**
   * The literal value of a flag: of {@code --flag=value}, {@code --flag value}, {@code -f value} and {@code -fvalue}.
   * Null where the flag is missing or its value is missing or not literal.
   */
  public @Nullable String value(String flag) {
    int index = indexOf(flag);
    if (index < 0) {
      return null;
    }
    ShellWord word = words.get(index);
    String text = word.literalPrefix();
    int attached = attachedValue(text, flag);
    if (attached < text.length() || word.literal() == null) {
      return word.literal() == null ? null : text.substring(attached);
    }
    boolean equals = text.endsWith("=");
    return equals ? "" : index + 1 < words.size() ? words.get(index + 1).literal() : null;
  }

  /** The first word that is not a flag, or null. */
  public @Nullable ShellWord subcommand(String... flagsWithValue) {
    ImmutableList<ShellWord> operands = operands(flagsWithValue);
    return operands.isEmpty() ? null : operands.get(0);
  }

  /** The words that are neither flags nor, for the flags given, their values. A lone {@code -} is an operand. */
  public ImmutableList<ShellWord> operands(String... flagsWithValue) {
    ImmutableList.Builder<ShellWord> operands = ImmutableList.builder();
    boolean flags = true;
    for (int i = 0; i < words.size(); i++) {
      ShellWord word = words.get(i);
      String text = word.literalPrefix();
      if (!flags || !isFlag(text)) {
        operands.add(word);
      } else if (text.equals("--")) {
        flags = false;
      } else if (word.literal() != null && takesNext(text, flagsWithValue)) {
        i++;
      }
    }
    return operands.build();
  }

  /** Whether a word is one of the flags that take a value, with that value in the next word. */
  private static boolean takesNext(String text, String... flagsWithValue) {
    for (String flag : flagsWithValue) {
      boolean found = isShort(flag) && isShortBundle(text)
          ? text.indexOf(flag.charAt(1)) == text.length() - 1
          : text.equals(flag);
      if (found) {
        return true;
      }
    }
    return false;
  }

  private int indexOf(String flag) {
    for (int i = 0; i < words.size(); i++) {
      String text = words.get(i).literalPrefix();
      if (text.equals("--")) {
        return -1;
      }
      if (matches(text, flag)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean matches(String text, String flag) {
    if (isShort(flag) && isShortBundle(text)) {
      int index = text.indexOf(flag.charAt(1), 1);
      return index > 0 && index < bundleEnd(text);
    }
    return text.startsWith(flag)
        && (text.length() == flag.length() || text.charAt(flag.length()) == '=');
  }

  /** Where in a word that has the flag its value begins; the word's length where the value is the next word. */
  private static int attachedValue(String text, String flag) {
    if (isShort(flag) && isShortBundle(text)) {
      int after = text.indexOf(flag.charAt(1), 1) + 1;
      return after < text.length() && text.charAt(after) == '=' ? after + 1 : after;
    }
    return Math.min(text.length(), flag.length() + 1);
  }

  private static boolean isFlag(String text) {
    return text.length() > 1 && text.charAt(0) == '-';
  }

  private static boolean isShort(String flag) {
    return flag.length() == 2 && flag.charAt(1) != '-';
  }

  private static boolean isShortBundle(String text) {
    return isFlag(text) && text.charAt(1) != '-';
  }

  /** Where the letters of a bundle of short flags end: at a value written with {@code =}, or with the word. */
  private static int bundleEnd(String text) {
    int equals = text.indexOf('=');
    return equals < 0 ? text.length() : equals;
  }
}
