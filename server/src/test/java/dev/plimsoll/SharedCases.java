package dev.plimsoll;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** The recorded cases outside this repository, whose place the system property {@code plimsoll.shared} names. */
public final class SharedCases {

  private SharedCases() {}

  /** The folder; a test that asks for it is skipped where the property is not set. */
  public static Path folder() {
    String shared = System.getProperty("plimsoll.shared", "");
    Assumptions.assumeFalse(shared.isEmpty(), "plimsoll.shared is not set");
    return Path.of(shared);
  }

  /** Whether there are any. */
  public static boolean arePresent() {
    return !System.getProperty("plimsoll.shared", "").isEmpty();
  }

  /** The cases of one conformance file, such as {@code edge-cases}. */
  public static List<JsonObject> read(String name) {
    Path file = folder().resolve("conformance").resolve(name + ".jsonl.gz");
    List<JsonObject> cases = new ArrayList<>();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        cases.add(JsonParser.parseString(line).getAsJsonObject());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  /** The texts of real Dockerfiles. */
  public static List<String> dockerfiles() {
    return read("dockerfiles").stream()
        .map(one -> one.get("dockerfile").getAsString())
        .toList();
  }
}
