package dev.plimsoll.shell;

/**
 * Reserved words and the operators that close a construct, as bits: what may close the constructs that stand open is a
 * set of them.
 */
final class ReservedWord {

  static final int THEN = 1;
  static final int ELIF = 1 << 1;
  static final int ELSE = 1 << 2;
  static final int FI = 1 << 3;
  static final int DO = 1 << 4;
  static final int DONE = 1 << 5;
  static final int ESAC = 1 << 6;
  static final int RIGHT_BRACE = 1 << 7;
  static final int RIGHT_PARENTHESIS = 1 << 8;
  /** {@code ;;}, {@code ;&} and {@code ;;&} */
  static final int ARM_END = 1 << 9;

  static final int CLOSING = (1 << 10) - 1;

  static final int IF = 1 << 10;
  static final int FOR = 1 << 11;
  static final int SELECT = 1 << 12;
  static final int WHILE = 1 << 13;
  static final int UNTIL = 1 << 14;
  static final int CASE = 1 << 15;
  static final int FUNCTION = 1 << 16;
  static final int COPROC = 1 << 17;
  static final int LEFT_BRACE = 1 << 18;
  static final int TEST = 1 << 19;

  static final int BANG = 1 << 20;
  static final int TIME = 1 << 21;
  static final int IN = 1 << 22;

  /** What begins a compound command; {@code (} does too. */
  static final int COMPOUND = IF | FOR | SELECT | WHILE | UNTIL | CASE | LEFT_BRACE | TEST;

  private static final int LONGEST = "function".length();

  private ReservedWord() {}

  /** The reserved word at {@code offset} ahead of the position, or 0: it counts only as a whole word. */
  static int at(Cursor cursor, int offset) {
    int length = 0;
    int c = cursor.peek(offset);
    while (c >= 0 && ((c >= 'a' && c <= 'z') || c == '{' || c == '}' || c == '!' || c == '[')) {
      if (++length > LONGEST) {
        return 0;
      }
      c = cursor.peek(offset + length);
    }
    boolean whole = c < 0
        || WordParser.isMeta((char) c)
        || cursor.lineEndAt(cursor.pos + offset + length) > 0
        || (c == '\\' && cursor.lineEndAt(cursor.pos + offset + length + 1) > 0);
    if (length == 0 || !whole) {
      return 0;
    }
    int start = cursor.pos + offset;
    return of(cursor.code.substring(start, start + length));
  }

  static int length(int keyword) {
    return switch (keyword) {
      case RIGHT_BRACE, RIGHT_PARENTHESIS, LEFT_BRACE, BANG -> 1;
      case FI, DO, ARM_END, IF, TEST, IN -> 2;
      case FOR -> 3;
      case THEN, ELIF, ELSE, DONE, ESAC, CASE, TIME -> 4;
      case WHILE, UNTIL -> 5;
      case SELECT, COPROC -> 6;
      default -> 8;
    };
  }

  private static int of(String word) {
    return switch (word) {
      case "then" -> THEN;
      case "elif" -> ELIF;
      case "else" -> ELSE;
      case "fi" -> FI;
      case "do" -> DO;
      case "done" -> DONE;
      case "esac" -> ESAC;
      case "}" -> RIGHT_BRACE;
      case "if" -> IF;
      case "for" -> FOR;
      case "select" -> SELECT;
      case "while" -> WHILE;
      case "until" -> UNTIL;
      case "case" -> CASE;
      case "function" -> FUNCTION;
      case "coproc" -> COPROC;
      case "{" -> LEFT_BRACE;
      case "[[" -> TEST;
      case "!" -> BANG;
      case "time" -> TIME;
      case "in" -> IN;
      default -> 0;
    };
  }
}
