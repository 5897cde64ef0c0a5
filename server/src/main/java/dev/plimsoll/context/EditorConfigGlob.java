package dev.plimsoll.context;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name of a section of {@code .editorconfig}: {@code *} is any text without a slash, {@code **} any text, {@code ?} one
 * character but a slash, <code>[ab]</code> and <code>[!ab]</code> one of a set, <code>{a,b}</code> one of several,
 * <code>{1..9}</code> a number, and a backslash takes the meaning from what follows it.
 *
 * <p>It is followed by the places that can be reached, all at once, so that a match costs at most pattern × text.
 */
final class EditorConfigGlob {

  /** A step: from the offsets that are reached to those that are reached behind it. */
  private interface Step {
    BitSet from(BitSet reached, String text);
  }

  private final String pattern;
  /** Braces that part alternatives, and those of them, opening and closing, that are characters. */
  private final BitSet groups = new BitSet();

  private final BitSet plainBraces = new BitSet();
  private final ImmutableList<Step> steps;
  private int at;

  private EditorConfigGlob(String pattern) {
    this.pattern = pattern;
    pairBraces();
    this.steps = ImmutableList.copyOf(sequence(false));
  }

  /**
   * Whether a section is for a file.
   *
   * @param path from the folder of the {@code .editorconfig}, with slashes
   */
  static boolean matches(String section, String path) {
    String anywhere = section.indexOf('/') < 0 ? "**/" + section : section;
    String pattern = anywhere.startsWith("/") ? anywhere.substring(1) : anywhere;
    String text = anywhere.startsWith("**/") ? "/" + path : path;
    return new EditorConfigGlob(pattern).matches(text);
  }

  private boolean matches(String text) {
    BitSet reached = new BitSet();
    reached.set(0);
    return run(steps, reached, text).get(text.length());
  }

  private static BitSet run(List<Step> steps, BitSet start, String text) {
    BitSet reached = start;
    for (Step step : steps) {
      reached = step.from(reached, text);
    }
    return reached;
  }

  /** Only braces that are closed, and have a comma, part alternatives. */
  private void pairBraces() {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '\\' -> i++;
        case '{' -> open.push(i);
        case ',' -> {
          if (!open.isEmpty()) {
            groups.set(open.element());
          }
        }
        case '}' -> {
          if (!open.isEmpty() && groups.get(open.element())) {
            open.pop();
          } else {
            plainBraces.set(i);
            plainBraces.set(open.isEmpty() ? i : open.pop());
          }
        }
        default -> {}
      }
    }
    open.forEach(groups::clear);
  }

  /** Reads up to the end, or in braces to the comma or brace that ends an alternative. */
  private List<Step> sequence(boolean inBraces) {
    List<Step> read = new ArrayList<>();
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (inBraces && (c == ',' || (c == '}' && !plainBraces.get(at)))) {
        break;
      }
      at++;
      read.add(step(c));
    }
    return read;
  }

  private Step step(char c) {
    switch (c) {
      case '*':
        boolean deep = pattern.startsWith("*", at);
        at += deep ? 1 : 0;
        return (reached, text) -> any(reached, text, deep);
      case '?':
        return one((character) -> character != '/');
      case '[':
        Step set = set();
        return set == null ? one(character -> character == '[') : set;
      case '{':
        Step braces = braces();
        return braces == null ? one(character -> character == '{') : braces;
      case '\\':
        if (at < pattern.length()) {
          char escaped = pattern.charAt(at++);
          return one(character -> character == escaped);
        }
        return one(character -> character == '\\');
      default:
        return one(character -> character == c);
    }
  }

  private interface Characters {
    boolean include(char c);
  }

  private static Step one(Characters characters) {
    return (reached, text) -> {
      BitSet next = new BitSet();
      for (int i = reached.nextSetBit(0);
          i >= 0 && i < text.length();
          i = reached.nextSetBit(i + 1)) {
        if (characters.include(text.charAt(i))) {
          next.set(i + 1);
        }
      }
      return next;
    };
  }

  private static BitSet any(BitSet reached, String text, boolean deep) {
    BitSet next = new BitSet();
    boolean open = false;
    for (int i = 0; i <= text.length(); i++) {
      open = reached.get(i) || (open && (deep || text.charAt(i - 1) != '/'));
      next.set(i, open);
    }
    return next;
  }

  /** Null where it isn't closed in the same name of the path. */
  private @Nullable Step set() {
    int close = pattern.indexOf(']', at + 1);
    String content = close < 0 ? "/" : pattern.substring(at, close);
    if (content.indexOf('/') >= 0) {
      return null;
    }
    at = close + 1;
    boolean negated = content.startsWith("!");
    String members = negated ? content.substring(1) : content;
    return one(c -> c != '/' && isIn(members, c) != negated);
  }

  private static boolean isIn(String members, char c) {
    for (int i = 0; i < members.length(); i++) {
      boolean range = i + 2 < members.length() && members.charAt(i + 1) == '-';
      if (range ? members.charAt(i) <= c && c <= members.charAt(i + 2) : members.charAt(i) == c) {
        return true;
      }
      i += range ? 2 : 0;
    }
    return false;
  }

  /** Null where the brace that was just read is a character. */
  private @Nullable Step braces() {
    Step numbers = numbers();
    if (numbers != null || !groups.get(at - 1)) {
      return numbers;
    }
    List<List<Step>> alternatives = new ArrayList<>();
    do {
      alternatives.add(sequence(true));
    } while (pattern.charAt(at++) == ',');
    return (reached, text) -> {
      BitSet next = new BitSet();
      for (List<Step> alternative : alternatives) {
        next.or(run(alternative, reached, text));
      }
      return next;
    };
  }

  private @Nullable Step numbers() {
    int close = pattern.indexOf('}', at);
    int dots = pattern.indexOf("..", at);
    if (close < 0 || dots < 0 || dots > close) {
      return null;
    }
    Integer one = number(pattern.substring(at, dots));
    Integer other = number(pattern.substring(dots + 2, close));
    if (one == null || other == null) {
      return null;
    }
    at = close + 1;
    int least = Math.min(one, other);
    int most = Math.max(one, other);
    return (reached, text) -> {
      BitSet next = new BitSet();
      for (int i = reached.nextSetBit(0); i >= 0; i = reached.nextSetBit(i + 1)) {
        for (int end = i + 1; end <= Math.min(text.length(), i + MAX_DIGITS); end++) {
          Integer found = number(text.substring(i, end));
          if (found != null && found >= least && found <= most) {
            next.set(end);
          }
        }
      }
      return next;
    };
  }

  private static final int MAX_DIGITS = 9;

  private static @Nullable Integer number(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    if (text.length() == start || text.length() > MAX_DIGITS) {
      return null;
    }
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    return Integer.parseInt(text);
  }
}
