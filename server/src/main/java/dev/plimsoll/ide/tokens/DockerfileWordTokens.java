package dev.plimsoll.ide.tokens;

import dev.plimsoll.syntax.ExpandableWord;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.VariableUse;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of words that BuildKit expands: text, and the variables in it. */
final class DockerfileWordTokens {

  private static final int STRING = TokenType.STRING.ordinal();
  private static final int OPERATOR = TokenType.OPERATOR.ordinal();
  private static final int VARIABLE = TokenType.VARIABLE.ordinal();

  /** Takes the text between variables. */
  @FunctionalInterface
  interface Plain {
    void add(int start, int end);
  }

  private final String code;
  private final char escape;
  private final TokenSink out;

  /** @param code in which the words stand, one line */
  DockerfileWordTokens(String code, char escape, TokenSink out) {
    this.code = code;
    this.escape = escape;
    this.out = out;
  }

  /** A number, or text with variables. */
  void value(TextRange range) {
    value(range, STRING);
  }

  void value(TextRange range, int base) {
    String text = range.of(code);
    if (ShellWordTokens.isNumber(text)) {
      out.add(range, TokenType.NUMBER);
    } else {
      expanded(range, (start, end) -> out.add(start, end, base));
    }
  }

  /** The variables of a word; what stands between them goes to {@code plain}. */
  void expanded(TextRange range, Plain plain) {
    expanded(range, ExpansionMode.ARGUMENT, plain);
  }

  void expanded(TextRange range, ExpansionMode mode, Plain plain) {
    String text = range.of(code);
    List<VariableUse> uses = text.indexOf('$') < 0
        ? List.of()
        : ExpandableWord.of(text, escape, mode).uses();
    between(range, range.start(), uses, plain);
  }

  /** @param origin where the word begins that the ranges of the uses belong to */
  private void between(TextRange range, int origin, List<VariableUse> uses, Plain plain) {
    int done = range.start();
    for (VariableUse use : uses) {
      int start = origin + use.range().start();
      if (start >= done && start < range.end()) {
        plain.add(done, start);
        variable(use, origin);
        done = origin + use.range().end();
      }
    }
    plain.add(done, range.end());
  }

  private void variable(VariableUse use, int origin) {
    TextRange range = use.range().shift(origin);
    int kind = VARIABLE | (isPredefined(use.name()) ? TokenModifier.DEFAULT_LIBRARY.bit() : 0);
    TextRange operand = use.operandRange();
    if (operand == null) {
      out.add(range.start(), range.end(), kind);
      return;
    }
    int nameEnd = origin + use.nameRange().end();
    int operandEnd = origin + operand.end();
    out.add(range.start(), nameEnd, kind);
    out.add(nameEnd, origin + operand.start(), OPERATOR);
    operand(operand, use, origin);
    TextRange replacement = use.replacementRange();
    if (replacement != null) {
      out.add(operandEnd, origin + replacement.start(), OPERATOR);
      operand(replacement, use, origin);
      operandEnd = origin + replacement.end();
    }
    out.add(operandEnd, range.end(), kind);
  }

  private void operand(@Nullable TextRange range, VariableUse use, int origin) {
    if (range != null) {
      between(
          range.shift(origin), origin, use.nested(), (start, end) -> out.add(start, end, STRING));
    }
  }

  /** What BuildKit sets without being told. */
  private static boolean isPredefined(String name) {
    return switch (name) {
      case "BUILDPLATFORM",
          "BUILDOS",
          "BUILDOSVERSION",
          "BUILDARCH",
          "BUILDVARIANT",
          "TARGETPLATFORM",
          "TARGETOS",
          "TARGETOSVERSION",
          "TARGETARCH",
          "TARGETVARIANT",
          "TARGETSTAGE",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "FTP_PROXY",
          "NO_PROXY",
          "ALL_PROXY",
          "http_proxy",
          "https_proxy",
          "ftp_proxy",
          "no_proxy",
          "all_proxy" -> true;
      default -> false;
    };
  }
}
