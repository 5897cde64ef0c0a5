package dev.plimsoll.cli;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SARIF 2.1.0, the OASIS standard for what static analysis finds. Files are named from the root of the project; of rules,
 * those are described that found something.
 */
final class SarifReport implements LintReport {

  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
  private static final String VERSION = "2.1.0";
  private static final String ROOT = "%SRCROOT%";
  private static final String FINGERPRINT = "fileRuleLine/v1";

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final PrintWriter out;
  private final ProjectPaths paths;
  private final @Nullable String version;
  private final Fingerprints fingerprints = new Fingerprints();
  private final Map<String, Integer> indices = new HashMap<>();
  private final List<RuleInfo> rules = new ArrayList<>();
  private final JsonArray failures = new JsonArray();
  private final JsonWriter json;

  /** @param version of this program; null where it isn't known */
  SarifReport(PrintWriter out, ProjectPaths paths, @Nullable String version) {
    this.out = out;
    this.paths = paths;
    this.version = version;
    json = new JsonWriter(Printable.json(out));
    json.setHtmlSafe(false);
    json.setIndent("  ");
    JsonObject base = new JsonObject();
    base.add(ROOT, object("uri", paths.root()));
    try {
      json.beginObject();
      json.name("$schema").value(SCHEMA);
      json.name("version").value(VERSION);
      json.name("runs").beginArray().beginObject();
      json.name("columnKind").value("utf16CodeUnits");
      add("originalUriBaseIds", base);
      json.name("results").beginArray(); // they are many: they are written as they come
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void add(Source source, ImmutableList<Problem> problems) {
    problems.forEach(problem -> GSON.toJson(result(source, problem), json));
  }

  private JsonObject result(Source source, Problem problem) {
    JsonObject result = object("ruleId", problem.rule().name());
    result.addProperty("ruleIndex", index(problem.rule()));
    result.addProperty("level", level(problem.severity()));
    result.add("message", object("text", problem.message()));
    result.add("locations", array(location(source, problem.range())));
    if (!problem.related().isEmpty()) {
      JsonArray related = new JsonArray();
      for (Finding.Related one : problem.related()) {
        JsonObject location = location(source, one.range());
        location.add("message", object("text", one.message()));
        related.add(location);
      }
      result.add("relatedLocations", related);
    }
    String path = paths.of(source.name());
    result.add("partialFingerprints", object(FINGERPRINT, fingerprints.of(path, source, problem)));
    JsonArray fixes = new JsonArray();
    for (Fix fix : problem.fixes()) {
      JsonObject change = change(source, fix);
      if (change != null) {
        fixes.add(fix(fix, change));
      }
    }
    if (!fixes.isEmpty()) {
      result.add("fixes", fixes);
    }
    return result;
  }

  private int index(RuleInfo rule) {
    Integer known = indices.putIfAbsent(rule.name(), rules.size());
    if (known == null) {
      rules.add(rule);
      return rules.size() - 1;
    }
    return known;
  }

  private static JsonObject fix(Fix fix, JsonObject change) {
    JsonObject json = new JsonObject();
    json.add("description", object("text", fix.title()));
    json.add("artifactChanges", array(change));
    JsonObject properties = new JsonObject();
    properties.addProperty("safe", fix.isSafe());
    json.add("properties", properties);
    return json;
  }

  /** Null where JSON has no way to say it. */
  private @Nullable JsonObject change(Source source, Fix fix) {
    JsonArray replacements = new JsonArray();
    for (TextEdit edit : TextEdit.inOrder(fix.edits())) {
      if (LosslessUtf8.hasEscapes(edit.newText())) {
        return null;
      }
      JsonObject replacement = new JsonObject();
      replacement.add("deletedRegion", region(source, edit.range()));
      if (!edit.newText().isEmpty()) {
        replacement.add("insertedContent", object("text", edit.newText()));
      }
      replacements.add(replacement);
    }
    if (replacements.isEmpty()) {
      return null;
    }
    JsonObject change = new JsonObject();
    change.add("artifactLocation", artifact(source.name()));
    change.add("replacements", replacements);
    return change;
  }

  private JsonObject location(Source source, TextRange range) {
    JsonObject physical = new JsonObject();
    physical.add("artifactLocation", artifact(source.name()));
    physical.add("region", region(source, range));
    JsonObject location = new JsonObject();
    location.add("physicalLocation", physical);
    return location;
  }

  private JsonObject artifact(String name) {
    JsonObject artifact = object("uri", paths.uri(name));
    if (paths.contains(name)) {
      artifact.addProperty("uriBaseId", ROOT);
    }
    return artifact;
  }

  private static JsonObject region(Source source, TextRange range) {
    Place place = Place.of(source.lines(), range);
    JsonObject region = new JsonObject();
    region.addProperty("startLine", place.line());
    region.addProperty("startColumn", place.column());
    region.addProperty("endLine", place.endLine());
    region.addProperty("endColumn", place.endColumn());
    return region;
  }

  @Override
  public void failed(String name, String reason) {
    JsonObject physical = new JsonObject();
    physical.add("artifactLocation", artifact(name));
    JsonObject location = new JsonObject();
    location.add("physicalLocation", physical);
    JsonObject notification = object("level", "error");
    notification.add("message", object("text", reason));
    notification.add("locations", array(location));
    failures.add(notification);
  }

  @Override
  public void end(boolean whole) {
    JsonObject invocation = new JsonObject();
    invocation.addProperty("executionSuccessful", whole);
    if (!failures.isEmpty()) {
      invocation.add("toolExecutionNotifications", failures);
    }
    JsonObject tool = new JsonObject();
    tool.add("driver", driver());
    try {
      json.endArray();
      add("tool", tool);
      add("invocations", array(invocation));
      json.endObject().endArray().endObject().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
  }

  private JsonObject driver() {
    JsonObject driver = object("name", "Plimsoll");
    if (version != null) {
      driver.addProperty("version", version);
    }
    JsonArray described = new JsonArray();
    rules.forEach(rule -> described.add(descriptor(rule)));
    driver.add("rules", described);
    return driver;
  }

  private static JsonObject descriptor(RuleInfo rule) {
    JsonObject descriptor = object("id", rule.name());
    descriptor.add("shortDescription", object("text", rule.summary()));
    JsonObject help = object("text", RulePage.text(rule));
    help.addProperty("markdown", RulePage.markdown(rule));
    descriptor.add("help", help);
    JsonObject configuration = new JsonObject();
    configuration.addProperty("enabled", rule.isOnByDefault());
    configuration.addProperty("level", level(rule.severity()));
    descriptor.add("defaultConfiguration", configuration);
    JsonObject properties = new JsonObject();
    String category = Ascii.toLowerCase(rule.category().name());
    properties.addProperty("category", category);
    JsonArray aliases = new JsonArray();
    rule.codes().forEach(aliases::add);
    properties.add("aliases", aliases);
    JsonArray tags = new JsonArray();
    tags.add(category);
    properties.add("tags", tags);
    descriptor.add("properties", properties);
    return descriptor;
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFORMATION, HINT -> "note";
    };
  }

  private static JsonObject object(String name, String value) {
    JsonObject object = new JsonObject();
    object.addProperty(name, value);
    return object;
  }

  private static JsonArray array(JsonElement only) {
    JsonArray array = new JsonArray();
    array.add(only);
    return array;
  }

  private void add(String name, JsonElement value) throws IOException {
    json.name(name);
    GSON.toJson(value, json);
  }
}
