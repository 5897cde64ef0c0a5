package dev.plimsoll.ide.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.context.Project;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Cursor;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.SampleImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.CompletionItemTag;
import org.eclipse.lsp4j.InsertTextFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionsTest {

  private static List<String> labels(String marked) {
    return Completion.at(marked).labels();
  }

  private static String taking(String label, String marked) {
    return Completion.at(marked).taking(label);
  }

  // Instructions

  @Test
  void beforeTheFirstStageOnlyFromAndArgAndDirectivesMayStand() {
    assertThat(labels("<|>"))
        .containsExactly(
            "FROM baseImage", "ARG name", "ARG name=defaultValue", "# syntax=docker/dockerfile:1");
    assertThat(labels("ARG A=1\n<|>\nFROM a\n"))
        .containsExactly("FROM baseImage", "ARG name", "ARG name=defaultValue");
  }

  @Test
  void inAStageAllInstructionsMayStand() {
    assertThat(labels("FROM a\n<|>"))
        .hasSize(20)
        .startsWith("FROM baseImage", "RUN command", "COPY source dest");
  }

  @Test
  void afterOnbuildThoseMayStandThatItCanKeep() {
    assertThat(labels("FROM a\nONBUILD <|>"))
        .hasSize(17)
        .doesNotContain("FROM baseImage", "MAINTAINER name", "ONBUILD INSTRUCTION");
  }

  @Test
  void anInstructionComesWithPlacesToFillIn() {
    assertThat(taking("COPY source dest", "FROM a\nco<|>"))
        .isEqualTo("FROM a\nCOPY ${1:source} ${2:dest}");
  }

  @Test
  void keywordsAreInTheCaseOfTheFile() {
    assertThat(taking("run command", "from a\nrun b\n<|>"))
        .isEqualTo("from a\nrun b\nrun ${1:command}");
  }

  @Test
  void whereArgumentsStandAlreadyOnlyTheKeywordIsPutIn() {
    assertThat(taking("COPY source dest", "FROM a\nCOP<|>Y b c")).isEqualTo("FROM a\nCOPY b c");
  }

  @Test
  void beforeAnInstructionALineOfItsOwnIsMade() {
    assertThat(taking("USER daemon", "FROM a\n<|>RUN b\n"))
        .isEqualTo("FROM a\nUSER ${1:daemon}\nRUN b\n");
  }

  @Test
  void beforeACommentALineOfItsOwnIsMadeAndTheCommentStays() {
    assertThat(taking("USER daemon", "FROM a\n<|># b\n"))
        .isEqualTo("FROM a\nUSER ${1:daemon}\n# b\n");
    assertThat(taking("USER daemon", "FROM a\n<|>#b\n"))
        .isEqualTo("FROM a\nUSER ${1:daemon}\n#b\n");
    assertThat(taking("FROM baseImage", "  <|>#b")).isEqualTo("  FROM ${1:baseImage}\n#b");
  }

  @Test
  void aDirectiveIsALineOfItsOwnBeforeWhatStandsThere() {
    String directive = "# syntax=docker/dockerfile:1";
    assertThat(taking(directive, "<|>FROM a\n")).isEqualTo(directive + "\nFROM a\n");
    assertThat(taking(directive, "<|># b\n")).isEqualTo(directive + "\n# b\n");
    assertThat(taking(directive, "<|>#b\n")).isEqualTo(directive + "\n#b\n");
    assertThat(taking(directive, "<|>\nFROM a\n")).isEqualTo(directive + "\nFROM a\n");
    assertThat(taking(directive, "<|>")).isEqualTo(directive);
  }

  @Test
  void aWordThatBeganOnTheLineBeforeIsContinued() {
    assertThat(taking("RUN command", "FROM a\nR\\\nU<|>"))
        .isEqualTo("FROM a\nR\\\nUN ${1:command}");
    assertThat(labels("FROM a\nR\\\nU<|>")).containsExactly("RUN command");
  }

  // Flags

  @Test
  void flagsStandBeforeTheFirstArgument() {
    assertThat(labels("FROM a\nCOPY <|>"))
        .contains("--chown=user:group", "--from=stage", "--link", "--chmod=755", "--parents");
    assertThat(taking("--from=stage", "FROM a\nCOPY --f<|>"))
        .isEqualTo("FROM a\nCOPY --from=${1:stage}");
    assertThat(labels("FROM a\nCOPY b <|>")).noneMatch(label -> label.startsWith("--"));
  }

  @Test
  void aFlagThatIsGivenIsNotOfferedAgainUnlessItMayBe() {
    assertThat(labels("FROM a\nCOPY --from=b --exclude=c --<|> d e"))
        .contains("--exclude=pattern", "--link")
        .doesNotContain("--from=stage");
  }

  @Test
  void aFlagWithAValueKeepsIt() {
    assertThat(taking("--from=stage", "FROM a\nCOPY --fr<|>=b c d"))
        .isEqualTo("FROM a\nCOPY --from=b c d");
  }

  @Test
  void flagsTakeTheirValues() {
    assertThat(labels("FROM --platform=<|>"))
        .contains("linux/amd64", "linux/arm64", "$BUILDPLATFORM");
    assertThat(labels("FROM a\nRUN --network=<|>")).containsExactly("default", "none", "host");
    assertThat(labels("FROM a\nCOPY --link=<|>")).containsExactly("true", "false");
    assertThat(labels("FROM a\nRUN --security=<|> b")).contains("insecure", "sandbox");
    assertThat(labels("FROM a\nADD --chmod=<|>")).contains("755");
    assertThat(labels("FROM node\nCOPY --chown=<|>")).contains("node", "root");
    assertThat(labels("FROM node\nCOPY --chown=node:<|>")).contains("node", "root");
    assertThat(labels("FROM a\nHEALTHCHECK --interval=<|>")).contains("30s");
  }

  @Test
  void aMountBeginsWithItsType() {
    assertThat(labels("FROM a\nRUN --mount=<|>"))
        .startsWith("type=cache", "type=bind", "type=secret", "type=ssh", "type=tmpfs");
  }

  @Test
  void aMountTakesTheOptionsOfItsType() {
    assertThat(labels("FROM a\nRUN --mount=type=cache,<|>"))
        .contains("target=", "sharing=", "id=")
        .doesNotContain("type=cache", "env=");
    assertThat(labels("FROM a\nRUN --mount=type=secret,id=b,<|>"))
        .contains("target=", "env=", "required")
        .doesNotContain("id=", "sharing=");
    assertThat(labels("FROM a\nRUN --mount=type=cache,target=/b,sharing=<|>"))
        .containsExactlyInAnyOrder("shared", "private", "locked");
    assertThat(labels("FROM a\nRUN --mount=type=<|>"))
        .containsExactlyInAnyOrder("bind", "cache", "tmpfs", "secret", "ssh");
    assertThat(labels("FROM a AS b\nFROM c\nRUN --mount=from=<|>")).startsWith("b");
  }

  // Images and stages

  @Test
  void fromTakesStagesThenImagesWithTheirSizes() {
    Completion completion = Completion.at("FROM a AS build\nFROM <|>");
    assertThat(completion.labels())
        .startsWith("build", "scratch", "a", "alpine")
        .contains("node", "python", "--platform=arm64");
    assertThat(completion.item("node").getDetail()).matches("[0-9.]+ MB compressed");
  }

  @Test
  void anEmptyImageAndOnesThatNobodyKeepsUpComeLater() {
    Completion completion = Completion.at("FROM <|>");
    assertThat(completion.labels())
        .startsWith("alpine", "node", "python")
        .containsSubsequence("busybox", "scratch", "adminer", "zookeeper", "centos", "vault");
    assertThat(completion.item("openjdk").getTags()).containsExactly(CompletionItemTag.Deprecated);
    assertThat(labels("FROM a AS b\nFROM <|>")).startsWith("b", "scratch", "a", "alpine");
  }

  @Test
  void theNewestReleaseIsOfferedFirst() {
    assertThat(labels("FROM python:<|>")).startsWith("3.14-slim", "3.14");
    assertThat(labels("FROM python:3.1<|>"))
        .startsWith("3.14-slim", "3.14")
        .endsWith("3-windowsservercore", "windowsservercore");
  }

  @Test
  void aColonAsksForTags() {
    Completion completion = Completion.at("FROM node:2<|>\n");
    assertThat(completion.labels()).contains("22-slim", "22-alpine", "latest");
    assertThat(completion.taking("22-slim")).isEqualTo("FROM node:22-slim\n");
    assertThat(completion.item("22-slim").getDetail()).matches("[0-9.]+ MB compressed");
  }

  @Test
  void theNameKeepsItsTagAndTheTagItsDigest() {
    assertThat(taking("node", "FROM no<|>:22")).isEqualTo("FROM node:22");
    assertThat(taking("22-slim", "FROM node:2<|>2@sha256:1 AS b"))
        .isEqualTo("FROM node:22-slim@sha256:1 AS b");
  }

  @Test
  void afterTheImageAStageMayBeNamed() {
    assertThat(taking("AS name", "FROM node <|>")).isEqualTo("FROM node AS ${1:name}");
    assertThat(labels("FROM node AS <|>")).isEmpty();
  }

  @Test
  void aTriggerMayTakeFromTheStageThatKeepsIt() {
    assertThat(labels("FROM a AS one\nFROM b AS two\nONBUILD COPY --from=<|>"))
        .startsWith("one", "two");
    assertThat(labels("FROM a AS one\nFROM b AS two\nCOPY --from=<|>"))
        .startsWith("one")
        .doesNotContain("two");
  }

  @Test
  void copyTakesEarlierStagesByNameOrIndex() {
    assertThat(labels("FROM a AS one\nFROM b\nFROM c\nCOPY --from=<|> d e"))
        .startsWith("one", "1")
        .doesNotContain("2");
  }

  // Variables

  @Test
  void aDollarSignAsksForTheVariablesWithTheirValues() {
    Completion completion = Completion.at("FROM a\nARG FOO=1\nENV BAR=$FOO\nRUN echo $<|>");
    assertThat(completion.labels()).startsWith("${BAR}", "${FOO}").contains("${PATH}");
    assertThat(completion.item("${BAR}").getDocumentation().getLeft()).isEqualTo("1");
    assertThat(completion.taking("${FOO}"))
        .isEqualTo("FROM a\nARG FOO=1\nENV BAR=$FOO\nRUN echo ${FOO}");
  }

  @Test
  void aScriptSeesItsSecretsAndWhatItHasSet() {
    Completion completion = Completion.at(
        "FROM a\nENV PAT=1\nRUN --mount=type=secret,id=pat,env=PAT V=1; echo $<|>; W=1\nRUN X=1\n");
    assertThat(completion.labels())
        .contains("${PAT}", "${V}")
        .doesNotContain("${W}", "${X}")
        .doesNotHaveDuplicates();
    assertThat(completion.item("${PAT}").getDetail()).isEqualTo("secret");
    assertThat(labels("FROM a\nRUN --mount=type=secret,id=pat,env=PAT,target=/$<|> x\n"))
        .doesNotContain("${PAT}");
  }

  @Test
  void theFrontEndsOfTodayAreOffered() {
    assertThat(labels("# syntax=<|>\nFROM a\n"))
        .contains("docker/dockerfile:1", "docker/dockerfile:1-labs")
        .noneMatch(label -> label.contains("experimental"));
    assertThat(labels("# syntax=docker/dockerfile:<|>\nFROM a\n"))
        .contains("docker/dockerfile:1-labs")
        .noneMatch(label -> label.contains("experimental"));
  }

  @Test
  void bracesAreKeptAsTheyAre() {
    assertThat(taking("$FOO", "FROM a\nENV FOO=1\nUSER $F<|>"))
        .isEqualTo("FROM a\nENV FOO=1\nUSER $FOO");
    assertThat(taking("${FOO}", "FROM a\nENV FOO=1\nUSER ${F<|>}"))
        .isEqualTo("FROM a\nENV FOO=1\nUSER ${FOO}");
    assertThat(taking("${FOO}", "FROM a\nENV FOO=1\nUSER ${F<|>:-x}y"))
        .isEqualTo("FROM a\nENV FOO=1\nUSER ${FOO:-x}y");
    assertThat(taking("${FOO}", "FROM a\nENV FOO=1\nRUN echo \"${F<|>\""))
        .isEqualTo("FROM a\nENV FOO=1\nRUN echo \"${FOO}\"");
  }

  @Test
  void stagesInheritVariablesAndSeeGlobalOnesOnceTheyAreDeclared() {
    Completion completion =
        Completion.at("ARG G=1\nFROM a AS b\nENV E=2\nFROM b\n# why\nRUN echo $<|>\n");
    assertThat(completion.labels()).contains("${E}");
    assertThat(completion.taking("${G}"))
        .isEqualTo("ARG G=1\nFROM a AS b\nENV E=2\nFROM b\nARG G\n# why\nRUN echo ${G}\n");
    assertThat(completion.taking("${TARGETARCH}"))
        .contains("ARG TARGETARCH\n# why\nRUN echo ${TARGETARCH}");
  }

  @Test
  void fromSeesPlatformsWithoutADeclaration() {
    assertThat(taking("$BUILDPLATFORM", "FROM --platform=$B<|> a"))
        .isEqualTo("FROM --platform=$BUILDPLATFORM a");
  }

  @Test
  void noVariableIsOfferedWhereNoneIsExpanded() {
    assertThat(labels("FROM a\nENV A=1 B='$<|>'")).isEmpty();
    assertThat(labels("FROM a\nENV A=\\$<|>")).isEmpty();
    assertThat(labels("FROM a\nCOPY <<E /b\n$<|>\nE\n")).isEmpty();
  }

  @Test
  void aColonInBracesAsksForAModifier() {
    assertThat(labels("FROM a\nENV A=${B:<|>}")).containsExactly(":-", ":+", ":?");
  }

  @Test
  void argTakesWhatBuildKitDeclaresAndWhatIsDeclaredAbove() {
    assertThat(labels("ARG V=1\nFROM a\nARG <|>")).contains("V", "TARGETARCH", "BUILDKIT_SYNTAX");
    assertThat(taking("PYTHONUNBUFFERED", "FROM a\nENV PYTH<|>"))
        .isEqualTo("FROM a\nENV PYTHONUNBUFFERED=${1:1}");
    assertThat(labels("FROM node:22\nENV <|>")).startsWith("NODE_ENV").contains("LANG");
    assertThat(labels("FROM a\nENV NODE_ENV=<|>")).startsWith("production");
    assertThat(labels("FROM a\nENV NODE_ENV <|>")).startsWith("production");
  }

  // Other arguments

  @Test
  void usersAreThoseOfTheStageAndOfItsBase() {
    assertThat(labels("FROM node:22\nRUN groupadd -g 7 crew && useradd -u 7 -g crew ada\nUSER <|>"))
        .startsWith("ada", "node", "1000")
        .contains("root");
    assertThat(labels("FROM debian\nRUN useradd -R /x -lm -Z y ada\nUSER <|>")).startsWith("ada");
    assertThat(labels("FROM alpine\nRUN adduser -h /home -D ada\nUSER <|>")).startsWith("ada");
    assertThat(labels("FROM debian\nRUN [\"useradd\", \"--gid\", \"7\", \"ada\"]\nUSER <|>"))
        .startsWith("ada");
    assertThat(labels("FROM alpine\nRUN addgroup -S crew && adduser -S -G crew bob\nUSER bob:<|>"))
        .startsWith("crew");
  }

  @Test
  void destinationsAreEarlierWorkingDirectories() {
    assertThat(labels("FROM a\nWORKDIR /srv\nWORKDIR app\nCOPY b <|>"))
        .startsWith("./", "/srv/app/", "/srv/");
    assertThat(labels("FROM a AS b\nWORKDIR /srv\nFROM c\nCOPY --from=b <|>")).contains("/srv/");
    assertThat(labels(
            "FROM golang AS b\nWORKDIR /w\nRUN go build -o out/x .\nFROM c\nCOPY --from=b <|>"))
        .startsWith("/w/out/x", "/w/");
    assertThat(labels("FROM a\nWORKDIR /srv\nFROM b\nWORKDIR <|>")).startsWith("/srv", "/app");
  }

  @Test
  void theImageDecidesWhatComesFirst() {
    assertThat(labels("FROM postgres\nEXPOSE <|>")).startsWith("5432", "80");
    assertThat(labels("FROM node\nEXPOSE <|>")).startsWith("3000", "8080", "80");
    assertThat(labels("FROM nginx\nSTOPSIGNAL <|>")).startsWith("SIGQUIT", "SIGTERM");
    assertThat(labels("FROM alpine\nSHELL [\"<|>")).startsWith("/bin/ash", "/bin/bash");
    assertThat(labels("FROM mcr.microsoft.com/windows/servercore:ltsc2022\nSHELL [\"<|>"))
        .startsWith("pwsh", "powershell", "cmd");
    assertThat(labels("FROM a\nARG <|>")).startsWith("TARGETARCH", "TARGETOS", "TARGETPLATFORM");
    assertThat(labels("FROM a\nLABEL <|>")).startsWith("org.opencontainers.image.source");
    assertThat(labels("FROM a\nHEALTHCHECK --interval=<|>")).startsWith("30s");
  }

  @Test
  void someArgumentsAreWordsOfTheLanguage() {
    assertThat(labels("FROM a\nSTOPSIGNAL <|>")).startsWith("SIGTERM", "SIGINT", "SIGQUIT");
    assertThat(labels("FROM a\nEXPOSE <|>")).startsWith("80", "443", "8080").contains("5432");
    assertThat(labels("FROM a\nENTRYPOINT <|>")).containsExactly("[ \"executable\" ]");
    assertThat(labels("FROM a\nEXPOSE 53/<|>")).containsExactly("tcp", "udp", "sctp");
    assertThat(labels("FROM a\nHEALTHCHECK <|>"))
        .startsWith("CMD [ \"executable\" ]", "NONE")
        .contains("--interval=30s", "--start-interval=5s");
    assertThat(taking("org.opencontainers.image.source", "FROM a\nLABEL org.op<|>"))
        .isEqualTo("FROM a\nLABEL org.opencontainers.image.source=\"${1:source}\"");
  }

  @Test
  void shellsComeWithTheirOptions() {
    assertThat(taking("[\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]", "FROM a\nSHELL <|>"))
        .isEqualTo("FROM a\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]");
    assertThat(labels("FROM a\nSHELL [\"/bin/bash\", \"<|>")).contains("-o");
  }

  // The build context

  private static Completion inProject(Project project, String marked) {
    int offset = marked.indexOf("<|>");
    return Completion.at(
        Completion.open(marked.replace("<|>", "")),
        offset,
        null,
        project.context(),
        ClientSupport.full());
  }

  @Test
  void sourcesAreWhatCopyCanSeeOfTheBuildContext(@TempDir Path folder) throws IOException {
    Project project = new Project(folder)
        .with("package.json", "src/main.c", "src/deep/", ".env", "a b", "secret.key")
        .write(".dockerignore", "*.key\n");
    assertThat(inProject(project, "FROM a\nCOPY <|>").labels())
        .containsSubsequence("package.json", "src/", ".", ".env")
        .doesNotContain("secret.key", "a b");
    assertThat(inProject(project, "FROM a\nCOPY [\"<|>").labels()).contains("a b");
    Completion inFolder = inProject(project, "FROM a\nCOPY --link x src/ma<|> /app/");
    assertThat(inFolder.labels()).containsExactly("deep/", "main.c");
    assertThat(inFolder.taking("main.c")).isEqualTo("FROM a\nCOPY --link x src/main.c /app/");
    assertThat(inProject(project, "FROM a\nADD s<|> /").taking("src/"))
        .isEqualTo("FROM a\nADD src/ /");
    assertThat(inProject(project, "FROM a\nRUN --mount=type=bind,source=<|>,target=/a b")
            .labels())
        .contains("src/");
    assertThat(inProject(project, "FROM a\nFROM b\nCOPY --from=0 <|>").labels())
        .doesNotContain("src/");
    assertThat(inProject(project, "FROM a\nCOPY ../<|>").labels()).doesNotContain("src/");
  }

  @Test
  void manifestsComeBeforeSourcesAndWhatNoImageNeedsLast(@TempDir Path folder) throws IOException {
    Project project = new Project(folder)
        .with("Dockerfile", "api.Dockerfile", ".dockerignore", "compose.yaml", ".git/", "README.md")
        .with("LICENSE", "app.js", "src/main.c", "package-lock.json", "package.json", "go.sum")
        .with(
            "go.mod", "App.csproj", "requirements-dev.txt", "requirements.txt", ".env", "x.tar.gz");
    assertThat(inProject(project, "FROM a\nCOPY <|>").labels())
        .startsWith(
            "package.json",
            "package-lock.json",
            "go.mod",
            "go.sum",
            "requirements-dev.txt",
            "requirements.txt",
            "App.csproj",
            "app.js",
            "src/",
            "x.tar.gz",
            ".",
            ".env",
            "LICENSE",
            "README.md",
            "compose.yaml")
        .containsSubsequence("compose.yaml", "Dockerfile", "api.Dockerfile", ".dockerignore");
    assertThat(inProject(project, "FROM a\nADD <|>").labels())
        .startsWith("x.tar.gz", "package.json");
    assertThat(inProject(project, "FROM a\nRUN --mount=type=bind,source=<|>").labels())
        .startsWith("package.json");
  }

  @Test
  void whatTheStageHasCopiedComesAfterWhatItHasNot(@TempDir Path folder) throws IOException {
    Project project = new Project(folder).with("package.json", "package-lock.json", "src/main.c");
    assertThat(inProject(project, "FROM a\nCOPY package*.json package.json ./\nCOPY <|>")
            .labels())
        .startsWith("package-lock.json", "src/", ".", "package.json");
    assertThat(inProject(project, "FROM a\nCOPY package.json <|> ./").labels())
        .containsSubsequence("package-lock.json", "src/", ".", "package.json");
    assertThat(
            inProject(project, "FROM a\nCOPY package.json .\nFROM b\nCOPY <|>").labels())
        .startsWith("package.json");
  }

  @Test
  void aTriggerCopiesFromTheContextOfALaterBuild(@TempDir Path folder) throws IOException {
    Project project = new Project(folder).with("package.json", "src/main.c");
    for (String trigger : List.of(
        "COPY <|>", "COPY a <|>", "ADD [\"<|>", "RUN --mount=type=bind,source=<|>,target=/a b")) {
      assertThat(inProject(project, "FROM a\nONBUILD " + trigger).labels())
          .as(trigger)
          .doesNotContain("package.json", "src/");
    }
    assertThat(inProject(project, "FROM a AS b\nWORKDIR /srv\nONBUILD COPY --from=b <|>")
            .labels())
        .contains("/srv/");
  }

  // Scripts

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN <|>",
        "RUN ap<|>",
        "RUN a && <|>",
        "RUN a; \\\n  <|>",
        "RUN a | <|>",
        "RUN if <|>",
        "RUN if a; then <|>; fi",
        "RUN sudo <|>",
        "RUN (<|>)",
        "RUN a $(<|>)",
        "RUN sh -c '<|>'",
        "RUN <<E\n<|>\nE\n",
        "RUN [\"<|>",
        "RUN [\"sh\", \"-c\", \"<|>\"]",
        "ONBUILD RUN <|>",
      })
  void programsAreOfferedWhereTheShellTakesOne(String line) {
    assertThat(labels("FROM debian\n" + line)).contains("apt-get", "curl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN echo <|>",
        "RUN a > <|>",
        "RUN A=<|>",
        "RUN for i in <|>",
        "RUN a # <|>",
        "RUN cat <<E\n<|>\nE\n",
        "RUN <<E\n#!/usr/bin/env python3\n<|>\nE\n",
        "RUN a \\\n# <|>\n b",
        "RUN a \\<|>\n b",
        "COPY <<E /a\n<|>\nE\n",
        "# <|>one",
        "MAINTAINER <|>",
        "NOTHING <|>",
        "FROM a AS <|>",
      })
  void elsewhereThereIsNothing(String line) {
    assertThat(Completion.typed("FROM debian\n" + line).labels()).isEmpty();
  }

  @Test
  void subcommandsAndOptionsBelongToTheirProgram() {
    assertThat(labels("FROM debian\nRUN apt-get <|>"))
        .startsWith("update", "install")
        .contains("-y");
    assertThat(labels("FROM debian\nRUN apt-get update && apt-get install -<|>"))
        .startsWith("--no-install-recommends")
        .contains("-y")
        .doesNotContain("update");
    assertThat(labels("FROM debian\nRUN [\"apt-get\", \"install\", \"<|>\"]"))
        .contains("--no-install-recommends");
    assertThat(labels("FROM debian\nRUN apt-get install -y -<|>")).doesNotContain("-y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "alpine; apk add <|>            ; --no-cache",
        "alpine; apk add -<|>           ; --no-cache",
        "alpine; apk -X a:b add <|>     ; --no-cache",
        "debian; apt-get -t sid install <|>; --no-install-recommends -y",
        "debian; apt-get install <|>    ; --no-install-recommends -y",
        "debian; apt-get install -<|>   ; --no-install-recommends -y",
        "debian; apt-get install --yes <|>; --no-install-recommends ca-certificates curl git",
        "python; pip install <|>        ; --no-cache-dir -r",
        "python; pip3 install <|>       ; --no-cache-dir -r",
        "fedora; dnf install <|>        ; -y git curl",
        "node  ; npm <|>                ; ci install",
        "node  ; npm ci <|>             ; --omit=dev",
        "rust  ; cargo build <|>        ; --release --locked",
      })
  void whatNearlyEverybodyWritesComesFirst(String image, String script, String first) {
    assertThat(String.join(" ", labels("FROM " + image + "\nRUN " + script))).startsWith(first);
  }

  @Test
  void packageManagersTakeThePackagesOfTheirSystem() {
    String apk = "FROM alpine\nRUN apk add --no-cache ";
    assertThat(labels(apk + "<|>"))
        .startsWith("ca-certificates", "curl", "git")
        .contains("build-base");
    assertThat(labels("FROM debian\nRUN apt-get install -y <|>"))
        .contains("build-essential", "default-mysql-client")
        .doesNotContain("build-base", "software-properties-common");
    assertThat(labels("FROM ubuntu\nRUN apt-get install -y <|>"))
        .contains("software-properties-common");
    assertThat(labels("FROM fedora\nRUN dnf install -y <|>")).contains("gcc-c++");
    assertThat(labels("FROM archlinux\nRUN pacman -Syu --noconfirm <|>")).contains("base-devel");
    assertThat(labels("FROM opensuse/leap\nRUN zypper install -y <|>")).contains("gcc-c++");
    assertThat(labels("FROM debian\nRUN [\"apt-get\", \"install\", \"<|>\"]")).contains("git");
    assertThat(labels("FROM debian\nRUN apt-get update <|>")).doesNotContain("git");
    assertThat(labels("FROM debian\nRUN apt-get install -<|>")).doesNotContain("git");
    assertThat(labels("FROM alpine\nRUN apk del <|>")).doesNotContain("git");
  }

  @Test
  void aPackageThatIsInTheListIsNotOfferedAgain() {
    assertThat(
            labels(
                "FROM debian\nRUN apt-get install -y curl \\\n  git=1:2 \\\n  <|> \\\n  wget:amd64 && jq"))
        .contains("jq", "git-lfs", "ca-certificates")
        .doesNotContain("curl", "git", "wget", "-y");
  }

  @Test
  void theFamilyOfTheBaseDecidesWhichPackageManagerComesFirst() {
    assertThat(taking("apk add --no-cache …", "FROM alpine\nRUN <|>"))
        .isEqualTo("FROM alpine\nRUN apk add --no-cache ${1:package}");
    assertThat(labels("FROM alpine\nRUN <|>"))
        .noneMatch(label -> label.startsWith("apt-get update"));
  }

  @Test
  void aShellOfAnotherLanguageIsLeftAlone() {
    assertThat(labels("FROM a\nSHELL [\"pwsh\", \"-Command\"]\nRUN <|>")).doesNotContain("apt-get");
  }

  // Comments

  @Test
  void directivesStandAtTheHeadOfTheFile() {
    assertThat(labels("#<|>")).startsWith("syntax=docker/dockerfile:1").contains("escape=`");
    assertThat(Completion.typed("# syn<|>").labels()).containsExactly("syntax=docker/dockerfile:1");
    assertThat(taking("syntax=docker/dockerfile:1", "# syn<|>"))
        .isEqualTo("# syntax=${1:docker/dockerfile:1}");
    assertThat(labels("# syntax=docker/dockerfile:1\n# <|>"))
        .contains("escape=`")
        .doesNotContain("syntax=docker/dockerfile:1");
    assertThat(labels("# syntax=<|>")).contains("docker/dockerfile:1", "docker/dockerfile:1-labs");
    assertThat(labels("# escape=<|>")).containsExactlyInAnyOrder("`", "\\");
    assertThat(labels("FROM a\n# syntax=<|>")).isEmpty();
  }

  @Test
  void checksAreConfiguredByTheirNames() {
    assertThat(labels("# check=<|>")).containsExactly("skip", "error", "experimental");
    assertThat(taking("StageNameCasing", "# check=skip=JSONArgsRecommended,Stage<|>;error=true"))
        .isEqualTo("# check=skip=JSONArgsRecommended,StageNameCasing;error=true");
    assertThat(labels("# check=skip=JSONArgsRecommended,<|>"))
        .contains("StageNameCasing")
        .doesNotContain("JSONArgsRecommended");
    assertThat(labels("# check=skip=A;error=<|>")).containsExactly("true", "false");
  }

  @Test
  void pragmasNameRulesInEveryDialect() {
    assertThat(labels("FROM a\n# <|>\nRUN b"))
        .contains(
            "plimsoll ignore=",
            "plimsoll format: off",
            "hadolint ignore=",
            "check=skip=",
            "dockerfile-utils: ignore");
    assertThat(labels("FROM a\n# plimsoll ignore=<|>\nRUN b"))
        .contains("apt-lists-not-removed", "DL3009");
    assertThat(taking("DL3009", "FROM a\n# hadolint ignore=DL3008,DL<|>\nRUN b"))
        .isEqualTo("FROM a\n# hadolint ignore=DL3008,DL3009\nRUN b");
    assertThat(labels("FROM a\n# tally global ignore=<|>\n")).contains("user-missing");
    assertThat(labels("FROM a\n# check=skip=<|>\nRUN b")).contains("JSONArgsRecommended");
    assertThat(labels("FROM a\n# an ordinary comment<|>\n")).isEmpty();
    assertThat(labels("FROM a\n# hadolint ignore=DL3008 because <|>\n")).isEmpty();
  }

  // What opens by itself

  @Test
  void aBlankOpensTheListOnlyWhereAWordIsMissing() {
    assertThat(Completion.typed("FROM <|>").labels()).contains("alpine");
    assertThat(Completion.typed("FROM a <|>").labels()).isEmpty();
    assertThat(Completion.typed("FROM a\nRUN apt-get <|>").labels()).contains("install");
    assertThat(Completion.typed("FROM a\nRUN apt-get install <|>").labels()).contains("git");
    assertThat(Completion.typed("FROM a\nRUN apt-get install b <|>").labels()).isEmpty();
    assertThat(Completion.typed("FROM a\nEXPOSE 80 <|>").labels()).isEmpty();
    assertThat(Completion.typed("FROM a\nWORKDIR /a\nCOPY b <|>").labels()).contains("/a/");
    assertThat(Completion.typed("FROM a\nWORKDIR /a\nCOPY b c <|>").labels()).isEmpty();
    assertThat(Completion.typed("# syntax=a\nFROM b\n# <|>").labels()).isEmpty();
    assertThat(Completion.typed("# <|>").labels()).isNotEmpty();
    assertThat(Completion.typed("FROM a\nENV A=http:<|>").labels()).isEmpty();
    assertThat(Completion.typed("FROM a\nRUN b-<|>").labels()).isEmpty();
  }

  // What editors can show

  @Test
  void plainEditorsGetPlainText() {
    Set<Ability> none = EnumSet.noneOf(Ability.class);
    ClientSupport plain = ClientSupport.of(none);
    Completion keywords = Completion.at("FROM a\nH<|>", null, plain);
    assertThat(keywords.labels()).contains("HEALTHCHECK CMD", "HEALTHCHECK NONE", "ARG", "RUN");
    assertThat(keywords.taking("HEALTHCHECK CMD")).isEqualTo("FROM a\nHEALTHCHECK CMD");
    Completion flags = Completion.at("FROM a\nCOPY --<|>", null, plain);
    assertThat(flags.taking("--from=")).isEqualTo("FROM a\nCOPY --from=");
    for (CompletionItem item : keywords.items()) {
      assertThat(item.getInsertTextFormat()).isEqualTo(InsertTextFormat.PlainText);
      assertThat(item.getTextEdit().isLeft()).isTrue();
      assertThat(item.getTags()).isNull();
      assertThat(item.getLabelDetails()).isNull();
    }
    assertThat(Completion.at("FROM a\nSTOPSIGNAL <|>", null, plain).items())
        .allMatch(item -> item.getKind() == CompletionItemKind.Value);
  }

  @Test
  void theDocumentationComesWhenAnItemIsLookedAt() {
    CompletionItem item = Completion.at("FROM a\n<|>").item("RUN command");
    CompletionItem resolved =
        Completions.resolve(item, (String) item.getData(), Completion.IMAGES, ClientSupport.full());
    assertThat(resolved.getDocumentation().getRight().getValue())
        .contains("Runs a command while the image is built");
    CompletionItem image = Completion.at("FROM node:<|>").item("22-slim");
    assertThat(Completions.resolve(
                image, (String) image.getData(), Completion.IMAGES, ClientSupport.none())
            .getDocumentation()
            .getRight()
            .getValue())
        .contains("node:22-slim");
  }

  @Test
  void aReferenceOfSomebodyElseIsPassedOver() {
    CompletionItem item = new CompletionItem("x");
    for (String reference : List.of("", "a", "RUN\n\n", "INSTRUCTION\n\nX", "image ///")) {
      assertThat(Completions.resolve(item, reference, Completion.IMAGES, ClientSupport.full())
              .getDocumentation())
          .isNull();
    }
  }

  @Test
  void theVariablesOfTheBaseImageAreOfferedWithTheirValues() {
    ImageCatalog images = SampleImages.configured(
        "x/base:1", ImageFacts.AMD64, List.of(), "APP", "/srv/app", "LONG", "x".repeat(100));
    Cursor cursor = Cursor.in("FROM x/base:1\nWORKDIR $<|>\n", images);
    assertThat(
            Completion.at(cursor.snapshot(), cursor.offset(), null, ClientSupport.full())
                .items()
                .stream()
                .map(item -> item.getLabel() + ": " + item.getDetail()))
        .contains("${APP}: /srv/app", "${LONG}: from the base image");
  }
}
