package dev.plimsoll.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunSettingsTest {

  private static final Path ROOT = Path.of("/ci/shop");

  @ParameterizedTest
  @CsvSource({
    "ci/Dockerfile, true",
    "web/CI/server/Dockerfile, true",
    "Dockerfile, false",
    "ci.d/Dockerfile, false",
    "app/vendor/gizmo/Dockerfile, true",
    "docker/integration-tests/Dockerfile.master, true",
    "latest/Dockerfile, false",
  })
  void whatLiesAmongFilesOfContinuousIntegrationServesNobodyElse(
      String dockerfile, boolean forDevelopment) {
    assertThat(RunSettings.of(Map.of(), ROOT.resolve(dockerfile), ROOT).forDevelopment())
        .isEqualTo(forDevelopment);
  }

  @ParameterizedTest
  @CsvSource({"compose.yml, false", "compose.dev.yml, true", "compose_debug.yml, true"})
  void unlessComposeDeploysIt(String file, boolean forDevelopment) {
    String compose = """
        services:
          web:
            build: ./ci
        """;
    assertThat(
            RunSettings.of(Map.of(ROOT.resolve(file), compose), ROOT.resolve("ci/Dockerfile"), ROOT)
                .forDevelopment())
        .isEqualTo(forDevelopment);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[ci]                | true",
        "[\"all\", \"test\"] | true",
        "~      - dev        | true",
        "[production]        | false",
        "[devices]           | false",
      })
  void aProfileOfDevelopersIsAskedForByThem(String profiles, boolean forDevelopment) {
    String compose = "services:\n  web:\n    build: .\n    profiles: " + profiles.replace('~', '\n')
        + "\n    command: sleep infinity\n";
    assertThat(RunSettings.of(
                Map.of(ROOT.resolve("compose.yml"), compose), ROOT.resolve("Dockerfile"), ROOT)
            .forDevelopment())
        .isEqualTo(forDevelopment);
  }

  @ParameterizedTest
  @CsvSource({
    "Dockerfile, true",
    "docker/Dockerfile, true",
    "ua-edge/Dockerfile, true",
    "edge/Dockerfile, true",
    "ua-mapper/Dockerfile, false",
    "mapper/Dockerfile, false",
    "ci/Dockerfile, false",
  })
  void anImageThatIsCalledLikeTheProjectIsNotThatOfAnythingInIt(String path, boolean isThis) {
    Path root = ROOT.resolve("ua-edge");
    String manifest = "kind: Pod\nspec:\n  containers:\n    - image: acme/ua-edge:1\n"
        + "      securityContext:\n        runAsUser: 1000\n";
    assertThat(RunSettings.of(Map.of(root.resolve("pod.yaml"), manifest), root.resolve(path), root)
            .decidesUser())
        .isEqualTo(isThis);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "command: npm run dev                        | npm run dev",
        "command: sh -c \"npm ci && npm run dev\"      | sh -c npm ci && npm run dev",
        "command: ['npm', 'run', 'dev'] # to see it  | npm run dev",
        "command:~      - sh~      - -c~      - a && b | sh -c a && b",
        "command: >~      sh -c \"a &&~      b\"       | sh -c a && b",
        "entrypoint: a~    command: b               | a b",
      })
  void aCommandOfComposeIsStartedInTheStageThatItBuilds(String keys, String command) {
    String compose = "services:\n  web:\n    build:\n      context: .\n      target: web\n    "
        + keys.replace('~', '\n') + "\n";
    RunSettings found = RunSettings.of(
        Map.of(ROOT.resolve("compose.yml"), compose), ROOT.resolve("Dockerfile"), ROOT);
    assertThat(found.started()).containsExactly(new RunSettings.Started(command, "web", null));
    assertThat(RunSettings.of(found.toFile())).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "build --target chart -t c web~docker run --rm -v $PWD:/w c                  |                             | true",
        "build --target Chart -t c -f $ROOT/web/Dockerfile $ROOT~docker run --rm -v a:/w c |                       | true",
        "build --target chart -t c -f $ROOT/web/Dockerfile.old .~docker run --rm -v a:/w c |                       | true",
        "build --target chart -t c web~docker run --rm -v a:/w c                     | {context: ./web, target: prod} | true",
        "build --target chart -t c web~docker run --rm -v a:/w c                     | ./web                       | false",
        "build --target chart -t c web~docker run --rm -v a:/w c                     | {context: ./web, target: chart} | false",
        "build --target chart -t c web~docker run --rm -v a:/w c                     | {context: ./web, target: $T} | false",
        "build --target chart -t c api~docker run --rm -v a:/w c                     |                             | false",
        "build --target $T -t c web~docker run --rm -v a:/w c                        |                             | false",
        "build --target chart -t c web~docker run --rm c                             |                             | false",
        "build --target chart -t c web~docker run -v a:/w c                          |                             | false",
        "build --target chart -t c web~docker run --rm -v a:/w -p 80:80 c            |                             | false",
        "build --target chart -t c web~docker run --rm -v a:/w c~docker run -d c     |                             | false",
        "build --target chart -t c web~docker run --rm -v a:/w d                     |                             | false",
        "build -t c web~docker run --rm -v a:/w c                                    |                             | false",
      })
  void aStageThatAScriptRunsOnceIsATask(String script, @Nullable String build, boolean isTask) {
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(ROOT.resolve("scripts/draw"), "docker " + script.replace('~', '\n') + "\n");
    if (build != null) {
      files.put(ROOT.resolve("compose.yml"), "services:\n  web:\n    build: " + build + "\n");
    }
    RunSettings found = RunSettings.of(files, ROOT.resolve("web/Dockerfile"), ROOT);
    assertThat(found.tasksIfLast()).isEqualTo(isTask ? Set.of("chart") : Set.of());
    assertThat(RunSettings.of(found.toFile())).isEqualTo(found);
  }

  @Test
  void theLastStageIsBuiltWhereNoneIsNamed() {
    Map<Path, String> files = Map.of(
        ROOT.resolve("draw.sh"),
        "docker build --target chart -t c .\ndocker run --rm -v a:/w c\n",
        ROOT.resolve(".github/workflows/a.yml"),
        "jobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          context: .\n");
    RunSettings found = RunSettings.of(files, ROOT.resolve("Dockerfile"), ROOT);
    assertThat(found.tasks()).containsExactly("chart");
    assertThat(found.tasksIfLast()).isEmpty();
  }

  /** More than any script has: each would be looked for in all of it. */
  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void variablesOfAScriptAreReadInLinearTime() {
    String script = ("docker run -u 1 " + "$ab ".repeat(900) + "\n").repeat(18) + "ab=x\n";
    assertThat(
            RunSettings.of(Map.of(ROOT.resolve("run.sh"), script), ROOT.resolve("Dockerfile"), ROOT)
                .decidesUser())
        .isFalse();
  }

  @Test
  void aSupplementOfAServiceWhoseImageIsEmpty() {
    Map<Path, String> files = Map.of(
        ROOT.resolve("compose.yml"),
        "services:\n  web:\n    image: \"\"\n    x-build:\n      context: .\n",
        ROOT.resolve("compose.override.yml"),
        "services:\n  web:\n    user: root\n");
    assertThat(RunSettings.of(files, ROOT.resolve("Dockerfile"), ROOT).composed())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "docker compose run --rm web yarn test             | true",
        "docker-compose -f a.yml exec web npm run test:all | true",
        "docker compose run web npx jest                   | true",
        "docker compose run db yarn test                   | false",
        "docker compose run web yarn start                 | false",
        "docker compose up web && yarn test                | false",
      })
  void testsMayBeRunInIt(String command, boolean runsTests) {
    RunSettings found = RunSettings.of(
        Map.of(
            ROOT.resolve("compose.yml"),
            "services:\n  web:\n    build: .\n  db:\n    image: postgres\n",
            ROOT.resolve("README.md"),
            "To test it:\n\n    " + command + "\n"),
        ROOT.resolve("Dockerfile"),
        ROOT);
    assertThat(found.runsTests()).isEqualTo(runsTests);
    assertThat(RunSettings.of(found.toFile())).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({"fly.toml, internal_port =", "pod.yaml, '  - containerPort:'"})
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void portsAreReadInLinearTime(String file, String port) {
    String text = "kind: Pod\n  image: shop\n" + (port + " 80\n").repeat(40_000);
    RunSettings found =
        RunSettings.of(Map.of(ROOT.resolve(file), text), ROOT.resolve("Dockerfile"), ROOT);
    assertThat(found.ports()).containsExactly(80);
  }

  @Test
  void aFileIsPassedOverWhoseNameHasLines() {
    RunSettings found = RunSettings.of(
        Map.of(
            ROOT.resolve("compose.yml"),
            "services:\n  web:\n    build: .\n    volumes:\n      - ./conf:/etc/mysql/conf.d\n",
            ROOT.resolve("compose.dev\n.yml"),
            "services:\n  web:\n    build: .\n    command: npm run dev\n",
            ROOT.resolve("conf/a\nb.cnf"),
            "port = 1\n",
            ROOT.resolve("conf/a.cnf"),
            "port\t= 2\n"),
        ROOT.resolve("Dockerfile"),
        ROOT);
    assertThat(found.started()).isEmpty();
    assertThat(found.mountedSettings())
        .containsExactly(new RunSettings.MountedSetting("conf/a.cnf", "port = 2"));
    assertThat(RunSettings.of(found.toFile())).isEqualTo(found);
  }

  @Test
  void theLowAndTheHighPortsOfFly() {
    RunSettings found = RunSettings.of(
        Map.of(
            ROOT.resolve("fly.toml"),
            "[[services]]\n  internal_port = 80\n[[services]]\n  internal_port = 5000\n"),
        ROOT.resolve("Dockerfile"),
        ROOT);
    assertThat(found.ports()).containsExactly(80, 5000);
    assertThat(RunSettings.of(found.toFile())).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({
    "shop/Dockerfile,               team/shop:1, true",
    "shop/docker/Dockerfile.alpine, team/shop,   true",
    "shop/v24/Dockerfile,           team/shop,   true",
    "shop/proxy/Dockerfile,         shop,        false",
    "shop/Dockerfile.proxy,         shop,        false",
    "shop/Dockerfile.proxy,         shop-proxy,  true",
    "shop/redis/Dockerfile,         redis:7,     false",
    "shop/redis/Dockerfile,         bitnami/redis:7, false",
    "shop/grafana/Dockerfile,       docker.io/grafana/grafana, false",
    "shop/grafana/Dockerfile,       team/grafana, true",
    "docker/web/web-lint/Dockerfile, team/web,   false",
    "docker/web/web-lint/Dockerfile, shop-web-lint, true",
  })
  void mountsOfAnImageThatIsCalledLikeAFolderFurtherUpAreNotOfThis(
      String dockerfile, String image, boolean mounts) {
    String compose =
        "services:\n  a:\n    image: " + image + "\n    volumes:\n      - ./data:/data\n";
    String script = "docker run -v $PWD/logs:/logs " + image + "\n";
    RunSettings found = RunSettings.of(
        Map.of(ROOT.resolve("compose.yml"), compose, ROOT.resolve("run.sh"), script),
        ROOT.resolve(dockerfile),
        ROOT);
    assertThat(found.mounts()).hasSize(mounts ? 2 : 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file: docker/Dockerfile.prod | shop/back-end:1       | true",
        "file: docker/Dockerfile.prod | ghcr.io/x/back-end    | true",
        "file: docker/Dockerfile.prod | back-end              | false",
        "file: docker/Dockerfile.prod | shop/front-end        | false",
        "file: other/Dockerfile.prod  | shop/back-end:1       | false",
        "context: docker              | shop/back-end:1       | false",
      })
  void anImageOfComposeIsTheOneThatAWorkflowBuilds(String file, String image, boolean isThis) {
    String workflow = """
        jobs:
          build:
            steps:
            - uses: actions/checkout@v4
            - uses: docker/build-push-action@v6
              with:
                %s
                tags: |
                  acme/back-end:latest
                  acme/back-end:${{ github.sha }}
                labels: shop/front-end
        """.formatted(file);
    String compose =
        "services:\n  a:\n    image: " + image + "\n    volumes:\n      - ./data:/data\n";
    RunSettings found = RunSettings.of(
        Map.of(
            ROOT.resolve("compose.yml"),
            compose,
            ROOT.resolve(".github/workflows/push.yml"),
            workflow),
        ROOT.resolve("docker/Dockerfile.prod"),
        ROOT);
    assertThat(found.mounts()).hasSize(isThis ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "docker build -t acme/back-end:1 -f docker/Dockerfile.prod ., true",
    "docker buildx build --file=docker/Dockerfile.prod --tag=acme/back-end ., true",
    "docker build -t acme/back-end docker, false",
    "cd docker && docker build -t acme/back-end -f docker/Dockerfile.prod ., false",
  })
  void orTheOneThatAScriptBuilds(String command, boolean isThis) {
    RunSettings found = RunSettings.of(
        Map.of(
            ROOT.resolve("compose.yml"),
            "services:\n  a:\n    image: acme/back-end\n    volumes:\n      - d:/data\n",
            ROOT.resolve("build.sh"),
            command + "\n"),
        ROOT.resolve("docker/Dockerfile.prod"),
        ROOT);
    assertThat(found.volumes()).hasSize(isThis ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shot/build.sh  | docker build -t pv .                       | docker run -v /srv/data:/dist/data -d pv          | true",
        "shot/build.sh  | docker build . --tag pv                    | docker run -v /srv/data:/dist/data pv             | true",
        "shot/build.sh  | I=\"pv\"~docker build -t $I .              | docker run --name $I -v /a:/dist/data -d $I       | true",
        "shot/build.sh  | I=pv~docker build -t $I .                  | docker run -v /srv/data:/dist/data pv             | true",
        "shot/build.sh  | docker build -t \"$1\" .                   | docker run -v /srv/data:/dist/data \"$1\"         | true",
        "shot/build.sh  | docker build -t pv:latest .                | docker run -v $PWD/data:/dist/data pv             | true",
        "shot/Makefile  | docker build -t $(I) .                     | docker run --volume $(PWD)/data:/dist/data $(I)   | true",
        "shot/Makefile  | docker build -t $(I) .                     | docker run -v $(shell pwd)/data:/dist/data $(I)   | true",
        "shot/README.md | docker build -t pv .                       | docker run -v $PWD/data:/dist/data pv             | true",
        "Makefile       | docker build -t pv shot                    | docker run -v /srv/data:/dist/data pv             | true",
        "bin/run.sh     | docker build -f shot/Dockerfile -t pv .    | docker run -v /srv/data:/dist/data pv             | true",
        "shot/build.sh  | docker build -t other .                    | docker run -v /srv/data:/dist/data pv             | false",
        "shot/build.sh  | docker build -t pv ../web                  | docker run -v /srv/data:/dist/data pv             | false",
        "shot/build.sh  | docker build -t pv .                       | docker run -v /srv/data:/dist/data pv migrate     | false",
        "Makefile       | docker build -t pv .                       | docker run -v /srv/data:/dist/data pv             | false",
      })
  void whatAScriptBuildsAndRunsIsThisImage(String file, String build, String run, boolean isThis) {
    RunSettings found = RunSettings.of(
        Map.of(ROOT.resolve(file), build.replace('~', '\n') + "\n" + run + "\n"),
        ROOT.resolve("shot/Dockerfile"),
        ROOT);
    assertThat(found.mounts()).hasSize(isThis ? 1 : 0);
    RunSettings user = RunSettings.of(
        Map.of(
            ROOT.resolve(file),
            build.replace('~', '\n') + "\n" + run.replace("run ", "run --user 1000 ") + "\n"),
        ROOT.resolve("shot/Dockerfile"),
        ROOT);
    assertThat(user.decidesUser()).isEqualTo(isThis || run.endsWith("migrate"));
  }

  @ParameterizedTest
  @CsvSource({
    "Dockerfile,         $DOCKER_IMAGE,         true",
    "Dockerfile,         ${REGISTRY}/${IMAGE_NAME}:${TAG}, true",
    "Dockerfile.aarch64, ${IMAGE},              true",
    "Dockerfile,         $POSTGRES_IMAGE,       false",
    "web/Dockerfile,     $DOCKER_IMAGE,         false",
    "Dockerfile.aarch64, shop:1,                true",
  })
  void anImageThatAVariableNamesIsThatOfTheProject(
      String dockerfile, String image, boolean isThis) {
    String compose =
        "services:\n  a:\n    image: " + image + "\n    volumes:\n      - data:/data\n";
    RunSettings found = RunSettings.of(
        Map.of(ROOT.resolve("deploy/live/stack.yml"), compose), ROOT.resolve(dockerfile), ROOT);
    assertThat(found.volumes()).hasSize(isThis ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"compose.yml, true", "compose.dev.yml, false"})
  void sourcesThatAreMountedHideWhatTheImageHas(String file, boolean mounted) {
    String compose = "services:\n  a:\n    build: .\n    volumes:\n      - ./web:/srv/app\n";
    RunSettings found =
        RunSettings.of(Map.of(ROOT.resolve(file), compose), ROOT.resolve("Dockerfile"), ROOT);
    assertThat(found.sources()).hasSize(mounted ? 1 : 0);
    assertThat(RunSettings.of(found.toFile())).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "command: sh -c 'apt-get -y install jq && server'       | true  | true",
        "command: sh -c 'apt-get -qq update; apt install -y jq' | true  | false",
        "command: >~      sh -c \"migrate &&~        apt-get install jq &&~        server\" | true | true",
        "entrypoint:~    - apt-get~    - -y~    - install       | true  | true",
        "command: [\"apk\", \"add\", \"--no-cache\", \"jq\"]      | true  | false",
        "command: [\"apk\",\"add\",\"jq\"]                        | true  | false",
        "command: bash -c 'yum -y install jq; server'           | true  | false",
        "command: bash -c 'python -m pip install -r a.txt; b'   | true  | false",
        "command: bash -c 'npm install -g pm2; pm2 start a'     | true  | false",
        "command: sh -c 'aptitude install jq && server'         | true  | true",
        "command: bash -c 'dnf install -y jq; server'           | true  | false",
        "command: bash -c 'pacman -S --noconfirm jq; server'    | true  | false",
        "command: bash -c 'gem install foreman && foreman run'  | true  | false",
        "command: bash -c 'pip install --user jq; b'            | false | false",
        "command: bash -c 'npm install && npm start'            | false | false",
        "command: .venv/bin/pip install -r a.txt                | false | false",
        "command: server~    #command: apt-get install jq       | false | false",
        "command: >~      server~      # apt-get install jq     | false | false",
        "command: server~    labels:~      a: apt install jq    | false | false",
      })
  void aCommandThatInstallsNeedsRootAndPerhapsTheListsOfApt(
      String command, boolean needsRoot, boolean readsLists) {
    String compose = "services:\n  web:\n    build: .\n    " + command.replace('~', '\n')
        + "\n  db:\n    image: postgres\n    command: apt-get install jq\n";
    RunSettings found = RunSettings.of(RunSettings.of(
            Map.of(ROOT.resolve("compose.yml"), compose), ROOT.resolve("Dockerfile"), ROOT)
        .toFile());
    assertThat(found.decidesUser()).isEqualTo(needsRoot);
    assertThat(found.readsLists()).isEqualTo(readsLists);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "entrypoint: sh -c 'wget -O /a http://x && server' | wget",
        "command: [\"sh\", \"-c\", \"curl x && server\"]     | curl",
        "healthcheck:~~      test: curl -f x                | curl",
        "healthcheck:~      # as curl~      test: check    | ``",
        "healthcheck:~      test: /opt/libcurl.d/check     | ``",
        "labels:~      a: curl                             | ``",
        "command: /usr/bin/java -jar a.jar                 | /usr/bin/java",
        "environment:~      JAVA_HOME: /usr/lib/jvm/java-8  | /usr/lib/jvm/java-8",
        "command: /usr/bin/javac a.java # or /bin/java     | ``",
      })
  void aServiceCallsPrograms(String keys, String called) {
    String compose = "services:\n  web:\n    build: .\n    " + keys.replace('~', '\n') + "\n";
    RunSettings found = RunSettings.of(
        Map.of(ROOT.resolve("compose.yml"), compose), ROOT.resolve("Dockerfile"), ROOT);
    assertThat(String.join(" ", found.called())).isEqualTo(called);
  }

  @Test
  void aProbeOfAPodCallsPrograms() {
    String pod = """
        kind: Deployment
        spec:
          containers:
            - image: registry.example.org/shop:1
              livenessProbe:
                exec:
                  command:
                    - curl
                    - localhost
              env:
                - name: wget
        """;
    RunSettings found = RunSettings.of(
        RunSettings.of(Map.of(ROOT.resolve("deploy.yml"), pod), ROOT.resolve("Dockerfile"), ROOT)
            .toFile());
    assertThat(found.called()).containsExactly("curl");
  }

  @Test
  void theFirstServicesMayBeComments() {
    String compose =
        "services:\n" + "#  db:\n".repeat(60) + "  web:\n    build: .\n    user: app\n";
    assertThat(RunSettings.of(
                Map.of(ROOT.resolve("compose.yml"), compose), ROOT.resolve("Dockerfile"), ROOT)
            .decidesUser())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "neo4j:5, false",
    "acme/neo4j:5, true",
    "shop-neo4j, true",
    "${OWNER}neo4j:${TAG}, true",
    "${OWNER}redis:${TAG}, false"
  })
  void anImageOfOthersIsNotThatOfAFolderOfItsName(String image, boolean mounts) {
    String compose =
        "services:\n  a:\n    image: " + image + "\n    volumes:\n      - data:/data\n";
    RunSettings found = RunSettings.of(
        Map.of(ROOT.resolve("compose.yml"), compose), ROOT.resolve("neo4j/Dockerfile"), ROOT);
    assertThat(found.volumes()).hasSize(mounts ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "docker run -d -v /srv:/data %  -p 80:80 shop                   | true",
        "docker run -d -v /srv:/data \\%  -p 80:80 %  shop              | false",
        "docker run -v /srv:/data \\ # where it is%  -p 80:80 \\%  shop | true",
        "docker run -v /srv:/data --add-host=a:$(ip) shop               | true",
        "docker build -t lorry .%docker run -v /srv:/data lorry         | true",
        "docker build -t lorry:1 . %docker run -v /srv:/data lorry:1 -x | true",
        "docker build -t lorry web%docker run -v /srv:/data lorry       | false",
        "docker build -t lorry .%docker run -v /srv:/data ship          | false",
        "docker run -v /srv:/data lorry                                 | false",
      })
  void peopleWriteCommandsAsTheyLike(String command, boolean mounts) {
    assertThat(ofReadme(command.replace('%', '\n')).mounts()).hasSize(mounts ? 1 : 0);
  }

  @Test
  void whatAnotherCommandGivesEndsNone() {
    String command = "docker run -v /srv:/data --add-host=host:`ip -f '{{.A}}' | head` shop";
    assertThat(ofReadme(command).mounts()).hasSize(1);
    assertThat(ofReadme("In `/shop`, `docker run -v /srv:/data` runs `shop`.").mounts())
        .isEmpty();
  }

  private static RunSettings ofReadme(String command) {
    return RunSettings.of(
        Map.of(ROOT.resolve("README.md"), "Run it:\n\n    " + command + "\n"),
        ROOT.resolve("Dockerfile"),
        ROOT);
  }
}
