package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.text.Visible;
import java.io.PrintWriter;

/** Commands that make GitHub's workflows show the problems beside the code. */
final class GitHubReport implements LintReport {

  private final PrintWriter out;
  private final ProjectPaths paths;

  GitHubReport(PrintWriter out, ProjectPaths paths) {
    this.out = out;
    this.paths = paths;
  }

  @Override
  public void add(Source source, ImmutableList<Problem> problems) {
    for (Problem problem : problems) {
      Place place = Place.of(source.lines(), problem.range());
      boolean oneLine = place.line() == place.endLine();
      out.println("::" + command(problem.severity()) + " file=" + property(paths.of(source.name()))
          + ",line=" + place.line() + ",endLine=" + place.endLine()
          + (oneLine ? ",col=" + place.column() + ",endColumn=" + place.endColumn() : "")
          + ",title=" + property(problem.rule().name()) + "::" + data(problem.message()));
    }
  }

  @Override
  public void failed(String name, String reason) {
    out.println("::error file=" + property(paths.of(name)) + "::" + data(reason));
  }

  private static String command(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFORMATION, HINT -> "notice";
    };
  }

  private static String data(String text) {
    return Visible.of(text).replace("%", "%25");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }

  @Override
  public void end(boolean whole) {}
}
