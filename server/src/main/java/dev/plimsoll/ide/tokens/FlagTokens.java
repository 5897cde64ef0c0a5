package dev.plimsoll.ide.tokens;

import dev.plimsoll.syntax.Flag;
import dev.plimsoll.text.TextRange;
import java.util.function.Predicate;

/** The tokens of flags: name, value, and the options of a mount. */
final class FlagTokens {

  private static final int PROPERTY = TokenType.PROPERTY.ordinal();

  private final String code;
  private final Predicate<String> isStage;
  private final DockerfileWordTokens words;
  private final ImageTokens images;
  private final TokenSink out;

  /** @param isStage whether a name is that of a stage */
  FlagTokens(
      String code,
      Predicate<String> isStage,
      DockerfileWordTokens words,
      ImageTokens images,
      TokenSink out) {
    this.code = code;
    this.isStage = isStage;
    this.words = words;
    this.images = images;
    this.out = out;
  }

  void add(Flag flag) {
    TextRange range = flag.word().inLine();
    int equals = position('=', range);
    if (equals < 0) {
      out.add(range, TokenType.PARAMETER);
      return;
    }
    out.add(range.start(), equals, TokenType.PARAMETER.ordinal());
    out.add(equals, equals + 1, TokenType.OPERATOR.ordinal());
    TextRange value = new TextRange(equals + 1, range.end());
    if (flag.name().equals("mount")) {
      options(value);
    } else if (flag.name().equals("from")) {
      source(value);
    } else {
      words.value(value, PROPERTY);
    }
  }

  /** {@code type=bind,from=build,target=/src} */
  private void options(TextRange value) {
    int start = value.start();
    while (start <= value.end()) {
      int comma = position(',', new TextRange(start, value.end()));
      int end = comma < 0 ? value.end() : comma;
      option(new TextRange(start, end));
      if (end < value.end()) {
        out.add(end, end + 1, TokenType.OPERATOR.ordinal());
      }
      start = end + 1;
    }
  }

  private void option(TextRange range) {
    int equals = position('=', range);
    if (equals < 0) {
      out.add(range, TokenType.PARAMETER);
      return;
    }
    out.add(range.start(), equals, TokenType.PARAMETER.ordinal());
    out.add(equals, equals + 1, TokenType.OPERATOR.ordinal());
    TextRange value = new TextRange(equals + 1, range.end());
    if (code.regionMatches(true, range.start(), "from", 0, 4) && equals == range.start() + 4) {
      source(value);
    } else {
      words.value(value, PROPERTY);
    }
  }

  private void source(TextRange value) {
    if (isStage.test(value.of(code))) {
      out.add(value, TokenType.NAMESPACE);
    } else if (ShellWordTokens.isNumber(value.of(code))) {
      out.add(value, TokenType.NUMBER);
    } else {
      images.add(value);
    }
  }

  private int position(char wanted, TextRange range) {
    for (int i = range.start(); i < range.end(); i++) {
      if (code.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }
}
