package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageSource;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.registry.FakeRegistry;
import dev.plimsoll.registry.RegistryOptions;
import dev.plimsoll.server.Workers.Patience;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a whole server asks of a registry, and when; the registry is on this machine. */
@Timeout(
    value = 300,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // what hangs for good must fail
class ImageLookupsTest {

  private static final String URI_OF_FILE = "file:///ada/Dockerfile";

  private final FakeRegistry registry = new FakeRegistry();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<RegistryOptions> chosen = new CopyOnWriteArrayList<>();
  private @TempDir Path folder;

  @AfterEach
  void close() {
    registry.close();
  }

  /** Notes for which options it is asked. */
  private RegistryAccess access() {
    RegistryAccess access = new AccessInTests(registry.options(), folder.resolve("cache"));
    return new RegistryAccess() {
      @Override
      public RegistryOptions options() {
        return access.options();
      }

      @Override
      public ImageSource source(RegistryOptions options) {
        chosen.add(options);
        return access.source(options);
      }

      @Override
      public Path folder() {
        return access.folder();
      }
    };
  }

  private LanguageServer start(String initializationOptions) {
    Log log = new Log(System.err);
    Connection client = new Connection(new ByteArrayInputStream(new byte[0]), said, log);
    Checks checks = new Checks(
        () -> Rules.ALL, new EmbeddedImages(), LintOptions.DEFAULT, new RuleFailures(log));
    LanguageServer server = new LanguageServer(
        null, client, checks, access(), null, Workers.start(Patience.OF_PEOPLE), log, () -> {});
    JsonObject params = new JsonObject();
    params.add("capabilities", JsonParser.parseString("""
            {"window": {"workDoneProgress": true},
             "workspace": {"semanticTokens": {"refreshSupport": true}}}"""));
    params.add("initializationOptions", JsonParser.parseString(initializationOptions));
    server.request("initialize", params).join();
    return server;
  }

  private LanguageServer trusting() {
    return start("{\"workspaceTrusted\": true}");
  }

  private static void open(LanguageServer server, String text) {
    server.notify(
        "textDocument/didOpen",
        new DidOpenTextDocumentParams(new TextDocumentItem(URI_OF_FILE, "dockerfile", 1, text)));
  }

  private static void type(LanguageServer server, int version, String key, int column) {
    Position at = new Position(0, column);
    server.notify(
        "textDocument/didChange",
        new DidChangeTextDocumentParams(
            new VersionedTextDocumentIdentifier(URI_OF_FILE, version),
            List.of(new TextDocumentContentChangeEvent(new Range(at, at), key))));
  }

  private static String hover(LanguageServer server) {
    return hover(server, 0, 6);
  }

  private static String hover(LanguageServer server, int line, int column) {
    Hover hover = (Hover) server
        .request(
            "textDocument/hover",
            new HoverParams(new TextDocumentIdentifier(URI_OF_FILE), new Position(line, column)))
        .join();
    return hover.getContents().getRight().getValue();
  }

  private void put(String repository, String tag, long bytes) {
    registry.put(repository, tag, FakeRegistry.config("linux", "amd64"), bytes);
  }

  private static void await(BooleanSupplier seen) throws InterruptedException {
    for (int i = 0; i < 600 && !seen.getAsBoolean(); i++) {
      Thread.sleep(100);
    }
    assertThat(seen.getAsBoolean()).isTrue();
  }

  /** Long enough for what would be asked for at once; a test that nothing comes can't do better. */
  private static void letTimePass() throws InterruptedException {
    Thread.sleep(1_500);
  }

  @Test
  void aHoverOverAnImageThatNobodyKnowsWaitsForItsRegistry() {
    put("team/app", "1", 123_456_789);
    LanguageServer server = trusting();
    open(server, "FROM " + registry.host() + "/team/app:1\n");
    assertThat(hover(server)).contains("123 MB to download (compressed, linux/amd64)");
  }

  @Test
  void openingAsksOnceForEachImageAndOpeningAgainForNone() throws InterruptedException {
    put("team/app", "1", 123_456_789);
    put("team/tool", "2", 1_000);
    LanguageServer server = trusting();
    String text = "FROM " + registry.host() + "/team/app:1\nCOPY --from=" + registry.host()
        + "/team/tool:2 /x /x\nFROM " + registry.host() + "/team/app:1\nFROM node:22\n";
    open(server, text);
    await(() -> registry.requests().size() >= 4);
    letTimePass();
    assertThat(registry.requests()).hasSize(4).doesNotHaveDuplicates();
    open(server, text);
    LanguageServer next = trusting();
    open(next, text);
    assertThat(hover(server)).contains("123 MB");
    assertThat(hover(next)).contains("123 MB");
    letTimePass();
    assertThat(registry.requests()).hasSize(4);
  }

  @Test
  void whatTheTablesKnewLongAgoIsAskedForAgain() throws InterruptedException {
    open(trusting(), "FROM node:22\nFROM node:6\nFROM microsoft/nanoserver:sac2016\n");
    await(() -> isAskedFor("/repositories/node/tags/6"));
    await(() -> isAskedFor("/repositories/nanoserver/tags/sac2016")); // which runs on Windows alone
    assertThat(isAskedFor("/repositories/node/tags/22")).isFalse();
  }

  @Test
  void aWorkspaceThatIsNotTrustedMakesNoRequest() throws InterruptedException {
    put("team/app", "1", 123_456_789);
    LanguageServer server = start("{}");
    open(server, "FROM " + registry.host() + "/team/app:1\n");
    assertThat(hover(server)).contains("Its size is unknown");
    letTimePass();
    assertThat(registry.requests()).isEmpty();
    assertThatThrownBy(() -> server.notify(
            "plimsoll/workspaceTrusted",
            new Parameters.Malformed("what is given must be an object")))
        .isInstanceOf(ResponseErrorException.class);
    letTimePass();
    assertThat(registry.requests()).isEmpty();
    server.notify("plimsoll/workspaceTrusted", new JsonObject());
    await(() -> !registry.requests().isEmpty());
    await(() -> hover(server).contains("123 MB"));
  }

  @Test
  void whoeverTurnsTheNetworkOffIsObeyedInATrustedWorkspaceToo() throws InterruptedException {
    put("team/app", "1", 123_456_789);
    LanguageServer server =
        start("{\"workspaceTrusted\": true, \"plimsoll\": {\"images\": {\"network\": \"off\"}}}");
    open(server, "FROM " + registry.host() + "/team/app:1\n");
    assertThat(hover(server)).contains("Its size is unknown");
    letTimePass();
    assertThat(registry.requests()).isEmpty();
  }

  /** Credential helpers are programs, which are run in trusted workspaces only. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void allLookUpsKeepToWhatTheUserDecided(boolean trusted) {
    put("team/app", "1", 123_456_789);
    LanguageServer server = start("""
        {"workspaceTrusted": %s, "proxy": "http://proxy.example:3128",
         "plimsoll": {"images": {"network": "on", "credentials": "helpers",
           "insecureRegistries": ["Registry.LAN:5000"]}}}""".formatted(trusted));
    String image = registry.host() + "/team/app:";
    open(server, "FROM %s1\nFROM %s2\nFROM %s3\nFROM %s4\n".replace("%s", image));
    assertThat(hover(server)).contains("123 MB");
    assertThat(chosen)
        .containsExactly(registry
            .options()
            .withInsecureHosts(ImmutableSet.of("registry.lan:5000"))
            .withLogins(true, trusted)
            .withProxy("http://proxy.example:3128"));
  }

  @Test
  void theUserThatABaseStartsAsIsKnownWithoutAHover() throws InterruptedException {
    JsonObject config = FakeRegistry.config("linux", "amd64");
    JsonObject inner = new JsonObject();
    inner.addProperty("User", "app");
    config.add("config", inner);
    String amd64 = registry.put("team/app", "amd64", config, 1_000);
    String arm64 = registry.put("team/app", "arm64", FakeRegistry.config("linux", "arm64"), 1_000);
    registry.put(
        "team/app",
        "1",
        FakeRegistry.index(
            FakeRegistry.entry(amd64, "linux/amd64"), FakeRegistry.entry(arm64, "linux/arm64")));
    LanguageServer server = trusting();
    open(server, "FROM " + registry.host() + "/team/app:1\n");
    await(() -> isAskedFor("/blobs/" + FakeRegistry.digestOf(config.toString())));
    await(() -> hover(server).contains("Starts as user app"));
  }

  @Test
  void theVariablesAndTheShellOfABaseAreKnownWithoutAHover() throws InterruptedException {
    String config = putForWindows();
    LanguageServer server = trusting();
    open(server, "FROM " + registry.host() + "/team/app:1\nWORKDIR $APP\nRUN Get-Item x\n");
    assertThat(hover(server, 1, 10)).contains("unless the base image sets it");
    await(() -> isAskedFor("/blobs/" + FakeRegistry.digestOf(config)));
    await(() -> hover(server, 1, 10).contains("Set by the base image " + registry.host()));
    await(() -> said.toString(StandardCharsets.UTF_8).contains("workspace/semanticTokens/refresh"));
    int asked = registry.requests().size();
    type(server, 2, "#\n", 0);
    assertThat(hover(server, 2, 10)).contains("Value: C:\\app");
    letTimePass();
    assertThat(registry.requests()).hasSize(asked);
  }

  /** Where a name alone was enough to know what the image weighs, what was found out of it before counts, too. */
  @Test
  void whatAHoverFoundOutIsKnownInTheNextSession() throws InterruptedException {
    JsonObject config = FakeRegistry.config("linux", "amd64");
    config.add("config", JsonParser.parseString("{\"Env\": [\"APP=/srv\"]}"));
    String image = registry.put("library/node", "22", config, 1_000);
    registry.answer("/v2/namespaces/library/repositories/node/tags/22", 200, """
            {"name": "22", "images": [{"architecture": "amd64", "os": "linux", "size": 1000, "digest": "%s",
              "last_pushed": "2026-11-19T23:00:00Z"}]}""".formatted(image));
    LanguageServer before = trusting();
    open(before, "FROM node:22\nWORKDIR $APP\n");
    await(() -> {
      hover(before);
      return hover(before, 1, 10).contains("Set by the base image node:22");
    });
    int asked = registry.requests().size();
    LanguageServer next = start("{}");
    open(next, "FROM node:22\nWORKDIR $APP\n");
    await(() -> hover(next, 1, 10).contains("Set by the base image node:22"));
    assertThat(registry.requests()).hasSize(asked);
  }

  private String putForWindows() {
    JsonObject config = FakeRegistry.config("windows", "amd64");
    config.add(
        "config",
        JsonParser.parseString(
            "{\"Env\": [\"APP=C:\\\\app\"], \"Shell\": [\"powershell\", \"-Command\"]}"));
    registry.put("team/app", "1", config, 1_000);
    return config.toString();
  }

  @Test
  void offlineTheAnswersOfFormerDaysAreKnown() {
    put("team/app", "1", 123_456_789);
    String text = "FROM " + registry.host() + "/team/app:1\n";
    LanguageServer before = trusting();
    open(before, text);
    assertThat(hover(before)).contains("123 MB");
    int asked = registry.requests().size();
    LanguageServer offline = start("{}");
    open(offline, text);
    assertThat(hover(offline)).contains("123 MB");
    assertThat(registry.requests()).hasSize(asked);
  }

  @Test
  void aNameThatIsBeingTypedIsNotAskedFor() throws InterruptedException {
    LanguageServer server = trusting();
    String line = "FROM " + registry.host() + "/team/a";
    open(server, line + "\nFROM " + registry.host() + "/team/tool:2\n");
    for (int key = 0; key < 15 || !isAskedFor("/team/tool/"); key++) {
      type(server, key + 2, "p", line.length());
      Thread.sleep(100);
    }
    assertThat(isAskedFor("/team/ap")).isFalse();
    await(() -> isAskedFor("/team/ap")); // nobody has typed for a while
  }

  private boolean isAskedFor(String path) {
    return registry.requests().stream().anyMatch(request -> request.contains(path));
  }

  @Test
  void aRegistryThatHangsKeepsNobodyFromAnAnswer() {
    registry.on("/v2/team/app/manifests/1", exchange -> registry.hang());
    LanguageServer server = trusting();
    open(server, "FROM " + registry.host() + "/team/app:1\n");
    // Whoever waited for the look-up to give up would say that the registry didn't answer in time.
    assertThat(hover(server))
        .contains("Its size is unknown: the built-in table doesn't have this image.");
  }

  @Test
  void aLookUpThatTakesLongIsShownAsWork() throws InterruptedException {
    registry.on("/v2/team/app/manifests/1", exchange -> registry.hang());
    LanguageServer server = trusting();
    open(server, "FROM " + registry.host() + "/team/app:1\n");
    hover(server);
    await(
        () -> said.toString(StandardCharsets.UTF_8).contains("\"window/workDoneProgress/create\""));
  }

  @Test
  void theHoverSaysWhyARegistryToldNothing() {
    registry.answer("/v2/team/app/manifests/1", 500, "{}");
    LanguageServer server = trusting();
    open(server, "FROM " + registry.host() + "/team/app:1\n");
    assertThat(hover(server))
        .contains("Its size is unknown: " + registry.host() + " has a fault and can't answer now.");
  }
}
