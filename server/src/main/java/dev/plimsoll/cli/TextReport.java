package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.SeverityName;
import dev.plimsoll.text.LineMap;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;

/** For people: each problem with the line it is in, then a summary. */
final class TextReport implements LintReport {

  private static final String BOLD = "1";

  private final PrintWriter out;
  private final boolean colors;
  private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
  private int fixable;

  TextReport(PrintWriter out, boolean colors) {
    this.out = out;
    this.colors = colors;
  }

  @Override
  public void add(Source source, ImmutableList<Problem> problems) {
    for (Problem problem : problems) {
      counts.merge(problem.severity(), 1, Integer::sum);
      print(source, problem);
    }
  }

  private void print(Source source, Problem problem) {
    LineMap lines = source.lines();
    int start = problem.range().start();
    String color = color(problem.severity());
    out.println(paint(source.name(), BOLD)
        + ":" + (lines.lineAt(start) + 1) + ":" + (lines.columnAt(start) + 1) + ": "
        + paint(SeverityName.of(problem.severity()), color) + "["
        + problem.rule().name() + "]: "
        + problem.message());
    CodeFrame frame = CodeFrame.of(source, problem.range());
    String margin = " ".repeat(frame.number().length());
    out.println(margin + " |");
    out.println(frame.number() + " | " + frame.line());
    out.println(margin + " | " + frame.indent() + paint(frame.carets(), color));
    boolean safe = false;
    for (Fix fix : problem.fixes()) {
      out.println(margin + " = " + (fix.isSafe() ? "fix: " : "suggestion: ") + fix.title());
      safe |= fix.isSafe();
    }
    fixable += safe ? 1 : 0;
    out.println();
  }

  @Override
  public void images(Source source, ImmutableList<String> lines) {
    lines.forEach(out::println);
    if (!lines.isEmpty()) {
      out.println();
    }
  }

  @Override
  public void diff(Source source, String fixed) {
    for (String line : UnifiedDiff.of(source.name(), source.text(), fixed).split("(?<=\n)")) {
      out.print(
          line.startsWith("+")
              ? paint(line, "32")
              : line.startsWith("-") ? paint(line, "31") : line);
    }
  }

  @Override
  public void end() {
    StringBuilder summary = new StringBuilder();
    for (Map.Entry<Severity, Integer> count : counts.entrySet()) {
      summary.append(summary.isEmpty() ? "" : ", ").append(count(count.getKey(), count.getValue()));
    }
    if (fixable > 0) {
      summary.append(" (").append(fixable).append(" with a safe fix: lint --fix)");
    }
    out.println(summary.isEmpty() ? "No problems." : summary.append('.').toString());
  }

  private static String count(Severity severity, int count) {
    String name = switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFORMATION -> "piece of advice";
      case HINT -> "hint";
    };
    String plural = severity == Severity.INFORMATION ? "pieces of advice" : name.concat("s");
    return count + " " + (count == 1 ? name : plural);
  }

  private static String color(Severity severity) {
    return switch (severity) {
      case ERROR -> "1;31";
      case WARNING -> "1;33";
      case INFORMATION -> "1;34";
      case HINT -> "1;36";
    };
  }

  private String paint(String text, String color) {
    return colors && !text.isEmpty() ? "\033[" + color + "m" + text + "\033[0m" : text;
  }
}
