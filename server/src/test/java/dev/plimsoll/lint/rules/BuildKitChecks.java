package dev.plimsoll.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.plimsoll.SharedCases;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.LineMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What {@code docker build --check} reports for the recorded files. */
public final class BuildKitChecks {

  private BuildKitChecks() {}

  /**
   * Holds a rule to the lines that BuildKit's check reports, in all files that build. An error hides checks from
   * BuildKit, so files with one tell nothing.
   *
   * @param check BuildKit's name of the rule
   * @param known whether what BuildKit says of a place is to be compared
   */
  public static void agree(Rule rule, String check, Predicate<String> known) {
    int compared = 0;
    for (String file : List.of("dockerfiles", "edge-cases", "checks")) {
      for (JsonObject one : SharedCases.read(file)) {
        String text = one.get("dockerfile").getAsString();
        if (one.has("buildError") || one.has("syntaxError") || skips(text)) {
          continue;
        }
        List<Integer> theirs = lines(one, check, known);
        compared += theirs.size();
        assertThat(lines(rule, text)).as(one.get("id") + "\n" + text).containsAll(theirs);
        if (theirs.isEmpty() && lines(one, check, any -> true).isEmpty()) {
          assertThat(lines(rule, text)).as(one.get("id") + "\n" + text).isEmpty();
        }
      }
    }
    assertThat(compared).as("places of " + check).isPositive();
  }

  /** Whether the file silences checks, or an ONBUILD fires in it, which BuildKit reports at the FROM that fires it. */
  private static boolean skips(String text) {
    return text.contains("check=") || text.contains("ONBUILD");
  }

  private static List<Integer> lines(JsonObject one, String check, Predicate<String> known) {
    List<Integer> lines = new ArrayList<>();
    if (one.has("checks")) {
      for (JsonElement element : one.getAsJsonArray("checks")) {
        JsonObject found = element.getAsJsonObject();
        if (found.get("rule").getAsString().equals(check)
            && known.test(found.get("detail").getAsString())) {
          lines.add(found.get("startLine").getAsInt());
        }
      }
    }
    return lines;
  }

  /** The first lines, counted from 1, of the instructions that a rule reports. */
  private static List<Integer> lines(Rule rule, String text) {
    LineMap map = LineMap.of(text);
    Dockerfile file = Dockerfile.parse(text);
    List<Integer> lines = new ArrayList<>();
    for (Finding finding : RuleRun.findings(rule, text)) {
      int element = file.indexAt(finding.range().start());
      lines.add(map.lineAt(file.start(element)) + 1);
    }
    return lines;
  }
}
