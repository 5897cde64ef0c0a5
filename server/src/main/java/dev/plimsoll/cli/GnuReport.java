package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.SeverityName;
import dev.plimsoll.text.Visible;
import java.io.PrintWriter;

/** A line for each problem, in the form of the GNU coding standards, which editors and terminals make links of. */
final class GnuReport implements LintReport {

  private final PrintWriter out;

  GnuReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void add(Source source, ImmutableList<Problem> problems) {
    problems.forEach(problem -> out.println(line(source, problem)));
  }

  static String line(Source source, Problem problem) {
    Place place = Place.of(source.lines(), problem.range());
    return Visible.of(source.name()) + ":" + place.line() + ":" + place.column() + ": "
        + SeverityName.of(problem.severity()) + ": " + problem.message() + " ["
        + problem.rule().name() + "]";
  }

  @Override
  public void end(boolean whole) {}
}
