package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads words: quoting, patterns, braces, assignments. */
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
  private final ExpansionParser expansions;

  WordParser(Cursor cursor, CommandParser commands) {
    this.cursor = cursor;
    this.commands = commands;
    this.expansions = new ExpansionParser(cursor, commands, this);
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
  ShellWord word(Context context) {
    int start = cursor.pos;
    int i = start;
    while (i < cursor.end && isPlain(cursor.code.charAt(i))) {
      i++;
    }
    boolean ended = i == cursor.end || (isMeta(cursor.code.charAt(i)) && !opensPart(i));
    if (ended && i > start && context.compareTo(Context.VALUE) <= 0) {
      cursor.pos = i;
      return ShellWord.plain(cursor.range(start, i), cursor.code, start, i);
    }
    WordParts parts = new WordParts(cursor);
    unquoted(parts, context);
    return word(start, cursor.pos, parts);
  }

  /** A word of no characters. */
  ShellWord empty(int offset) {
    return ShellWord.of(
        cursor.range(offset, offset), cursor.code, offset, offset, ImmutableList.of());
  }

  /** The word that {@code parts} make. */
  ShellWord word(int start, int end, WordParts parts) {
    return ShellWord.of(cursor.range(start, end), cursor.code, start, end, parts.finish());
  }

  private boolean opensPart(int i) {
    return cursor.code.charAt(i) == '('
        || (cursor.code.charAt(i) != ')' && i + 1 < cursor.end && cursor.code.charAt(i + 1) == '(');
  }

  private void unquoted(WordParts parts, Context context) {
    int start = cursor.pos;
    while (cursor.pos < cursor.end) {
      char c = cursor.code.charAt(cursor.pos);
      if (ends(c, parts, context)) {
        return;
      }
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
        case '$' -> expansions.dollar(parts, context == Context.QUOTED_OPERAND);
        case '`' -> expansions.backquoted(parts, context == Context.QUOTED_OPERAND);
        case '~' -> {
          if (cursor.pos == start && context.compareTo(Context.OPERAND) <= 0) {
            tilde(parts);
          } else {
            cursor.pos++;
          }
        }
        case '*', '?', '+', '@', '!', '[', ']' -> pattern(c, parts, context);
        case '{', ',', '}' -> brace(c, parts, context);
        case '<', '>', '(', ')' -> parenthesis(c, parts, context);
        default -> cursor.pos++;
      }
    }
  }

  /** Whether the character at the position ends a word. */
  private boolean ends(char c, WordParts parts, Context context) {
    return switch (context) {
      case OPERAND, QUOTED_OPERAND -> c == '}';
      case PATTERN -> c == ')';
      case REGEX -> isMeta(c) && c != '(' && c != '|' && parts.openParentheses() == 0;
      default ->
        isMeta(c)
            ? !(c == '('
                ? isArray(parts, context)
                : (c == '<' || c == '>') && cursor.peek(1) == '(')
            : c == '\r' && cursor.lineEndAt(cursor.pos) > 0;
    };
  }

  private static boolean isArray(WordParts parts, Context context) {
    return context == Context.DECLARATION && parts.endsWith('=');
  }

  private void pattern(char c, WordParts parts, Context context) {
    boolean patterns = context != Context.VALUE && context != Context.QUOTED_OPERAND;
    if (c == ']') {
      parts.closeBracket();
      cursor.pos++;
    } else if (!patterns) {
      cursor.pos++;
    } else if (c == '[') {
      parts.openBracket();
      cursor.pos++;
    } else if (context != Context.REGEX && cursor.peek(1) == '(') {
      extendedPattern(parts);
    } else if (c == '*' || c == '?') {
      parts.add(new WordPart.Glob(cursor.range(cursor.pos, cursor.pos + 1), ImmutableList.of()), 1);
    } else {
      cursor.pos++;
    }
  }

  private void brace(char c, WordParts parts, Context context) {
    boolean braces = context == Context.ARGUMENT || context == Context.DECLARATION;
    if (braces && c == '}' && parts.closeBrace()) {
      return;
    }
    if (braces && c == '{') {
      parts.openBrace();
    } else if (braces && c == ',') {
      parts.comma();
    }
    cursor.pos++;
  }

  private void parenthesis(char c, WordParts parts, Context context) {
    if (context.compareTo(Context.VALUE) > 0) {
      parts.parenthesis(c);
      cursor.pos++;
    } else if (c == '(') {
      array(parts);
    } else {
      expansions.processSubstitution(parts);
    }
  }

  private void tilde(WordParts parts) {
    int i = cursor.pos + 1;
    while (i < cursor.end
        && (isNamePart(cursor.code.charAt(i)) || "-+.".indexOf(cursor.code.charAt(i)) >= 0)) {
      i++;
    }
    boolean ends = i == cursor.end || cursor.code.charAt(i) == '/' || isMeta(cursor.code.charAt(i));
    if (ends || cursor.code.charAt(i) == ':' || cursor.code.charAt(i) == '}') {
      parts.add(new WordPart.Tilde(cursor.range(cursor.pos, i)), i - cursor.pos);
    } else {
      cursor.pos++;
    }
  }

  void escape(WordParts parts) {
    int start = cursor.pos;
    if (start + 1 >= cursor.end) {
      cursor.problem(ShellProblem.Kind.TRAILING_BACKSLASH, start, start + 1);
      cursor.pos++;
      return;
    }
    int line = cursor.lineEndAt(start + 1);
    int end = start + 1 + Math.max(1, line);
    String text = line > 0 ? "" : cursor.code.substring(start + 1, end);
    parts.add(new WordPart.Escaped(cursor.range(start, end), text), end - start);
  }

  void singleQuoted(WordParts parts) {
    int start = cursor.pos;
    int close = cursor.code.indexOf('\'', start + 1);
    if (close < 0 || close >= cursor.end) {
      cursor.problem(ShellProblem.Kind.UNTERMINATED_QUOTE, start, cursor.end);
      close = cursor.end;
    }
    int end = Math.min(cursor.end, close + 1);
    String text = cursor.code.substring(start + 1, close);
    parts.add(new WordPart.SingleQuoted(cursor.range(start, end), text, false), end - start);
  }

  /** {@code $'…'}, whose first character is at the position. */
  void ansiQuoted(WordParts parts) {
    int start = cursor.pos;
    int close = start + 2;
    while (close < cursor.end && cursor.code.charAt(close) != '\'') {
      close += cursor.code.charAt(close) == '\\' ? 2 : 1;
    }
    if (close >= cursor.end) {
      cursor.problem(ShellProblem.Kind.UNTERMINATED_QUOTE, start, cursor.end);
      close = cursor.end;
    }
    int end = Math.min(cursor.end, close + 1);
    String text = AnsiQuoting.decode(cursor.code.substring(start + 2, Math.max(start + 2, close)));
    parts.add(new WordPart.SingleQuoted(cursor.range(start, end), text, true), end - start);
  }

  /** {@code "…"} or {@code $"…"} at the position. */
  void doubleQuoted(WordParts parts) {
    parts.flush();
    int start = cursor.pos;
    cursor.pos += cursor.peek(0) == '$' ? 2 : 1;
    WordParts inner = new WordParts(cursor);
    quoted(inner, '"');
    ImmutableList<WordPart> innerParts = inner.finish();
    if (cursor.peek(0) == '"') {
      cursor.pos++;
    } else {
      cursor.problem(ShellProblem.Kind.UNTERMINATED_QUOTE, start, cursor.end);
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
          if (next == '$'
              || next == '`'
              || next == '\\'
              || next == '\n'
              || (next == close && next >= 0)) {
            escape(parts);
          } else {
            cursor.pos++;
          }
        }
        case '$' -> expansions.dollar(parts, true);
        case '`' -> expansions.backquoted(parts, true);
        default -> cursor.pos++;
      }
    }
  }

  /** The expression of {@code (( … ))}, whose opening parentheses end at the position; takes the closing ones too. */
  ShellWord arithmetic(int start) {
    return expansions.arithmeticExpression(start);
  }

  /** The body of a heredoc, from the position to {@code end}. */
  ShellWord heredocBody(int end, boolean literal) {
    int start = cursor.pos;
    if (literal && start < end) {
      cursor.pos = end;
      return ShellWord.plain(cursor.range(start, end), cursor.code, start, end);
    }
    int outerEnd = cursor.end;
    cursor.end = end;
    WordParts parts = new WordParts(cursor);
    quoted(parts, NO_CLOSE);
    cursor.end = outerEnd;
    return word(start, end, parts);
  }

  private void extendedPattern(WordParts parts) {
    parts.flush();
    int start = cursor.pos;
    if (!cursor.enter()) {
      parts.add(expansions.literal(start));
      return;
    }
    cursor.pos += 2;
    WordParts inner = new WordParts(cursor);
    unquoted(inner, Context.PATTERN);
    ImmutableList<WordPart> pattern = inner.finish();
    if (cursor.peek(0) == ')') {
      cursor.pos++;
    } else {
      cursor.problem(ShellProblem.Kind.UNTERMINATED_EXPANSION, start, cursor.end);
    }
    cursor.leave();
    parts.add(new WordPart.Glob(cursor.range(start, cursor.pos), pattern));
  }

  /** {@code (a b)} at the position, as a value. */
  private void array(WordParts parts) {
    parts.flush();
    int start = cursor.pos;
    if (!cursor.enter()) {
      parts.add(expansions.literal(start));
      return;
    }
    cursor.pos++;
    List<ShellWord> elements = new ArrayList<>();
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
      cursor.problem(ShellProblem.Kind.UNTERMINATED_COMMAND, start, cursor.pos);
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
    boolean append =
        i + 1 < cursor.end && cursor.code.charAt(i) == '+' && cursor.code.charAt(i + 1) == '=';
    i += append ? 1 : 0;
    if (i >= cursor.end || cursor.code.charAt(i) != '=') {
      return null;
    }
    cursor.pos = i + 1;
    ShellWord value = cursor.peek(0) == '(' ? arrayValue() : word(Context.VALUE);
    String index = indexEnd > nameEnd ? cursor.code.substring(nameEnd + 1, indexEnd - 1) : null;
    return new Assignment(
        cursor.range(start, cursor.pos),
        cursor.code.substring(start, nameEnd),
        index,
        append,
        value);
  }

  private ShellWord arrayValue() {
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
