package dev.plimsoll.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which folder a Dockerfile is taken to be built in, and which .dockerignore counts there. */
class BuildContextsTest {

  @TempDir
  private Path folder;

  private Project project;

  @BeforeEach
  void makeProject() {
    project = new Project(folder);
  }

  private String root(String dockerfile, String... sources) {
    return relative(project.context(dockerfile, sources));
  }

  private String chosen(String choice, String dockerfile) {
    return relative(project.context(new Disk(Runnable::run), dockerfile, choice, "package.json"));
  }

  private String relative(BuildContext context) {
    return folder.relativize(Path.of(context.root())).toString();
  }

  @Test
  void isTheFoldersOwnWhereItsSourcesAreThere() throws IOException {
    project.with("api/Dockerfile", "api/package.json", "package.json");
    assertThat(root("api/Dockerfile", "package.json")).isEqualTo("api");
    assertThat(root("api/Dockerfile")).isEqualTo("api");
  }

  @Test
  void isTheNearestFolderAboveThatHasMoreOfThem() throws IOException {
    project.with(
        "services/api/docker/Dockerfile",
        "services/api/package.json",
        "services/api/src/x",
        "src/y");
    assertThat(root("services/api/docker/Dockerfile", "package.json", "src"))
        .isEqualTo("services/api");
    assertThat(root("services/api/docker/Dockerfile", "services/api/package.json", "src"))
        .isEmpty();
    assertThat(root("services/api/docker/Dockerfile", "s*c/x")).isEqualTo("services/api");
  }

  @Test
  void isTheWorkspaceFolderWhereTheOwnOneHasNothingToCopy() throws IOException {
    project.with("docker/Dockerfile", "docker/dev.Dockerfile", "docker/Dockerfile.dockerignore");
    assertThat(root("docker/Dockerfile", "missing")).isEmpty();
    project.with("docker/entrypoint.sh");
    assertThat(root("docker/Dockerfile", "missing")).isEqualTo("docker");
  }

  @Test
  void isWhatTheSettingSays() throws IOException {
    project.with("api/Dockerfile", "api/package.json", "web/x");
    assertThat(chosen("dockerfile", "api/Dockerfile")).isEqualTo("api");
    assertThat(chosen("workspace", "api/Dockerfile")).isEmpty();
    assertThat(chosen("web", "api/Dockerfile")).isEqualTo("web");
    assertThat(chosen("./web/", "api/Dockerfile")).isEqualTo("web");
    assertThat(chosen("\0", "api/Dockerfile")).isEqualTo("api");
  }

  @Test
  void withoutAWorkspaceItIsTheOwnFolder() throws IOException {
    project.with("api/Dockerfile", "x");
    BuildContext context = new BuildContexts(new Disk(Runnable::run))
        .of(project.uri("api/Dockerfile"), null, "auto", List.of("x"), Project.soon());
    assertThat(context).isNotNull();
    assertThat(relative(context)).isEqualTo("api");
  }

  @Test
  void theIgnoreFileNamedAfterTheDockerfileCountsAlone() throws IOException {
    project
        .with("a", "b", "Dockerfile", "sub/My.Dockerfile")
        .write(".dockerignore", "a")
        .write("sub/My.Dockerfile.dockerignore", "b")
        .write("Dockerfile.dockerignore", "# nothing is ignored\n");
    assertThat(project.context("other.Dockerfile").ignore().patterns())
        .extracting(IgnorePattern::text)
        .containsExactly("a");
    assertThat(project.context("Dockerfile").ignore().patterns()).isEmpty();
    BuildContext sub = project.context("sub/My.Dockerfile", "a", "b");
    assertThat(relative(sub)).isEmpty();
    assertThat(sub.ignore().name()).isEqualTo("My.Dockerfile.dockerignore");
    assertThat(sub.find("b", Project.soon()).visible()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "untitled:Untitled-1",
        "vscode-remote://ssh-remote%2Bhost/home/ada/Dockerfile",
        "git:/home/ada/Dockerfile?%7B%7D",
        "file://host/share/Dockerfile",
        "file:Dockerfile",
        "file:///",
        "file:///%",
        "file:///a%00b",
        "",
        "Dockerfile",
        "/home/ada/Dockerfile"
      })
  void whatIsNoFileOfThisMachineHasNone(String uri) {
    assertThat(new BuildContexts(new Disk(task -> {
              throw new AssertionError("the disk is not touched");
            }))
            .of(uri, null, "auto", List.of("a"), Project.soon()))
        .isNull();
  }
}
