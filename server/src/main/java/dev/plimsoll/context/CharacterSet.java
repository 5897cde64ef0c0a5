package dev.plimsoll.context;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set of code points, as a bracket expression names it. */
final class CharacterSet {

  private record Span(int low, int high) {}

  private final List<Span> spans = new ArrayList<>();
  private boolean negated;

  /** What Go's regular expressions call {@code \d}, {@code \s}, {@code \w} and so on; null for another letter. */
  static @Nullable CharacterSet ofLetter(int letter) {
    CharacterSet set = switch (letter) {
      case 'd', 'D' -> new CharacterSet().add('0', '9');
      case 's', 'S' -> new CharacterSet().add('\t', '\n').add('\f', '\r').add(' ', ' ');
      case 'w', 'W' -> word();
      default -> null;
    };
    return set != null && Character.isUpperCase(letter) ? set.negate() : set;
  }

  /** The classes of POSIX, such as {@code alpha}; null for another name. */
  static @Nullable CharacterSet named(String name) {
    return switch (name) {
      case "alnum" -> new CharacterSet().add('0', '9').add('A', 'Z').add('a', 'z');
      case "alpha" -> new CharacterSet().add('A', 'Z').add('a', 'z');
      case "ascii" -> new CharacterSet().add(0, 0x7F);
      case "blank" -> new CharacterSet().add('\t', '\t').add(' ', ' ');
      case "cntrl" -> new CharacterSet().add(0, 0x1F).add(0x7F, 0x7F);
      case "digit" -> new CharacterSet().add('0', '9');
      case "graph" -> new CharacterSet().add('!', '~');
      case "lower" -> new CharacterSet().add('a', 'z');
      case "print" -> new CharacterSet().add(' ', '~');
      case "punct" ->
        new CharacterSet().add('!', '/').add(':', '@').add('[', '`').add('{', '~');
      case "space" -> new CharacterSet().add('\t', '\r').add(' ', ' ');
      case "upper" -> new CharacterSet().add('A', 'Z');
      case "word" -> word();
      case "xdigit" -> new CharacterSet().add('0', '9').add('A', 'F').add('a', 'f');
      default -> null;
    };
  }

  static CharacterSet word() {
    return new CharacterSet().add('0', '9').add('A', 'Z').add('a', 'z').add('_', '_');
  }

  CharacterSet add(int low, int high) {
    spans.add(new Span(low, high));
    return this;
  }

  /** Adds what another set has. */
  CharacterSet add(CharacterSet other) {
    if (!other.negated) {
      spans.addAll(other.spans);
      return this;
    }
    int next = 0;
    List<Span> excluded = new ArrayList<>(other.spans);
    excluded.sort((a, b) -> Integer.compare(a.low, b.low));
    for (Span span : excluded) {
      if (next < span.low) {
        add(next, span.low - 1);
      }
      next = Math.max(next, span.high + 1);
    }
    return add(next, Character.MAX_CODE_POINT);
  }

  CharacterSet negate() {
    negated = !negated;
    return this;
  }

  boolean contains(int c) {
    for (Span span : spans) {
      if (span.low <= c && c <= span.high) {
        return !negated;
      }
    }
    return negated;
  }
}
