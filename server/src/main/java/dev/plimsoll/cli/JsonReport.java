package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.SeverityName;
import dev.plimsoll.text.LineMap;
import dev.plimsoll.text.TextRange;
import java.io.PrintWriter;

/**
 * One JSON object: {@code problems}, {@code images} by file name, and {@code diffs} by file name where they were asked for. Lines and columns count
 * from 1, columns in UTF-16 units; an end is exclusive.
 */
final class JsonReport implements LintReport {

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  private final PrintWriter out;
  private final JsonArray problems = new JsonArray();
  private final JsonObject images = new JsonObject();
  private final JsonObject diffs = new JsonObject();

  JsonReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void add(Source source, ImmutableList<Problem> found) {
    for (Problem problem : found) {
      problems.add(json(source, problem));
    }
  }

  private static JsonObject json(Source source, Problem problem) {
    LineMap lines = source.lines();
    TextRange range = problem.range();
    JsonObject json = new JsonObject();
    json.addProperty("file", source.name());
    json.addProperty("line", lines.lineAt(range.start()) + 1);
    json.addProperty("column", lines.columnAt(range.start()) + 1);
    json.addProperty("endLine", lines.lineAt(range.end()) + 1);
    json.addProperty("endColumn", lines.columnAt(range.end()) + 1);
    json.addProperty("severity", SeverityName.of(problem.severity()));
    json.addProperty("rule", problem.rule().name());
    json.addProperty("message", problem.message());
    JsonArray fixes = new JsonArray();
    for (Fix fix : problem.fixes()) {
      JsonObject one = new JsonObject();
      one.addProperty("title", fix.title());
      one.addProperty("safe", fix.isSafe());
      fixes.add(one);
    }
    json.add("fixes", fixes);
    return json;
  }

  @Override
  public void images(Source source, ImmutableList<String> lines) {
    JsonArray array = new JsonArray();
    lines.forEach(array::add);
    images.add(source.name(), array);
  }

  @Override
  public void diff(Source source, String fixed) {
    diffs.addProperty(source.name(), UnifiedDiff.of(source.name(), source.text(), fixed));
  }

  @Override
  public void end() {
    JsonObject report = new JsonObject();
    report.add("problems", problems);
    report.add("images", images);
    if (diffs.size() > 0) {
      report.add("diffs", diffs);
    }
    out.println(GSON.toJson(report));
  }
}
