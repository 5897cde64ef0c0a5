package dev.plimsoll.benchmark;

import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The texts that are measured, by name: one that is generated and, where recorded cases are at hand, real ones. */
final class Texts {

  /** The folder of recorded cases; empty or unset where there is none. */
  static final String SHARED = "plimsoll.shared";

  private static final String GENERATED = "generated";

  private static final List<String> REAL = List.of("real-p50", "real-p99", "real-max");

  private Texts() {}

  /** What can be measured here. */
  static String[] names() {
    List<String> names = new ArrayList<>(List.of(GENERATED));
    if (!System.getProperty(SHARED, "").isEmpty()) {
      names.addAll(REAL);
    }
    return names.toArray(String[]::new);
  }

  static String named(String name) throws IOException {
    if (name.equals(GENERATED)) {
      return GeneratedDockerfile.ofLines(10_000);
    }
    List<String> bySize = realFiles();
    bySize.sort(Comparator.comparingInt(String::length));
    return bySize.get(
        switch (name) {
          case "real-p50" -> bySize.size() / 2;
          case "real-p99" -> bySize.size() * 99 / 100;
          case "real-max" -> bySize.size() - 1;
          default -> throw new IllegalArgumentException(name);
        });
  }

  /** A few hundred real files, or, where there are none, a generated one. */
  static List<String> many() throws IOException {
    if (System.getProperty(SHARED, "").isEmpty()) {
      return List.of(GeneratedDockerfile.ofLines(1_000));
    }
    List<String> all = realFiles();
    List<String> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += 8) {
      some.add(all.get(i));
    }
    return some;
  }

  private static List<String> realFiles() throws IOException {
    Path file = Path.of(System.getProperty(SHARED), "conformance", "dockerfiles.jsonl.gz");
    List<String> texts = new ArrayList<>();
    try (BufferedReader lines = new BufferedReader(
        new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        texts.add(JsonParser.parseString(line).getAsJsonObject().get("dockerfile").getAsString());
      }
    }
    return texts;
  }
}
