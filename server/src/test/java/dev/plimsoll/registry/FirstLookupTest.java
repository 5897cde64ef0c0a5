package dev.plimsoll.registry;

import static dev.plimsoll.registry.FakeRegistry.config;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP is a thousand classes, which nobody waits for who only types. */
class FirstLookupTest {

  private static final String HTTP = "java.net.http.HttpClient";

  @TempDir
  private Path folder;

  @Test
  void httpIsLoadedWhenSomethingIsLookedUp() throws IOException, InterruptedException {
    assertThat(loaded()).isNotEmpty().noneMatch(FirstLookupTest::isOfTheNetwork);
    try (FakeRegistry registry = new FakeRegistry()) {
      registry.put("app", "1", config("linux", "amd64"), 5);
      assertThat(loaded(registry.host() + "/app:1")).contains(HTTP);
    }
  }

  private static boolean isOfTheNetwork(String type) {
    return type.matches(
        "(java\\.net\\.http|jdk\\.internal\\.net\\.http|javax\\.net\\.ssl|sun\\.security\\.ssl)\\..*");
  }

  /** The classes that a process loads that looks up these images. */
  private List<String> loaded(String... images) throws IOException, InterruptedException {
    Path log = folder.resolve("classes");
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xlog:class+load:file=" + log + "::filecount=0",
        "-XX:TieredStopAtLevel=1",
        "-classpath",
        System.getProperty("java.class.path"),
        OneLookup.class.getName()));
    command.addAll(List.of(images));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains(" source:"))
        .map(line -> line.replaceFirst(".*\\] ", "").replaceFirst(" source:.*", ""))
        .toList();
  }
}
