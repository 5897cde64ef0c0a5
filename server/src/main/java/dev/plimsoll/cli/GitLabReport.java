package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import com.google.gson.stream.JsonWriter;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** The report of GitLab's Code Quality: an array of problems. */
final class GitLabReport implements LintReport {

  private final PrintWriter out;
  private final ProjectPaths paths;
  private final Fingerprints fingerprints = new Fingerprints();
  private final JsonWriter json;

  GitLabReport(PrintWriter out, ProjectPaths paths) {
    this.out = out;
    this.paths = paths;
    json = new JsonWriter(Printable.json(out));
    json.setHtmlSafe(false);
    json.setIndent("  ");
    try {
      json.beginArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void add(Source source, ImmutableList<Problem> problems) {
    String path = paths.of(source.name());
    try {
      for (Problem problem : problems) {
        add(source, path, problem);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Source source, String path, Problem problem) throws IOException {
    Place place = Place.of(source.lines(), problem.range());
    json.beginObject();
    json.name("description").value(problem.message());
    json.name("check_name").value(problem.rule().name());
    json.name("fingerprint").value(fingerprints.of(path, source, problem));
    json.name("severity").value(severity(problem.severity()));
    json.name("location").beginObject();
    json.name("path").value(path);
    json.name("lines").beginObject();
    json.name("begin").value(place.line());
    json.name("end").value(place.endLine());
    json.endObject().endObject().endObject();
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case ERROR -> "critical";
      case WARNING -> "major";
      case INFORMATION -> "minor";
      case HINT -> "info";
    };
  }

  @Override
  public void end(boolean whole) {
    try {
      json.endArray().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
  }
}
