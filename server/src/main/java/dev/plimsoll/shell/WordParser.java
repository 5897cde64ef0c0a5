package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.EmbeddedText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads words: quoting and expansions. */
final class WordParser {

  /** Where a word stands, which tells what ends it and which characters are special in it. */
  enum Context {
    ARGUMENT,
    /** An argument of {@code export} and the like, where {@code a=(…)} is an array. */
    DECLARATION,
    /** The value of an assignment: neither patterns nor braces. */
    VALUE,
    /** After an operator in <code>${…}</code>: only <code>}</code> ends it. */
    OPERAND,
    /** The same between double quotes, where a single quote stands for itself. */
    QUOTED_OPERAND,
    /** After {@code =~}: parentheses and bars belong to it. */
    REGEX,
    /** Between the parentheses of an extended pattern: {@code )} ends it. */
    PATTERN
  }

  private static final int NO_CLOSE = -1;

  private final Cursor cursor;
  private final CommandParser commands;

  WordParser(Cursor cursor, CommandParser commands) {
    this.cursor = cursor;
    this.commands = commands;
  }

  /** Whether a character ends a word that is not quoted. */
  static boolean isMeta(char c) {
    return switch (c) {
      case ' ', '\t', '\n', ';', '&', '|', '<', '>', '(', ')' -> true;
      default -> false;
    };
  }

  private static boolean isPlain(char c) {
    return switch (c) {
      case ' ', '\t', '\n', '\r', ';', '&', '|', '<', '>', '(', ')' -> false;
      case '\\', '\'', '"', '$', '`', '*', '?', '[', '{', '~' -> false;
      default -> true;
    };
  }

  static boolean isNameStart(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean isNamePart(int c) {
    return isNameStart(c) || (c >= '0' && c <= '9');
  }

  /** Reads a word; an empty one where none stands at the position. */
  Word word(Context context) {
    int start = cursor.pos;
    int i = start;
    while (i < cursor.end && isPlain(cursor.code.charAt(i))) {
      i++;
    }
    boolean ended = i == cursor.end || (isMeta(cursor.code.charAt(i)) && !opensPart(i));
    if (ended && i > start && context.compareTo(Context.VALUE) <= 0) {
      cursor.pos = i;
      return Word.plain(cursor.range(start, i), cursor.code, start, i);
    }
    WordParts parts = new WordParts(cursor);
    unquoted(parts, context);
    return word(start, cursor.pos, parts);
  }

  /** A word of no characters. */
  Word empty(int offset) {
    return Word.of(cursor.range(offset, offset), cursor.code, offset, offset, ImmutableList.of());
  }

  private Word word(int start, int end, WordParts parts) {
    return Word.of(cursor.range(start, end), cursor.code, start, end, parts.finish());
  }

  private boolean opensPart(int i) {
    return cursor.code.charAt(i) == '('
        || (cursor.code.charAt(i) != ')' && i + 1 < cursor.end && cursor.code.charAt(i + 1) == '(');
  }

  private void unquoted(WordParts parts, Context context) {
    boolean patterns = context != Context.VALUE && context != Context.QUOTED_OPERAND;
    boolean extended = patterns && context != Context.REGEX;
    boolean braces = context == Context.ARGUMENT || context == Context.DECLARATION;
    int start = cursor.pos;
    int parentheses = 0;
    while (cursor.pos < cursor.end) {
      char c = cursor.code.charAt(cursor.pos);
      switch (c) {
        case '\\' -> escape(parts);
        case '"' -> doubleQuoted(parts);
        case '\'' -> {
          if (context == Context.QUOTED_OPERAND) {
            cursor.pos++;
          } else {
            singleQuoted(parts);
          }
        }
        case '$' -> dollar(parts, context == Context.QUOTED_OPERAND);
        case '`' -> backquoted(parts, context == Context.QUOTED_OPERAND);
        case '~' -> {
          if (cursor.pos == start && context.compareTo(Context.OPERAND) <= 0) {
            tilde(parts);
          } else {
            cursor.pos++;
          }
        }
        case '*', '?', '+', '@', '!' -> {
          if (extended && cursor.peek(1) == '(') {
            extendedPattern(parts);
          } else if (patterns && (c == '*' || c == '?')) {
            parts.add(new WordPart.Glob(cursor.range(cursor.pos, cursor.pos + 1), ImmutableList.of()), 1);
          } else {
            cursor.pos++;
          }
        }
        case '[' -> {
          if (patterns) {
            parts.openBracket();
          }
          cursor.pos++;
        }
        case ']' -> {
          parts.closeBracket();
          cursor.pos++;
        }
        case '{' -> {
          if (braces) {
            parts.openBrace();
          }
          cursor.pos++;
        }
        case ',' -> {
          if (braces) {
            parts.comma();
          }
          cursor.pos++;
        }
        case '}' -> {
          if (context == Context.OPERAND || context == Context.QUOTED_OPERAND) {
            return;
          }
          if (!braces || !parts.closeBrace()) {
            cursor.pos++;
          }
        }
        default -> {
          if (context == Context.OPERAND || context == Context.QUOTED_OPERAND) {
            cursor.pos++;
          } else if (context == Context.PATTERN) {
            if (c == ')') {
              return;
            }
            cursor.pos++;
          } else if (context == Context.REGEX && (c == '(' || c == '|' || (c == ')' && parentheses > 0))) {
            parentheses += c == '(' ? 1 : c == ')' ? -1 : 0;
            cursor.pos++;
          } else if (context == Context.REGEX && parentheses > 0) {
            cursor.pos++;
          } else if ((c == '<' || c == '>') && cursor.peek(1) == '(') {
            processSubstitution(parts);
          } else if (c == '(' && context == Context.DECLARATION && parts.endsWith('=')) {
            array(parts);
          } else if (isMeta(c) || (c == '\r' && cursor.lineEndAt(cursor.pos) > 0)) {
            return;
          } else {
            cursor.pos++;
          }
        }
      }
    }
  }

  private void tilde(WordParts parts) {
    int i = cursor.pos + 1;
    while (i < cursor.end && (isNamePart(cursor.code.charAt(i)) || "-+.".indexOf(cursor.code.charAt(i)) >= 0)) {
      i++;
    }
    boolean ends = i == cursor.end || cursor.code.charAt(i) == '/' || isMeta(cursor.code.charAt(i));
    if (ends || cursor.code.charAt(i) == ':' || cursor.code.charAt(i) == '}') {
      parts.add(new WordPart.Tilde(cursor.range(cursor.pos, i)), i - cursor.pos);
    } else {
      cursor.pos++;
    }
  }

  private void escape(WordParts parts) {
    int start = cursor.pos;
    if (start + 1 >= cursor.end) {
      cursor.problem(Problem.Kind.TRAILING_BACKSLASH, start, start + 1);
      cursor.pos++;
      return;
    }
    int line = cursor.lineEndAt(start + 1);
    int end = start + 1 + Math.max(1, line);
    String text = line > 0 ? "" : cursor.code.substring(start + 1, end);
    parts.add(new WordPart.Escaped(cursor.range(start, end), text), end - start);
  }

  private void singleQuoted(WordParts parts) {
    int start = cursor.pos;
    int close = cursor.code.indexOf('\'', start + 1);
    if (close < 0 || close >= cursor.end) {
      cursor.problem(Problem.Kind.UNTERMINATED_QUOTE, start, cursor.end);
      close = cursor.end;
    }
    int end = Math.min(cursor.end, close + 1);
    String text = cursor.code.substring(start + 1, close);
    parts.add(new WordPart.SingleQuoted(cursor.range(start, end), text, false), end - start);
  }

  /** {@code $'…'}, whose first character is at the position. */
  private void ansiQuoted(WordParts parts) {
    int start = cursor.pos;
    int close = start + 2;
    while (close < cursor.end && cursor.code.charAt(close) != '\'') {
      close += cursor.code.charAt(close) == '\\' ? 2 : 1;
    }
    if (close >= cursor.end) {
      cursor.problem(Problem.Kind.UNTERMINATED_QUOTE, start, cursor.end);
      close = cursor.end;
    }
    int end = Math.min(cursor.end, close + 1);
    String text = AnsiQuoting.decode(cursor.code.substring(start + 2, Math.max(start + 2, close)));
    parts.add(new WordPart.SingleQuoted(cursor.range(start, end), text, true), end - start);
  }

  /** {@code "…"} or {@code $"…"} at the position. */
  private void doubleQuoted(WordParts parts) {
    parts.flush();
    int start = cursor.pos;
    cursor.pos += cursor.peek(0) == '$' ? 2 : 1;
    WordParts inner = new WordParts(cursor);
    quoted(inner, '"');
    ImmutableList<WordPart> innerParts = inner.finish();
    if (cursor.peek(0) == '"') {
      cursor.pos++;
    } else {
      cursor.problem(Problem.Kind.UNTERMINATED_QUOTE, start, cursor.end);
    }
    parts.add(new WordPart.DoubleQuoted(cursor.range(start, cursor.pos), innerParts));
  }

  /** Text in which only {@code \}, {@code $} and backquotes are special, up to {@code close} or the end. */
  private void quoted(WordParts parts, int close) {
    while (cursor.pos < cursor.end) {
      char c = cursor.code.charAt(cursor.pos);
      if (c == close) {
        return;
      }
      switch (c) {
        case '\\' -> {
          int next = cursor.peek(1);
          if (next == '$' || next == '`' || next == '\\' || next == '\n' || (next == close && next >= 0)) {
            escape(parts);
          } else {
            cursor.pos++;
          }
        }
        case '$' -> dollar(parts, true);
        case '`' -> backquoted(parts, true);
        default -> cursor.pos++;
      }
    }
  }

  /** The body of a heredoc, from the position to {@code end}. */
  Word heredocBody(int end, boolean literal) {
    int start = cursor.pos;
    if (literal && start < end) {
      cursor.pos = end;
      return Word.plain(cursor.range(start, end), cursor.code, start, end);
    }
    int outerEnd = cursor.end;
    cursor.end = end;
    WordParts parts = new WordParts(cursor);
    quoted(parts, NO_CLOSE);
    cursor.end = outerEnd;
    return word(start, end, parts);
  }

  /** What begins with a {@code $}: quoting, an expansion, or the character itself. */
  private void dollar(WordParts parts, boolean quoted) {
    int start = cursor.pos;
    int next = cursor.peek(1);
    if (next == '(') {
      boolean arithmetic = cursor.peek(2) == '(' && cursor.closesAsArithmetic(start + 3);
      parts.flush();
      parts.add(arithmetic ? arithmetic() : commandSubstitution());
    } else if (next == '{') {
      parts.flush();
      parts.add(parameter(quoted));
    } else if (isNameStart(next)) {
      int i = start + 2;
      while (i < cursor.end && isNamePart(cursor.code.charAt(i))) {
        i++;
      }
      parts.add(parameter(start, i), i - start);
    } else if (next >= 0 && (isNamePart(next) || "@*#?-$!".indexOf(next) >= 0)) {
      parts.add(parameter(start, start + 2), 2);
    } else if (next == '\'' && !quoted) {
      ansiQuoted(parts);
    } else if (next == '"' && !quoted) {
      doubleQuoted(parts);
    } else {
      cursor.pos++;
    }
  }

  private WordPart parameter(int start, int end) {
    return new WordPart.Parameter(cursor.range(start, end), cursor.code.substring(start + 1, end), "", null, "", null);
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
    if ((next == '#' || next == '!') && (isNamePart(cursor.peek(1)) || isSpecialBeforeBrace(1))) {
      prefix = next == '#' ? "#" : "!";
      cursor.pos++;
    }
    String name = parameterName();
    Word index = cursor.peek(0) == '[' && !name.isEmpty() ? subscript() : null;
    String operator = name.isEmpty() ? "" : parameterOperator();
    Word operand = null;
    if (cursor.peek(0) != '}') {
      boolean pattern = !operator.isEmpty() && "#%/".indexOf(operator.charAt(0)) >= 0;
      operand = word(quoted && !pattern ? Context.QUOTED_OPERAND : Context.OPERAND);
    }
    if (cursor.peek(0) == '}') {
      cursor.pos++;
    } else {
      cursor.problem(Problem.Kind.UNTERMINATED_EXPANSION, start, cursor.end);
    }
    cursor.leave();
    return new WordPart.Parameter(cursor.range(start, cursor.pos), name, prefix, index, operator, operand);
  }

  private boolean isSpecialBeforeBrace(int ahead) {
    int c = cursor.peek(ahead);
    return c >= 0 && "@*#?-$!".indexOf(c) >= 0 && cursor.peek(ahead + 1) == '}';
  }

  private String parameterName() {
    int start = cursor.pos;
    int first = cursor.peek(0);
    if (isNameStart(first)) {
      while (isNamePart(cursor.peek(0))) {
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
  private Word subscript() {
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
        case '\\' -> escape(parts);
        case '"' -> doubleQuoted(parts);
        case '\'' -> singleQuoted(parts);
        case '$' -> dollar(parts, true);
        case '`' -> backquoted(parts, true);
        default -> cursor.pos++;
      }
    }
    Word index = word(start, cursor.pos, parts);
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

  private WordPart literal(int start) {
    return new WordPart.Literal(cursor.range(start, cursor.pos), cursor.code.substring(start, cursor.pos));
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

  private void processSubstitution(WordParts parts) {
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
    CommandList body = commands.nested(Keyword.RIGHT_PARENTHESIS);
    if (cursor.peek(0) == ')') {
      cursor.pos++;
    } else {
      cursor.problem(Problem.Kind.UNTERMINATED_EXPANSION, start, cursor.end);
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
  Word arithmeticExpression(int start) {
    int from = cursor.pos;
    ImmutableList<WordPart> parts = arithmeticParts(start);
    int to = Math.max(from, cursor.pos - 2);
    return Word.of(cursor.range(from, to), cursor.code, from, to, parts);
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
        case '\\' -> escape(parts);
        case '"' -> doubleQuoted(parts);
        case '\'' -> singleQuoted(parts);
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
      cursor.problem(Problem.Kind.UNTERMINATED_EXPANSION, start, cursor.end);
    }
    return expression;
  }

  /** {@code `…`}, parsed where it stands unless backslashes protect some of it. */
  private void backquoted(WordParts parts, boolean quoted) {
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
      cursor.problem(Problem.Kind.UNTERMINATED_EXPANSION, start, cursor.end);
    }
    close = Math.min(close, cursor.end);
    if (!cursor.enter()) {
      parts.add(literal(start));
      return;
    }
    CommandList body = escapes ? escapedBody(start + 1, close, quoted) : plainBody(start + 1, close);
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

  private void extendedPattern(WordParts parts) {
    parts.flush();
    int start = cursor.pos;
    if (!cursor.enter()) {
      parts.add(literal(start));
      return;
    }
    cursor.pos += 2;
    WordParts inner = new WordParts(cursor);
    unquoted(inner, Context.PATTERN);
    ImmutableList<WordPart> pattern = inner.finish();
    if (cursor.peek(0) == ')') {
      cursor.pos++;
    } else {
      cursor.problem(Problem.Kind.UNTERMINATED_EXPANSION, start, cursor.end);
    }
    cursor.leave();
    parts.add(new WordPart.Glob(cursor.range(start, cursor.pos), pattern));
  }

  /** {@code (a b)} at the position, as a value. */
  private void array(WordParts parts) {
    parts.flush();
    int start = cursor.pos;
    if (!cursor.enter()) {
      parts.add(literal(start));
      return;
    }
    cursor.pos++;
    List<Word> elements = new ArrayList<>();
    commands.skipLines();
    while (cursor.pos < cursor.end && cursor.peek(0) != ')') {
      int before = cursor.pos;
      elements.add(word(Context.ARGUMENT));
      if (cursor.pos == before) {
        break;
      }
      commands.skipLines();
    }
    if (cursor.peek(0) == ')') {
      cursor.pos++;
    } else {
      cursor.problem(Problem.Kind.UNTERMINATED_COMMAND, start, cursor.pos);
    }
    cursor.leave();
    parts.add(new WordPart.Array(cursor.range(start, cursor.pos), ImmutableList.copyOf(elements)));
  }

  /** An assignment, if one begins at the position. */
  @Nullable Assignment assignment() {
    int start = cursor.pos;
    int i = start;
    while (i < cursor.end && isNamePart(cursor.code.charAt(i))) {
      i++;
    }
    int nameEnd = i;
    if (i < cursor.end && cursor.code.charAt(i) == '[') {
      i = subscriptEnd(i);
    }
    int indexEnd = i;
    boolean append = i + 1 < cursor.end && cursor.code.charAt(i) == '+' && cursor.code.charAt(i + 1) == '=';
    i += append ? 1 : 0;
    if (i >= cursor.end || cursor.code.charAt(i) != '=') {
      return null;
    }
    cursor.pos = i + 1;
    Word value = cursor.peek(0) == '(' ? arrayValue() : word(Context.VALUE);
    String index = indexEnd > nameEnd ? cursor.code.substring(nameEnd + 1, indexEnd - 1) : null;
    return new Assignment(
        cursor.range(start, cursor.pos), cursor.code.substring(start, nameEnd), index, append, value);
  }

  private Word arrayValue() {
    int start = cursor.pos;
    WordParts parts = new WordParts(cursor);
    array(parts);
    return word(start, cursor.pos, parts);
  }

  /** The offset after the index that begins at {@code open}, or {@code open} where the word ends first. */
  private int subscriptEnd(int open) {
    int depth = 0;
    for (int i = open; i < cursor.end && !isMeta(cursor.code.charAt(i)); i++) {
      depth += cursor.code.charAt(i) == '[' ? 1 : cursor.code.charAt(i) == ']' ? -1 : 0;
      if (depth == 0) {
        return i + 1;
      }
    }
    return open;
  }
}
