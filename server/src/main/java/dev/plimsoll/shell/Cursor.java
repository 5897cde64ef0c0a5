package dev.plimsoll.shell;

import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a parse stands in its code, and what it has gathered beside the tree. */
final class Cursor {

  /** Constructs nested deeper are not followed, so that no input can exhaust the stack. */
  static final int MAX_DEPTH = 64;

  final String code;
  int pos;
  int end;
  int depth;
  final List<Comment> comments;
  final List<ShellProblem> problems;
  final List<HereDocument> heredocs;
  final List<TextRange> reservedWords;
  /** Characters that may still be read ahead and again: what keeps the parse linear in its input. */
  private long lookahead;

  private final @Nullable Cursor outer;
  private final @Nullable EmbeddedText embedded;

  Cursor(String code, int start, int end) {
    this.code = code;
    this.pos = start;
    this.end = end;
    this.lookahead = 4L * (end - start) + 256;
    this.comments = new ArrayList<>(0);
    this.problems = new ArrayList<>(0);
    this.heredocs = new ArrayList<>(0);
    this.reservedWords = new ArrayList<>(0);
    this.outer = null;
    this.embedded = null;
  }

  /** Code that stands escaped in other code, such as a command between backquotes. */
  Cursor(EmbeddedText embedded, Cursor outer) {
    this.code = embedded.code();
    this.end = code.length();
    this.lookahead = 4L * end + 256;
    this.depth = outer.depth;
    this.comments = outer.comments;
    this.problems = outer.problems;
    this.heredocs = outer.heredocs;
    this.reservedWords = outer.reservedWords;
    this.outer = outer;
    this.embedded = embedded;
  }

  /** The range in the outermost code. */
  TextRange range(int start, int end) {
    TextRange range = new TextRange(start, end);
    return outer == null || embedded == null ? range : outer.home(embedded.home(range));
  }

  private TextRange home(TextRange range) {
    return outer == null || embedded == null ? range : outer.home(embedded.home(range));
  }

  /** The character {@code ahead} of the position, or -1 past the end. */
  int peek(int ahead) {
    return pos + ahead < end ? code.charAt(pos + ahead) : -1;
  }

  boolean startsWith(String text) {
    return pos + text.length() <= end && code.startsWith(text, pos);
  }

  void problem(ShellProblem.Kind kind, int start, int end) {
    problems.add(new ShellProblem(kind, range(start, end)));
  }

  /** Goes one level down; false, with all that remains passed over, where that is too deep. */
  boolean enter() {
    if (depth >= MAX_DEPTH) {
      problem(ShellProblem.Kind.TOO_DEEP, pos, end);
      pos = end;
      return false;
    }
    depth++;
    return true;
  }

  void leave() {
    depth--;
  }

  /**
   * Whether an expression that begins at {@code from}, behind {@code ((}, ends with {@code ))}; otherwise the
   * parentheses are those of a subshell.
   */
  boolean closesAsArithmetic(int from) {
    int open = 0;
    for (int i = from; i < end && lookahead > 0; i++, lookahead--) {
      switch (code.charAt(i)) {
        case '\\' -> i++;
        case '\'', '"' -> {
          int close = code.indexOf(code.charAt(i), i + 1);
          lookahead -= (close < 0 ? code.length() : close) - i;
          i = close < 0 ? end : close;
        }
        case '(' -> open++;
        case ')' -> {
          if (open-- == 0) {
            return i + 1 < end && code.charAt(i + 1) == ')';
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /** Goes behind a reserved word, or a character that means as much in a compound command, and notes it. */
  void reserved(int length) {
    reservedWords.add(range(pos, pos + length));
    pos += length;
  }

  /** Passes over blanks and continued line ends. */
  void skipBlanks() {
    while (pos < end) {
      char c = code.charAt(pos);
      if (c == ' ' || c == '\t' || (c == '\r' && peek(1) == '\n')) {
        pos++;
      } else if (c == '\\' && lineEndAt(pos + 1) > 0) {
        pos += 1 + lineEndAt(pos + 1);
      } else {
        return;
      }
    }
  }

  /** The length of the line ending at {@code offset}: 0 where there is none. */
  int lineEndAt(int offset) {
    if (offset >= end) {
      return 0;
    }
    char c = code.charAt(offset);
    return c == '\n' ? 1 : c == '\r' && offset + 1 < end && code.charAt(offset + 1) == '\n' ? 2 : 0;
  }

  /** Takes a comment, up to the end of its line. */
  void comment() {
    int start = pos;
    int line = code.indexOf('\n', pos);
    pos = line < 0 || line > end ? end : line;
    if (pos > start && code.charAt(pos - 1) == '\r') {
      pos--;
    }
    int before = start;
    while (before > 0 && (code.charAt(before - 1) == ' ' || code.charAt(before - 1) == '\t')) {
      before--;
    }
    comments.add(new Comment(range(start, pos), before == 0 || code.charAt(before - 1) == '\n'));
  }
}
