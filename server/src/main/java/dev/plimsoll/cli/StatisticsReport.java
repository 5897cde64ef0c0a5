package dev.plimsoll.cli;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.RuleInfo;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each rule has found something, the most frequent first, as text or as JSON. */
final class StatisticsReport implements LintReport {

  /** What one rule has found: how often, and how often with a safe fix. */
  private record Row(RuleInfo rule, int count, int fixable) {

    Row and(Row other) {
      return new Row(rule, count + other.count, fixable + other.fixable);
    }
  }

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  private final PrintWriter out;
  private final boolean json;
  private final Map<String, Row> rows = new HashMap<>();
  private int files;

  StatisticsReport(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  @Override
  public void add(Source source, ImmutableList<Problem> problems) {
    files++;
    for (Problem problem : problems) {
      int fixable = problem.fixes().stream().anyMatch(Fix::isSafe) ? 1 : 0;
      rows.merge(problem.rule().name(), new Row(problem.rule(), 1, fixable), Row::and);
    }
  }

  @Override
  public void end(boolean whole) {
    List<Row> sorted = rows.values().stream()
        .sorted(
            Comparator.comparingInt((Row row) -> -row.count).thenComparing(row -> row.rule.name()))
        .toList();
    if (json) {
      printJson(sorted);
    } else {
      print(sorted, whole);
    }
  }

  private void printJson(List<Row> sorted) {
    JsonArray array = new JsonArray();
    for (Row row : sorted) {
      JsonObject object = new JsonObject();
      object.addProperty("rule", row.rule.name());
      JsonArray aliases = new JsonArray();
      row.rule.codes().forEach(aliases::add);
      object.add("aliases", aliases);
      object.addProperty("count", row.count);
      object.addProperty("fixable", row.fixable);
      array.add(object);
    }
    JsonObject all = new JsonObject();
    all.add("statistics", array);
    all.addProperty("files", files);
    out.println(GSON.toJson(all));
  }

  private void print(List<Row> sorted, boolean whole) {
    int sum = 0;
    int width = sorted.isEmpty() ? 0 : Integer.toString(sorted.get(0).count).length();
    for (Row row : sorted) {
      String codes = String.join(", ", row.rule.codes());
      out.println(Strings.padStart(Integer.toString(row.count), width, ' ') + "  "
          + row.rule.name() + (codes.isEmpty() ? "" : " (" + codes + ")")
          + (row.fixable == 0 ? "" : ", " + row.fixable + " with a safe fix"));
      sum += row.count;
    }
    if (!whole) {
      return;
    }
    out.println(
        files == 0
            ? "Nothing was judged."
            : sum == 0
                ? "No problems."
                : "\n" + sum + (sum == 1 ? " problem in " : " problems in ") + files
                    + (files == 1 ? " file." : " files."));
  }
}
