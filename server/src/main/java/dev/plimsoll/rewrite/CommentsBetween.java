package dev.plimsoll.rewrite;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The comments between instructions that are joined. They stay where they are, as lines between the continued ones;
 * pragmas, which tools look for above an instruction, go above the first one.
 */
final class CommentsBetween {

  private final Dockerfile file;
  private final ChainLayout layout;
  /** By what stands before the {@code =}, what is named after it. */
  private final Map<String, Set<String>> pragmas = new LinkedHashMap<>();

  CommentsBetween(Dockerfile file, ChainLayout layout) {
    this.file = file;
    this.layout = layout;
  }

  /** The comments in a range between two instructions, as lines; pragmas are kept for {@link #hoisted}. */
  String take(RunScript left, RunScript right, TextRange gap) {
    StringBuilder lines = new StringBuilder();
    inside(left, gap, lines);
    int end = file.indexOf(right.instruction());
    for (int i = file.indexOf(left.instruction()) + 1; i < end; i++) {
      if (file.element(i) instanceof Element.Comment comment) {
        add(comment.text().strip(), lines);
      }
    }
    inside(right, gap, lines);
    return lines.toString();
  }

  /** The comments between the continued lines of an instruction as far as they lie in the gap; no tool reads them there. */
  private void inside(RunScript script, TextRange gap, StringBuilder lines) {
    if (script.instruction().text().indexOf('#') < 0) {
      return;
    }
    for (Token token : script.instruction().source().tokens()) {
      if (token.kind() == Token.Kind.COMMENT && gap.contains(token.range().shift(script.start()))) {
        line(token.range().of(script.instruction().text()).strip(), lines);
      }
    }
  }

  private void line(String comment, StringBuilder lines) {
    lines.append(layout.indent()).append(comment).append(layout.lineEnding());
  }

  private void add(String comment, StringBuilder lines) {
    ToolComment read = ToolComment.of(new Element.Comment(comment));
    if (read == null) {
      line(comment, lines);
      return;
    }
    int end = comment.length() - read.content().length() + Math.max(0, read.names());
    boolean list = read.names() >= 0;
    Set<String> known = pragmas.computeIfAbsent(
        list ? comment.substring(0, end - 1) : comment, any -> new LinkedHashSet<>());
    for (int start = list ? end : comment.length(); start < comment.length(); ) {
      int comma = comment.indexOf(',', start);
      int next = comma < 0 ? comment.length() : comma;
      known.add(comment.substring(start, next).strip());
      start = next + 1;
    }
  }

  /** Whether two RUNs can be joined although comments stand between: none that only works where it stands. */
  static boolean canBeTaken(Dockerfile file, RunScript right) {
    for (ToolComment comment : ToolComment.above(file, right.instruction())) {
      if (!comment.canBeHoisted()) {
        return false;
      }
    }
    return true;
  }

  /** Whether comments were taken that have to go above the first instruction. */
  boolean movesPragmas() {
    return !pragmas.isEmpty();
  }

  /** Adds the pragmas above the first instruction, to the one that is there; null where they don't fit together. */
  @Nullable TextEdit hoisted(RunScript first) {
    ImmutableList<ToolComment> above = ToolComment.above(file, first.instruction());
    if (above.isEmpty()) {
      StringBuilder lines = new StringBuilder();
      pragmas.forEach(
          (pragma, names) -> lines.append(line(pragma, names)).append(layout.lineEnding()));
      return pragmas.size() == 1 ? TextEdit.insert(first.start(), lines.toString()) : null;
    }
    int index = file.indexOf(first.instruction()) - 1;
    String written = file.element(index).text().strip();
    ToolComment last = above.get(above.size() - 1);
    int names = written.length() - last.content().length() + last.names();
    boolean fits = above.size() == 1
        && pragmas.size() == 1
        && last.names() >= 0
        && written.endsWith(last.content())
        && written.indexOf(' ', names) < 0;
    Set<String> added = fits ? pragmas.get(written.substring(0, names - 1)) : null;
    if (added == null) {
      return null;
    }
    StringBuilder more = new StringBuilder();
    for (String name : added) {
      boolean known = (',' + written.substring(names) + ',').contains(',' + name + ',');
      more.append(known ? "" : ',' + name);
    }
    int start = file.start(index) + file.element(index).text().indexOf('#');
    return TextEdit.insert(start + written.length(), more.toString());
  }

  private static String line(String pragma, Set<String> names) {
    return names.isEmpty() ? pragma : pragma + '=' + String.join(",", names);
  }
}
