package dev.plimsoll.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockedNamesTest {

  @TempDir
  private Path root;

  private ContextFile asked(BuildContexts contexts, String lockfile) {
    Project project = new Project(root);
    String asked = ContextPath.lockedBy(lockfile);
    ContextFile answer = contexts
        .report(
            project.uri("Dockerfile"),
            project.uri(""),
            BuildContexts.AUTO,
            List.of(),
            List.of(),
            List.of(asked),
            Project.soon())
        .files()
        .get(asked);
    return answer == null ? ContextFile.UNKNOWN : answer;
  }

  private static String lockfile(int count) {
    StringBuilder text = new StringBuilder("{\"lockfileVersion\": 1, \"dependencies\": {");
    for (int i = 0; i < count; i++) {
      text.append("\"p").append(i).append("\": {\"requires\": {\"other\": \"1\"}}, ");
    }
    return text + "\"last\": {}}}";
  }

  @Test
  void aLockfileIsReadToItsEnd() throws IOException {
    new Project(root).write("package-lock.json", lockfile(5000));
    ContextFile names = asked(new BuildContexts(new Disk(Runnable::run)), "package-lock.json");
    assertThat(names.text()).startsWith("p0\np1\n").endsWith("\nlast").doesNotContain("other");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      package-lock.json | {"dependencies": {"webpack": {"version": "4.46.0"}}}                             | webpack 4.46.0,webpack,*
      package-lock.json | {"packages": {"node_modules/a/node_modules/webpack": {"version": "4.46.0"}}}     | *
      package-lock.json | {"packages": {"node_modules/webpack": {"version": "5.1.0", "dev": true}}}        | webpack 5.1.0
      package-lock.json | {"dependencies": {"a": {"dependencies": {"webpack": {"version": "4.1.0"}}}}}     | a,*
      package-lock.json | {"dependencies": {"webpack": {"version": "git+ssh://a"}}}                        | webpack,*
      package-lock.json | {"packages": {"node_modules/webpack": {"version": "5.1.0"}, "node_modules/a": {}}} | !
      pnpm-lock.yaml    | specifiers:%  webpack: ^5.1.0%dependencies:%  webpack: 5.2.0%packages:%          | webpack 5.2.0,webpack,webpack@^5.1.0,webpack@5.2.0
      yarn.lock         | "webpack@npm:^5.1.0":%  version: 5.2.0%                                          | webpack 5.2.0,webpack,webpack@^5.1.0
      yarn.lock         | webpack-cli@^5.1.0:%  version "5.2.0"%                                           | webpack-cli,webpack-cli@^5.1.0
      """)
  void theVersionOfWebpackStandsBeforeTheNames(String name, String text, String names) {
    assertThat(LockedNames.of(name, text.replace('%', '\n')).text())
        .isEqualTo(names.replace(',', '\n'));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      "node_modules/vite": {"version": "7.1.0", "dev": true}                        | dev vite
      "node_modules/vite": {"version": "7.1.0", "peer": true}                       |
      "node_modules/vite": {"version": "7.1.0", "devOptional": true}                |
      "node_modules/a/node_modules/vite": {"version": "7.1.0", "dev": true}         |
      "node_modules/other": {"version": "7.1.0", "dev": true}                       |
      "node_modules/@a/b": {"dev": true, "version": "1.0.0"}, "node_modules/vite": {"version": "7.1.0", "dev": true} | dev vite @a/b
      """)
  void whatOnlyDevelopersNeedIsNamed(String packages, @Nullable String line) {
    String text =
        "{\"packages\": {\"\": {\"devDependencies\": {\"vite\": \"7\", \"@a/b\": \"1\"}}, "
            + packages + ", \"node_modules/c\": {\"version\": \"1.0.0\", \"dev\": true}}}";
    assertThat(LockedNames.of("package-lock.json", text).text()).isEqualTo(line);
  }

  @Test
  void whatHasChangedIsReadAgain() throws IOException {
    BuildContexts contexts = new BuildContexts(new Disk(Runnable::run));
    Project project = new Project(root).write("web/yarn.lock", "a@1:\n  version 1\n");
    assertThat(asked(contexts, "web/yarn.lock").text()).isEqualTo("a\na@1");
    project.write("web/yarn.lock", "a@1:\n  version 1\n\n\"@b/c@1\", \"@b/c@2\":\n");
    Files.setLastModifiedTime(root.resolve("web/yarn.lock"), FileTime.fromMillis(1));
    assertThat(asked(contexts, "web/yarn.lock").text()).isEqualTo("a\na@1\n@b/c\n@b/c@1\n@b/c@2");
  }

  @Test
  void ofRustAllPackagesCount() {
    String text = "version = 4\n\n[[package]]\nname = \"a\"\ndependencies = [\n \"b-sys\",\n]\n\n"
        + "[[package]]\nname = \"b-sys\"\nversion = \"1.0.0\"\n";
    assertThat(LockedNames.of("Cargo.lock", text).text()).isEqualTo("a\nb-sys");
  }

  @Test
  void whatIsNotThereIsMissing() {
    assertThat(asked(new BuildContexts(new Disk(Runnable::run)), "yarn.lock").isMissing())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"dependencies\": {\"a\": "})
  void npmRefusesWhatCannotBeRead(String text) {
    assertThat(LockedNames.of("package-lock.json", text).text()).isEqualTo(LockedNames.REFUSED);
  }

  @Test
  void nothingIsKnownWithoutTheOldList() {
    assertThat(LockedNames.of("package-lock.json", "{\"lockfileVersion\": 3}").isKnown())
        .isFalse();
  }

  @Test
  void npmTellsWhetherSomethingIsForDevelopersOnly() {
    String text = "{\"packages\": {\"node_modules/a\": {\"version\": \"1\"%s}}}";
    assertThat(LockedNames.of("package-lock.json", text.formatted("")).text())
        .isEqualTo(LockedNames.ALL_IN_PRODUCTION);
    assertThat(LockedNames.of("package-lock.json", text.formatted(", \"devOptional\": true"))
            .text())
        .isEqualTo(LockedNames.ALL_IN_PRODUCTION);
    assertThat(LockedNames.of("package-lock.json", text.formatted(", \"dev\": true"))
            .isKnown())
        .isFalse();
  }

  /** Peers are looked for where Node does: beside the package, and in the folders above. */
  @ParameterizedTest
  @CsvSource({
    "node_modules/e, true",
    "node_modules/@b/c/node_modules/t, false",
    "node_modules/t/node_modules/@b/c, true",
    "node_modules/d/node_modules/t, true",
    "node_modules/t, false",
    "t, true",
  })
  void npmRefusesALockfileWithoutAPeer(String place, boolean lacks) {
    String text = "{\"packages\": {\"node_modules/@b/c\": {\"version\": \"1\", \"dev\": true,"
        + " \"peerDependencies\": {\"t\": \"*\"}}, \"" + place + "\": {\"version\": \"1\"}}}";
    ContextFile names = LockedNames.of("package-lock.json", text);
    assertThat("peer t @b/c".equals(names.text())).isEqualTo(lacks);
  }

  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void peersAreLookedForInLinearTime() {
    String text = "{\"packages\": {\"node_modules/" + "a/".repeat(500_000)
        + "\": {\"version\": \"1\", \"peerDependencies\": {\"t\": \"*\"}}}}";
    assertThat(LockedNames.of("package-lock.json", text).text()).doesNotContain("peer");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      "os": ["darwin"]                   | true
      "os": ["darwin"], "optional": true | false
      "os": ["darwin", "linux"]          | false
      "os": ["!win32"]                   | false
      "os": ["!linux"]                   | true
      "os": []                           | false
      """)
  void npmRefusesAPackageOfAnotherSystemThatIsNotOptional(String keys, boolean refused) {
    String text =
        "{\"packages\": {\"node_modules/a\": {\"version\": \"1\", \"dev\": true, " + keys + "}}}";
    boolean is =
        LockedNames.REFUSED.equals(LockedNames.of("package-lock.json", text).text());
    assertThat(is).isEqualTo(refused);
  }
}
