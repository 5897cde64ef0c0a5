package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Severity;
import java.io.PrintWriter;

/** The XML of Checkstyle, which most services for continuous integration read. */
final class CheckstyleReport implements LintReport {

  private final PrintWriter out;

  CheckstyleReport(PrintWriter out) {
    this.out = out;
    out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    out.println("<checkstyle version=\"4.3\">");
  }

  @Override
  public void add(Source source, ImmutableList<Problem> problems) {
    out.println("  <file name=\"" + Xml.text(source.name()) + "\">");
    for (Problem problem : problems) {
      Place place = Place.of(source.lines(), problem.range());
      out.println("    <error line=\"" + place.line() + "\" column=\"" + place.column()
          + "\" severity=\"" + severity(problem.severity()) + "\" message=\""
          + Xml.text(problem.message()) + "\" source=\"" + problem.rule().name() + "\"/>");
    }
    out.println("  </file>");
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFORMATION, HINT -> "info";
    };
  }

  @Override
  public void end(boolean whole) {
    out.println("</checkstyle>");
  }
}
