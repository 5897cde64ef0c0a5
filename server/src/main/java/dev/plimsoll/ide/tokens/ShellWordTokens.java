package dev.plimsoll.ide.tokens;

import dev.plimsoll.shell.CommandList;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.shell.WordPart;
import dev.plimsoll.text.TextRange;
import java.util.List;
import java.util.function.Consumer;

/** The tokens of the words of a script, and of what is expanded in them. */
final class ShellWordTokens {

  private static final int STRING = TokenType.STRING.ordinal();
  private static final int OPERATOR = TokenType.OPERATOR.ordinal();
  private static final int VARIABLE = TokenType.VARIABLE.ordinal();
  private static final int PARAMETER = TokenType.PARAMETER.ordinal();

  private final TokenSink out;
  private final Consumer<CommandList> lists;

  /** @param lists takes the commands of substitutions */
  ShellWordTokens(TokenSink out, Consumer<CommandList> lists) {
    this.out = out;
    this.lists = lists;
  }

  /** An option, a number, or any other argument. */
  void argument(ShellWord word) {
    if (word.isEmpty()) {
      return;
    }
    String first = word.parts().get(0) instanceof WordPart.Literal literal ? literal.text() : "";
    if (first.length() > 1 && first.charAt(0) == '-') {
      option(word, first);
    } else if (word.parts().size() == 1 && isNumber(first)) {
      out.add(word.range(), TokenType.NUMBER);
    } else {
      parts(word.parts(), STRING);
    }
  }

  /** {@code -o}, {@code --name} or {@code --name=value}. */
  private void option(ShellWord word, String first) {
    int equals = first.indexOf('=');
    if (equals < 0) {
      parts(word.parts(), PARAMETER);
      return;
    }
    int start = word.range().start();
    int value = start + equals + 1;
    out.add(start, value - 1, PARAMETER);
    out.add(value - 1, value, OPERATOR);
    out.add(value, start + first.length(), STRING);
    parts(word.parts().subList(1, word.parts().size()), STRING);
  }

  /**
   * {@code name=value} as an argument of {@code export} and its like; false where the word is something else.
   *
   * @param alone whether a name without a value counts
   */
  boolean declared(ShellWord word, boolean alone) {
    String first = word.parts().get(0) instanceof WordPart.Literal literal ? literal.text() : "";
    int equals = first.indexOf('=');
    int start = word.range().start();
    int nameEnd = equals < 0 ? first.length() : equals;
    if (!isName(first.substring(0, nameEnd))
        || (equals < 0 && (!alone || word.parts().size() > 1))) {
      return false;
    }
    out.add(start, start + nameEnd, VARIABLE | TokenModifier.DECLARATION.bit());
    if (equals >= 0) {
      out.add(start + equals, start + equals + 1, OPERATOR);
      out.add(start + equals + 1, start + first.length(), STRING);
      parts(word.parts().subList(1, word.parts().size()), STRING);
    }
    return true;
  }

  /** {@code name=value}, {@code name+=value}, {@code name[index]=value}. */
  void assignment(TextRange range, String name, int valueStart, ShellWord value) {
    int nameEnd = range.start() + name.length();
    out.add(range.start(), nameEnd, VARIABLE | TokenModifier.DECLARATION.bit());
    out.add(nameEnd, Math.max(nameEnd, value.isEmpty() ? range.end() : valueStart), OPERATOR);
    argument(value);
  }

  /** An expression: variables, numbers and substitutions in it; the rest are operators. */
  void arithmetic(ShellWord expression) {
    expression(expression.parts());
  }

  private void expression(List<WordPart> parts) {
    for (WordPart part : parts) {
      if (part instanceof WordPart.Literal literal) {
        expression(literal.text(), literal.range().start());
      } else {
        part(part, OPERATOR);
      }
    }
  }

  private void expression(String text, int start) {
    int at = 0;
    while (at < text.length()) {
      int end = at + 1;
      if (isNamePart(text.charAt(at))) {
        while (end < text.length() && isNamePart(text.charAt(end))) {
          end++;
        }
        boolean name = isName(text.substring(at, end));
        out.add(start + at, start + end, name ? VARIABLE : TokenType.NUMBER.ordinal());
      } else if (!Character.isWhitespace(text.charAt(at))) {
        out.add(start + at, start + end, OPERATOR);
      }
      at = end;
    }
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || (c >= '0' && c <= '9');
  }

  /** The parts of a word, what isn't expanded as {@code base}. */
  void parts(List<WordPart> parts, int base) {
    for (WordPart part : parts) {
      part(part, base);
    }
  }

  private void part(WordPart part, int base) {
    TextRange range = part.range();
    if (part instanceof WordPart.DoubleQuoted quoted) {
      between(range, quoted.parts(), STRING);
    } else if (part instanceof WordPart.SingleQuoted) {
      out.add(range, TokenType.STRING);
    } else if (part instanceof WordPart.Parameter parameter) {
      parameter(parameter);
    } else if (part instanceof WordPart.CommandSubstitution substitution) {
      substitution(range, substitution.body());
    } else if (part instanceof WordPart.ProcessSubstitution substitution) {
      substitution(range, substitution.body());
    } else if (part instanceof WordPart.Arithmetic arithmetic) {
      out.add(range.start(), Math.min(range.end(), range.start() + 3), OPERATOR);
      expression(arithmetic.parts());
      out.add(Math.max(range.start() + 3, range.end() - 2), range.end(), OPERATOR);
    } else if (part instanceof WordPart.Array array) {
      out.add(range.start(), range.start() + 1, OPERATOR);
      array.elements().forEach(this::argument);
      out.add(range.end() - 1, range.end(), OPERATOR);
    } else if (part instanceof WordPart.Glob glob && !glob.parts().isEmpty()) {
      between(range, glob.parts(), base);
    } else if (part instanceof WordPart.Brace brace) {
      brace(brace, base);
    } else {
      out.add(range.start(), range.end(), base);
    }
  }

  /** What stands in {@code range} beside the parts is {@code base}, as is what isn't expanded in them. */
  private void between(TextRange range, List<WordPart> parts, int base) {
    int done = range.start();
    for (WordPart part : parts) {
      out.add(done, part.range().start(), base);
      part(part, base);
      done = part.range().end();
    }
    out.add(done, range.end(), base);
  }

  private void brace(WordPart.Brace brace, int base) {
    int done = brace.range().start();
    for (List<WordPart> alternative : brace.alternatives()) {
      for (WordPart part : alternative) {
        out.add(done, part.range().start(), base);
        part(part, base);
        done = part.range().end();
      }
    }
    out.add(done, brace.range().end(), base);
  }

  /** <code>$name</code> is one token; of <code>${name:-operand}</code> the operator and operand are tokens too. */
  private void parameter(WordPart.Parameter parameter) {
    TextRange range = parameter.range();
    if (parameter.operator().isEmpty() && parameter.index() == null) {
      out.add(range, TokenType.VARIABLE);
      return;
    }
    int name =
        range.start() + 2 + parameter.prefix().length() + parameter.name().length();
    int nameEnd = Math.min(name, range.end());
    out.add(range.start(), nameEnd, VARIABLE);
    int operand =
        parameter.operand() == null ? range.end() : parameter.operand().range().start();
    if (parameter.index() != null) {
      parts(parameter.index().parts(), VARIABLE);
    }
    int length = parameter.operator().length();
    if (length > 0 && operand - length >= nameEnd && parameter.operand() != null) {
      out.add(operand - length, operand, OPERATOR);
      parts(parameter.operand().parts(), STRING);
    }
    int close = range.end() - 1;
    if (close >= nameEnd) {
      out.add(close, range.end(), VARIABLE);
    }
  }

  private void substitution(TextRange range, CommandList body) {
    int open = range.start() + 2;
    int inside = body.isEmpty() ? range.end() - 1 : body.range().start();
    boolean backquote = inside < open;
    out.add(range.start(), Math.min(range.end(), backquote ? open - 1 : open), OPERATOR);
    lists.accept(body);
    if (range.end() - 1 >= open) {
      out.add(range.end() - 1, range.end(), OPERATOR);
    }
  }

  static boolean isNumber(String text) {
    boolean digits = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits = true;
      } else if (c != '.') {
        return false;
      }
    }
    return digits;
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i == 0 ? !isNameStart(c) : !isNamePart(c)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
