package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.registry.FakeRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.CodeAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Actions for whose edit a registry is asked when they are chosen, and not before; the registry is on this machine. */
@Timeout(
    value = 300,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // what hangs for good must fail
class DigestLookupTest {

  private static final String OLD = "sha256:" + "0".repeat(64);
  private static final String MANIFEST = "/v2/team/app/manifests/1";

  private final FakeRegistry registry = new FakeRegistry();
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private @TempDir Path folder;

  @AfterEach
  void close() {
    registry.close();
  }

  private AskingServer open(boolean trusted, String marked) {
    return AskingServer.start(registry, folder, trusted, told)
        .open(marked.replace("APP", registry.host() + "/team/app"));
  }

  private String put() {
    String one = registry.put("team/app", "x", FakeRegistry.config("linux", "amd64"), 1_000_000);
    return registry.put(
        "team/app", "1", FakeRegistry.index(FakeRegistry.entry(one, "linux/amd64")));
  }

  private String title(String form) {
    return form.formatted(registry.host() + "/team/app:1");
  }

  private String told() {
    return told.toString(StandardCharsets.UTF_8).replace("\\u0027", "'");
  }

  @Test
  void aDigestThatNobodyKnowsIsLookedUpWhenItIsWanted() {
    String index = put();
    AskingServer server = open(true, "FROM APP:1<|>\n");
    CodeAction action = server.action(title("Pin %s to its digest"));
    assertThat(action.getEdit()).isNull();
    assertThat(server.edits(action))
        .containsExactly("0:" + title("FROM %s").length() + " @" + index);
    assertThat(told()).doesNotContain("window/showMessage");
  }

  @Test
  void aDigestThatIsStillThatOfItsTagIsSaidToBe() {
    String index = put();
    AskingServer server = open(true, "FROM APP:1@" + index + "<|>\n");
    assertThat(server.edits(server.action(title("Update the digest of %s")))).isEmpty();
    assertThat(told()).contains(title("%s still has the digest that is written here."));
  }

  @Test
  void aTagThatHasMovedIsFollowed() {
    String index = put();
    AskingServer server = open(true, "FROM APP:1@" + OLD + "<|>\n");
    assertThat(server.edits(server.action(title("Update the digest of %s"))))
        .containsExactly("0:" + title("FROM %s@").length() + " " + index);
  }

  @Test
  void whatCanBePinnedIsPinnedAndOfTheRestIsSaidWhy() {
    put();
    AskingServer server = open(true, "FROM APP:1<|>\nFROM APP:2\n");
    assertThat(server.edits(server.action("Pin all images to their digests"))).hasSize(1);
    assertThat(told())
        .contains("The digest of " + registry.host() + "/team/app:2 isn't known: " + registry.host()
            + " has no such image");
  }

  @Test
  void aRegistryThatHangsIsWaitedForAFewSeconds() {
    registry.on(MANIFEST, exchange -> registry.hang());
    AskingServer server = open(true, "FROM APP:1<|>\n");
    CodeAction action = server.action(title("Pin %s to its digest"));
    long begin = System.nanoTime();
    assertThat(server.edits(action)).isEmpty();
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)).isLessThan(60);
    assertThat(told()).contains(title("The digest of %s isn't known yet."));
    assertThat(told()).contains("\"window/workDoneProgress/create\"");
  }

  @Test
  void whereNobodyMayAskOnlyWhatIsKnownIsOffered() {
    put();
    AskingServer server = open(false, "FROM APP:1<|>\n");
    assertThat(server.titles()).noneMatch(title -> title.startsWith("Pin"));
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void aMenuThatIsOnlyLookedAtAsksNothing() {
    put();
    List<String> titles = open(true, "FROM APP:1<|>\n").titles();
    assertThat(titles).contains(title("Pin %s to its digest"));
    assertThat(registry.requests()).isEmpty();
  }
}
