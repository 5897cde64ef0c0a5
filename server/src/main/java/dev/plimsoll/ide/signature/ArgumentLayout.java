package dev.plimsoll.ide.signature;

import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.KnownFlags;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the cursor stands among arguments that are still being written: among words, or in a JSON array that may have no
 * end yet. All ranges are relative to the instruction.
 */
final class ArgumentLayout {

  private final int offset;
  private final List<TextRange> words = new ArrayList<>();
  private final List<TextRange> strings = new ArrayList<>();
  private boolean heredoc;
  private boolean opened;
  /** After the opening and the closing bracket, or -1. */
  private int open = -1;

  private int closed = -1;

  /** Behind the first comma after the first string, or -1. */
  private int comma = -1;

  private ArgumentLayout(int offset) {
    this.offset = offset;
  }

  static ArgumentLayout of(Instruction instruction, int offset) {
    ArgumentLayout layout = new ArgumentLayout(offset);
    EmbeddedText arguments = arguments(instruction);
    layout.splitWords(arguments);
    layout.readArray(arguments);
    return layout;
  }

  /** Where an instruction takes no flags, what looks like one is meant as an argument. */
  private static EmbeddedText arguments(Instruction instruction) {
    if (instruction.flags().isEmpty() || !KnownFlags.of(instruction.keyword()).isEmpty()) {
      return instruction.source().arguments();
    }
    EmbeddedText line = instruction.source().line();
    int start = line.fromHome(instruction.flags().get(0).range().start());
    return line.slice(start, Math.max(start, line.length()));
  }

  private void splitWords(EmbeddedText arguments) {
    String code = arguments.code();
    heredoc = code.stripLeading().startsWith("<<");
    int start = -1;
    for (int i = 0; i <= code.length(); i++) {
      boolean blank = i == code.length() || Character.isWhitespace(code.charAt(i));
      if (!blank && start < 0) {
        start = i;
      } else if (blank && start >= 0) {
        words.add(arguments.home(new TextRange(start, i)));
        start = -1;
      }
    }
  }

  /** Reads brackets, strings and commas as far as they make an array. */
  private void readArray(EmbeddedText arguments) {
    String code = arguments.code();
    opened = code.startsWith("[");
    if (!opened) {
      return;
    }
    open = arguments.homeEnd(1);
    int at = 1;
    while (at < code.length()) {
      char c = code.charAt(at);
      if (c == '"') {
        int end = endOfString(code, at);
        if (end < 0) {
          return;
        }
        strings.add(arguments.home(new TextRange(at, end)));
        at = end;
      } else if (c == ']') {
        closed = arguments.homeEnd(at + 1);
        return;
      } else if (c == ',' || Character.isWhitespace(c)) {
        at++;
        if (c == ',' && comma < 0 && !strings.isEmpty()) {
          comma = arguments.homeEnd(at);
        }
      } else {
        return;
      }
    }
  }

  private static int endOfString(String code, int from) {
    for (int i = from + 1; i < code.length(); i++) {
      if (code.charAt(i) == '\\') {
        i++;
      } else if (code.charAt(i) == '"') {
        return i + 1;
      }
    }
    return -1;
  }

  List<TextRange> words() {
    return words;
  }

  /** Whether a word exists and ends before the cursor. */
  boolean before(int word) {
    return word < words.size() && words.get(word).end() < offset;
  }

  boolean startsHeredoc() {
    return heredoc;
  }

  /** The part of {@code word word ...} at the cursor, where the last part stands for all that follow. */
  int argument(int last) {
    for (int i = words.size() - 1; i >= 0; i--) {
      if (words.get(i).end() < offset) {
        return Math.min(i + 1, last);
      }
      if (words.get(i).touches(offset)) {
        return Math.min(i, last);
      }
    }
    return 0;
  }

  /** The part of {@code [flags] source ... dest} at the cursor behind the flags; the last of several is dest. */
  int listOfFiles() {
    TextRange last = words.get(words.size() - 1);
    if (last.end() < offset || (words.size() > 1 && last.touches(offset))) {
      return 3;
    }
    return words.get(0).end() < offset ? 2 : 1;
  }

  /**
   * The part of {@code [ "first", "second", ... ]} at the cursor, 0 before or at the bracket; -1 where it is no array.
   *
   * @param single whether there is no second part: {@code [ "first", ... ]}
   */
  int bracket(boolean single) {
    int outside = outside();
    if (outside <= 0) {
      return outside;
    }
    int dots = single ? 2 : 3;
    if (closed == offset) {
      return dots + 1;
    }
    if (strings.size() > 1 && strings.get(1).end() < offset) {
      return dots;
    }
    return started() ? 2 : 1;
  }

  /** The part of {@code [ "source", ..., "dest" ]} at the cursor: as {@link #bracket}, but the last string is dest. */
  int bracketOfFiles() {
    int outside = outside();
    if (outside <= 0) {
      return outside;
    }
    if (closed == offset) {
      return 4;
    }
    int count = strings.size();
    if (count < 2) {
      return started() ? 3 : 1;
    }
    if (strings.get(0).end() >= offset) {
      return 1;
    }
    TextRange last = strings.get(count - 1);
    boolean atLast = last.touches(offset) || (count == 2 && (last.end() < offset || started()));
    return atLast ? 3 : count == 2 ? 1 : 2;
  }

  /** -1 where there is no array at the cursor, 0 before its bracket, 1 inside. */
  private int outside() {
    if (words.isEmpty()) {
      return 0;
    }
    if (!opened || (closed >= 0 && closed < offset)) {
      return -1;
    }
    return offset < open ? 0 : 1;
  }

  /** Whether a comma stands between the first string and the cursor. */
  private boolean started() {
    return comma >= 0 && comma <= offset;
  }
}
