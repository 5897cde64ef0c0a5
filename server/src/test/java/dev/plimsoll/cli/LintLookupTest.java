package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.registry.FakeRegistry;
import dev.plimsoll.registry.ImageKnowledge;
import dev.plimsoll.registry.Registries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code plimsoll lint} asks of a registry on this machine, and prints of the answer. */
@Timeout(
    value = 300,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // what hangs for good must fail
class LintLookupTest {

  private final FakeRegistry registry = new FakeRegistry();
  private @TempDir Path folder;

  @AfterEach
  void close() {
    registry.close();
  }

  private ImageKnowledge knowledge() {
    return new ImageKnowledge(
        new EmbeddedImages(),
        () -> new Registries(registry.options()),
        folder.resolve("cache"),
        task -> new Thread(task).start(),
        Clock.systemUTC(),
        learnt -> {});
  }

  private String lint(String dockerfile, String... options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> args = new ArrayList<>(List.of("lint"));
    args.addAll(List.of(options));
    args.add("-");
    Cli.run(
        args.toArray(String[]::new),
        null,
        () -> Rules.ALL,
        new EmbeddedImages(),
        this::knowledge,
        new Cli.Streams(
            new ByteArrayInputStream(dockerfile.getBytes(StandardCharsets.UTF_8)),
            out,
            new PrintWriter(System.err),
            false));
    return out.toString(StandardCharsets.UTF_8);
  }

  private String image() {
    registry.put("team/app", "1", FakeRegistry.config("linux", "amd64"), 123_456_789);
    return registry.host() + "/team/app:1";
  }

  @Test
  void anImageThatTheTableDoesntKnowIsAskedFor() {
    assertThat(lint("FROM " + image() + "\nFROM node:22\n"))
        .contains("/team/app:1 (not shipped): 123 MB compressed (download), linux/amd64");
    assertThat(registry.requests())
        .isNotEmpty()
        .allMatch(request -> request.contains("/team/app/"));
  }

  @Test
  void problemsAreThoseOfAnImageOfWhichTheConfigurationIsKnown() {
    String file = "ARG NAME=x\nFROM %s\nLABEL name=$NAME\nCMD [\"/app\"]\n".formatted(image());
    assertThat(lint(file, "--offline")).doesNotContain("arg-out-of-scope");
    assertThat(lint(file)).contains("arg-out-of-scope").contains("user-missing");
    JsonObject config = FakeRegistry.config("linux", "amd64");
    config.add("config", JsonParser.parseString("{\"User\": \"app\", \"Env\": [\"NAME=y\"]}"));
    registry.put("team/app", "2", config, 1_000);
    assertThat(lint(file.replace("app:1", "app:2")))
        .doesNotContain("arg-out-of-scope")
        .doesNotContain("user-missing");
  }

  @Test
  void offlineNobodyIsAsked() {
    assertThat(lint("FROM " + image() + "\n", "--offline")).contains("size not known\n");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void offlineTheAnswersOfFormerRunsAreKnown() {
    String file = "FROM " + image() + "\n";
    lint(file);
    int asked = registry.requests().size();
    assertThat(lint(file, "--offline")).contains("123 MB compressed (download), linux/amd64");
    assertThat(registry.requests()).hasSize(asked);
  }

  @Test
  void whatTheTableKnowsIsNotAskedFor() {
    lint("FROM node:22\nFROM scratch\n");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void aRegistryThatHangsIsSaidToBeUnknownAfterAFewSeconds() {
    registry.on("/v2/team/app/manifests/1", exchange -> registry.hang());
    String image = registry.host() + "/team/app:1";
    // Whoever waited for the look-up to give up would say that the registry didn't answer in time.
    assertThat(lint("FROM " + image + "\n")).contains("size not known\n");
  }

  @Test
  void aFailureIsExplained() {
    registry.answer("/v2/team/app/manifests/1", 403, "{}");
    assertThat(lint("FROM " + registry.host() + "/team/app:1\n"))
        .contains("size not known: " + registry.host() + " doesn't allow this login to read");
  }
}
