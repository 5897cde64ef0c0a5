package dev.plimsoll.lint.rules.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NonNumericUserTest {

  private static final NonNumericUser RULE = new NonNumericUser();

  @Test
  void nobodyRunsAPromptInKubernetes() {
    String text = "FROM debian:12\nRUN useradd -u 1001 dev\nUSER dev\n";
    assertThat(RuleRun.findings(RULE, text + "CMD [\"bash\", \"-l\"]\n")).isEmpty();
    assertThat(RuleRun.findings(RULE, text + "CMD [\"server\"]\n")).hasSize(1);
  }

  @Test
  void onlyTheLastUserOfATargetCounts() {
    RuleRun.check(RULE, """
        FROM debian:12 AS base
        RUN useradd -u 5 app
        FROM base AS build
        USER app
        RUN npm ci
        FROM base AS api
        USER app
        #    ^^^ Kubernetes can't tell whether a name means root
        CMD ["/api"]
        FROM base
        USER app
        RUN x
        USER 5
        COPY --from=build /a /
        CMD ["node", "x.js"]
        """);
  }

  @Test
  void whatRunsOnEcsIsNotForKubernetes() {
    String text = "FROM debian:12\nRUN useradd -u 1001 app\nUSER app\nCMD [\"server\"]\n";
    assertThat(RuleRun.findings(
            RULE, Profile.ALL, text, Map.of("deploy.sh", "aws ecs update-service\n")))
        .isEmpty();
    assertThat(RuleRun.findings(RULE, Profile.ALL, text, Map.of("deploy.sh", "aws s3 sync\n")))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ubuntu:24.04 | RUN groupadd -g 10001 app && useradd -u 10001 -g app -m app | app     | 10001:10001",
        "ubuntu:24.04 | RUN groupadd -g 7 g && useradd -u 5 app                     | app:g   | 5:7",
        "debian:12    | RUN useradd -u 5 app                                        | app     | 5",
        "debian:12    | RUN useradd -u 5 -g 6 -G video app                          | app     | 5",
        "alpine:3.22  | RUN addgroup -g 6 -S g && adduser -S -u 5 -G g app          | app     | 5:6",
        "alpine:3.22  | RUN adduser -D app -u 5 && adduser app video                | app     | 5",
        "node:22      | RUN usermod --login app node                                | app     | 1000:1000",
      })
  void theNumberIsTheOneThatTheUserHas(String image, String run, String user, String number) {
    String text = "FROM " + image + "\n" + run + "\nUSER " + user + "\nCMD [\"x\"]\n";
    assertThat(RuleRun.fixes(RULE, text))
        .containsExactly(
            entry("Write USER " + number, text.replace("USER " + user, "USER " + number)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alpine       | adduser -D app                | 1000",
        "debian:12    | useradd -m app                | 1000",
        "python:3.13  | adduser --gecos x app         | 1000",
        "ubuntu:22.04 | useradd app                   | 1000",
        "ubuntu:24.04 | useradd app                   | 10001",
        "node:22      | useradd app                   | 10001",
        "team/x:1     | useradd app                   | 10001",
        "debian:12    | useradd --system app          | 10001",
        "debian:12    | useradd other && useradd app  | 10001",
        "alpine       | adduser -S app                | 10001",
      })
  void aUserWithoutANumberIsGivenTheOneThatItHasOrANewOne(String image, String run, String id) {
    String text = "FROM " + image + "\nRUN " + run + "\nUSER app\nCMD [\"x\"]\n";
    assertThat(RuleRun.fixes(RULE, text)).hasSize(1).allSatisfy((title, after) -> {
      assertThat(after).containsPattern("(?:-u|--uid) " + id).contains("USER " + id + "\n");
      assertThat(title)
          .isEqualTo(
              id.equals("1000")
                  ? "Make app with the number 1000, as it has today, and write USER 1000"
                  : "Make app with the number 10001, and write USER 10001;"
                      + " files in existing volumes keep the old number");
    });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VOLUME /data | compose.dev.yml | volumes: [] | 0",
        "WORKDIR /a   | compose.dev.yml | volumes:~      - state:/srv/state | 0",
        "WORKDIR /a   | compose.dev.yml | volumes:~      - ./a:/srv/data | 0",
        "WORKDIR /a   | compose.dev.yml | volumes: [] | 1",
      })
  void noNewNumberIsOfferedWhereFilesBelongToTheOldOne(
      String instruction, String file, String setting, int findings) {
    String text = "FROM node:22\nRUN useradd app\n" + instruction + "\nUSER app\nCMD [\"x\"]\n";
    String compose = "services:\n  a:\n    build: .\n    " + setting.replace('~', '\n') + "\n";
    assertThat(RuleRun.findings(RULE, Profile.ALL, text, Map.of(file, compose))).hasSize(findings);
  }

  @Test
  void whatComposeRunsIsNotForKubernetesUnlessSomethingTellsOfIt() {
    String text = "FROM debian:12\nRUN useradd -u 5 app\nUSER app\nCMD [\"x\"]\n";
    String compose = "services:\n  a:\n    build: .\n";
    assertThat(RuleRun.findings(RULE, Profile.ALL, text, Map.of("compose.yml", compose)))
        .isEmpty();
    assertThat(RuleRun.findings(RULE, Profile.ALL, text, Map.of("compose.dev.yml", compose)))
        .hasSize(1);
    assertThat(RuleRun.findings(
            RULE, Profile.ALL, text, Map.of("compose.yml", "services:\n  a:\n    image: b\n")))
        .hasSize(1);
    for (String other : List.of(
        "README.md:Runs on Kubernetes.",
        "run.sh:kubectl apply -f a.yml",
        "deploy/a.yml:apiVersion: v1\nkind: Service")) {
      List<String> parts = List.of(other.split(":", 2));
      assertThat(RuleRun.findings(
              RULE, Profile.ALL, text, Map.of("compose.yml", compose, parts.get(0), parts.get(1))))
          .hasSize(1);
    }
  }

  @Test
  void whatIsDeployedWithANumberNeedsNone() {
    String text = "FROM debian:12\nRUN useradd -u 5 app\nUSER app\nCMD [\"x\"]\n";
    String pod = "kind: Deployment\nspec:\n  containers:\n    - image: team/project:1\n";
    for (String file : List.of("k8s/a.yml", "deployments/kubernetes/a.yml")) {
      assertThat(RuleRun.findings(RULE, Profile.ALL, text, Map.of(file, pod))).hasSize(1);
      String numbered = pod + "      securityContext:\n        runAsUser: 5\n";
      assertThat(RuleRun.findings(RULE, Profile.ALL, text, Map.of(file, numbered)))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "k8s/a.yml         | image: team/project:1 | runAsNonRoot: true                     | 1",
        "k8s/a.yml         | image: team/project:1 | runAsNonRoot: true~  runAsUser: {{ . }} | 0",
        "k8s/a.yml         | image: team/project:1 | # runAsNonRoot: true                   | 0",
        "k8s/a.yml         | image: team/other:1   | runAsNonRoot: true                     | 0",
        "chart/values.yaml | repository: a/project | runAsNonRoot: true                     | 1",
        "chart/values.yaml | repository: a/project | runAsNonRoot: true~  runAsUser: 5      | 0",
        "chart/values.yaml | repository: a/other   | runAsNonRoot: true                     | 0",
      })
  void itMattersWhereTheProjectHasKubernetesRefuseNames(
      String file, String image, String context, int findings) {
    String text = "FROM debian:12\nRUN useradd -u 5 app\nUSER app\nCMD [\"x\"]\n";
    String kind = file.startsWith("k8s") ? "kind: Deployment\n" : "";
    String manifest = kind + "pod:\n  " + image + "\n  " + context.replace('~', '\n') + "\n";
    assertThat(RuleRun.findings(RULE, text, Map.of(file, manifest))).hasSize(findings);
  }

  @Test
  void elsewhereItIsForThoseWhoAskForIt() {
    String text = "FROM debian:12\nRUN useradd -u 5 app\nUSER app\nCMD [\"x\"]\n";
    assertThat(RuleRun.findings(RULE, text, Map.of())).isEmpty();
    assertThat(RuleRun.findings(RULE, Profile.ALL, text, Map.of())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN useradd -u 5 app\nUSER app\nENTRYPOINT [\"/app\"]\nCMD [\"--help\"]",
        "RUN useradd -u 5 app\nUSER app\nCMD [\"/usr/sbin/sshd\", \"-D\"]",
        "RUN useradd -u 5 -p secret app\nUSER app\nCMD [\"/app\"]",
      })
  void whatIsStartedByHandOrLogsPeopleInIsNotForKubernetes(String instructions) {
    assertThat(RuleRun.findings(RULE, "FROM debian:12\n" + instructions + "\n")).isEmpty();
  }

  @Test
  void anImageThatOthersBuildOnNamesNoUserForThem() {
    String text = "FROM debian:12\nRUN useradd -u 5 app\nUSER app\nCMD [\"/app\"]\n";
    assertThat(RuleRun.findings(RULE, Profile.ALL, text, Map.of())).hasSize(1);
    assertThat(RuleRun.findings(RULE, Profile.ALL, text, Map.of("from:", ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ARG UID=10001~RUN useradd --uid \"${UID}\" app     | Write USER ${UID}",
        "ENV NR=5~RUN adduser -D -u $NR app                  | Write USER ${NR}",
        "ARG UID=10001~RUN UID=7; useradd --uid $UID app     | ''",
        "ARG UID~RUN useradd --uid $UID app                  | ''",
        "ARG UID=5~RUN useradd --uid $UID app~ENV UID=6      | ''",
        "ARG UID=0~RUN useradd -o --uid $UID app             | ''",
      })
  void theNumberMayComeFromAVariable(String before, String title) {
    String text = "FROM alpine:3.22\n" + before.replace('~', '\n') + "\nUSER app\nCMD [\"x\"]\n";
    List<String> titles = RuleRun.findings(RULE, text).stream()
        .flatMap(finding -> finding.fixes().stream())
        .map(Fix::title)
        .toList();
    assertThat(titles).isEqualTo(title.isEmpty() ? List.of() : List.of(title));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "mcr.microsoft.com/dotnet/aspnet:9.0 > useradd -u $NR -m app || true       > Write USER 1654:1654",
        "mcr.microsoft.com/dotnet/aspnet:9.0 > id app || useradd -u 5 app          > Write USER 1654:1654",
        "mcr.microsoft.com/dotnet/aspnet:9.0 > userdel app && useradd -u 5 app     > Write USER 5",
        "mcr.microsoft.com/dotnet/aspnet:7.0 > useradd -u 5 app || true            > Write USER 5",
        "ubuntu:24.04                        > useradd -u 1000 app || true         > ''",
        "ubuntu:24.04                        > useradd -u 1001 app || true         > Write USER 1001",
        "team/image:1                        > useradd -u 5 app || true            > ''",
        "team/image:1                        > getent passwd app || useradd -u 5 app > ''",
        "team/image:1                        > useradd -u 5 app                    > Write USER 5",
      })
  void whoIsThereAlreadyKeepsHisNumber(String image, String run, String title) {
    String text = "FROM " + image + "\nARG NR=1000\nRUN " + run + "\nUSER app\nCMD [\"x\"]\n";
    List<String> titles = RuleRun.findings(RULE, text).stream()
        .flatMap(finding -> finding.fixes().stream())
        .map(Fix::title)
        .toList();
    assertThat(titles).isEqualTo(title.isEmpty() ? List.of() : List.of(title));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM ubuntu:24.04\nARG UID=1000\nARG GID=1000\nUSER ${UID}:${GID}",
        "FROM debian:12\nUSER root",
        "FROM node:22\nUSER node",
        "FROM debian:12\nUSER nobody",
        "FROM debian:12\nUSER 5",
        "FROM debian:12\nUSER 5:app",
        "FROM team/image:1\nUSER app",
        "FROM debian:12\nRUN useradd app\nUSER app:video",
        "FROM debian:12\nRUN useradd \"$OPTIONS\" app\nUSER app",
        "FROM node:22\nRUN deluser node\nUSER node",
        "FROM mcr.microsoft.com/dotnet/aspnet:8.0\nUSER $APP_UID",
        "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nUSER ContainerUser",
        "FROM debian:12 AS dev\nRUN useradd app\nUSER app\nCMD x\nFROM scratch",
        "FROM debian:12\nRUN useradd -u 5 app\nUSER app",
        "FROM node:22\nRUN useradd app\nCOPY --chown=1001 . /app\nUSER app\nCMD [\"x\"]",
        "FROM team/image:1\nRUN useradd -u 5 app\nUSER app",
      })
  void isSilent(String text) {
    assertThat(RuleRun.findings(RULE, text + "\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "debian:12  | useradd app                         | 1000",
        "debian:12  | useradd -u 1001 app                 | 1001",
        "debian:12  | groupadd app && useradd -g app app  | 1000",
        "alpine     | adduser -D app                      | 1000",
        "alpine     | addgroup -S app && adduser -S -G app app | 10001",
      })
  void theGroupOfTheSameNameComesWithTheNumber(String image, String run, String user) {
    String text = "FROM " + image + "\nRUN " + run + "\nUSER app:app\nCMD [\"x\", \"serve\"]\n";
    assertThat(RuleRun.fixes(RULE, text).values())
        .singleElement()
        .asString()
        .contains("\nUSER " + user + "\n");
    String other = text.replace("USER app:app", "USER app:staff");
    assertThat(RuleRun.findings(RULE, other)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abuild -r", "makepkg"})
  void whatBuildsPackagesIsRunByNobody(String build) {
    String text = "FROM alpine:3.22\nRUN adduser -D -u 1000 builder\nUSER builder\nCMD [\"x\"]\n";
    assertThat(RuleRun.findings(RULE, text + "RUN make\n")).hasSize(1);
    assertThat(RuleRun.findings(RULE, text + "RUN " + build + "\n")).isEmpty();
  }
}
