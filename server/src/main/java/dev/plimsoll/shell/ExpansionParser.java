package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.EmbeddedText;

/** Reads what the shell replaces: parameters, substitutions, arithmetic. */
final class ExpansionParser {

  private final Cursor cursor;
  private final CommandParser commands;
  private final WordParser words;

  ExpansionParser(Cursor cursor, CommandParser commands, WordParser words) {
    this.cursor = cursor;
    this.commands = commands;
    this.words = words;
  }

  /** What begins with a {@code $}: quoting, an expansion, or the character itself. */
  void dollar(WordParts parts, boolean quoted) {
    int start = cursor.pos;
    int next = cursor.peek(1);
    if (next == '(') {
      boolean arithmetic = cursor.peek(2) == '(' && cursor.closesAsArithmetic(start + 3);
      parts.flush();
      parts.add(arithmetic ? arithmetic() : commandSubstitution());
    } else if (next == '{') {
      parts.flush();
      parts.add(parameter(quoted));
    } else if (WordParser.isNameStart(next)) {
      int i = start + 2;
      while (i < cursor.end && WordParser.isNamePart(cursor.code.charAt(i))) {
        i++;
      }
      parts.add(parameter(start, i), i - start);
    } else if (next >= 0 && (WordParser.isNamePart(next) || "@*#?-$!".indexOf(next) >= 0)) {
      parts.add(parameter(start, start + 2), 2);
    } else if (next == '\'' && !quoted) {
      words.ansiQuoted(parts);
    } else if (next == '"' && !quoted) {
      words.doubleQuoted(parts);
    } else {
      cursor.pos++;
    }
  }

  private WordPart parameter(int start, int end) {
    return new WordPart.Parameter(
        cursor.range(start, end), cursor.code.substring(start + 1, end), "", null, "", null);
  }

  /** <code>${…}</code> at the position. */
  private WordPart parameter(boolean quoted) {
    int start = cursor.pos;
    if (!cursor.enter()) {
      return literal(start);
    }
    cursor.pos += 2;
    int next = cursor.peek(0);
    String prefix = "";
    if ((next == '#' || next == '!')
        && (WordParser.isNamePart(cursor.peek(1)) || isSpecialBeforeBrace(1))) {
      prefix = next == '#' ? "#" : "!";
      cursor.pos++;
    }
    String name = parameterName();
    ShellWord index = cursor.peek(0) == '[' && !name.isEmpty() ? subscript() : null;
    String operator = name.isEmpty() ? "" : parameterOperator();
    ShellWord operand = null;
    if (cursor.peek(0) != '}') {
      boolean pattern = !operator.isEmpty() && "#%/".indexOf(operator.charAt(0)) >= 0;
      operand = words.word(
          quoted && !pattern ? WordParser.Context.QUOTED_OPERAND : WordParser.Context.OPERAND);
    }
    if (cursor.peek(0) == '}') {
      cursor.pos++;
    } else {
      cursor.problem(ShellProblem.Kind.UNTERMINATED_EXPANSION, start, cursor.end);
    }
    cursor.leave();
    return new WordPart.Parameter(
        cursor.range(start, cursor.pos), name, prefix, index, operator, operand);
  }

  private boolean isSpecialBeforeBrace(int ahead) {
    int c = cursor.peek(ahead);
    return c >= 0 && "@*#?-$!".indexOf(c) >= 0 && cursor.peek(ahead + 1) == '}';
  }

  private String parameterName() {
    int start = cursor.pos;
    int first = cursor.peek(0);
    if (WordParser.isNameStart(first)) {
      while (WordParser.isNamePart(cursor.peek(0))) {
        cursor.pos++;
      }
    } else if (first >= '0' && first <= '9') {
      while (cursor.peek(0) >= '0' && cursor.peek(0) <= '9') {
        cursor.pos++;
      }
    } else if (first >= 0 && "@*#?-$!".indexOf(first) >= 0) {
      cursor.pos++;
    }
    return cursor.code.substring(start, cursor.pos);
  }

  /** {@code [index]} at the position, without its brackets. */
  private ShellWord subscript() {
    int start = ++cursor.pos;
    WordParts parts = new WordParts(cursor);
    int open = 1;
    while (cursor.pos < cursor.end && cursor.peek(0) != '}') {
      char c = cursor.code.charAt(cursor.pos);
      open += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (open == 0) {
        break;
      }
      switch (c) {
        case '\\' -> words.escape(parts);
        case '"' -> words.doubleQuoted(parts);
        case '\'' -> words.singleQuoted(parts);
        case '$' -> dollar(parts, true);
        case '`' -> backquoted(parts, true);
        default -> cursor.pos++;
      }
    }
    ShellWord index = words.word(start, cursor.pos, parts);
    if (cursor.peek(0) == ']') {
      cursor.pos++;
    }
    return index;
  }

  private String parameterOperator() {
    int start = cursor.pos;
    int first = cursor.peek(0);
    int second = cursor.peek(1);
    if (first >= 0 && "-=?+#%/^,:@".indexOf(first) >= 0) {
      cursor.pos++;
      boolean colon = first == ':' && second >= 0 && "-=?+".indexOf(second) >= 0;
      boolean doubled = first == second && "#%/^,".indexOf(first) >= 0;
      boolean anchored = first == '/' && (second == '#' || second == '%');
      cursor.pos += colon || doubled || anchored ? 1 : 0;
    }
    return cursor.code.substring(start, cursor.pos);
  }

  /** What was passed over since {@code start}, as it is. */
  WordPart literal(int start) {
    return new WordPart.Literal(
        cursor.range(start, cursor.pos), cursor.code.substring(start, cursor.pos));
  }

  private WordPart commandSubstitution() {
    int start = cursor.pos;
    if (!cursor.enter()) {
      return literal(start);
    }
    cursor.pos += 2;
    CommandList body = substitutionBody(start);
    return new WordPart.CommandSubstitution(cursor.range(start, cursor.pos), body);
  }

  /** {@code <(…)} or {@code >(…)} at the position. */
  void processSubstitution(WordParts parts) {
    parts.flush();
    int start = cursor.pos;
    if (!cursor.enter()) {
      parts.add(literal(start));
      return;
    }
    cursor.pos += 2;
    CommandList body = substitutionBody(start);
    parts.add(new WordPart.ProcessSubstitution(cursor.range(start, cursor.pos), body));
  }

  private CommandList substitutionBody(int start) {
    CommandList body = commands.nested(ReservedWord.RIGHT_PARENTHESIS);
    if (cursor.peek(0) == ')') {
      cursor.pos++;
    } else {
      cursor.problem(ShellProblem.Kind.UNTERMINATED_EXPANSION, start, cursor.end);
    }
    cursor.leave();
    return body;
  }

  private WordPart arithmetic() {
    int start = cursor.pos;
    if (!cursor.enter()) {
      return literal(start);
    }
    cursor.pos += 3;
    ImmutableList<WordPart> parts = arithmeticParts(start);
    cursor.leave();
    return new WordPart.Arithmetic(cursor.range(start, cursor.pos), parts);
  }

  /** The expression of {@code (( … ))}, whose opening parentheses end at the position; takes the closing ones too. */
  ShellWord arithmeticExpression(int start) {
    int from = cursor.pos;
    ImmutableList<WordPart> parts = arithmeticParts(start);
    int to = Math.max(from, cursor.pos - 2);
    return ShellWord.of(cursor.range(from, to), cursor.code, from, to, parts);
  }

  private ImmutableList<WordPart> arithmeticParts(int start) {
    WordParts parts = new WordParts(cursor);
    int open = 0;
    while (cursor.pos < cursor.end) {
      char c = cursor.code.charAt(cursor.pos);
      if (c == ')' && open == 0) {
        break;
      }
      switch (c) {
        case '\\' -> words.escape(parts);
        case '"' -> words.doubleQuoted(parts);
        case '\'' -> words.singleQuoted(parts);
        case '$' -> dollar(parts, true);
        case '`' -> backquoted(parts, true);
        default -> {
          open += c == '(' ? 1 : c == ')' ? -1 : 0;
          cursor.pos++;
        }
      }
    }
    ImmutableList<WordPart> expression = parts.finish();
    if (cursor.startsWith("))")) {
      cursor.pos += 2;
    } else {
      cursor.problem(ShellProblem.Kind.UNTERMINATED_EXPANSION, start, cursor.end);
    }
    return expression;
  }

  /** {@code `…`}, parsed where it stands unless backslashes protect some of it. */
  void backquoted(WordParts parts, boolean quoted) {
    parts.flush();
    int start = cursor.pos;
    boolean escapes = false;
    int close = start + 1;
    while (close < cursor.end && cursor.code.charAt(close) != '`') {
      boolean backslash = cursor.code.charAt(close) == '\\' && close + 1 < cursor.end;
      escapes |= backslash && isBackquoteEscape(cursor.code.charAt(close + 1), quoted);
      close += backslash ? 2 : 1;
    }
    if (close >= cursor.end) {
      cursor.problem(ShellProblem.Kind.UNTERMINATED_EXPANSION, start, cursor.end);
    }
    close = Math.min(close, cursor.end);
    if (!cursor.enter()) {
      parts.add(literal(start));
      return;
    }
    CommandList body =
        escapes ? escapedBody(start + 1, close, quoted) : plainBody(start + 1, close);
    cursor.pos = Math.min(cursor.end, close + 1);
    cursor.leave();
    parts.add(new WordPart.CommandSubstitution(cursor.range(start, cursor.pos), body));
  }

  private static boolean isBackquoteEscape(char c, boolean quoted) {
    return c == '`' || c == '\\' || c == '$' || (quoted && c == '"');
  }

  private CommandList plainBody(int start, int close) {
    int outerEnd = cursor.end;
    cursor.pos = start;
    cursor.end = close;
    CommandList body = commands.nested(0);
    cursor.end = outerEnd;
    return body;
  }

  private CommandList escapedBody(int start, int close, boolean quoted) {
    EmbeddedText.Builder code = new EmbeddedText.Builder();
    int from = start;
    for (int i = start; i < close; i++) {
      if (cursor.code.charAt(i) == '\\' && i + 1 < close) {
        if (isBackquoteEscape(cursor.code.charAt(i + 1), quoted)) {
          code.append(cursor.code, from, i);
          from = i + 1;
        }
        i++;
      }
    }
    EmbeddedText embedded = code.append(cursor.code, from, close).build(start);
    return new CommandParser(new Cursor(embedded, cursor)).script();
  }
}
