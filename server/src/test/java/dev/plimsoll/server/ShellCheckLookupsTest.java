package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.server.Workers.Patience;
import dev.plimsoll.shellcheck.FakeShellCheck;
import dev.plimsoll.shellcheck.RealShellCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a whole server asks ShellCheck, and what the editor comes to see of it. */
@Timeout(
    value = 300,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // what hangs for good must fail
class ShellCheckLookupsTest {

  private static final String URI = "file:///ada/Dockerfile";
  private static final String FILE = "FROM debian:12-slim\nRUN make all\nRUN echo b\n";

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private @TempDir Path folder;

  private LanguageServer start(String capabilities, String options) {
    return start(capabilities, options, folder.toString());
  }

  private LanguageServer start(String capabilities, String options, String programs) {
    Log log = new Log(
        new PrintStream(ByteArrayOutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    Connection client = new Connection(new ByteArrayInputStream(new byte[0]), said, log);
    Checks checks = new Checks(
        () -> Rules.ALL, new EmbeddedImages(), LintOptions.DEFAULT, new RuleFailures(log));
    LanguageServer server = new LanguageServer(
        null, client, checks, null, programs, Workers.start(Patience.OF_PEOPLE), log, () -> {});
    JsonObject params = new JsonObject();
    params.add("capabilities", JsonParser.parseString(capabilities));
    params.add("initializationOptions", JsonParser.parseString(options));
    server.request("initialize", params).join();
    return server;
  }

  private static void open(LanguageServer server, String text) {
    server.notify(
        "textDocument/didOpen",
        new DidOpenTextDocumentParams(new TextDocumentItem(URI, "dockerfile", 1, text)));
  }

  private static void type(LanguageServer server, int version, int line, int column, String key) {
    change(server, version, line, column, 0, key);
  }

  private static void change(
      LanguageServer server, int version, int line, int column, int length, String text) {
    Position at = new Position(line, column);
    Position end = new Position(line, column + length);
    server.notify(
        "textDocument/didChange",
        new DidChangeTextDocumentParams(
            new VersionedTextDocumentIdentifier(URI, version),
            List.of(new TextDocumentContentChangeEvent(new Range(at, end), text))));
  }

  private static void await(BooleanSupplier seen) throws InterruptedException {
    for (int i = 0; i < 600 && !seen.getAsBoolean(); i++) {
      Thread.sleep(100);
    }
    assertThat(seen.getAsBoolean()).isTrue();
  }

  /** The messages so far. */
  private List<JsonObject> messages() {
    List<JsonObject> messages = new ArrayList<>();
    for (String part :
        said.toString(StandardCharsets.UTF_8).split("Content-Length: \\d+\r\n\r\n")) {
      if (!part.isBlank()) {
        messages.add(JsonParser.parseString(part).getAsJsonObject());
      }
    }
    return messages;
  }

  /** Codes of ShellCheck with their lines and columns, as each publication has them. */
  private List<List<String>> published() {
    List<List<String>> all = new ArrayList<>();
    for (JsonObject message : messages()) {
      if (message.has("method")
          && message.get("method").getAsString().equals("textDocument/publishDiagnostics")) {
        List<String> codes = new ArrayList<>();
        JsonArray diagnostics = message.getAsJsonObject("params").getAsJsonArray("diagnostics");
        for (JsonElement one : diagnostics) {
          JsonObject diagnostic = one.getAsJsonObject();
          JsonObject start = diagnostic.getAsJsonObject("range").getAsJsonObject("start");
          String code = diagnostic.get("code").getAsString();
          if (code.startsWith("SC")) {
            codes.add(code + " " + start.get("line") + ":" + start.get("character"));
          }
        }
        all.add(codes);
      }
    }
    return all;
  }

  private List<String> last() {
    List<List<String>> all = published();
    return all.isEmpty() ? List.of() : all.get(all.size() - 1);
  }

  private long logged(String part) {
    return messages().stream()
        .filter(message -> message.toString().contains("window/logMessage"))
        .filter(message -> message.toString().contains(part))
        .count();
  }

  @Test
  void theFirstDiagnosticsComeWithoutIt() throws Exception {
    FakeShellCheck.write(folder, FakeShellCheck.FINDS_FIRST_WORD);
    open(start("{}", "{}"), FILE);
    await(() -> last().equals(List.of("SC2999 1:4", "SC2999 2:4")));
    assertThat(published().get(0)).isEmpty();
  }

  @Test
  void anEditorThatPullsIsToldToAskAgain() throws Exception {
    FakeShellCheck.write(folder, FakeShellCheck.FINDS_FIRST_WORD);
    open(start("""
            {"textDocument": {"diagnostic": {}},
             "workspace": {"diagnostics": {"refreshSupport": true}}}""", "{}"), FILE);
    await(() -> messages().toString().contains("workspace/diagnostic/refresh"));
  }

  /** One that doesn't answer about scripts in which a word stands until a file is there. */
  private Path waitsFor(String word) throws IOException {
    Path go = folder.resolve("go");
    FakeShellCheck.write(
        folder,
        "text=$(cat); case $text in *" + word + "*) while ! [ -e '" + go
            + "' ]; do sleep 0.1; done;; esac\n" + FakeShellCheck.FINDS_FIRST_WORD_OF_TEXT);
    return go;
  }

  @Test
  void anEditOfTheWordsDropsWhatWasSaidOfThem() throws Exception {
    Path go = waitsFor("maker");
    LanguageServer server = start("{}", "{}");
    open(server, FILE);
    await(() -> last().size() == 2);
    type(server, 2, 1, 8, "r");
    await(() -> last().equals(List.of("SC2999 2:4")));
    type(server, 3, 0, 19, "\n");
    await(() -> last().equals(List.of("SC2999 3:4")));
    Files.createFile(go);
    await(() -> last().equals(List.of("SC2999 2:4", "SC2999 3:4")));
  }

  /** Whoever types elsewhere in a script, or sets a variable for it, goes on seeing what was said of its words. */
  @Test
  void whatWasSaidStaysUntilSomethingElseIsSaid() throws Exception {
    waitsFor("NEW");
    LanguageServer server = start("{}", "{}");
    open(server, FILE);
    await(() -> last().size() == 2);
    int before = published().size();
    type(server, 2, 1, 12, " NEW"); // RUN make all NEW
    type(server, 3, 1, 4, " "); // RUN  make all NEW
    await(() -> last().equals(List.of("SC2999 1:5", "SC2999 2:4")));
    type(server, 4, 0, 19, "\nENV NEW=1");
    await(() -> last().equals(List.of("SC2999 2:5", "SC2999 3:4")));
    Thread.sleep(1_000); // it has been asked by then
    assertThat(published().subList(before, published().size()))
        .allMatch(codes -> codes.size() == 2);
  }

  @Test
  void whatWasSaidOfWordsThatAreRightAgainStays() throws Exception {
    waitsFor("NEW");
    LanguageServer server = start("{}", "{}");
    open(server, FILE);
    await(() -> last().size() == 2);
    type(server, 2, 1, 8, "r");
    await(() -> last().size() == 1);
    change(server, 3, 1, 8, 1, "");
    await(() -> last().size() == 2);
    Thread.sleep(1_000); // it has been looked at by then
    type(server, 4, 0, 19, "\nENV NEW=1");
    await(() -> last().equals(List.of("SC2999 2:4", "SC2999 3:4")));
  }

  @Test
  void whatWasSaidOfAFragmentStaysToo() throws Exception {
    waitsFor("NEW");
    LanguageServer server = start("{}", "{}");
    open(server, "# of another file\nRUN make all\n");
    await(() -> last().equals(List.of("SC2999 1:4")));
    type(server, 2, 1, 12, " NEW");
    type(server, 3, 0, 0, "# old\n");
    await(() -> last().equals(List.of("SC2999 2:4")));
    Thread.sleep(1_000);
    type(server, 4, 0, 0, "# older\n");
    await(() -> last().equals(List.of("SC2999 3:4")));
  }

  @Test
  void aCrashSilencesAScriptUntilTheNextEditOnly() throws Exception {
    FakeShellCheck.write(
        folder,
        "text=$(cat); case $text in *make*) [ -e '" + folder + "/well' ] || exit 2;; esac\n"
            + FakeShellCheck.FINDS_FIRST_WORD_OF_TEXT);
    LanguageServer server = start("{}", "{}");
    open(server, FILE);
    await(() -> last().equals(List.of("SC2999 2:4")));
    Files.createFile(folder.resolve("well"));
    type(server, 2, 0, 0, "# \n");
    await(() -> last().equals(List.of("SC2999 2:4", "SC2999 3:4")));
  }

  /** The queue doesn't grow while somebody types and it is slow. */
  @Test
  void whatWasTypedOverIsNotAskedAbout() throws Exception {
    Path go = folder.resolve("go");
    FakeShellCheck.write(
        folder,
        "text=$(cat); printf '%s\\n' \"$text\" | tail -1 >> '" + folder + "/asked'; while ! [ -e '"
            + go + "' ]; do sleep 0.1; done\n" + FakeShellCheck.FINDS_FIRST_WORD_OF_TEXT);
    LanguageServer server = start("{}", "{}");
    open(server, FILE);
    await(() -> asked().size() == 2); // all the processes that there may be
    for (int i = 0; i < 3; i++) {
      type(server, 2 + i, 1, 12, "x");
      Thread.sleep(1_000);
    }
    Files.createFile(go);
    await(() -> last().equals(List.of("SC2999 1:4", "SC2999 2:4")));
    assertThat(asked()).containsExactlyInAnyOrder("make all", "echo b", "make allxxx");
  }

  private List<String> asked() {
    try {
      return Files.readAllLines(folder.resolve("asked"));
    } catch (IOException e) {
      return List.of();
    }
  }

  @Test
  void pragmasAndSettingsCountForItsCodes() throws Exception {
    FakeShellCheck.write(folder, FakeShellCheck.FINDS_FIRST_WORD);
    open(
        start("{}", "{}"),
        "FROM debian:12-slim\n# hadolint ignore=SC2999\nRUN a\n# plimsoll ignore=sc2999\nRUN b\n"
            + "# plimsoll ignore=shellcheck\nRUN c\nRUN d\n");
    await(() -> last().equals(List.of("SC2999 7:4")));
  }

  @Test
  void aSettingTurnsItOffAndOn() throws Exception {
    FakeShellCheck.write(folder, FakeShellCheck.FINDS_FIRST_WORD);
    LanguageServer server = start("{}", "{}");
    open(server, FILE);
    await(() -> last().size() == 2);
    set(server, "{'plimsoll': {'shellcheck': {'enable': false}}}");
    await(() -> last().isEmpty());
    set(server, "{'plimsoll': {'shellcheck': {'enable': true}}}");
    await(() -> last().size() == 2);
    set(server, "{'plimsoll': {'rules': {'SC2999': 'off'}}}");
    await(() -> last().isEmpty());
    set(server, "{'plimsoll': {'rules': {'shellcheck': 'off', 'SC2999': 'error'}}}");
    set(server, "{'plimsoll': {'rules': {}}}");
    await(() -> last().size() == 2);
  }

  private static void set(LanguageServer server, String settings) {
    server.notify(
        "workspace/didChangeConfiguration",
        new DidChangeConfigurationParams(JsonParser.parseString(settings.replace('\'', '"'))));
  }

  @Test
  void aProgramThatIsChosenAndIsNotThereIsToldOfOnce() throws Exception {
    LanguageServer server =
        start("{}", "{\"plimsoll\": {\"shellcheck\": {\"path\": \"/no/shellcheck\"}}}");
    open(server, FILE);
    await(() -> logged("there is no program /no/shellcheck") == 1);
    type(server, 2, 1, 8, "r");
    Thread.sleep(1_000);
    assertThat(logged("no program")).isEqualTo(1);
  }

  @Test
  void aPathInTheProjectIsNotRun() throws Exception {
    FakeShellCheck.write(folder, FakeShellCheck.FINDS_FIRST_WORD);
    start("{}", "{\"plimsoll\": {\"shellcheck\": {\"path\": \"./shellcheck\"}}}");
    await(() -> logged("plimsoll.shellcheck.path is ignored") == 1);
  }

  @Test
  void rubbishIsToldOfOnceAndNothingIsSaidOfScripts() throws Exception {
    FakeShellCheck.write(folder, "echo rubbish");
    LanguageServer server = start("{}", "{}");
    open(server, FILE);
    await(() -> logged("ShellCheck is not asked about scripts any more") == 1);
    type(server, 2, 1, 8, "r");
    await(() -> published().size() >= 2);
    assertThat(last()).isEmpty();
    assertThat(logged("any more")).isEqualTo(1);
  }

  @Test
  void nothingIsSaidWhereThereIsNone() throws Exception {
    open(start("{}", "{}"), FILE);
    await(() -> !published().isEmpty());
    Thread.sleep(1_000);
    assertThat(last()).isEmpty();
    assertThat(logged("")).isZero();
  }

  @Test
  void theRealOneFindsWhatItFinds() throws IOException, InterruptedException {
    String programs = String.valueOf(RealShellCheck.program().getParent());
    LanguageServer server = start("{}", "{}", programs);
    open(server, """
        FROM debian:12-slim
        RUN set -eux; \\
            # a comment
            for file in *.txt; do \\
        \techo "😀" $file; \\
            done
        RUN <<-E
        \techo `ls`
        E
        """);
    await(() -> last().size() > 2); // one script is done before the other
    assertThat(last()).contains("SC2086 4:11", "SC2046 7:6", "SC2006 7:6");
  }
}
