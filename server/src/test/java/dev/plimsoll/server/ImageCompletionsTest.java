package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.registry.FakeRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What completion asks of registries, and that it waits for none that hangs; the registry is on this machine. */
@Timeout(
    value = 300,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // what hangs for good must fail
class ImageCompletionsTest {

  private static final String TAGS = "/v2/team/app/tags/list";

  private final FakeRegistry registry = new FakeRegistry();
  private @TempDir Path folder;

  @AfterEach
  void close() {
    registry.close();
  }

  private AskingServer start(boolean trusted) {
    return AskingServer.start(registry, folder, trusted, OutputStream.nullOutputStream());
  }

  private String app() {
    return registry.host() + "/team/app";
  }

  private static void await(BooleanSupplier seen) throws InterruptedException {
    for (int i = 0; i < 600 && !seen.getAsBoolean(); i++) {
      Thread.sleep(100);
    }
    assertThat(seen.getAsBoolean()).isTrue();
  }

  @Test
  void theTagsOfAnyRegistryAreThereAtTheFirstQuestion() {
    registry.answer(TAGS, 200, "{\"tags\": [\"1.9\", \"2.0\", \"2.0-slim\", \"main\"]}");
    AskingServer server = start(true).open("FROM " + app() + ":<|>\n");
    assertThat(server.labels()).containsExactly("2.0-slim", "2.0", "1.9", "main");
    server.type("2.");
    assertThat(server.labels()).containsExactly("2.0-slim", "2.0");
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void whoeverDoesNotTrustTheWorkspaceAsksNothingAndHasWhatIsKnown() {
    registry.answer(TAGS, 200, "{\"tags\": [\"1\"]}");
    AskingServer server = start(false).open("FROM " + app() + ":<|>\n");
    CompletionList list = server.completion().join();
    assertThat(list.getItems()).isEmpty();
    server.open("FROM node:22-<|>\n");
    assertThat(server.labels()).contains("22-slim");
    server.open("FROM grafan<|>\n");
    assertThat(server.labels()).isEmpty();
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void filesOfTheWorkspaceNameImagesThoughTheyAreNotOpen() throws IOException {
    Path workspace = Files.createDirectories(folder.resolve("work/b"));
    Files.writeString(
        workspace.resolve("Dockerfile"),
        "FROM corp.example/team/base:3\nCOPY --from=corp.example/tools:1 /a /b\n");
    AskingServer server =
        AskingServer.in(folder.resolve("work"), registry, folder).open("FROM corp<|>\n");
    CompletionList list = server.completion().join();
    assertThat(AskingServer.labels(list))
        .containsExactly("corp.example/team/base", "corp.example/tools");
    assertThat(list.getItems())
        .extracting(CompletionItem::getDetail)
        .containsOnly("used in this workspace");
    assertThat(server.open("FROM corp.example/team/base:<|>\n").labels()).containsExactly("3");
    server.openBeside(
        workspace.resolve("Dockerfile").toUri().toString(), "FROM corp.example/new:4\n");
    assertThat(server.open("FROM corp<|>\n").labels()).containsExactly("corp.example/new");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void tagsOfFormerDaysAreKnownWithoutARequest() {
    registry.answer(TAGS, 200, "{\"tags\": [\"1\"]}");
    assertThat(start(true).open("FROM " + app() + ":<|>\n").labels()).containsExactly("1");
    int asked = registry.requests().size();
    assertThat(start(false).open("FROM " + app() + ":<|>\n").labels()).containsExactly("1");
    assertThat(registry.requests()).hasSize(asked);
  }

  @Test
  void aRegistryThatHangsIsWaitedForOnceAndOtherTagsAreThereAtOnce() throws Exception {
    registry.on(TAGS, exchange -> registry.hang());
    registry.on("/v2/namespaces/library/repositories/node/tags", exchange -> registry.hang());
    AskingServer server = start(true).open("FROM node:22-<|>\n");
    assertThat(server.labels()).contains("22-slim");
    server.open("FROM " + app() + ":7 AS a\nFROM " + app() + ":<|>\n");
    CompletionList first = server.completion().join();
    assertThat(first.isIncomplete()).isTrue();
    assertThat(AskingServer.labels(first)).containsExactly("7");
    long begin = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      assertThat(server.completion().join().isIncomplete()).isTrue();
    }
    // A hundred that wait would take a minute.
    assertThat(System.nanoTime() - begin).isLessThan(30_000_000_000L);
    await(() -> registry.requests().stream().anyMatch(it -> it.contains(TAGS)));
    assertThat(registry.requests()).filteredOn(it -> it.contains(TAGS)).hasSize(1);
  }

  @Test
  void whoTypesOnDoesNotWaitForTheListBefore() throws InterruptedException {
    registry.on(TAGS, exchange -> registry.hang());
    AskingServer server = start(true).open("FROM " + app() + ":<|>\n");
    CompletableFuture<CompletionList> before = server.completion();
    await(() -> registry.requests().stream().anyMatch(it -> it.contains(TAGS)));
    server.type("1");
    assertThat(before.join()).hasToString(new CompletionList(true, List.of()).toString());
  }

  @Test
  void aTagThatMovedIsOfferedWithItsNewDigest() {
    String one = registry.put("team/app", "x", FakeRegistry.config("linux", "amd64"), 1_000_000);
    String two = registry.put("team/app", "y", FakeRegistry.config("linux", "arm64"), 2_000_000);
    String index = registry.put(
        "team/app",
        "1",
        FakeRegistry.index(
            FakeRegistry.entry(one, "linux/amd64"), FakeRegistry.entry(two, "linux/arm64")));
    AskingServer server = start(true).open("FROM " + app() + ":1@<|>\n");
    assertThat(server.labels()).containsExactly(index, one, two);
  }

  @Test
  void thePlatformsOfAnImageAreThoseThatItsRegistryHas() throws InterruptedException {
    registry.put("team/app", "1", FakeRegistry.config("linux", "riscv64"), 1_000_000);
    AskingServer server = start(true).open("FROM --platform=<|> " + app() + ":1\n");
    await(() -> server.labels().contains("linux/riscv64"));
    assertThat(server.labels()).startsWith("linux/riscv64").contains("linux/amd64");
  }

  @Test
  void theSearchOfDockerHubIsAskedForWhatIsTyped() {
    registry.answer("/v2/search/repositories/", 200, """
        {"results": [{"repo_name": "grafana/grafana", "short_description": "Dashboards",
          "star_count": 3000, "is_official": false}]}""");
    AskingServer server = start(true).open("FROM grafan<|>\n");
    assertThat(server.labels()).containsExactly("grafana/grafana");
    assertThat(registry.requests())
        .containsExactly("GET /v2/search/repositories/?page_size=25&query=grafan");
  }

  @Test
  void imagesOfOtherOpenFilesAreOffered() {
    AskingServer server = start(false);
    server.open("FROM ghcr.io/<|>\n");
    server.openBeside("file:///ada/other.Dockerfile", "FROM ghcr.io/team/base:7\n");
    assertThat(server.labels()).containsExactly("ghcr.io/team/base");
  }
}
