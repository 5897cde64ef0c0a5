package dev.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Dockerfile in which comment lines say what is expected of the line above them:
 *
 * <pre>
 * COPY --form=build a b
 * #    ^^^^^^^^^^^^ Did you mean --from?
 * </pre>
 *
 * The carets mark columns; what is found there must contain the text after them. The start of a line is marked with the
 * {@code #} as the first caret: {@code #^^^ not an instruction} marks columns 0 to 3. One line may have several such
 * comments. A range over several lines is marked on its first one. The comments are not part of the file.
 */
public final class Carets {

  private static final Pattern MARK = Pattern.compile("( *)#( *)(\\^+)(?: (.*))?");

  /** Something that was found: in a file, with a message. */
  public record Found(TextRange range, String message) {}

  private record Mark(TextRange range, String message) {}

  private final String text;
  private final List<Mark> marks;

  private Carets(String text, List<Mark> marks) {
    this.text = text;
    this.marks = marks;
  }

  public static Carets read(String marked) {
    StringBuilder text = new StringBuilder();
    List<Mark> marks = new ArrayList<>();
    int lineStart = 0;
    for (String line : marked.split("(?<=\n)")) {
      Matcher mark = MARK.matcher(line.stripTrailing());
      if (mark.matches()) {
        boolean atStart = mark.group(1).isEmpty() && mark.group(2).isEmpty();
        int column = atStart ? 0 : mark.start(3);
        marks.add(new Mark(
            new TextRange(lineStart + column, lineStart + mark.end(3)),
            mark.group(4) == null ? "" : mark.group(4)));
      } else {
        lineStart = text.length();
        text.append(line);
      }
    }
    return new Carets(text.toString(), List.copyOf(marks));
  }

  /** The file without the marks. */
  public String text() {
    return text;
  }

  /** Checks that what was found is what is marked, no more and no less; the order does not matter. */
  public void check(List<Found> found) {
    List<String> unmarked = new ArrayList<>();
    List<Mark> missing = new ArrayList<>(marks);
    for (Found one : found) {
      TextRange range = onFirstLine(one.range());
      if (!removeFirst(missing, range, one.message())) {
        unmarked.add(show(range, one.message()));
      }
    }
    assertThat(unmarked).as("found but not marked in%n%s", text).isEmpty();
    assertThat(missing.stream().map(mark -> show(mark.range(), mark.message())))
        .as("marked but not found in%n%s", text)
        .isEmpty();
  }

  private static boolean removeFirst(List<Mark> marks, TextRange range, String message) {
    for (Mark mark : marks) {
      if (mark.range().equals(range) && message.contains(mark.message())) {
        return marks.remove(mark);
      }
    }
    return false;
  }

  private TextRange onFirstLine(TextRange range) {
    int lineFeed = text.indexOf('\n', range.start());
    return lineFeed < 0 || lineFeed > range.end() ? range : new TextRange(range.start(), lineFeed);
  }

  private String show(TextRange range, String message) {
    int lineStart = text.lastIndexOf('\n', range.start() - 1) + 1;
    int lineEnd = text.indexOf('\n', range.start());
    String line = text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd);
    return "%n%s%n%s%s %s"
        .formatted(
            line, " ".repeat(range.start() - lineStart), "^".repeat(range.length()), message);
  }
}
