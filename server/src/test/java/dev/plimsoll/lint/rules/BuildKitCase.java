package dev.plimsoll.lint.rules;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.plimsoll.SharedCases;
import dev.plimsoll.context.IgnoreFile;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ContextSource;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import java.util.ArrayList;
import java.util.List;

/**
 * A file and what {@code docker build --check} reports in it.
 *
 * @param stops whether an error ends the build, which hides the checks that would have come later
 * @param checks what it reports
 */
record BuildKitCase(String id, Subject subject, boolean stops, List<Check> checks) {

  /**
   * Something that BuildKit reports.
   *
   * @param rule BuildKit's name of the check
   * @param line the first line that it names, counted from 1; mostly that of the instruction
   * @param endLine the last line that it names
   */
  record Check(String rule, int line, int endLine, String detail) {}

  /** Those of this repository, and real files where they are at hand. */
  static List<BuildKitCase> all() {
    List<BuildKitCase> cases = new ArrayList<>();
    SharedCases.beside(BuildKitCase.class, "checks.jsonl").forEach(one -> cases.add(of(one)));
    SharedCases.beside(BuildKitCase.class, "/dev/plimsoll/cli/verdicts-1.28.jsonl")
        .forEach(one -> cases.add(of(one)));
    if (SharedCases.arePresent()) {
      SharedCases.read("dockerfiles").forEach(one -> cases.add(of(one)));
    }
    return cases;
  }

  private static BuildKitCase of(JsonObject json) {
    List<Check> checks = new ArrayList<>();
    if (json.has("checks")) {
      for (JsonElement element : json.getAsJsonArray("checks")) {
        JsonObject check = element.getAsJsonObject();
        checks.add(new Check(
            check.get("rule").getAsString(),
            check.get("startLine").getAsInt(),
            check.get("endLine").getAsInt(),
            check.get("detail").getAsString()));
      }
    }
    return new BuildKitCase(
        json.get("id").getAsString(),
        subject(json),
        json.has("stops") || json.has("buildError") || json.has("syntaxError"),
        checks);
  }

  private static Subject subject(JsonObject json) {
    SemanticModel model = SemanticModel.of(Dockerfile.parse(SharedCases.text(json)));
    SourceReport sources = json.has("dockerignore")
        ? ignored(model, json.get("dockerignore").getAsString())
        : SourceReport.NOTHING;
    return new Subject(model, new EmbeddedImages(), sources);
  }

  /** BuildKit's check doesn't ask whether a file is there. */
  private static SourceReport ignored(SemanticModel model, String dockerignore) {
    IgnoreFile ignore = IgnoreFile.parse(".dockerignore", dockerignore);
    ImmutableMap.Builder<String, String> hidden = ImmutableMap.builder();
    for (ContextSource source : ContextSource.in(model)) {
      if (ignore.verdict(source.path(), false).ignored()) {
        hidden.put(source.path(), ".dockerignore");
      }
    }
    return new SourceReport(
        "context", ImmutableSet.of(), hidden.buildKeepingLast(), ImmutableMap.of());
  }
}
