package dev.plimsoll;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return read(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonObject> read(BufferedReader lines) throws IOException {
    List<JsonObject> cases = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      cases.add(JsonParser.parseString(line).getAsJsonObject());
    }
    return cases;
  }

  /** The texts of real Dockerfiles. */
  public static List<String> dockerfiles() {
    return read("dockerfiles").stream()
        .map(one -> one.get("dockerfile").getAsString())
        .toList();
  }

  /** The cases that lie beside a class. */
  public static List<JsonObject> beside(Class<?> test, String name) {
    InputStream file = Objects.requireNonNull(test.getResourceAsStream(name));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return read(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Dockerfile of a case. One that was built for another platform says so in its first FROM. */
  public static String text(JsonObject one) {
    String text = one.get("dockerfile").getAsString();
    return one.has("platform")
        ? text.replaceFirst(
            "(?m)^FROM ", "FROM --platform=" + one.get("platform").getAsString() + " ")
        : text;
  }
}
