package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.SeverityName;
import java.io.PrintWriter;

/** The XML of JUnit: a suite for each file, in which each problem is a test that failed. */
final class JUnitReport implements LintReport {

  private final PrintWriter out;

  JUnitReport(PrintWriter out) {
    this.out = out;
    out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    out.println("<testsuites name=\"plimsoll lint\">");
  }

  @Override
  public void add(Source source, ImmutableList<Problem> problems) {
    begin(source.name(), Math.max(1, problems.size()), problems.size(), 0);
    if (problems.isEmpty()) {
      out.println("    <testcase name=\"no problems\" classname=\"" + Xml.text(source.name())
          + "\"/>"); // a suite without a test counts for nothing
    }
    for (Problem problem : problems) {
      Place place = Place.of(source.lines(), problem.range());
      String severity = SeverityName.of(problem.severity());
      String line = GnuReport.line(source, problem);
      test(
          source.name(),
          problem.rule().name() + ", line " + place.line(),
          "<failure type=\"" + severity + "\" message=\"" + Xml.text(problem.message()) + "\">"
              + Xml.text(line) + "</failure>");
    }
    out.println("  </testsuite>");
  }

  @Override
  public void failed(String name, String reason) {
    begin(name, 1, 0, 1);
    test(name, "read", "<error message=\"" + Xml.text(reason) + "\"/>");
    out.println("  </testsuite>");
  }

  private void begin(String name, int tests, int failures, int errors) {
    out.println("  <testsuite name=\"" + Xml.text(name) + "\" tests=\"" + tests + "\" failures=\""
        + failures + "\" errors=\"" + errors + "\">");
  }

  private void test(String file, String name, String outcome) {
    out.println("    <testcase name=\"" + Xml.text(name) + "\" classname=\"" + Xml.text(file)
        + "\">" + outcome + "</testcase>");
  }

  @Override
  public void end(boolean whole) {
    out.println("</testsuites>");
  }
}
