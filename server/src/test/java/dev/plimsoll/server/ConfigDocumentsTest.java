package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Configuration files that are open in an editor. */
class ConfigDocumentsTest {

  private static final String OURS = "file:///x/.plimsoll.yaml";
  private static final String HADOLINTS = "file:///x/.hadolint.yaml";

  private static ServerProcess server;

  @BeforeAll
  static void start() throws IOException {
    server = ServerProcess.start();
    server.initialize("{}");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  /** What is answered at the bar in the text. */
  private static JsonElement ask(String method, String uri, String marked) throws IOException {
    int bar = marked.indexOf('|');
    String before = marked.substring(0, bar);
    int line = (int) before.chars().filter(c -> c == '\n').count();
    server.open(uri, "yaml", before + marked.substring(bar + 1));
    return server.result(
        "textDocument/" + method,
        "{" + ServerProcess.document(uri) + ",\"position\":{\"line\":" + line + ",\"character\":"
            + (bar - before.lastIndexOf('\n') - 1) + "}}");
  }

  private static List<String> inserted(String uri, String marked) throws IOException {
    List<String> texts = new ArrayList<>();
    JsonObject list = ask("completion", uri, marked).getAsJsonObject();
    for (JsonElement item : list.getAsJsonArray("items")) {
      texts.add(
          item.getAsJsonObject().getAsJsonObject("textEdit").get("newText").getAsString());
    }
    return texts;
  }

  @Test
  void mistakesAreDiagnosticsWhereTheyAre() throws IOException {
    String ours = "file:///y/.plimsoll.yml";
    String hadolints = "file:///y/.hadolint.yml";
    server.open(hadolints, "yaml", "ignored: [DL3009]\nignord: x\n");
    JsonObject problem = server.published(hadolints, 1).get(0).getAsJsonObject();
    assertThat(problem.get("message").getAsString()).startsWith("There is no key ignord here.");
    assertThat(problem.getAsJsonObject("range").toString())
        .isEqualTo("{\"start\":{\"line\":1,\"character\":0},\"end\":{\"line\":1,\"character\":6}}");
    assertThat(problem.get("severity").getAsInt()).isEqualTo(2);
    server.open(ours, "yaml", "rules: [\n");
    assertThat(
            server.published(ours, 1).get(0).getAsJsonObject().get("severity").getAsInt())
        .isEqualTo(1);
    server.open("file:///x/compose.yaml", "yaml", "ignord: x\n");
    assertThat(server.published("file:///x/compose.yaml", 1)).isEmpty();
  }

  @Test
  void keysAreCompletedByTheTableTheyStandIn() throws IOException {
    assertThat(inserted(OURS, "|"))
        .containsExactly(
            "profile: ",
            "rules: ",
            "registries: ",
            "labels: ",
            "strictLabels: ",
            "ignore: ",
            "format: ");
    assertThat(inserted(OURS, "pro|: all\n")).containsExactly("profile");
    assertThat(inserted(OURS, "rules:\n  DL3009|\n")).containsExactly("DL3009: ");
    assertThat(inserted(OURS, "rules:\n  DL4000: off\n  apt-lists|"))
        .containsExactly("apt-lists-not-removed: ");
    assertThat(inserted(OURS, "rules:\n  DL4000:\n    |")).contains("severity: ");
    assertThat(inserted(OURS, "format:\n  le|")).containsExactly("level: ");
    assertThat(inserted(HADOLINTS, "override:\n  w|\n")).containsExactly("warning: ");
    assertThat(inserted(HADOLINTS, "override:\n  error: []\n|ign"))
        .contains("ignored: ", "no-fail: ");
  }

  @Test
  void valuesAreCompletedByTheirKey() throws IOException {
    assertThat(inserted(OURS, "format:\n  level: |")).containsExactly("gentle", "full", "off");
    assertThat(inserted(OURS, "profile: |"))
        .containsExactly("recommended", "hadolint", "buildkit", "all");
    assertThat(inserted(OURS, "rules:\n  DL3009: w|\n")).containsExactly("warning");
    assertThat(inserted(HADOLINTS, "no-fail: |")).containsExactly("true", "false");
    assertThat(inserted(HADOLINTS, "ignored:\n  - DL4000\n  - DL300|")).contains("DL3009");
    assertThat(inserted(HADOLINTS, "ignored:\n- DL3009|")).contains("DL3009");
    assertThat(inserted(HADOLINTS, "ignored: [DL4000, DL3009|]")).contains("DL3009");
    assertThat(inserted(HADOLINTS, "override:\n  error:\n    - DL3009|")).contains("DL3009");
    assertThat(inserted(HADOLINTS, "label-schema:\n  a: sem|")).containsExactly("semver");
    assertThat(inserted(HADOLINTS, "# DL|")).isEmpty();
    assertThat(inserted(HADOLINTS, "trustedRegistries:\n  - |")).isEmpty();
  }

  @Test
  void linesMayEndAsOnWindows() throws IOException {
    assertThat(inserted(OURS, "profile: |\r\n")).contains("hadolint");
    assertThat(inserted(OURS, "rules:\r\n  DL3009|\r\n")).containsExactly("DL3009: ");
    assertThat(inserted(HADOLINTS, "ignored:\r\n- DL3009|\r\n")).contains("DL3009");
    assertThat(ask("hover", HADOLINTS, "ign|ored: []\r\n").toString())
        .contains("Rules that are off.");
  }

  @Test
  void hoversExplainKeysAndRules() throws IOException {
    assertThat(ask("hover", HADOLINTS, "ign|ored: []").toString()).contains("Rules that are off.");
    assertThat(ask("hover", HADOLINTS, "ignored: [DL4000, DL30|09]").toString())
        .contains("Another name of", "apt-lists-not-removed");
    assertThat(ask("hover", OURS, "rules:\n  hadolint/dl30|09: off").toString())
        .contains("apt-lists-not-removed");
    assertThat(ask("hover", OURS, "nothing: |x").isJsonNull()).isTrue();
  }
}
