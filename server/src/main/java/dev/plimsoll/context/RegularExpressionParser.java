package dev.plimsoll.context;

import dev.plimsoll.context.RegularExpression.Kind;
import dev.plimsoll.context.RegularExpression.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link RegularExpression} as Go's {@code regexp/syntax} does with its usual flags. The program is written from
 * the end to the start, so that every step knows the one after it.
 */
final class RegularExpressionParser {

  /** What the expression is not, or what is not done here. */
  static final class Invalid extends Exception {
    private static final long serialVersionUID = 1;

    Invalid(String message) {
      super(message, null, false, false);
    }
  }

  /** More steps than a pattern that people write ever has; repetitions multiply. */
  private static final int MAX_STEPS = 20_000;

  /** Go's own limit. */
  private static final int MAX_REPEAT = 1000;

  /** A piece of the expression: a character, an assertion, or pieces repeated. */
  private record Piece(
      Kind kind, CharacterSet set, List<List<Piece>> branches, int least, int most) {

    static Piece of(CharacterSet set) {
      return new Piece(Kind.CHARACTER, set, List.of(), 1, 1);
    }

    static Piece of(Kind assertion) {
      return new Piece(assertion, new CharacterSet(), List.of(), 1, 1);
    }

    static Piece group(List<List<Piece>> branches) {
      return new Piece(Kind.SPLIT, new CharacterSet(), branches, 1, 1);
    }

    Piece repeated(int least, int most) {
      return new Piece(Kind.SPLIT, new CharacterSet(), List.of(List.of(this)), least, most);
    }

    boolean isPlain() {
      return kind != Kind.SPLIT;
    }
  }

  private static final int UNLIMITED = -1;

  private final String text;
  private int at;
  private final List<Step> program = new ArrayList<>();

  /** By how they are written, those that were read: a pattern of many stars has the same few. */
  private final Map<String, CharacterSet> sets = new HashMap<>();

  private RegularExpressionParser(String text) {
    this.text = text;
  }

  static RegularExpression parse(String text) throws Invalid {
    RegularExpressionParser parser = new RegularExpressionParser(text);
    List<List<Piece>> branches = parser.branches();
    if (parser.at < text.length()) {
      throw new Invalid("unexpected )");
    }
    int match = parser.step(Kind.MATCH, new CharacterSet(), 0, 0);
    int start = parser.write(Piece.group(branches), match);
    return new RegularExpression(parser.program, start);
  }

  private List<List<Piece>> branches() throws Invalid {
    List<List<Piece>> branches = new ArrayList<>();
    List<Piece> branch = new ArrayList<>();
    branches.add(branch);
    boolean afterRepeat = false;
    while (at < text.length() && text.charAt(at) != ')') {
      char c = text.charAt(at);
      Repeat repeat = repeat();
      if (repeat != null) {
        if (afterRepeat || branch.isEmpty()) {
          throw new Invalid("a repetition of nothing");
        }
        Piece last = branch.remove(branch.size() - 1);
        branch.add(last.repeated(repeat.least, repeat.most));
      } else if (c == '|') {
        at++;
        branch = new ArrayList<>();
        branches.add(branch);
      } else if (c == '\\' && text.startsWith("Q", at + 1)) {
        quoted(branch);
      } else {
        branch.add(piece());
      }
      afterRepeat = repeat != null;
    }
    return branches;
  }

  private record Repeat(int least, int most) {}

  /** A repetition if one stands here. Braces that are none stand for themselves. */
  private @Nullable Repeat repeat() throws Invalid {
    switch (text.charAt(at)) {
      case '*':
        at++;
        return new Repeat(0, UNLIMITED);
      case '?':
        at++;
        return new Repeat(0, 1);
      case '{':
        return braces();
      default:
        return null;
    }
  }

  private @Nullable Repeat braces() throws Invalid {
    int start = at;
    at++;
    int least = number();
    int most = least;
    if (least >= 0 && at < text.length() && text.charAt(at) == ',') {
      at++;
      most = at < text.length() && text.charAt(at) == '}' ? UNLIMITED : number();
      if (most < 0 && (at >= text.length() || text.charAt(at) != '}')) {
        least = -1;
      }
    }
    if (least < 0 || at >= text.length() || text.charAt(at) != '}') {
      at = start;
      return null;
    }
    at++;
    if (least > MAX_REPEAT || most > MAX_REPEAT || (most >= 0 && least > most)) {
      throw new Invalid("a repetition that is out of bounds");
    }
    return new Repeat(least, most);
  }

  /** A number without leading zeros, cut where it is out of bounds anyway; -1 where there is none. */
  private int number() {
    int start = at;
    int value = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      value = Math.min(MAX_REPEAT + 1, value * 10 + text.charAt(at) - '0');
      at++;
    }
    return at == start || (at > start + 1 && text.charAt(start) == '0') ? -1 : value;
  }

  private void quoted(List<Piece> branch) {
    int end = text.indexOf("\\E", at + 2);
    int stop = end < 0 ? text.length() : end;
    text.substring(at + 2, stop).codePoints().forEach(c -> branch.add(literal(c)));
    at = end < 0 ? stop : end + 2;
  }

  private Piece literal(int character) {
    return Piece.of(sets.computeIfAbsent(
        "\\".concat(Character.toString(character)),
        written -> new CharacterSet().add(character, character)));
  }

  private Piece piece() throws Invalid {
    char c = text.charAt(at);
    switch (c) {
      case '(':
        at++;
        List<List<Piece>> branches = branches();
        at++; // only those that the translation writes are here, and it closes them
        return Piece.group(branches);
      case '[':
        int start = at;
        CharacterSet set = set();
        return Piece.of(sets.computeIfAbsent(text.substring(start, at), written -> set));
      case '.':
        at++;
        return Piece.of(
            sets.computeIfAbsent(".", any -> new CharacterSet().add('\n', '\n').negate()));
      case '^':
        at++;
        return Piece.of(Kind.TEXT_START);
      case '$':
        at++;
        return Piece.of(Kind.TEXT_END);
      case '\\':
        return escape();
      default:
        int character = next();
        return literal(character);
    }
  }

  private int next() {
    int character = text.codePointAt(at);
    at += Character.charCount(character);
    return character;
  }

  private Piece escape() throws Invalid {
    int letter = at + 1 < text.length() ? text.charAt(at + 1) : 0;
    Kind assertion = switch (letter) {
      case 'A' -> Kind.TEXT_START;
      case 'z' -> Kind.TEXT_END;
      case 'b' -> Kind.WORD_BOUNDARY;
      case 'B' -> Kind.NO_WORD_BOUNDARY;
      default -> null;
    };
    if (assertion != null) {
      at += 2;
      return Piece.of(assertion);
    }
    CharacterSet set = CharacterSet.ofLetter(letter);
    if (set != null) {
      at += 2;
      return Piece.of(set);
    }
    int character = escapedCharacter();
    return literal(character);
  }

  /** The one character that a backslash and what follows it stand for. */
  private int escapedCharacter() throws Invalid {
    at++;
    if (at >= text.length()) {
      throw new Invalid("a backslash at the end");
    }
    int c = next();
    return switch (c) {
      case 'a' -> 7;
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0B;
      case 'x' -> hexadecimal();
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c);
      default -> {
        if (c >= 0x80 || Character.isLetterOrDigit(c)) {
          throw new Invalid("a backslash before a character that needs none");
        }
        yield c;
      }
    };
  }

  private int octal(int first) throws Invalid {
    if (first != '0' && !isDigit(at, 8)) {
      throw new Invalid("a backslash before a character that needs none");
    }
    int value = first - '0';
    for (int i = 0; i < 2 && isDigit(at, 8); i++) {
      value = value * 8 + text.charAt(at++) - '0';
    }
    return value;
  }

  private int hexadecimal() throws Invalid {
    boolean braces = text.startsWith("{", at);
    if (braces) {
      at++;
    }
    int start = at;
    int value = 0;
    while (isDigit(at, 16) && (braces || at < start + 2) && value <= Character.MAX_CODE_POINT) {
      value = value * 16 + Character.digit(text.charAt(at++), 16);
    }
    boolean complete = braces ? at > start && text.startsWith("}", at) : at == start + 2;
    if (!complete || value > Character.MAX_CODE_POINT) {
      throw new Invalid("a malformed \\x");
    }
    at += braces ? 1 : 0;
    return value;
  }

  private boolean isDigit(int index, int radix) {
    return index < text.length()
        && text.charAt(index) < 0x80
        && Character.digit(text.charAt(index), radix) >= 0;
  }

  private CharacterSet set() throws Invalid {
    CharacterSet set = new CharacterSet();
    at++;
    boolean negated = text.startsWith("^", at);
    if (negated) {
      at++;
    }
    for (boolean first = true; first || !text.startsWith("]", at); first = false) {
      if (at >= text.length()) {
        throw new Invalid("a [ that is not closed");
      }
      CharacterSet inner = namedSet();
      if (inner == null && text.charAt(at) == '\\' && at + 1 < text.length()) {
        inner = CharacterSet.ofLetter(text.charAt(at + 1));
        at += inner == null ? 0 : 2;
      }
      if (inner != null) {
        set.add(inner);
      } else {
        range(set);
      }
    }
    at++;
    return negated ? set.negate() : set;
  }

  private void range(CharacterSet set) throws Invalid {
    int low = member();
    int high = low;
    if (text.startsWith("-", at) && at + 1 < text.length() && text.charAt(at + 1) != ']') {
      at++;
      high = member();
    }
    if (high < low) {
      throw new Invalid("a range that ends before it begins");
    }
    set.add(low, high);
  }

  private int member() throws Invalid {
    if (at >= text.length()) {
      throw new Invalid("a [ that is not closed");
    }
    return text.charAt(at) == '\\' ? escapedCharacter() : next();
  }

  private @Nullable CharacterSet namedSet() throws Invalid {
    int end = text.startsWith("[:", at) ? text.indexOf(":]", at + 2) : -1;
    if (end < 0) {
      return null;
    }
    boolean negated = text.charAt(at + 2) == '^';
    CharacterSet named = CharacterSet.named(text.substring(at + (negated ? 3 : 2), end));
    if (named == null) {
      throw new Invalid("an unknown name of a set");
    }
    at = end + 2;
    return negated ? named.negate() : named;
  }

  private int step(Kind kind, CharacterSet set, int next, int other) throws Invalid {
    if (program.size() >= MAX_STEPS) {
      throw new Invalid("repetitions that are too long");
    }
    program.add(new Step(kind, set, next, other));
    return program.size() - 1;
  }

  /** Writes a piece in front of the step {@code next}; returns where it begins. */
  private int write(Piece piece, int next) throws Invalid {
    if (piece.isPlain()) {
      return step(piece.kind, piece.set, next, next);
    }
    int start = next;
    if (piece.most == UNLIMITED) {
      int loop = step(Kind.SPLIT, piece.set, next, next);
      program.set(loop, new Step(Kind.SPLIT, piece.set, writeBranches(piece, loop), next));
      start = loop;
    }
    for (int i = piece.most; i > piece.least; i--) {
      start = step(Kind.SPLIT, piece.set, writeBranches(piece, start), next);
    }
    for (int i = 0; i < piece.least; i++) {
      start = writeBranches(piece, start);
    }
    return start;
  }

  private int writeBranches(Piece piece, int next) throws Invalid {
    int start = -1;
    for (List<Piece> branch : piece.branches) {
      int begin = next;
      for (int i = branch.size() - 1; i >= 0; i--) {
        begin = write(branch.get(i), begin);
      }
      start = start < 0 ? begin : step(Kind.SPLIT, piece.set, start, begin);
    }
    return start;
  }
}
