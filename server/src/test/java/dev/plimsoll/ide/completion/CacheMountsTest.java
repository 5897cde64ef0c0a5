package dev.plimsoll.ide.completion;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Cursor;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.LearntImages;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.SampleImages;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The caches that a mount of a RUN is for. */
class CacheMountsTest {

  private static final String MOUNT = "RUN --mount=type=cache,target=<|> ";

  private static List<String> labels(String marked) {
    return Completion.at(marked).labels();
  }

  /** What stands between the quotes of the list, as it is put in. */
  private static List<String> targets(String marked) {
    Completion completion = Completion.at(marked);
    return completion.items().stream().map(Completion::text).toList();
  }

  /** Its user has a number that only the image knows, so that anybody has to be let write. */
  @Test
  void theUserAndTheVariablesOfTheBaseDecideWhereTheCachesAre() {
    LearntImages root = SampleImages.configured(
        "x/base:1", ImageFacts.AMD64, List.of(), "CARGO_HOME", "/opt/cargo");
    ImageFacts facts = root.facts(Objects.requireNonNull(ImageReference.of("x/base:1")));
    PlatformFacts read = facts.platforms().get(0);
    LearntImages app = root.with(
        facts.reference(),
        new PlatformFacts(
            ImageFacts.AMD64, 5, 1, read.digest(), "app", null, null, read.details()));
    assertThat(targets("cargo build", root)).startsWith("/opt/cargo/registry");
    assertThat(targets("npm ci", root)).startsWith("/root/.npm");
    assertThat(targets("npm ci", app)).startsWith("/home/app/.npm,mode=0777");
  }

  private static String targets(String script, ImageCatalog images) {
    Cursor cursor = Cursor.in("FROM x/base:1\n" + MOUNT + script + "\n", images);
    return Completion.at(cursor.snapshot(), cursor.offset(), null, ClientSupport.full())
        .items()
        .stream()
        .map(Completion::text)
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node      | npm ci                                  | /root/.npm",
        "node      | npm ci && npx prisma generate           | /root/.npm",
        "node      | yarn install                            | /usr/local/share/.cache/yarn /root/.yarn/berry/cache",
        "node      | corepack enable && pnpm install         | /root/.cache/node/corepack /root/.local/share/pnpm/store",
        "debian    | apt-get update && apt-get install -y a  | /var/cache/apt,sharing=locked /var/lib/apt,sharing=locked",
        "alpine    | apk add a                               | /var/cache/apk,sharing=locked /etc/apk/cache,sharing=locked",
        "fedora    | dnf install -y a                        | /var/cache/libdnf5,sharing=locked /var/cache/dnf,sharing=locked",
        "centos:7  | yum install -y a                        | /var/cache/yum,sharing=locked",
        "python    | pip install -r requirements.txt         | /root/.cache/pip",
        "python    | python3.12 -m pip install a             | /root/.cache/pip",
        "python    | pip3 install a && poetry install        | /root/.cache/pip /root/.cache/pypoetry",
        "python    | uv sync                                 | /root/.cache/uv",
        "golang    | go build ./...                          | /go/pkg/mod /root/.cache/go-build",
        "debian    | go build ./...                          | /root/go/pkg/mod /root/.cache/go-build",
        "maven     | mvn package                             | /root/.m2",
        "maven     | ./mvnw -B package                       | /root/.m2",
        "gradle    | ./gradlew build                         | /root/.gradle",
        "rust      | cargo build --release                   | /usr/local/cargo/registry /usr/local/cargo/git",
        "ruby      | bundle install                          | /usr/local/bundle/cache",
        "composer  | composer install                        | /tmp/cache",
        "mcr.microsoft.com/dotnet/sdk:9.0 | dotnet restore   | /root/.nuget/packages",
        "oven/bun  | bun install                             | /root/.bun/install/cache",
        "gcc       | conan install .                         | /root/.conan2",
      })
  void theCachesAreThoseOfTheProgramsThatAreCalled(String image, String script, String targets) {
    assertThat(String.join(" ", targets("FROM " + image + "\n" + MOUNT + script + "\n")))
        .startsWith(targets);
    assertThat(targets("FROM " + image + "\n" + MOUNT + "<<E\n" + script + "\nE\n"))
        .as("in a here-document")
        .isEqualTo(targets("FROM " + image + "\n" + MOUNT + script + "\n"));
  }

  @Test
  void onlyCachesOfThoseProgramsAreOffered() {
    assertThat(labels("FROM node\n" + MOUNT + "npm ci\n")).containsExactly("/root/.npm");
    assertThat(labels("FROM node\n" + MOUNT + "[\"npm\", \"ci\"]\n")).containsExactly("/root/.npm");
    assertThat(labels("FROM a\nONBUILD " + MOUNT + "npm ci\n")).containsExactly("/root/.npm");
  }

  @Test
  void beforeTheCommandIsTypedTheBaseImageTellsWhatIsUsual() {
    assertThat(labels("FROM node:22\nRUN --mount=type=cache,target=<|>"))
        .startsWith("/var/cache/apt", "/var/lib/apt", "/root/.npm");
    assertThat(labels("FROM node:22-alpine\nRUN --mount=type=cache,target=<|>\n"))
        .startsWith("/var/cache/apk", "/etc/apk/cache", "/root/.npm")
        .doesNotContain("/var/cache/apt");
    assertThat(labels("FROM golang\n" + MOUNT)).contains("/go/pkg/mod", "/root/.cache/go-build");
    assertThat(labels("FROM whatever\n" + MOUNT)).contains("/var/cache/apt", "/root/.npm");
  }

  @Test
  void theHomeIsThatOfTheUserInForceWhoMayWriteThere() {
    assertThat(targets("FROM node\nUSER node\n" + MOUNT + "npm ci\n"))
        .containsExactly("/home/node/.npm,uid=1000,gid=1000");
    assertThat(targets("FROM node\nUSER 1000:1000\n" + MOUNT + "npm ci\n"))
        .containsExactly("/home/node/.npm,uid=1000,gid=1000");
    assertThat(targets("FROM node AS b\nUSER node\nFROM b\n" + MOUNT + "npm ci\n"))
        .containsExactly("/home/node/.npm,uid=1000,gid=1000");
    assertThat(targets("FROM node\nUSER node\nUSER root\n" + MOUNT + "npm ci\n"))
        .containsExactly("/root/.npm");
    assertThat(targets(
            "FROM python\nRUN useradd -u 7 -d /srv ada\nUSER ada\n" + MOUNT + "pip install a\n"))
        .containsExactly("/srv/.cache/pip,uid=7");
    assertThat(targets("FROM python\nUSER ada\n" + MOUNT + "pip install a\n"))
        .containsExactly("/home/ada/.cache/pip,mode=0777");
    assertThat(targets("FROM node\nUSER node\nRUN --mount=type=cache,uid=1000,target=<|> npm ci\n"))
        .containsExactly("/home/node/.npm,gid=1000");
    assertThat(targets("FROM debian\nUSER ada\n" + MOUNT + "sudo apt-get install a\n"))
        .startsWith("/var/cache/apt,sharing=locked");
  }

  @ParameterizedTest
  @CsvSource({
    "npm_config_cache=/c, npm ci, /c",
    "NPM_CONFIG_CACHE=/c, npm ci, /c",
    "PIP_CACHE_DIR=/c, pip install a, /c",
    "XDG_CACHE_HOME=/c, pip install a, /c/pip",
    "GOPATH=/c/, go build, /c/pkg/mod",
    "CARGO_HOME=/c, cargo build, /c/registry",
    "GRADLE_USER_HOME=/c, gradle build, /c",
    "PNPM_HOME=/pnpm, pnpm install, /pnpm/store",
    "HOME=/c, npm ci, /c/.npm",
  })
  void variablesSayWhereACacheIs(String assignment, String script, String target) {
    assertThat(targets("FROM a\nENV " + assignment + "\n" + MOUNT + script + "\n"))
        .startsWith(target);
    assertThat(targets("FROM a\nENV X=1\n" + MOUNT + script + "\n")).doesNotContain(target);
  }

  @Test
  void aTargetThatIsMountedAlreadyIsNotOffered() {
    assertThat(
            labels(
                "FROM debian\nRUN --mount=type=cache,target=/var/cache/apt --mount=type=cache,target=<|> apt-get update\n"))
        .containsExactly("/var/lib/apt");
  }

  @Test
  void optionsThatAreGivenAreNotPutInAgain() {
    assertThat(targets(
            "FROM debian\nRUN --mount=type=cache,target=<|>,sharing=locked apt-get update\n"))
        .containsExactly("/var/cache/apt", "/var/lib/apt");
  }

  @Test
  void theIdIsThatOfTheTarget() {
    assertThat(labels("FROM node\nRUN --mount=type=cache,target=/root/.npm,id=<|> npm ci\n"))
        .containsExactly("npm");
    assertThat(labels("FROM debian\nRUN --mount=type=cache,id=<|> apt-get update\n"))
        .containsExactly("apt-cache", "apt-lib");
  }

  @Test
  void theWholeOptionIsOfferedWhereNoneIsBegun() {
    assertThat(labels("FROM node\nRUN --mount=type=cache,<|> npm ci\n"))
        .startsWith("target=/root/.npm", "target=");
    assertThat(labels("FROM node\nRUN --mount=type=cache,<|>\n")).startsWith("target=");
    assertThat(labels("FROM node\nRUN --mount=type=cache,target=/a,<|> npm ci\n"))
        .startsWith("id=");
  }

  @Test
  void everyDirectoryCanBeReadAndIsAPath() {
    assertThat(CacheDirectory.all()).hasSizeGreaterThan(40);
    for (CacheDirectory cache : CacheDirectory.all()) {
      for (String program : cache.programs()) {
        ImmutableList<String> targets =
            ImmutableList.copyOf(labels("FROM a\nWORKDIR /w\n" + MOUNT + program + " x\n"));
        assertThat(targets)
            .as(program)
            .isNotEmpty()
            .allMatch(path -> path.matches("/[a-z0-9./_-]+"));
      }
    }
  }

  @Test
  void otherMountsHaveOtherTargets() {
    assertThat(labels("FROM a\nUSER ada\nRUN --mount=type=secret,id=b,target=<|>"))
        .startsWith("/home/ada/.npmrc");
    assertThat(labels("FROM a\nRUN --mount=type=tmpfs,target=<|>")).startsWith("/tmp");
    assertThat(labels("FROM a\nWORKDIR /w\nRUN --mount=type=bind,target=<|>")).startsWith("/w");
  }
}
