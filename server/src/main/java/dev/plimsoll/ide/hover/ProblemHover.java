package dev.plimsoll.ide.hover;

import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.text.TextRange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The problems at a place, each in a line with what mends it. */
final class ProblemHover {

  /** More would push what is said of the thing itself out of sight. */
  private static final int MAX_PROBLEMS = 4;

  /** More are for the menu of fixes. */
  private static final int MAX_FIXES = 2;

  private ProblemHover() {}

  /**
   * All problems at an offset as one section, or null. To an editor that shows their messages above a hover itself, only
   * what mends them is told.
   */
  static @Nullable Section at(Snapshot snapshot, int offset, ClientSupport support) {
    boolean messages = !support.has(Ability.HOVER_SHOWS_PROBLEMS);
    Markup out = new Markup(support.has(Ability.HOVER_MARKDOWN));
    Markup.Words words = out.paragraph();
    TextRange range = null;
    int count = 0;
    for (Problem problem : snapshot.problems()) {
      if (problem.range().start() > offset || count == MAX_PROBLEMS) {
        break;
      }
      if (problem.range().touches(offset) && (messages || !problem.fixes().isEmpty())) {
        write(problem, messages, words.line());
        range = range == null ? problem.range() : range;
        count++;
      }
    }
    return range == null ? null : new Section(range, out);
  }

  /** The messages of the problems at an offset. */
  static Set<String> told(Snapshot snapshot, int offset) {
    Set<String> messages = new HashSet<>();
    for (Problem problem : snapshot.problems()) {
      if (problem.range().touches(offset)) {
        messages.add(problem.message());
      }
    }
    return messages;
  }

  private static void write(Problem problem, boolean message, Markup.Words out) {
    if (message) {
      out.text(mark(problem.severity()) + " ").strong(problem.rule().name());
      out.text(": " + problem.message());
    }
    List<Fix> fixes = problem.fixes();
    for (int i = 0; i < Math.min(MAX_FIXES, fixes.size()); i++) {
      String label = i == 0 ? (message ? " Fix: " : "Fix: ") : ", or: ";
      out.text(label + fixes.get(i).title());
    }
    out.text(fixes.isEmpty() ? "" : ".");
  }

  private static String mark(Severity severity) {
    return switch (severity) {
      case ERROR -> "✖";
      case WARNING -> "⚠";
      case INFORMATION, HINT -> "ℹ";
    };
  }
}
