package dev.plimsoll.rewrite;

import com.google.common.base.Ascii;
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
      if (file.elements().get(i) instanceof Element.Comment comment) {
        add(comment.text().strip(), lines);
      }
    }
    inside(right, gap, lines);
    return lines.toString();
  }

  /** The comments between the continued lines of an instruction as far as they lie in the gap. */
  private void inside(RunScript script, TextRange gap, StringBuilder lines) {
    if (script.instruction().text().indexOf('#') < 0) {
      return;
    }
    for (Token token : script.instruction().source().tokens()) {
      if (token.kind() == Token.Kind.COMMENT && gap.contains(token.range().shift(script.start()))) {
        add(token.range().of(script.instruction().text()).strip(), lines);
      }
    }
  }

  private void add(String comment, StringBuilder lines) {
    String pragma = pragma(comment);
    if (pragma == null) {
      lines.append(layout.indent()).append(comment).append(layout.lineEnding());
      return;
    }
    int equals = comment.indexOf('=');
    String names = equals < 0 ? "" : comment.substring(equals + 1);
    Set<String> known = pragmas.computeIfAbsent(pragma, any -> new LinkedHashSet<>());
    for (int start = 0; start < names.length(); ) {
      int comma = names.indexOf(',', start);
      int end = comma < 0 ? names.length() : comma;
      known.add(names.substring(start, end).strip());
      start = end + 1;
    }
  }

  /** The comment up to its {@code =} if it is a pragma for the instruction under it, or null. */
  private static @Nullable String pragma(String comment) {
    String content = Ascii.toLowerCase(comment.substring(1).strip());
    boolean names = content.startsWith("hadolint ignore")
        || content.startsWith("tally ignore")
        || content.startsWith("plimsoll ignore");
    if (names && content.indexOf('=') > 0) {
      return comment.substring(0, comment.indexOf('='));
    }
    boolean other = names
        || content.startsWith("trivy:ignore")
        || content.startsWith("checkov:skip")
        || content.startsWith("kics-scan ignore")
        || content.startsWith("dockerfile-utils: ignore");
    return other ? comment : null;
  }

  /** Whether comments were taken that have to go above the first instruction. */
  boolean movesPragmas() {
    return !pragmas.isEmpty();
  }

  /** The pragma among the comments directly above an instruction, or null. */
  static @Nullable String above(Dockerfile file, RunScript script) {
    for (int i = file.indexOf(script.instruction()) - 1; i >= 0; i--) {
      if (!(file.elements().get(i) instanceof Element.Comment comment)) {
        return null;
      }
      if (pragma(comment.text().strip()) != null) {
        return comment.text().strip();
      }
    }
    return null;
  }

  /** Adds the pragmas above the first instruction, to the one that is there; null where they don't fit together. */
  @Nullable TextEdit hoisted(RunScript first) {
    int index = file.indexOf(first.instruction());
    String above = above(file, first);
    if (above == null) {
      StringBuilder lines = new StringBuilder();
      pragmas.forEach(
          (pragma, names) -> lines.append(line(pragma, names)).append(layout.lineEnding()));
      return pragmas.size() == 1 ? TextEdit.insert(first.start(), lines.toString()) : null;
    }
    String pragma = String.valueOf(pragma(above));
    Set<String> added = pragmas.getOrDefault(pragma, Set.of());
    boolean directlyAbove = file.elements().get(index - 1).text().strip().equals(above);
    boolean plain = directlyAbove && above.indexOf(' ', pragma.length()) < 0;
    if (!plain || pragmas.size() > (added.isEmpty() ? 0 : 1)) {
      return null;
    }
    StringBuilder more = new StringBuilder();
    for (String name : added) {
      boolean known = (',' + above.substring(pragma.length() + 1) + ',').contains(',' + name + ',');
      more.append(known ? "" : ',' + name);
    }
    int start = file.start(index - 1) + file.elements().get(index - 1).text().indexOf('#');
    return TextEdit.insert(start + above.length(), more.toString());
  }

  private static String line(String pragma, Set<String> names) {
    return names.isEmpty() ? pragma : pragma + '=' + String.join(",", names);
  }
}
