package dev.plimsoll.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** The builder would stay at the context's root, whichever that is. */
  @Test
  void isTheFolderToWhichASourceLeadsUp() throws IOException {
    project.with("packages/api/Dockerfile", "packages/api/package.json", "package.json", "lib/x");
    assertThat(root("packages/api/Dockerfile", "../../")).isEmpty();
    assertThat(root("packages/api/Dockerfile", "../..", "package.json")).isEmpty();
    assertThat(root("packages/api/Dockerfile", "./../api/package.json")).isEqualTo("packages");
    assertThat(root("packages/api/Dockerfile", "../../../../lib")).isEmpty();
    assertThat(root("packages/api/Dockerfile", "../package.json")).isEqualTo("packages/api");
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

  /** What a build would not find: only what is sure. */
  @Nested
  class Report {

    private String report(String dockerfile, String choice, String... sources) {
      List<String> all = List.of(sources);
      SourceReport report = new BuildContexts(new Disk(Runnable::run))
          .report(
              project.uri(dockerfile),
              project.uri(""),
              choice,
              all,
              all,
              List.of(),
              Project.soon());
      return new TreeSet<>(report.missing()) + " " + report.hidden();
    }

    @Test
    void whatIsMissingAndWhatIsLeftOut() throws IOException {
      project.with("Dockerfile", "app.js", ".env").write(".dockerignore", "# secrets\n.env\n");
      assertThat(report("Dockerfile", "auto", "app.js", "gone.js", ".env", "src/", "*.x", "."))
          .isEqualTo("[gone.js, src/] {.env=line 2 of .dockerignore, .env}");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          ".github/workflows/ci.yml | uses: actions/download-artifact@v4%with:%  path: web       | false",
          "Makefile                 | web/main.js: src%\tnpm run build                          | false",
          "Makefile                 | all:%\tcp -r ../web .                                     | false",
          "build.sh                 | curl -o web/main.js https://a/b                            | false",
          "scripts/get.sh           | git clone https://a/b \"$ROOT/web\"                      | false",
          ".gitmodules              | [submodule \"a\"]%\tpath = web%\turl = https://a/b             | false",
          ".gitmodules              | [submodule \"a\"]%\tpath = web/mai%\turl = https://a/b         | true",
          ".gitmodules              | [submodule \"a\"]%\tpath = other%\turl = https://a/web         | true",
          "pom.xml                  | <artifactId>docker-maven-plugin</artifactId>%<contextDir>x</contextDir> | false",
          "pom.xml                  | <artifactId>kubernetes-maven-plugin</artifactId>            | false",
          "pom.xml                  | <artifactId>maven-jar-plugin</artifactId>                   | true",
          "build.gradle             | id 'com.palantir.docker' version '0.36.0'                  | false",
          "build.gradle.kts         | id(\"com.bmuschko.docker-remote-api\")                      | false",
          "build.gradle             | id 'java'                                                  | true",
          "build.py                 | shutil.copy(src, f'{tmp}/web/main.js')%write(tmp, 'Dockerfile') | false",
          "cmd/build.go             | files := map[string]string{\"web/main.js\": a, \"Dockerfile\": b} | false",
          "build.py                 | tar.add(a, 'web/main.js')%client.images.build(fileobj=tar)  | false",
          "build.mill               | os.copy(src, dir / \"web/main.js\")%val file = \"Dockerfile\"  | false",
          "build.sc                 | os.copy(src, dir / \"web/main.js\")%val file = \"Dockerfile\"  | false",
          "build.mill               | os.copy(src, dir / \"main.js\")%val file = \"Dockerfile\"      | true",
          "build.py                 | open('web/main.js')                                        | true",
          "build.py                 | COPIED = 'web'%NAME = 'Dockerfile'                         | true",
          "package.jl               | copy(\"web/main.js\", \"$to/web/main.js\")%run(cmd(\"docker build $to\")) | false",
          "build.py                 | subprocess.run(['docker', 'build', '.'])%add('web/main.js') | false",
          "build.py                 | subprocess.run(['docker', 'run', 'web'])%add('web/main.js') | true",
          ".goreleaser.yaml         | dockers:%  - image_templates: [a/b]                         | false",
          ".github/.goreleaser.yml  | dockers_v2:%  - dockerfile: Dockerfile                      | false",
          ".goreleaser.yml          | dockers:%  - dockerfile: Dockerfile.release                 | true",
          ".goreleaser.yml          | builds:%  - main: .                                         | true",
          "README.md                | The web server is in web.                                  | true",
          "Makefile                 | # cp -r ../web .                                           | true",
          "Makefile                 | all:%\tcp -r ../webapp .                                  | true",
        })
    void whatAScriptMayMakeBeforeIsNotMissing(String file, String text, boolean missing)
        throws IOException {
      project.with("Dockerfile", "app.js").write(file, text.replace('%', '\n') + "\n");
      assertThat(report("Dockerfile", "auto", "app.js", "web/main.js"))
          .isEqualTo(missing ? "[web/main.js] {}" : "[] {}");
    }

    /** The copy is the context then, to which anything may be added. */
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "build.sh        | cp -r images/server \"$TMP\"%docker build \"$TMP\"                | false",
          "scripts/build.sh | rsync -a ../images/server/ /tmp/a%docker buildx build /tmp/a | false",
          "images/build.py | shutil.copytree('server', tmp)%run(['docker', 'build', tmp]) | false",
          "images/build.jl | cp(\"images/server\", to, force = true)%run(`docker build $to`) | false",
          "build.sh        | cp -r images/server \"$TMP\"                                    | true",
          "build.sh        | cp -r target/a images/server%docker build images/server        | true",
          "build.sh        | cp -r images/server/docs /tmp%docker build images/server       | true",
          "build.sh        | cp -r images/server2 /tmp/a%docker build /tmp/a                | true",
        })
    void theFolderOfTheDockerfileMayBeCopiedElsewhere(String file, String text, boolean missing)
        throws IOException {
      project
          .with("images/server/Dockerfile", "images/server/app.js")
          .write(file, text.replace('%', '\n') + "\n");
      assertThat(report("images/server/Dockerfile", "auto", "app.js", "lib"))
          .isEqualTo(missing ? "[lib] {}" : "[] {}");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "build.sh | if [ ! -e data/terms ]; then exit 1; fi                 | false",
          "build.sh | [[ -d \"$ROOT\"/data/terms/ ]] && cd /               | false",
          "build.sh | test -f './data/terms' && cd /                        | false",
          "build.sh | TERMS=./data/terms%[ -z $A -o ! -r \"${TERMS}\" ] && cd / | false",
          "build.sh | for i in a data/terms; do [ -f $i ] && cd /; done     | false",
          "build.sh | # The licensed terms are%# required in ./data/terms.    | false",
          "build.sh | [ -d data ] && cd /                                   | false",
          "build.sh | [ -e data/terms2 ]                                      | true",
          "build.sh | TERMS=data/terms%[ -e $TERMS2 ]                         | true",
          "build.sh | export TERMS=data/terms%if [ -d \"$TERMS/a\" -o -d $(TERMS) ] | false",
          "Makefile | A := $(wildcard data/terms/)                          | false",
          "build.ps1 | $terms = \"data/terms\"%if (Test-Path -LiteralPath $terms) {} | false",
          "build.sh | [ -e data/terms.d ]                                     | true",
          "build.sh | # Builds data/terms%echo%# requires a token             | true",
          "build.sh | grep -e a data/terms                                    | true",
          "check.sh | [ -e data/terms ] && cd /                             | false",
          "start.sh | [ -e data/terms ] && cd /                             | true",
          "README.md | [ -e data/terms ]                                      | true",
        })
    void whatTheScriptThatBuildsDemandsIsNotMissing(String file, String text, boolean missing)
        throws IOException {
      String build = "docker build -f image/docker/Dockerfile .";
      project
          .write("api/image/docker/Dockerfile", "FROM alpine\nCMD /start.sh\n")
          .with("api/app.js")
          .write("api/build.sh", build)
          .write(
              "api/" + file,
              text.replace('%', '\n') + (file.equals("build.sh") ? "\n" + build : ""));
      assertThat(report("api/image/docker/Dockerfile", "auto", "app.js", "data/terms"))
          .isEqualTo(missing ? "[data/terms] {}" : "[] {}");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          ".goreleaser.yml | dockers:%  - dockerfile: Dockerfile                       | false",
          ".goreleaser.yml | dockers:%  - dockerfile: Dockerfile.release               | true",
          "pom.xml         | <artifactId>docker-maven-plugin</artifactId>              | false",
          "build.py        | tar.add(a, 'server')%client.images.build(fileobj=tar)     | false",
          "Makefile        | server:%\tgo build -o server .                            | true",
        })
    void aContextThatIsGatheredKnowsNoIgnoreFile(String file, String text, boolean hidden)
        throws IOException {
      project
          .with("Dockerfile", "app.js")
          .write(".dockerignore", "/server\n")
          .write(file, text.replace('%', '\n') + "\n");
      assertThat(report("Dockerfile", "auto", "app.js", "server"))
          .isEqualTo(hidden ? "[] {server=line 1 of .dockerignore, /server}" : "[] {}");
    }

    @ParameterizedTest
    @CsvSource({
      "pom.xml, target/*.jar, pom.xml, true",
      "api/build.gradle.kts, ./api/build/libs/a.jar, api/build.gradle.kts, true",
      "pom.xml, dist/*.jar, pom.xml, false",
      "package.json, build/index.html, package.json, false",
    })
    void whatAProjectMakesTellsThatTheContextIsThere(
        String manifest, String source, String asked, boolean known) throws IOException {
      project.with("Dockerfile").write(manifest, "a");
      SourceReport report = new BuildContexts(new Disk(Runnable::run))
          .report(
              project.uri("Dockerfile"),
              project.uri(""),
              "auto",
              List.of(source),
              List.of(source, "gone.sh"),
              List.of(asked),
              Project.soon());
      assertThat(report.file(asked).isFile()).isEqualTo(known);
      assertThat(report.missing()).isEmpty();
    }

    @Test
    void aSubmoduleOrAPluginMayBeAboveTheContext() throws IOException {
      project.with("sub/docker/Dockerfile", "sub/docker/app.js");
      assertThat(report("sub/docker/Dockerfile", "dockerfile", "app.js", "lib/a", "maven/"))
          .isEqualTo("[lib/a, maven/] {}");
      project.write(".gitmodules", "[submodule \"lib\"]\n\tpath = sub/docker/lib\n");
      assertThat(report("sub/docker/Dockerfile", "dockerfile", "app.js", "lib/a", "maven/"))
          .isEqualTo("[maven/] {}");
      project.write("sub/pom.xml", "<artifactId>docker-maven-plugin</artifactId>");
      assertThat(report("sub/docker/Dockerfile", "dockerfile", "app.js", "lib/a", "maven/"))
          .isEqualTo("[] {}");
    }

    @Test
    void nothingIsMissingForADockerfileThatAWorkflowIsFor() throws IOException {
      project.with(".github/workflows/Dockerfile.ci", ".github/workflows/a.sh");
      assertThat(report(".github/workflows/Dockerfile.ci", "auto", "a.sh", "web/"))
          .isEqualTo("[] {}");
    }

    @Test
    void whatSourcesWeighWithoutWhatIsLeftOut() throws IOException {
      project
          .write("Dockerfile", "FROM a")
          .write("src/a.js", "12345")
          .write("src/lib/b.js", "123")
          .write("src/lib/c.log", "1")
          .write(".dockerignore", "**/*.log\nDockerfile\n.dockerignore\n");
      assertThat(weight("src")).isEqualTo(new Weight(2, 8, true));
      assertThat(weight("./src/")).isEqualTo(new Weight(2, 8, true));
      assertThat(weight("src/*.js")).isEqualTo(new Weight(1, 5, true));
      assertThat(weight("src/lib/b.js")).isEqualTo(new Weight(1, 3, true));
      assertThat(weight(".")).isEqualTo(new Weight(2, 8, true));
      assertThat(weight("gone")).isEqualTo(Weight.UNKNOWN);
      assertThat(weight("src/lib/c.log")).isEqualTo(Weight.UNKNOWN);
    }

    private Weight weight(String source) {
      String asked = ContextPath.weightOf(source);
      SourceReport report = new BuildContexts(new Disk(Runnable::run))
          .report(
              project.uri("Dockerfile"),
              project.uri(""),
              "auto",
              List.of("src"),
              List.of(),
              List.of(asked),
              Project.soon());
      return report.files().get(asked).weight();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "README.md             | docker build -t team/base ./base",
          "README.md             | docker build --tag=team/base:1 .",
          "Makefile              | OWNER = 'team'%NAME := base%build:%\tdocker build -t $(OWNER)/${NAME}:$(TAG) ./base",
          "build.sh              | IMAGE=team/base%docker build -t \"$IMAGE\" base",
          "app/build.sh          | docker tag 123 team/base",
          "docker-compose.yml    | services:%  base:%    build: ./base%    image: team/base:latest",
          "docker-bake.hcl       | tags = [\"docker.io/team/base:1\"]",
          ".github/workflows/a.yml | with:%  tags: team/base:latest",
          ".github/workflows/a.yml | `with:%  tags: |%    team/base:${{ github.sha }}%    team/base:latest%  context: .`",
          ".github/workflows/a.yml | `with:%  images: |%    ghcr.io/team/base%    team/base%  flavor: x`",
          "docker-bake.hcl       | tags = [%    \"docker.io/team/other:1\",%    \"docker.io/team/base:1\",%  ]",
          "build.sh              | base=team/base%build() {%  docker build -t \"$1\" .%}%build $base",
        })
    void whichImagesTheProjectBuilds(String file, String text) throws IOException {
      project.with("app/Dockerfile", "app/a.js");
      assertThat(isBuilt("team/base")).isFalse();
      project.write(file, text.replace("%", "\n") + "\n");
      assertThat(isBuilt("team/base")).isTrue();
      assertThat(isBuilt("team/bas")).isFalse();
      assertThat(isBuilt("base")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "docker-bake.hcl   | target x {%  contexts = {%    # pinned%    b = \"target:b\"%    alpine = \"docker-image://alpine:3.22@sha256:1\"%  }%}",
          "docker-bake.hcl   | contexts = { \"docker.io/library/alpine:3\" = \"target:a\" }",
          "docker-bake.json  | {\"target\": {\"x\": {\"contexts\": {\"alpine\": \"target:a\"}}}}",
          "compose.yml       | additional_contexts:%  alpine: docker-image://a",
          "compose.yml       | additional_contexts:%  - alpine=./a",
          "Makefile          | a:%\tdocker buildx build --build-context alpine=docker-image://a .",
          ".github/workflows/a.yml | build-contexts: >%  alpine=docker-image://a",
        })
    void aContextReplacesAnImageOfItsName(String file, String text) throws IOException {
      project.with("app/Dockerfile", "app/a.js");
      assertThat(isSo(ContextPath.replacementOf("alpine"))).isFalse();
      project.write(file, text.replace("%", "\n") + "\n");
      assertThat(isSo(ContextPath.replacementOf("alpine"))).isTrue();
      assertThat(isSo(ContextPath.replacementOf("alpin"))).isFalse();
      assertThat(isSo(ContextPath.replacementOf("pine"))).isFalse();
    }

    @Test
    void anImageOfAnotherServiceIsNoContext() throws IOException {
      project
          .with("app/Dockerfile", "app/a.js")
          .write("compose.yml", "additional_contexts:\n  b: ./b\nimage: alpine:3\n");
      assertThat(isSo(ContextPath.replacementOf("alpine"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "docker-bake.hcl  | args = {%  OTHER = OTHER%  BASE = BASE%}",
          "docker-bake.json | {\"args\": {\"BASE\": \"a\"}}",
          "compose.yml      | args:%  OTHER: a%  BASE: a",
          "compose.yml      | args:%  - OTHER=a%  - BASE",
          "Makefile         | a:%\tdocker build --build-arg BASE=$(B) .",
          "README.md        | docker build --build-arg \"BASE=a\" .",
          "Makefile.docker  | a:%\tdocker build --build-arg BASE=$(B) .",
          "GNUmakefile      | a:%\tdocker build --build-arg BASE=$(B) .",
          "images.mk        | a:%\tdocker build --build-arg BASE=$(B) .",
          "justfile         | a:%    docker build --build-arg BASE=a .",
          "package.json     | {\"scripts\": {\"image\": \"docker build --build-arg BASE=a .\"}}",
          ".github/workflows/a.yaml | build-args: BASE=a",
          "hack/images.sh   | docker build -f app/Dockerfile --build-arg BASE=${BASE} .",
          "build.sh         | docker build \\%  --build-arg \\%    BASE=debian \\%  --file \"app/Dockerfile\" .",
          "build.sh         | OPTIONS+=(--build-arg \"BASE=$base\")%docker build \"${OPTIONS[@]}\" .",
          "build.sh         | options=(%  --build-arg%  BASE=debian%)%docker build \"${options[@]}\" .",
          "app/build.env    | # of the image%BASE=debian:12",
          "app/variables.sh | export BASE=\"docker:$VERSION\"",
          ".github/workflows/a.yml | build-args: BASE=a",
          ".github/workflows/a.yml | build-args: >%  OTHER=a%  BASE=a",
          ".github/actions/image/action.yml | run: docker build --build-arg BASE=a .",
          "app/CMakeLists.txt | list(APPEND PARAMETERS \"--build-arg\" \"BASE=${BASE}\")",
          "images.cmake     | execute_process(COMMAND docker build --build-arg BASE=a .)",
          "Jenkinsfile      | docker.build('a', \"--build-arg BASE=${base} .\")",
          "build.ps1        | docker build --build-arg BASE=$base .",
          "Jenkins.properties | artifact.name=a%base=debian:12",
          ".gitlab-ci.yml   | variables:%  BASE: a%build:%  script: docker build .",
          "app/images.py    | client.images.build(path='.', buildargs={'BASE': image})",
          "images.py        | builder.build(%    build_args={%        'OTHER': 1,%        'BASE': base})",
          "lib/image.py     | args += ['--build-arg', f'BASE={base}']",
          "cmd/image.go     | BuildArgs: map[string]*string{\"BASE\": &base},",
          "app/image.ts     | docker.buildImage(tar, {buildargs: {OTHER: a, BASE: b}})",
          "src/Image.java   | new ImageFromDockerfile().withBuildArg(\"BASE\", base)",
          "app/image.js     | docker.buildImage(tar, {buildargs: {BASE: b}})",
          "lib/image.rb     | Image.build(dir, 'buildargs' => {'BASE': base})",
        })
    void anArgumentMayBeGivenByTheProject(String file, String text) throws IOException {
      project.with("app/Dockerfile", "app/a.js");
      assertThat(isSo(ContextPath.argumentOf("BASE"))).isFalse();
      project.write(file, text.replace("%", "\n") + "\n");
      assertThat(isSo(ContextPath.argumentOf("BASE"))).isTrue();
      assertThat(isSo(ContextPath.argumentOf("BAS"))).isFalse();
      assertThat(isSo(ContextPath.argumentOf("SE"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
      "./utils/tasks/image.sh, true",
      "bash utils/tasks/image.sh a, true",
      "utils/tasks/image.sh.in, false",
      "/utils/tasks/image.sh, false",
      "other/image.sh, false",
    })
    void aScriptThatATaskCallsMayGiveAnArgument(String call, boolean given) throws IOException {
      project
          .with("docker/Dockerfile", "docker/a.js")
          .write("Taskfile.yml", "tasks:\n  image:\n    cmds:\n      - " + call + "\n")
          .write("utils/tasks/image.sh", """
              docker build \\
                --build-arg BASE=debian \\
                --file "docker/Dockerfile" .
              """);
      assertThat(answer("docker/Dockerfile", ContextPath.argumentOf("BASE")).isFile())
          .isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"vendor/image.py", "app/node_modules/image.js", ".venv/image.py", "a/b/image.py"
        })
    void codeOfOthersOrFarAwayGivesNoArgument(String file) throws IOException {
      project.with("app/Dockerfile", "app/a.js").write(file, "build(buildargs={'BASE': image})\n");
      assertThat(isSo(ContextPath.argumentOf("BASE"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "from_image | Jenkins.properties     | runtime.image=java:21       | true",
          "FROM_IMAGE | docker-build.properties | from.image = java:21       | true",
          "FROM_IMAGE | messages.properties    | from.image = From this     | false",
          "VERSION    | Jenkins.properties     | runtime.image=java:21       | false",
          "VERSION    | .gitlab-ci.yml         | variables: {VERSION: 1}     | false",
        })
    void settingsOfAPipelineMayNameTheImage(
        String argument, String file, String text, boolean given) throws IOException {
      project.with("Dockerfile").write(file, text + "\n");
      assertThat(answer("Dockerfile", ContextPath.argumentOf(argument)).isFile())
          .isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "compose.yml | build:%  context: .%  target: page         | true",
          "Makefile    | a:%	docker build --target=page .          | true",
          "build.sh    | docker build --target \"$TARGET\" .        | true",
          "docker-bake.hcl | target = \"page\"                      | true",
          ".github/workflows/a.yml | target: ${{ matrix.stage }}    | true",
          "compose.yml | build:%  context: .%  target: page-old     | false",
          "README.md   | the target page                            | false",
        })
    void aStageMayBeNamedByTheProject(String file, String text, boolean isNamed)
        throws IOException {
      project.with("app/Dockerfile", "app/a.js");
      assertThat(isSo(ContextPath.targetOf("page"))).isFalse();
      project.write(file, text.replace("%", "\n") + "\n");
      assertThat(isSo(ContextPath.targetOf("page"))).isEqualTo(isNamed);
    }

    @ParameterizedTest
    @CsvSource({
      "app/Dockerfile, web/Dockerfile, FROM team/app:1, true",
      "app/Dockerfile, web/Dockerfile, FROM --platform=$P ${REPO}/app AS x, true",
      "app/Dockerfile, app/Dockerfile.web, FROM app:latest, true",
      "app/Dockerfile.base, app/Dockerfile, FROM team/base, true",
      "app/base.Dockerfile, app/Dockerfile, FROM team/base, true",
      "app/Dockerfile, web/Dockerfile, FROM app, false",
      "app/Dockerfile, web/Dockerfile, FROM team/app-base:1, false",
      "app/Dockerfile, web/Dockerfile, # FROM team/app:1, false",
      "docker/Dockerfile, web/Dockerfile, FROM team/docker:1, false",
    })
    void otherDockerfilesMayBuildOnAnImage(
        String dockerfile, String other, String from, boolean base) throws IOException {
      project.with(dockerfile, "app/a.js").write(other, from + "\n");
      assertThat(answer(dockerfile, ContextPath.BUILT_ON).isFile()).isEqualTo(base);
    }

    @Test
    void otherDockerfilesAreNamedAsTheFileIs() throws IOException {
      project
          .with("rpm/Dockerfile.fedora36", "rpm/Dockerfile.fedora43", "rpm/a.sh", "deb/Dockerfile")
          .with("rpm/40/Dockerfile");
      assertThat(answer("rpm/Dockerfile.fedora36", ContextPath.NEAR).text().lines())
          .extracting(path -> path.substring(path.lastIndexOf('/', path.lastIndexOf('/') - 1) + 1))
          .containsExactlyInAnyOrder(
              "rpm/dockerfile.fedora43", "40/dockerfile", "rpm/dockerfile", "deb/dockerfile");
    }

    @ParameterizedTest
    @CsvSource({
      "base/Dockerfile, USER root, true",
      "base/Dockerfile, CMD a, true",
      "base/Dockerfile, USER app, false",
      "1.2/Dockerfile, USER root, true",
      "other/Dockerfile, USER root, false",
      "app/Dockerfile, USER root, false",
    })
    void anImageThatTheProjectMakesMayRunAsRoot(String file, String line, boolean root)
        throws IOException {
      project.with("app/Dockerfile", "app/a.js").write(file, "FROM debian\n" + line + "\n");
      assertThat(isSo(ContextPath.rootOf("team/base:1.2"))).isEqualTo(root);
    }

    @ParameterizedTest
    @CsvSource({
      "base/Dockerfile, USER app, true",
      "app/Dockerfile.base, USER app, true",
      "docker/base/Dockerfile, USER app, missing",
      "base.Dockerfile, CMD a, false",
      "Dockerfile.base, RUN apt-get install gosu, true",
      "Dockerfile.base, 'USER app%FROM debian', false",
      "Dockerfile.base, 'COPY go.sh /bin/go%ENTRYPOINT [\"/bin/go\"]', true",
      "Dockerfile.base, 'COPY go.sh /bin/go%ENTRYPOINT [\"/bin/no\"]', false",
      "Dockerfile.base, 'COPY /go.sh /bin/go%ENTRYPOINT [\"/bin/go\"]', true",
      "Dockerfile.base, 'COPY ../../../../go.sh /bin/go%ENTRYPOINT [\"/bin/go\"]', true",
      "Dockerfile.web, USER app, missing",
    })
    void anImageThatTheProjectMakesMayHaveAUser(String file, String lines, String user)
        throws IOException {
      project
          .with("app/Dockerfile", "app/a.js")
          .write("go.sh", "#!/bin/sh\nexec runuser -u app -- \"$@\"\n")
          .write(file, "FROM debian\n" + lines.replace('%', '\n') + "\n");
      ContextFile answer = answer("app/Dockerfile", ContextPath.userOf("team/base"));
      assertThat(answer.isFile() ? !answer.beginning().isEmpty() + "" : "missing")
          .isEqualTo(user);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          ".github/workflows/a.yml | - uses: docker/build-push-action@v6%  with:%    file: images/x.Dockerfile%    tags: team/base:latest | true",
          ".github/workflows/a.yml | - uses: docker/build-push-action@v6%  with:%    context: images/y%    tags: a/b,team/base:1 | false",
          ".github/workflows/a.yml | - uses: docker/build-push-action@v6%  with:%    file: images/x.Dockerfile%    tags: team/other | missing",
          ".github/workflows/a.yml | - uses: docker/build-push-action@v6%  with:%    file: images/x.Dockerfile%    target: a%    tags: team/base | missing",
          ".github/workflows/a.yml | `steps:%  - id: meta%    with:%      images: |%        team/base%  - uses: docker/build-push-action@v6%    with:%      file: images/x.Dockerfile%      tags: ${{ steps.meta.outputs.tags }}` | true",
          ".github/workflows/a.yml | - uses: docker/build-push-action@v6%  with:%    file: ../images/x.Dockerfile%    tags: team/base | missing",
          "Makefile        | base:%\tdocker build -t team/base:1 -f images/x.Dockerfile . | true",
          "Makefile        | NAME = team/base%base:%\tdocker build --tag=$(NAME) images/y | false",
          "scripts/base.sh | docker build \\%  -f ../images/x.Dockerfile -t \"team/base\" .. | true",
          "scripts/base.sh | docker build -f images/x.Dockerfile -t team/base . | true",
          "Makefile        | base:%\tdocker build -t team/base app | missing",
          "scripts/base.sh | docker build --target a -f ../images/x.Dockerfile -t team/base .. | missing",
          "scripts/base.sh | docker build -f ../images/z.Dockerfile -t team/base .. | missing",
          "compose.yml     | services:%  a:%    image: team/base:${TAG:-1}%    build:%      context: images%      dockerfile: x.Dockerfile | true",
          "compose.yml     | services:%  a:%    image: team/base%    build:%      context: images%      dockerfile: x.Dockerfile%      target: a | missing",
          "compose.yml     | services:%  a:%    image: team/base%    build: images/y | false",
          "compose.yml     | services:%  a:%    image: team/base%  b:%    build: images/y | missing",
        })
    void theProjectNamesTheDockerfileOfAnImage(String file, String text, String user)
        throws IOException {
      project
          .with("app/a.js")
          .write("app/Dockerfile", "FROM team/base\nUSER app\n")
          .write("images/x.Dockerfile", "FROM debian\nUSER app\n")
          .write("images/y/Dockerfile", "FROM debian\n")
          .write(file, text.replace('%', '\n') + "\n");
      ContextFile answer = answer("app/Dockerfile", ContextPath.userOf("team/base"));
      assertThat(answer.isFile() ? !answer.beginning().isEmpty() + "" : "missing")
          .isEqualTo(user);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(APP)-base", "${APP}-base", "shop-base"})
    void theDockerfileOfAnImageMayBeFoundByVariables(String name) throws IOException {
      project
          .write("app/Dockerfile", "FROM team/shop-base:1\n")
          .write("images/base/Dockerfile", "FROM golang:1.27\nRUN go mod download\n")
          .write(
              "Makefile",
              "APP=shop\nVERSION=2\nDIR=images\nbase:\n\tdocker build -t team/" + name
                  + ":$(VERSION) -f $(DIR)/base/Dockerfile .\n");
      assertThat(answer("app/Dockerfile", ContextPath.dockerfileOf("team/shop-base"))
              .beginning())
          .isEqualTo("FROM golang:1.27\nRUN go mod download\n");
      assertThat(answer("app/Dockerfile", ContextPath.dockerfileOf("team/shop")).isMissing())
          .isTrue();
    }

    @Test
    void noDockerfileOutsideOfTheProjectIsReadForItsImage() throws IOException {
      project.write("images/x.Dockerfile", "FROM debian\nUSER app\n");
      project = new Project(project.path("in"))
          .with("app/Dockerfile", "app/a.js")
          .write("build.sh", "docker build -t team/base -f ../images/x.Dockerfile .\n");
      assertThat(answer("app/Dockerfile", ContextPath.userOf("team/base")).isMissing())
          .isTrue();
    }

    private boolean isSo(String asked) {
      return answer("app/Dockerfile", asked).isFile();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "services:%  a:%    build: .%  b:%    image: team/base:1                              | false",
          "services:%  b:%    image: team/base:1%    ports:%      - 80:80%  a:%    build: .      | false",
          "services:%  a:%    build: .%    image: team/base:1                                   | true",
          "services:%  a:%    image: team/base%    build:%      context: ./base%    ports: [80]  | true",
          "services:%  a:%    image: team/base%    # as well%%    ports:%    - 80%    build: .   | true",
          "a:%  build: .%b:%  image: team/base                                                  | false",
          "a:%  image: team/base%  build: .                                                     | true",
          "x-a: &a%  build: .%services:%  a:%    <<: *a%    image: team/base                     | true",
          "x-a: &a%  image: team/base%services:%  a:%    <<: *a%    build: .                     | true",
          "x-a: &a%  image: team/base%services:%  a:%    <<: *a%    image: team/web%    build: . | false",
          "x-a: &a%  build: .%services:%  a:%    <<: *a%  b:%    image: team/base                | false",
          "x-a: &a%  build: .%services:%  a:%    <<: [*b, *a]%    image: team/base               | true",
          "x-a: &a%  build: .%services:%  a:%    <<:%      - *b%      - *a%    image: team/base  | true",
          "services:%  a: &a%    build: .%  b:%    <<: *a%    image: team/base                   | true",
          "services:%  a:%    build: .%  b:%    extends: a%    image: team/base                  | true",
          "services:%  b:%    extends:%      service: a%    image: team/base%  a:%    build: .   | true",
          "services:%  b:%    extends: \"a\" # too%    image: team/base%  a:%    build: .         | true",
          "services: # all%  a: # one%    build: .%  b:%    extends: a # too%    image: team/base  | true",
          "services:%  a:%    image: team/base%  b:%    extends: a%    build: .%    image: team/web | false",
          "services:%  a:%    image: team/base%  b:%    extends: a%    build: .                   | true",
          "services:%  b:%    extends:%      file: x.yml%      service: c%    image: team/base%  a:%    build: . | false",
          "image: team/base%build:%  script: make                                               | false",
          "jobs:%  build:%    container:%      image: team/base                                 | false",
          "include:%  - dockerfile: base/Dockerfile%    image: team/base                        | true",
        })
    void whatOneServiceBuildsAnotherMayLoad(String compose, boolean built) throws IOException {
      project
          .with("app/Dockerfile", "app/a.js")
          .write("compose.yml", compose.replace("%", "\n") + "\n");
      assertThat(isBuilt("team/base")).isEqualTo(built);
      project.write("compose.yml", compose.replace("%", "\r\n") + "\r\n");
      assertThat(isBuilt("team/base")).isEqualTo(built);
    }

    @Test
    void anotherFileOfComposeMayBuildTheService() throws IOException {
      project
          .with("app/Dockerfile", "app/a.js")
          .write("compose.yml", "services:\n  a:\n    image: team/base\n  b:\n    build: .\n");
      assertThat(isBuilt("team/base")).isFalse();
      project.write("app/compose.yml", "services:\n  a:\n    build: .\n");
      assertThat(isBuilt("team/base")).isFalse();
      project.write("compose.override.yml", "services:\n  a:\n    build: .\n");
      assertThat(isBuilt("team/base")).isTrue();
    }

    @Test
    void whatServicesBuildIsReadAgain() throws IOException {
      BuildContexts contexts = new BuildContexts(new Disk(Runnable::run));
      String service = "services:\n  a:\n    image: team/base\n";
      project.with("app/Dockerfile", "app/a.js").write("compose.yml", service);
      assertThat(answer(contexts, "app/Dockerfile", ContextPath.buildOf("team/base"))
              .isFile())
          .isFalse();
      project.write("compose.yml", service + "    build: .\n");
      Files.setLastModifiedTime(project.path("compose.yml"), FileTime.fromMillis(1));
      assertThat(answer(contexts, "app/Dockerfile", ContextPath.buildOf("team/base"))
              .isFile())
          .isTrue();
    }

    @Test
    void anImageThatIsOnlyUsedIsNotBuilt() throws IOException {
      project
          .with("app/Dockerfile", "app/a.js")
          .write("README.md", "docker run team/base and docker pull team/base\n")
          .write("compose.yml", "services:\n  db:\n    image: team/base\n")
          .write("run.sh", "docker build -t $NAME .\ndocker run team/base\n")
          .write(".github/workflows/a.yml", "with:\n  tags: |\n    team/x\n  image: team/base\n");
      assertThat(isBuilt("team/base")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
      "base/Dockerfile, FROM debian, true",
      "base/Dockerfile, FROM example.org/team/other, true",
      "base/Dockerfile, FROM example.org/team/base:1, false",
      "base/Dockerfile, not one, false",
      "app/Dockerfile, FROM debian, false",
      "app/base/Dockerfile, FROM debian, false",
      "other/Dockerfile, FROM debian, false",
    })
    void anImageMayBeCalledLikeTheFolderThatItIsMadeIn(String file, String from, boolean built)
        throws IOException {
      project.with("app/Dockerfile", "app/a.js").write(file, from + "\nCMD a\n");
      assertThat(isBuilt("example.org/team/base")).isEqualTo(built);
      assertThat(isBuilt("base")).isFalse();
    }

    private boolean isBuilt(String image) {
      return answer("app/Dockerfile", ContextPath.buildOf(image)).isFile();
    }

    /** What is known of one thing that is asked of the context of a Dockerfile. */
    private ContextFile answer(String dockerfile, String asked) {
      return answer(new BuildContexts(new Disk(Runnable::run)), dockerfile, asked);
    }

    private ContextFile answer(BuildContexts contexts, String dockerfile, String asked) {
      return Objects.requireNonNull(contexts
          .report(
              project.uri(dockerfile),
              project.uri(""),
              "auto",
              List.of("a.js"),
              List.of(),
              List.of(asked),
              Project.soon())
          .files()
          .get(asked));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "compose.yml       | services:%  a:%    build: ./billing%    privileged: true",
          "billing/local.yaml    | services:%  a:%    image: x/billing:1%    user: root",
          "deploy/a.yml  | kind: Pod%spec:%  - image: team/billing%    privileged: true",
          "billing/README.md     | docker run --user 1000 any",
          "README.md     | docker run -v /var/run/docker.sock:/s team/billing:1",
          "run.sh     | docker run --privileged billing",
          "Makefile   | run:%\tdocker run --privileged billing",
          "bin/check  | run(('docker', 'run',%  '--user', user, 'billing', 'ls'))",
          "tests/a.py | run(['podman', 'run', '-u', '1000', 'team/billing:1'])",
        })
    void howAnImageIsRunStandsInTheFilesOfTheProject(String file, String text) throws IOException {
      project.with("billing/Dockerfile", "billing/a.js", "web/Dockerfile");
      assertThat(runSettings("billing/Dockerfile")).isEqualTo(RunSettings.NONE);
      project.write(file, text.replace("%", "\n") + "\n");
      assertThat(runSettings("billing/Dockerfile").decidesUser()).isTrue();
      assertThat(runSettings("web/Dockerfile")).isEqualTo(RunSettings.NONE);
    }

    @Test
    void settingsOfServersThatComposeMountsAreRead() throws IOException {
      project
          .with("billing/Dockerfile", "conf/readme.txt")
          .write("conf/mysqld.cnf", "[mysqld]\nskip-log-bin\n")
          .write("outside/other.cnf", "skip-name-resolve\n")
          .write("one/my.cnf", "port = 1\n")
          .write("one/beside.cnf", "port = 2\n")
          .write("compose.yml", """
              services:
                db:
                  build: billing
                  volumes:
                    - type: bind
                      source: conf
                      target: /etc/mysql/conf.d
                    - ./conf:/etc/mysql/conf.d
                    - ./one/my.cnf:/etc/my.cnf:ro
              """);
      assertThat(runSettings("billing/Dockerfile").mountedSettings())
          .containsExactly(
              new RunSettings.MountedSetting("conf/mysqld.cnf", "skip-log-bin"),
              new RunSettings.MountedSetting("one/my.cnf", "port = 1"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"helm/values.txt", "deploy/charts/a.txt", "skaffold.yaml", "docker/k8s.sh"})
    void whatComposeRunsMayBeForKubernetesToo(String file) throws IOException {
      project
          .with("billing/Dockerfile", "Cargo.toml", "influxdb/a.conf")
          .write("compose.yml", "services:\n  a:\n    build: billing\n");
      assertThat(runSettings("billing/Dockerfile").composed()).isTrue();
      project.with(file);
      assertThat(runSettings("billing/Dockerfile").composed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"helm/values.yaml", "charts/billing/values.yaml", "deploy/a/values.yml"})
    void theValuesOfAChartMayRefuseTheNameOfAUser(String file) throws IOException {
      project.with("billing/Dockerfile").write(file, """
          image:
            repository: team/billing
          podSecurityContext:
            runAsNonRoot: true
          """);
      assertThat(runSettings("billing/Dockerfile").refusesNames()).isTrue();
    }

    /** Deployments include it; the images are named in the values. */
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "billing/Dockerfile | chart/templates/_common/_securityContext.tpl | runAsUser: {{ .Values.uid }}%runAsNonRoot: true | true",
          "billing/Dockerfile | chart/templates/_helpers.tpl | securityContext:%  runAsNonRoot: true%  runAsUser: 1000 | true",
          "billing/Dockerfile | chart/templates/_helpers.tpl | runAsUser: 0 | false",
          "billing/Dockerfile | chart/templates/_helpers.tpl | #runAsUser: 1%runAsNonRoot: true | false",
          "billing/Dockerfile | helm/shop/templates/_helpers.tpl | runAsUser: 1%runAsNonRoot: true | false",
          "web/Dockerfile     | chart/templates/_helpers.tpl | runAsUser: 1%runAsNonRoot: true | false",
          "docker/Dockerfile  | chart/templates/_helpers.tpl | runAsUser: 1%runAsNonRoot: true | true",
        })
    void aHelperOfAChartMayChooseTheUser(
        String dockerfile, String file, String lines, boolean decides) throws IOException {
      project
          .with(dockerfile)
          .write("chart/values.yaml", "images:\n  shop:\n    repository: acme/billing\n")
          .write(file, "{{- define \"user\" -}}\n" + lines.replace('%', '\n') + "\n{{- end }}\n");
      assertThat(runSettings(dockerfile).decidesUser()).isEqualTo(decides);
    }

    /** The values name the image, and the pod that it runs in works on the host. */
    @ParameterizedTest
    @CsvSource({
      "billing/Dockerfile, helm,        image.repository,         /run/crio/crio.sock, true",
      "billing/Dockerfile, helm,        image.repository,         /srv/data,           false",
      "billing/Dockerfile, my-helm,     image.repository,         /run/crio/crio.sock, true",
      "billing/Dockerfile, billing/my-helm, billing.image.ref,    /etc/containerd,     true",
      "web/Dockerfile,     helm,        image.repository,         /run/crio/crio.sock, false",
      "web/Dockerfile,     helm,        billing.image.repository, /run/crio/crio.sock, false",
    })
    void aPodOfAChartMayWorkOnTheHost(
        String dockerfile, String chart, String image, String path, boolean decides)
        throws IOException {
      project
          .with(dockerfile)
          .write(chart + "/values.yaml", "image:\n  repository: acme/billing\n")
          .write(
              chart + "/templates/agent.yaml",
              "kind: DaemonSet\nspec:\n  containers:\n    - image: \"{{ .Values." + image
                  + " }}:1\"\n  volumes:\n    - hostPath:\n        path: " + path + "\n");
      assertThat(runSettings(dockerfile).decidesUser()).isEqualTo(decides);
    }

    @ParameterizedTest
    @CsvSource({
      "shop/docker/billing/Dockerfile, shop/helm, true",
      "shop/docker/billing/Dockerfile, helm, true",
      "shop/docker/web/Dockerfile, shop/helm, false",
      "web/docker/billing/Dockerfile, shop/helm, false",
    })
    void theTemplatesOfAChartSayWhereTheyLookForJava(String dockerfile, String chart, boolean says)
        throws IOException {
      project
          .with(dockerfile)
          .write(chart + "/values.yaml", "image:\n  repository: shop/shop-billing\n")
          .write(
              chart + "/templates/deployment.yaml",
              "kind: Deployment\nspec:\n  image: '{{ .Values.image.repository }}'\n"
                  + "  command: ['/usr/bin/java', '-jar', '/a.jar']\n");
      assertThat(runSettings(dockerfile).called())
          .isEqualTo(says ? Set.of("/usr/bin/java") : Set.of());
    }

    @Test
    void nothingTellsHowALoneDockerfileIsRun() throws IOException {
      project.with("Dockerfile", "Dockerfile.dev", ".dockerignore");
      assertThat(runSettings("Dockerfile").alone()).isTrue();
      project.with("server.js");
      assertThat(runSettings("Dockerfile").alone()).isFalse();
    }

    @Test
    void whatComposeBuildsForDevelopersMayRunByAVariableElsewhere() throws IOException {
      project
          .with("deployment/docker/Dockerfile.shop")
          .write(
              "docker-compose.local.yml",
              "services:\n  a:\n    build:\n      context: .\n"
                  + "      dockerfile: deployment/docker/Dockerfile.shop\n");
      assertThat(runSettings("deployment/docker/Dockerfile.shop").composed()).isFalse();
      project.write(
          "deployment/docker/docker-compose.production.yml",
          "services:\n  a:\n    image: ${IMAGE_REPO}:${IMAGE_TAG}\n");
      assertThat(runSettings("deployment/docker/Dockerfile.shop").composed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          ".aws/task-definition.json | {} | true",
          ".aws/deploy/shop-task-definition.prod.json | {} | true",
          "billing/taskdef.json | {} | true",
          "deploy.sh | aws ecs update-service --service shop | true",
          "README.md | It runs on AWS Fargate. | true",
          "README.md | It runs on AWS Fargate, or Kubernetes. | false",
          "tasks.json | {} | false",
        })
    void whatRunsOnEcsIsNotForKubernetes(String file, String text, boolean onEcs)
        throws IOException {
      project.with("billing/Dockerfile").write(file, text + "\n");
      assertThat(runSettings("billing/Dockerfile").onEcs()).isEqualTo(onEcs);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "openshift/api/bc.yaml | apiVersion: template.openshift.io/v1%kind: Template | true",
          ".openshift/a.dc.yml   | apiVersion: v1%kind: DeploymentConfig | true",
          "deploy/openshift/overlays/a/web.yml | kind: Route%apiVersion: route.openshift.io/v1 | true",
          "scripts/deploy.sh     | oc process -f a.yml | true",
          "Makefile              | deploy:%\toc apply -f a.yml | true",
          "openshift/a.yml       | kind: ConfigMap | false",
          "README.md             | It runs on OpenShift: oc apply -f a.yml | false",
          "manifests/role.yaml   | kind: ClusterRole%rules:%- apiGroups: [route.openshift.io] | false",
        })
    void openShiftSetsTheUserOfWhatRunsNowhereElse(String file, String text, boolean isThere)
        throws IOException {
      project.with("billing/Dockerfile").write(file, text.replace('%', '\n') + "\n");
      assertThat(runSettings("billing/Dockerfile").onOpenShift()).isEqualTo(isThere);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "openshift/api/dc.yaml | kind: Deployment%image: acme/billing  | true",
          "k8s/api.yaml          | kind: Deployment%  image: acme/other   | false",
          "deploy.yaml           | kind: Deployment%  image: acme/billing | false",
          "helm/a.txt            | a                                     | false",
          "deploy/values.yaml    | image:%  repository: acme/billing      | false",
          "deploy.sh             | kubectl apply -f a.yml                | false",
          "compose.yml           | services:%  a:%    build: billing       | false",
          "compose.dev.yml       | services:%  a:%    build: billing       | true",
          "compose.yml           | services:%  a:%    image: redis         | true",
          ".aws/taskdef.json     | {}                                    | false",
        })
    void butNotOfWhatRunsElsewhereToo(String file, String text, boolean isOnly) throws IOException {
      project
          .with("billing/Dockerfile")
          .write("openshift/route.yaml", "apiVersion: route.openshift.io/v1\nkind: Route\n")
          .write(file, text.replace('%', '\n') + "\n");
      assertThat(runSettings("billing/Dockerfile").onOpenShift()).isEqualTo(isOnly);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000", "\"1000\"", "{{ .Values.uid }}", "${RUN_AS}"})
    void aPodMayTakeTheNumberOfItsUserFromElsewhere(String user) throws IOException {
      project
          .with("billing/Dockerfile")
          .write(
              "k8s/deployment.yaml",
              "kind: Deployment\nspec:\n"
                  + "  - image: acme/billing\n    securityContext:\n      runAsUser: " + user
                  + "\n");
      assertThat(runSettings("billing/Dockerfile").decidesUser()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
      "k8s/shop/overlays/production/shop-billing-deployment.yaml, true",
      "deploy/charts/billing/templates/statefulset.yml, true",
      "k8s/a/b/c/d/e/deployment.yaml, false",
      "k8s/overlays/service.yaml, true",
      "kubernetes-manifests/shop-billing.yaml, true",
      "kustomize/base/shop-billing.yaml, true",
      "helm-chart/templates/shop-billing.yaml, true",
      "settings/shop-billing.yaml, false",
    })
    void manifestsMayLieFurtherBelow(String file, boolean isFound) throws IOException {
      project.with("shop_billing/Dockerfile").write(file, """
              kind: Deployment
              spec:
                securityContext:
                  runAsUser: 1000
                containers:
                - image: acme/shop-billing:{{ .Chart.AppVersion }}
              """);
      assertThat(runSettings("shop_billing/Dockerfile").decidesUser()).isEqualTo(isFound);
    }

    @Test
    void ofManyManifestsThatOfTheDockerfileIsRead() throws IOException {
      String manifest = "kind: Deployment\nspec:\n  securityContext:\n    runAsUser: 1000\n"
          + "  containers:\n  - image: shop-billing\n";
      project.with("shop-billing/Dockerfile").write("kube/shop-billing.yaml", manifest);
      for (int i = 0; i < 60; i++) {
        project.write("kube/deployment-a" + i + ".yaml", "kind: Deployment\n");
      }
      assertThat(runSettings("shop-billing/Dockerfile").decidesUser()).isTrue();
    }

    @Test
    void aLongComposeFileTellsOfItsLastServicesToo() throws IOException {
      project
          .with("Dockerfile")
          .write(
              "docker-compose.yml",
              "services:\n" + "  a:\n    image: a\n".repeat(5_000)
                  + "  shop:\n    build: .\n    volumes:\n      - data:/var/lib/a\n");
      assertThat(runSettings("Dockerfile").volumes()).hasSize(1);
    }

    @Test
    void aFolderForEachPlaceWhereItRunsHasItsOwn() throws IOException {
      project
          .with("Dockerfile")
          .write(
              "deploy/live/stack.yml",
              "services:\n  a:\n    image: $IMAGE\n    volumes:\n      - data:/var/lib/a\n");
      assertThat(runSettings("Dockerfile").volumes()).hasSize(1);
    }

    @Test
    void aWorkflowTellsWhatAnImageOfComposeIsBuiltFrom() throws IOException {
      project
          .with("docker/Dockerfile.prod")
          .write(
              "docker/compose.yml",
              "services:\n  a:\n    image: acme/shop\n    volumes:\n      - data:/var/lib/a\n")
          .write(".github/workflows/push.yml", """
              jobs:
                a:
                  steps:
                  - uses: docker/build-push-action@v6
                    with:
                      file: ./docker/Dockerfile.prod
                      tags: acme/shop:latest,acme/shop:${{ github.sha }}
              """);
      assertThat(runSettings("docker/Dockerfile.prod").volumes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "Makefile     | image:%\tdocker build -t acme/shop:dev -f images/web.Dockerfile . | true",
          "build.sh     | docker build -t acme/other -f images/web.Dockerfile .  | false",
          ".github/workflows/a.yml | steps:%  - uses: docker/build-push-action@v6%    with:%      file: images/web.Dockerfile%      tags: acme/shop | true",
          ".github/workflows/a.yml | steps:%  - id: m%    with:%      images: acme/shop%  - uses: docker/build-push-action@v6%    with:%      file: images/web.Dockerfile%      tags: ${{ steps.m.outputs.tags }} | true",
        })
    void anotherFileTellsWhatAnImageOfComposeIsBuiltFrom(String file, String text, boolean isThis)
        throws IOException {
      project
          .with("images/web.Dockerfile")
          .write(
              "docker/compose/app.yml",
              "services:\n  a:\n    image: acme/shop:1\n    volumes:\n      - ./data:/srv/data\n")
          .write(file, text.replace('%', '\n') + "\n");
      assertThat(runSettings("images/web.Dockerfile").mounts()).hasSize(isThis ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
      "docker-compose.tmp, compose.md, 1",
      "docker-compose.yml.example, README.md, 1",
      "compose.prod.yaml.dist, docker-compose.sh, 1",
      "docker-compose.tmp, docker-compose.yml, 0",
      "docker-compose.example, compose.dev.yaml, 0",
      "docker-compose.md, Makefile, 0",
      "compose-notes.txt, Makefile, 0",
    })
    void aTemplateIsTheComposeFileWhereThereIsNoOther(String file, String beside, int mounts)
        throws IOException {
      project
          .with("Dockerfile", beside)
          .write(file, "services:\n  a:\n    build: .\n    volumes:\n      - ./data:/srv/data\n");
      assertThat(runSettings("Dockerfile").mounts()).hasSize(mounts);
    }

    private RunSettings runSettings(String dockerfile) {
      return RunSettings.of(answer(dockerfile, ContextPath.RUN_SETTINGS));
    }

    @Test
    void composeNamesTheContextOfADockerfileThatLiesElsewhere() throws IOException {
      project
          .with(
              "ops/dockerfiles/web.Dockerfile",
              "ops/dockerfiles/run.sh",
              "services/web/package.json")
          .write(
              "ops/docker-compose.yml",
              "services:\n  web:\n    build:\n      context: ../services/web\n"
                  + "      dockerfile: ../../ops/dockerfiles/web.Dockerfile\n");
      assertThat(project.context("ops/dockerfiles/web.Dockerfile").root())
          .isEqualTo(project.path("services/web").toString());
      assertThat(project.context("ops/dockerfiles/web.Dockerfile", "run.sh").root())
          .isEqualTo(project.path("ops/dockerfiles").toString());
      project.write(
          "ops/docker-compose.yml",
          "services:\n  web:\n    build:\n      context: ../../..\n      dockerfile: web.Dockerfile\n");
      assertThat(project.context("ops/dockerfiles/web.Dockerfile").root())
          .isEqualTo(project.path("ops/dockerfiles").toString());
    }

    /** Nothing but the whole context is copied, so that no source tells which one it is. */
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          ".github/workflows/build.yml | with:~  context: .~  push: true~  file: ./apps/web/Dockerfile | ",
          ".github/workflows/build.yml | - file: apps/${{ matrix.app }}/Dockerfile~  context: ./ | ",
          ".github/workflows/build.yml | - context: apps~  dockerfile: apps/web/Dockerfile | apps",
          ".github/workflows/build.yml | - context: .~- file: apps/web/Dockerfile | apps/web",
          ".github/workflows/build.yml | a:~  context: .~b:~  file: apps/web/Dockerfile | apps/web",
          ".github/workflows/build.yml | - context: .~  file: apps/api/Dockerfile | apps/web",
          ".github/workflows/build.yml | - context: .~~  file: apps/web/Dockerfile | ",
          ".github/workflows/build.yml | - context: .~  tags:~    - a~  file: apps/web/Dockerfile | ",
          ".github/workflows/build.yml | - file: apps/web/Dockerfile~- context: . | apps/web",
          ".github/workflows/build.yml | with:~  a:~    context: .~  file: apps/web/Dockerfile | apps/web",
          ".github/workflows/build.yml | file: apps/web/Dockerfile~a: context | apps/web",
          "build.sh                    | docker build -f apps/api/Dockerfile . | apps/web",
          ".github/workflows/build.yml | - context: ${{ matrix.app }}~  file: apps/web/Dockerfile | apps/web",
          "README.md                   | Run `docker build -t web -f apps/web/Dockerfile .` | ",
          "build.sh                    | docker buildx build \\~  --file=apps/$APP/Dockerfile \\~  --push apps | apps",
          "build.sh                    | docker build apps/web | apps/web",
          "build.sh                    | docker build ./apps --file ./apps/web/Dockerfile --tag a/b | apps",
          "build.yml                   | docker build -t ${{ env.A }}/b -f apps/${{ matrix.app }}/Dockerfile . | ",
          "Makefile                    | docker build -f apps/web/Dockerfile $(DIR) | apps/web",
          "build.yml                   | - context: ${FROM:-.}~  dockerfile: \"apps/web/${FILE-Dockerfile}\" | ",
          "build.sh                    | docker build -f \"${FILE:-apps/web/Dockerfile}\" \"${FROM:-apps}\" | apps",
          "apps/web/Dockerfile         | # docker build -f apps/web/Dockerfile -t web .~FROM x | ",
        })
    void aWorkflowOrAScriptNamesTheContext(String file, String text, @Nullable String root)
        throws IOException {
      project.with("apps/web/Dockerfile", "apps/web/package.json", "package.json");
      project.write(file, text.replace('~', '\n') + "\n# Dockerfile, context, a build of it\n");
      assertThat(project.context("apps/web/Dockerfile").root())
          .isEqualTo(project.path(root == null ? "" : root).toString());
      assertThat(project.context("apps/web/Dockerfile", "package.json").root())
          .isEqualTo(project.path("apps/web").toString());
    }

    /** The root has a file of the same name, by which it would be taken for the context. */
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          ".github/workflows/a.yml | `with:~  dockerfile: ops/web/Dockerfile~  context: app` | app",
          ".github/workflows/a.yml | - file: ./ops/web/Dockerfile~  context: ./app/ | app",
          ".github/workflows/a.yml | - run: docker build -f ../ops/web/Dockerfile .~  working-directory: app | app",
          ".github/workflows/a.yml | - run: docker build -f ../ops/api/Dockerfile .~  working-directory: app | ",
          ".github/actions/image/action.yml | - run: docker build -f ops/web/Dockerfile app | app",
          "Makefile                | docker build -f ops/web/Dockerfile app | app",
          "ops/web/build.sh        | docker build -f Dockerfile ../../app | app",
          "scripts/build.sh        | docker build -f ../ops/web/Dockerfile ../app | app",
          "Makefile                | docker build -f ops/web/Dockerfile $(APP)~docker build -f ops/web/Dockerfile app | app",
          "package.json            | {\"scripts\": {\"image\": \"docker build -f ops/web/Dockerfile app\"}} | app",
          "docker-bake.hcl         | context = \"app\"~dockerfile = \"../ops/web/Dockerfile\" | app",
          "docker-bake.hcl         | context = \"app\"~dockerfile = \"ops/web/Dockerfile\" | ",
          "Makefile                | docker build -f ops/web/Dockerfile other | ",
        })
    void aWorkflowOrAScriptNamesTheContextThatHasMoreOfTheSources(
        String file, String text, @Nullable String root) throws IOException {
      project.with("ops/web/Dockerfile", "package-lock.json", "app/package.json");
      project.with("app/package-lock.json", "app/nginx/a.conf", "other/x");
      project.write(file, text.replace('~', '\n') + "\n");
      assertThat(project
              .context("ops/web/Dockerfile", "package.json", "package-lock.json", "nginx/a.conf")
              .root())
          .isEqualTo(project.path(root == null ? "" : root).toString());
    }

    @Test
    void nothingThatIsThereInTheContextThatIsNamed() throws IOException {
      project
          .with("ops/Dockerfile", "package.json", "lib/a", "app/package.json", "app/start.sh")
          .write("build.sh", "docker build -f ops/Dockerfile app\n");
      assertThat(report("ops/Dockerfile", "auto", "package.json", "lib", "start.sh", "gone"))
          .isEqualTo("[gone] {}");
    }

    @Test
    void nothingWhereTheContextThatIsNamedHasNoneOfTheSources() throws IOException {
      project
          .with("ops/Dockerfile", "package.json", "app.js", "empty/README.md")
          .write("build.sh", "cp app.js empty && docker build -f ops/Dockerfile empty\n");
      assertThat(report("ops/Dockerfile", "auto", "package.json", "app.js", "gone"))
          .isEqualTo("[] {}");
    }

    @Test
    void nothingWhereAnotherFolderHasAllOfTheSources() throws IOException {
      String[] sources = {"package.json", "app.js", "start.sh"};
      project.with(
          "ops/web/Dockerfile",
          "package.json",
          "app.js",
          "code/app/package.json",
          "code/app/app.js");
      assertThat(report("ops/web/Dockerfile", "auto", sources)).isEqualTo("[start.sh] {}");
      project.with(
          "node_modules/app/package.json", "node_modules/app/app.js", "node_modules/app/start.sh");
      assertThat(report("ops/web/Dockerfile", "auto", sources)).isEqualTo("[start.sh] {}");
      project.with("code/app/start.sh");
      assertThat(report("ops/web/Dockerfile", "auto", "package.json", "start.sh"))
          .isEqualTo("[] {}");
      assertThat(report("ops/web/Dockerfile", "workspace", "package.json", "start.sh"))
          .as("a setting names the context")
          .isEqualTo("[start.sh] {}");
    }

    /** Visual Studio's files name all from the folder of the solution. */
    @Test
    void whatOnlyTheDockerfilesFolderHasIsMissingInTheContextThatComposeNames() throws IOException {
      project.with(
          "web/app/Dockerfile", "web/app/a.csproj", "web/app/wwwroot/a.css", "lib/b.csproj");
      String[] sources = {"web/app/a.csproj", "lib/b.csproj", "wwwroot"};
      assertThat(report("web/app/Dockerfile", "auto", sources)).isEqualTo("[] {}");
      project.write(
          "compose.yml",
          "services:\n  a:\n    build:\n      context: .\n      dockerfile: web/app/Dockerfile\n");
      assertThat(report("web/app/Dockerfile", "auto", sources)).isEqualTo("[wwwroot] {}");
      project.write(
          "compose.yml",
          "services:\n  a:\n    build:\n      context: web\n      dockerfile: app/Dockerfile\n");
      assertThat(report("web/app/Dockerfile", "auto", sources)).isEqualTo("[] {}");
    }

    /** Such values have more ways to be divided than there is time to try them. */
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "build.yml | with:~  dockerfile: %s\"x y~  context: .        | ${{a}}",
          "README.md | docker build -f OWN/Dockerfile %s$X            | long-",
          "README.md | docker build -f %sx/Dockerfile .                | $A-",
        })
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLongValueIsReadInLinearTime(String file, String text, String piece) throws IOException {
      String own = "a-".repeat(30);
      project.with(own + "/Dockerfile", own + "/package.json", "package.json");
      project.write(
          file, text.replace("OWN", own).replace('~', '\n').replace("%s", piece.repeat(30)));
      assertThat(project.context(own + "/Dockerfile").root())
          .isEqualTo(project.path(own).toString());
    }

    /** Each line may be a Dockerfile's, and the others are looked at for its context. */
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyStepsAreReadInLinearTime() throws IOException {
      project.with("web/Dockerfile", "web/package.json");
      String steps = "file: api/Dockerfile\n".repeat(3000) + "working-directory: context\n";
      for (int i = 0; i < 40; i++) {
        project.write("steps" + i + ".yml", steps);
      }
      assertThat(report("web/Dockerfile", "auto", "package.json", "gone")).isEqualTo("[gone] {}");
    }

    @Test
    void composeNamesTheContextWhereAnotherFolderOnlyHasWhatAPatternMatches() throws IOException {
      project
          .with("package.json", "package-lock.json", "web/package.json", "web/Dockerfile")
          .write("compose.yml", "services:\n  a:\n    build: ./web\n");
      assertThat(project
              .context("web/Dockerfile", "package.json", "package-lock.json*")
              .root())
          .isEqualTo(project.path("web").toString());
      project.write("compose.yml", "");
      assertThat(project
              .context("web/Dockerfile", "package.json", "package-lock.json*")
              .root())
          .isEqualTo(project.path("").toString());
    }

    @Test
    void composeNamesTheContextThatHasMoreOfTheSources() throws IOException {
      project
          .with("part/Dockerfile", "part/app/a.js", "base/app/a.js", "base/start.sh")
          .write(
              "part/compose.yml",
              "services:\n  a:\n    build:\n      context: ../base\n      dockerfile: ../part/Dockerfile\n");
      assertThat(report("part/Dockerfile", "auto", "app", "start.sh")).isEqualTo("[] {}");
      assertThat(report("part/Dockerfile", "auto", "app", "stop.sh")).isEqualTo("[stop.sh] {}");
    }

    /** By their number they would tell of the Dockerfile's folder. */
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "build:~      context: ..~      dockerfile: ./svc/dockerfile",
          "build: {context: .., dockerfile: ./svc/dockerfile}",
          "build: { dockerfile: \"${FILE:-svc/dockerfile}\", context: '${FOLDER-..}' } # both",
          "build:~      context: ${FOLDER:-../}~      dockerfile: ${FILE:-svc/dockerfile}",
        })
    void aContextThatComposeNamesIsTakenWhereNoOtherHasMore(String build) throws IOException {
      project
          .with("svc/dockerfile", "svc/gradlew", "svc/lib/a", "gradlew", "lib/b")
          .write(
              "svc/compose.yml",
              "services:~  a:~    ".replace('~', '\n') + build.replace('~', '\n') + "\n");
      assertThat(root("svc/dockerfile", "gradlew", "lib", "gone")).isEmpty();
      assertThat(root("svc/dockerfile", "gradlew", "lib")).isEmpty();
      assertThat(reportOf("svc/dockerfile", "gradlew", "lib", "gone").missing())
          .containsExactly("gone");
      project.write(
          "svc/compose.yml",
          "services:~  a:~    ".replace("~", "\r\n") + build.replace("~", "\r\n") + "\r\n");
      assertThat(root("svc/dockerfile", "gradlew", "lib")).isEmpty();
    }

    @Test
    void whatIsMissingEverywhereIsMissingInTheContextThatIsNamed() throws IOException {
      project
          .with("svc/Dockerfile", "svc/gradlew", "svc/lib/a", "svc/.env", "gradlew")
          .write("svc/.dockerignore", ".env\n");
      String[] sources = {"gradlew", "lib", ".env", "gone"};
      assertThat(reportOf("svc/Dockerfile", sources).folder()).isEqualTo("svc");
      assertThat(reportOf("svc/Dockerfile", sources).hidden()).containsOnlyKeys(".env");
      project.write(
          "svc/compose.yml",
          "services:\n  a:\n    build:\n      context: ..\n      dockerfile: svc/Dockerfile\n");
      SourceReport report = reportOf("svc/Dockerfile", sources);
      assertThat(report.missing()).containsExactly("gone");
      assertThat(report.folder()).isEqualTo(String.valueOf(folder.getFileName()));
      assertThat(report.hidden()).as("by a file that isn't read there").isEmpty();
    }

    @Test
    void composeFilesMayNameSeveralContexts() throws IOException {
      project.with("web/app/Dockerfile", "web/app/a.csproj", "web/app/wwwroot/a.css", "lib/b");
      project.write(
          "compose.yml",
          "services:\n  a:\n    build:\n      context: .\n      dockerfile: web/app/Dockerfile\n");
      String[] sources = {"web/app/a.csproj", "lib/b", "wwwroot"};
      assertThat(report("web/app/Dockerfile", "auto", sources)).isEqualTo("[wwwroot] {}");
      project.write("web/compose.yml", "services:\n  a:\n    build: app\n");
      assertThat(report("web/app/Dockerfile", "auto", sources)).isEqualTo("[] {}");
      assertThat(root("web/app/Dockerfile", sources)).isEmpty();
      assertThat(root("web/app/Dockerfile"))
          .as("the first of two that have as much")
          .isEqualTo("web/app");
    }

    private SourceReport reportOf(String dockerfile, String... sources) {
      return new BuildContexts(new Disk(Runnable::run))
          .report(
              project.uri(dockerfile),
              project.uri(""),
              "auto",
              List.of(sources),
              List.of(sources),
              List.of(),
              Project.soon());
    }

    @Test
    void whatGitLeavesOutIsMadeBeforeTheBuild() throws IOException {
      project
          .with("Dockerfile", "app.js")
          .write(".gitignore", "/version.py\nout/*\n*.gen\n")
          .write("web/.gitignore", "/assets/\n");
      assertThat(report(
              "Dockerfile",
              "auto",
              "app.js",
              "version.py",
              "./out/",
              "out/x/y",
              "src/a.gen",
              "web/assets",
              "web/app",
              "src/version.py"))
          .isEqualTo("[src/version.py, web/app] {}");
    }

    @Test
    void whatWouldBeLeftOutEvenIfItWereMade() throws IOException {
      project.with("Dockerfile").write(".dockerignore", "*\n!a.txt\n!out/lib.so\n");
      assertThat(report("Dockerfile", "auto", "b.txt", "a.txt", "out"))
          .isEqualTo("[a.txt, out] {b.txt=line 1 of .dockerignore, *}");
    }

    /** One source is often there by chance. */
    @ParameterizedTest
    @CsvSource({
      "Dockerfile, a.js, gone.js, true",
      "Dockerfile, a.js, gone.js gone.ts, true",
      "Dockerfile, a.js, gone.js gone.ts gone.css, false",
      "Dockerfile, a.js src/b.js, src/gone.js src/gone.ts src/gone.css, true",
      "ops/Dockerfile, a.js, gone.js, false",
      "ops/Dockerfile, a.js b.js, gone.js, true",
      "ops/Dockerfile, a.js b.js, gone.js gone.ts, false",
      "ops/Dockerfile, a.js b.js ops/c.js, gone.js c.js, false",
    })
    void moreHasToBeThereThanIsMissing(String file, String there, String gone, boolean missing)
        throws IOException {
      project.with(file).with(there.split(" "));
      String all = there.replace("ops/", "") + " " + gone;
      assertThat(report(file, "auto", all.split(" ")))
          .isEqualTo(missing ? new TreeSet<>(List.of(gone.split(" "))) + " {}" : "[] {}");
    }

    @Test
    void nothingWhereNothingTellsThatThisIsTheContext() throws IOException {
      project.with("Dockerfile", "other.Dockerfile", "README.md");
      assertThat(report("Dockerfile", "auto", "app.js")).isEqualTo("[] {}");
      assertThat(report("Dockerfile", "auto", "Dockerfile", "app.js")).isEqualTo("[] {}");
      assertThat(report("Dockerfile", "dockerfile", "app.js")).isEqualTo("[app.js] {}");
    }

    @Test
    void noReportWhereAllIsThere() throws IOException {
      project.with("Dockerfile", "app.js");
      List<String> sources = List.of("app.js");
      assertThat(new BuildContexts(new Disk(Runnable::run))
              .report(
                  project.uri("Dockerfile"),
                  project.uri(""),
                  "auto",
                  sources,
                  sources,
                  List.of(),
                  Project.soon()))
          .as("else the document would be judged once more")
          .isEqualTo(SourceReport.NOTHING);
    }

    @Test
    void nothingThatIsThereInAnotherFolderThatMayBeMeant() throws IOException {
      project.with("api/Dockerfile", "api/package.json", "shared/x");
      assertThat(report("api/Dockerfile", "auto", "package.json", "gone")).isEqualTo("[gone] {}");
      assertThat(report("api/Dockerfile", "auto", "package.json", "shared", "gone"))
          .as("which of the two is meant?")
          .isEqualTo("[] {}");
      assertThat(report("api/Dockerfile", "dockerfile", "package.json", "shared", "gone"))
          .isEqualTo("[gone, shared] {}");
    }

    @Test
    void nothingWhereNoSourceTellsWhichFolderIsMeant() throws IOException {
      project.with("api/Dockerfile", "api/main.go");
      assertThat(report("api/Dockerfile", "auto", "gone")).isEqualTo("[] {}");
      assertThat(report("api/Dockerfile", "workspace", "gone")).isEqualTo("[gone] {}");
    }

    @Test
    void nothingWithoutAWorkspaceFolderOrInTime() throws IOException {
      project.with("Dockerfile");
      BuildContexts contexts = new BuildContexts(new Disk(Runnable::run));
      List<String> gone = List.of("gone");
      assertThat(contexts.report(
              project.uri("Dockerfile"), null, "auto", gone, gone, List.of(), Project.soon()))
          .isEqualTo(SourceReport.NOTHING);
      assertThat(new BuildContexts(new Disk(task -> {}))
              .report(
                  project.uri("Dockerfile"),
                  project.uri(""),
                  "auto",
                  gone,
                  gone,
                  List.of(),
                  Deadline.inMillis(0))
              .missing())
          .isEmpty();
    }
  }

  /** What rules ask for: what a build would find at a path, and what a file says. */
  @Nested
  class AskedFor {

    private SourceReport report(String dockerfile, String choice, String file, String... telling) {
      return new BuildContexts(new Disk(Runnable::run))
          .report(
              project.uri(dockerfile),
              project.uri(""),
              choice,
              List.of(telling),
              List.of(telling),
              List.of(file),
              Project.soon());
    }

    private ContextFile file(String dockerfile, String file, String... telling) {
      return report(dockerfile, BuildContexts.AUTO, file, telling).file(file);
    }

    @Test
    void aFileWithWhatItSays() throws IOException {
      project.with("Dockerfile", "app.js").write("run.sh", "echo 'größer'\n");
      ContextFile file = file("Dockerfile", "run.sh", "app.js");
      assertThat(file).isEqualTo(ContextFile.of("echo 'größer'\n"));
      assertThat(file.text()).isEqualTo("echo 'größer'\n");
    }

    @Test
    void aFolderAndWhatIsMissingOrLeftOut() throws IOException {
      project.with("Dockerfile", "app.js", "src/x", ".env").write(".dockerignore", ".env\n");
      assertThat(file("Dockerfile", "src", "app.js").isFolder()).isTrue();
      assertThat(file("Dockerfile", "gone", "app.js").isMissing()).isTrue();
      assertThat(file("Dockerfile", "gone/deep", "app.js").isMissing()).isTrue();
      assertThat(file("Dockerfile", ".env", "app.js").isMissing()).isTrue();
    }

    @Test
    void onlyTheBeginningOfALargeFile() throws IOException {
      project.with("Dockerfile").write("full", "x".repeat(ContextFile.MAX_BYTES));
      project.write("more", "y".repeat(ContextFile.MAX_BYTES + 1));
      assertThat(file("Dockerfile", "full").text()).hasSize(ContextFile.MAX_BYTES);
      ContextFile more = file("Dockerfile", "more");
      assertThat(more.text()).isNull();
      assertThat(more.beginning()).hasSize(ContextFile.MAX_BYTES);
    }

    @Test
    void whatAnotherFolderHasTooIsNotCertain() throws IOException {
      project.with("api/Dockerfile", "api/app.js", "run.sh", "api/run.sh", "lock");
      assertThat(file("api/Dockerfile", "app.js", "app.js").certain()).isTrue();
      assertThat(file("api/Dockerfile", "run.sh", "app.js").isFile()).isTrue();
      assertThat(file("api/Dockerfile", "run.sh", "app.js").certain()).isFalse();
      assertThat(file("api/Dockerfile", "lock", "app.js").isKnown()).isFalse();
      assertThat(report("api/Dockerfile", "dockerfile", "lock", "app.js")
              .file("lock")
              .isMissing())
          .isTrue();
    }

    @Test
    void nothingWhereItIsNotKnownWhichFolderIsMeant() throws IOException {
      project.with("api/Dockerfile", "api/app.js", "run.sh");
      assertThat(file("api/Dockerfile", "app.js", "gone").isKnown()).isFalse();
      assertThat(file("api/Dockerfile", "app.js").isFile())
          .as("COPY . . names none")
          .isTrue();
    }

    @Test
    void noMoreFilesThanAnyoneReads() throws IOException {
      project.with("Dockerfile");
      List<String> many = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        many.add("f" + i);
      }
      SourceReport report = new BuildContexts(new Disk(Runnable::run))
          .report(
              project.uri("Dockerfile"),
              project.uri(""),
              BuildContexts.AUTO,
              List.of(),
              List.of(),
              many,
              Project.soon());
      assertThat(report.files()).hasSize(1000);
      assertThat(report.files().values().stream().filter(ContextFile::isKnown)).hasSize(256);
    }

    @Test
    void nothingOfADiskThatHangs() throws IOException {
      project.with("Dockerfile", "app.js");
      SourceReport report = new BuildContexts(new Disk(task -> {}))
          .report(
              project.uri("Dockerfile"),
              project.uri(""),
              BuildContexts.AUTO,
              List.of(),
              List.of(),
              List.of("app.js"),
              Deadline.inMillis(0));
      assertThat(report.file("app.js").isKnown()).isFalse();
    }
  }

  /** A folder brings its settings: they choose nothing that lies outside of what is open. */
  @Nested
  class StaysInTheWorkspace {

    private final List<String> refusals = new ArrayList<>();

    /** The root that a choice of the workspace folder {@code ws} leads to, from the folder of the project. */
    private String chosen(String choice, String... open) {
      List<String> folders = Stream.of(open).map(project::uri).toList();
      BuildContext context = new BuildContexts(new Disk(Runnable::run), folders, refusals::add)
          .of(
              project.uri("ws/api/Dockerfile"),
              project.uri("ws"),
              choice,
              List.of("package.json"),
              Project.soon());
      return relative(Objects.requireNonNull(context));
    }

    @BeforeEach
    void makeWorkspace() throws IOException {
      project.with("ws/api/Dockerfile", "ws/api/package.json", "ws/web/", "other/", "ws2/");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"..", "../other", "../..", "/", "/etc", "web/../..", "api/../../ws2", "../ws2/"})
    void aPathThatLeadsOutIsNotFollowedAndTheUserIsTold(String choice) {
      assertThat(chosen(choice, "ws")).isEqualTo("ws/api");
      assertThat(refusals)
          .containsExactly(
              "plimsoll.buildContext is ignored: " + choice
                  + " is outside of the workspace. Open the folder that holds it, or use a path inside.");
    }

    @Test
    void norIsALinkThatLeadsOut() throws IOException {
      Files.createSymbolicLink(project.path("ws/out"), project.path("other"));
      Files.createSymbolicLink(project.path("ws/in"), project.path("ws/web"));
      assertThat(chosen("out", "ws")).isEqualTo("ws/api");
      assertThat(refusals).hasSize(1);
      assertThat(chosen("in", "ws")).isEqualTo("ws/in");
      assertThat(refusals).hasSize(1);
    }

    @Test
    void nothingOutsideIsEvenLookedAt() {
      assertThat(reads("/etc")).isEqualTo(reads("auto"));
      assertThat(reads("web")).isGreaterThan(reads("auto"));
    }

    /** How often the disk is asked, which never answers. */
    private int reads(String choice) {
      List<Runnable> asked = new ArrayList<>();
      new BuildContexts(new Disk(asked::add), List.of(), refusals::add)
          .of(
              project.uri("ws/api/Dockerfile"),
              project.uri("ws"),
              choice,
              List.of(),
              Deadline.inMillis(0));
      return asked.size();
    }

    @Test
    void anotherFolderThatIsOpenIsInside() {
      assertThat(chosen("../other", "ws", "other")).isEqualTo("other");
      assertThat(chosen(project.path("ws/web").toString(), "ws")).isEqualTo("ws/web");
      assertThat(refusals).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereIsNotFollowed() {
      assertThat(chosen("gone", "ws")).isEqualTo("ws/api");
      assertThat(refusals).isEmpty();
    }

    @Test
    void aWorkspaceThatIsALinkHoldsWhatIsInIt() throws IOException {
      Files.createSymbolicLink(project.path("link"), project.path("ws"));
      BuildContext context = new BuildContexts(new Disk(Runnable::run), List.of(), refusals::add)
          .of(
              project.uri("link/api/Dockerfile"),
              project.uri("link"),
              "web",
              List.of(),
              Project.soon());
      assertThat(relative(Objects.requireNonNull(context))).isEqualTo("link/web");
      assertThat(refusals).isEmpty();
    }
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
