package dev.plimsoll.cli;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import dev.plimsoll.cli.BaseImages.BaseImage;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.UnpackedSize;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.FixAll;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.SeverityName;
import dev.plimsoll.text.LineMap;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object, which docs/cli.md describes. Lines and columns count from 1, columns in UTF-16 units; an end is
 * exclusive.
 */
final class JsonReport implements LintReport {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final PrintWriter out;
  private final JsonWriter problems;
  private final @Nullable JsonArray fixed;
  private final JsonObject images = new JsonObject();
  private final JsonObject diffs = new JsonObject();
  private final JsonArray failures = new JsonArray();

  /** @param fixing whether fixes are applied, so that the report says which */
  JsonReport(PrintWriter out, boolean fixing) {
    this.out = out;
    fixed = fixing ? new JsonArray() : null;
    problems = new JsonWriter(Printable.json(out));
    problems.setHtmlSafe(false);
    problems.setIndent("  ");
    try {
      problems
          .beginObject()
          .name("problems")
          .beginArray(); // problems are many: they are written as they come
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void repaired(Source source, ImmutableList<FixAll.Repair> repairs) {
    for (FixAll.Repair repair : repairs) {
      JsonObject json = new JsonObject();
      json.addProperty("file", source.name());
      json.addProperty("line", source.lines().lineAt(repair.offset()) + 1);
      json.addProperty("rule", repair.rule().name());
      json.addProperty("title", repair.fix().title());
      if (fixed != null) {
        fixed.add(json);
      }
    }
  }

  @Override
  public void add(Source source, ImmutableList<Problem> found) {
    for (Problem problem : found) {
      GSON.toJson(json(source, problem), problems);
    }
  }

  private static JsonObject json(Source source, Problem problem) {
    JsonObject json = new JsonObject();
    json.addProperty("file", source.name());
    addRange(json, source.lines(), problem.range());
    json.addProperty("severity", SeverityName.of(problem.severity()));
    json.addProperty("rule", problem.rule().name());
    JsonArray aliases = new JsonArray();
    problem.rule().codes().forEach(aliases::add);
    json.add("aliases", aliases);
    json.addProperty("category", Ascii.toLowerCase(problem.rule().category().name()));
    json.addProperty("message", problem.message());
    JsonArray fixes = new JsonArray();
    for (Fix fix : problem.fixes()) {
      fixes.add(json(source, fix));
    }
    json.add("fixes", fixes);
    return json;
  }

  private static JsonObject json(Source source, Fix fix) {
    JsonObject json = new JsonObject();
    json.addProperty("title", fix.title());
    json.addProperty("safe", fix.isSafe());
    JsonArray edits = new JsonArray();
    for (TextEdit edit : TextEdit.inOrder(fix.edits())) {
      if (LosslessUtf8.hasEscapes(edit.newText())) {
        return json; // JSON has no way to say a byte that is no UTF-8
      }
      JsonObject one = new JsonObject();
      addRange(one, source.lines(), edit.range());
      one.addProperty("newText", edit.newText());
      edits.add(one);
    }
    json.add("edits", edits);
    return json;
  }

  private static void addRange(JsonObject json, LineMap lines, TextRange range) {
    Place place = Place.of(lines, range);
    json.addProperty("line", place.line());
    json.addProperty("column", place.column());
    json.addProperty("endLine", place.endLine());
    json.addProperty("endColumn", place.endColumn());
  }

  @Override
  public void images(Source source, ImmutableList<BaseImage> found) {
    JsonArray array = new JsonArray();
    found.forEach(image -> array.add(json(image)));
    images.add(source.name(), array);
  }

  private static JsonObject json(BaseImage image) {
    JsonObject json = new JsonObject();
    json.addProperty("image", image.text());
    json.addProperty("shipped", image.shipped());
    UnpackedSize unpacked = image.unpacked();
    String match = unpacked == null ? image.facts().match().name() : "exact";
    json.addProperty("match", Ascii.toLowerCase(match));
    PlatformFacts measured = image.facts().usual();
    if (image.image().isScratch()) {
      json.addProperty("bytes", 0);
    } else if (measured != null) {
      json.addProperty("tag", image.facts().tag());
      json.addProperty("bytes", measured.compressedBytes());
      json.addProperty("kind", "compressed");
      json.addProperty("platform", measured.platform());
      if (measured.asOf() != null) {
        json.addProperty("date", measured.asOf().toString());
      }
    } else if (unpacked != null) {
      json.addProperty("bytes", unpacked.bytes());
      json.addProperty("kind", "unpacked");
      json.addProperty("platform", unpacked.platform());
      json.addProperty("date", unpacked.asOf().toString());
    } else if (image.failure() != null) {
      json.addProperty("reason", image.failure().sentence());
    }
    return json;
  }

  @Override
  public void diff(Source source, String fixedText) {
    diffs.addProperty(source.name(), UnifiedDiff.of(source.name(), source.text(), fixedText));
  }

  @Override
  public void failed(String name, String reason) {
    JsonObject json = new JsonObject();
    json.addProperty("file", name);
    json.addProperty("message", reason);
    failures.add(json);
  }

  @Override
  public void end(boolean whole) {
    try {
      problems.endArray();
      add("images", images);
      if (fixed != null) {
        add("fixed", fixed);
      }
      if (diffs.size() > 0) {
        add("diffs", diffs);
      }
      if (failures.size() > 0) {
        add("failures", failures);
      }
      problems.endObject().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
  }

  private void add(String name, JsonElement value) throws IOException {
    problems.name(name);
    GSON.toJson(value, problems);
  }
}
