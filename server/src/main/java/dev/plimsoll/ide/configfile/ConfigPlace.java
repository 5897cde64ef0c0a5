package dev.plimsoll.ide.configfile;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What belongs at a place of a configuration file, judged by its lines and their indentation: what is being written is no YAML
 * yet. Tables in braces are not understood.
 *
 * @param keys the names of the tables around it, from the outermost
 * @param role what stands there
 * @param word what is written there; empty where nothing is
 */
record ConfigPlace(ImmutableList<String> keys, Role role, TextRange word) {

  /** What can stand at a place. */
  enum Role {
    KEY,
    VALUE,
    ITEM
  }

  private static final String WORD = "[\"']?([^\\s\"'#,:\\[\\]{}]*)";

  private static final Pattern KEY = Pattern.compile("( *)" + WORD + "[\"']?(:)?.*");
  private static final Pattern ITEM = Pattern.compile("( *)- *" + WORD + ".*");
  private static final Pattern VALUE = Pattern.compile("( *)" + WORD + "[\"']?: +(.*)");
  private static final Pattern LAST_WORD = Pattern.compile("[^\\s\"'#,:\\[\\]{}]*$");
  private static final Pattern FIRST_WORD = Pattern.compile("^[^\\s\"'#,:\\[\\]{}]*");

  /** What belongs at an offset, or null where nothing does. */
  static @Nullable ConfigPlace at(String text, int offset) {
    int start = text.lastIndexOf('\n', offset - 1) + 1;
    String line = line(text, start);
    if (offset > start + line.length()) {
      return null;
    }
    String before = line.substring(0, offset - start);
    if (before.indexOf('#') >= 0) {
      return null;
    }
    Matcher first = LAST_WORD.matcher(before);
    Matcher rest = FIRST_WORD.matcher(line.substring(before.length()));
    int from = first.find() ? start + first.start() : offset;
    TextRange word = new TextRange(from, rest.find() ? offset + rest.end() : offset);
    Matcher item = ITEM.matcher(line);
    if (item.matches() && from - start > item.end(1)) {
      return new ConfigPlace(above(text, start, item.end(1) + 1), Role.ITEM, word);
    }
    Matcher value = VALUE.matcher(line);
    if (value.matches() && from - start >= value.start(3)) {
      ImmutableList<String> keys = ImmutableList.<String>builder()
          .addAll(above(text, start, value.end(1)))
          .add(value.group(2))
          .build();
      boolean list = value.group(3).startsWith("[");
      return new ConfigPlace(keys, list ? Role.ITEM : Role.VALUE, word);
    }
    Matcher key = KEY.matcher(line);
    return key.matches() && from - start <= key.start(2)
        ? new ConfigPlace(above(text, start, from - start), Role.KEY, word)
        : null;
  }

  /** A line without its end. */
  private static String line(String text, int start) {
    int end = text.indexOf('\n', start);
    String line = text.substring(start, end < 0 ? text.length() : end);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  /** The keys of the tables that the lines above begin, with less indentation each. */
  private static ImmutableList<String> above(String text, int lineStart, int indentation) {
    Deque<String> keys = new ArrayDeque<>();
    int least = indentation;
    int end = lineStart - 1;
    while (end >= 0 && least > 0) {
      int start = text.lastIndexOf('\n', end - 1) + 1;
      Matcher key = KEY.matcher(line(text, start));
      if (key.matches() && key.group(3) != null && key.end(1) < least) {
        keys.addFirst(key.group(2));
        least = key.end(1);
      }
      end = start - 1;
    }
    return ImmutableList.copyOf(keys);
  }
}
