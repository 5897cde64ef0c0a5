package dev.plimsoll.text;

import java.util.Arrays;

/**
 * Where the lines of a text begin, as the Language Server Protocol counts them: a line ends at LF, CRLF or a lone CR.
 * (BuildKit ends lines at LF only; see {@code syntax}.)
 */
public final class LineMap {

  /** How many lines after the last one that was asked for are tried before all are searched. */
  private static final int NEAR = 4;

  private final int[] starts;
  private final int count;
  private final int length;

  /** The line that was found last: whoever goes through a text asks for the same or the next. Any value will do. */
  private int last;

  private LineMap(int[] starts, int count, int length) {
    this.starts = starts;
    this.count = count;
    this.length = length;
  }

  public static LineMap of(String text) {
    int[] starts = new int[Math.max(16, text.length() / 24)];
    int count = scan(text, 0, text.length(), starts, 1);
    while (count < 0) {
      starts = new int[starts.length * 4];
      count = scan(text, 0, text.length(), starts, 1);
    }
    return new LineMap(starts, count, text.length());
  }

  /** Writes the line starts after {@code from} up to {@code to}; returns the new count, or -1 if there is no room. */
  private static int scan(CharSequence text, int from, int to, int[] starts, int count) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'))) {
        if (count == starts.length) {
          return -1;
        }
        starts[count++] = i + 1;
      }
    }
    return count;
  }

  /**
   * The lines of the text after one edit.
   *
   * @param edit the edit, in offsets of the text that this map describes
   * @param edited the whole text after the edit
   */
  public LineMap edit(TextEdit edit, CharSequence edited) {
    int delta = edit.newText().length() - edit.range().length();
    // One character of context each side, because an edit may split or join a CRLF.
    int firstKept = lineAt(Math.max(0, edit.range().start() - 1));
    int lastLine = lineAt(Math.min(length, edit.range().end() + 1));
    int kept = count - lastLine - 1;
    int from = starts[firstKept];
    int to = (lastLine + 1 < count ? starts[lastLine + 1] : length) + delta;
    int[] window = new int[Math.max(4, to - from + 1)];
    int found = scan(edited, from, to, window, 0);
    // The start of the first kept line after the window is found by the scan too, as its last
    // entry.
    int fresh = kept > 0 ? found - 1 : found;
    int[] result = new int[firstKept + 1 + fresh + kept];
    System.arraycopy(starts, 0, result, 0, firstKept + 1);
    System.arraycopy(window, 0, result, firstKept + 1, fresh);
    for (int i = 0; i < kept; i++) {
      result[firstKept + 1 + fresh + i] = starts[lastLine + 1 + i] + delta;
    }
    return new LineMap(result, result.length, edited.length());
  }

  public int lineCount() {
    return count;
  }

  /** The zero-based line of an offset; an offset past the end belongs to the last line. */
  public int lineAt(int offset) {
    int line = last;
    if (starts[line] > offset || line + NEAR < count && starts[line + NEAR] <= offset) {
      line = search(offset);
    } else {
      while (line + 1 < count && starts[line + 1] <= offset) {
        line++;
      }
    }
    last = Math.max(0, line); // -1 is the line of what lies before the text
    return line;
  }

  private int search(int offset) {
    int found = Arrays.binarySearch(starts, 0, count, offset);
    return found >= 0 ? found : -found - 2;
  }

  /** The column of an offset in its line, in UTF-16 units. */
  public int columnAt(int offset) {
    return Math.min(offset, length) - starts[lineAt(offset)];
  }

  /** The offset at which a zero-based line begins; a line past the end begins at the end of the text. */
  public int startOf(int line) {
    return line < 0 ? 0 : line < count ? starts[line] : length;
  }

  /** The offset after a line's last character, its line ending included. */
  public int endOf(int line) {
    return startOf(line + 1);
  }

  /**
   * The offset of a position. What lies past the end of a line is taken back to the end of that line, before its line
   * ending, and a line past the end of the text to the end of the text, as the protocol demands.
   */
  public int offsetOf(int line, int column, CharSequence text) {
    if (line < 0) {
      return 0;
    }
    if (line >= count) {
      return length;
    }
    int end = endOf(line);
    while (end > starts[line] && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return Math.max(starts[line], (int) Math.min((long) starts[line] + column, end));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LineMap that
        && length == that.length
        && Arrays.equals(starts, 0, count, that.starts, 0, that.count);
  }

  @Override
  public int hashCode() {
    return 31 * count + length;
  }
}
