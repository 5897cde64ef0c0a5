package dev.plimsoll.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.LearntImages;
import dev.plimsoll.image.SampleImages;
import dev.plimsoll.shell.ShellDialect;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What stages inherit from their base images: variables, and the shell that runs their commands. */
class BaseEnvironmentTest {

  private static final LearntImages IMAGES = SampleImages.configured(
      "x/base:1",
      ImageFacts.AMD64,
      List.of("/bin/bash", "-o", "pipefail", "-c"),
      "APP",
      "/srv/app",
      "PATH",
      "/srv/bin:/bin",
      "LONG",
      "x".repeat(5_000));

  private static SemanticModel model(String text) {
    return SemanticModel.of(Dockerfile.parse(text), IMAGES);
  }

  private static Instruction last(SemanticModel model) {
    return Iterables.getLast(model.file().instructions());
  }

  private static String expanded(String text, String word) {
    SemanticModel model = model(text);
    return model.expand(last(model), word).withoutBuildArgs();
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      FROM x/base:1,                                    /srv/app
      FROM --platform=linux/amd64 x/base:1,             /srv/app
      FROM --platform=$BUILDPLATFORM x/base:1,          /srv/app
      FROM --platform=linux/arm64 x/base:1,             ''
      FROM x/base:2,                                    ''
      FROM scratch,                                     ''
      FROM x/base:1 AS a; FROM a AS b; USER u; FROM b,  /srv/app
      FROM x/base:1 AS a; ENV APP=/own; FROM a,         /own
      FROM x/base:1; ARG APP=/arg,                      /arg
      FROM x/base:1; ARG APP,                           /srv/app
      ARG APP=/global; FROM x/base:1,                   /srv/app
      ARG APP=/global; FROM x/base:1; ARG APP,          /global
      """)
  void variablesOfTheBaseAreThereUntilSomethingElseSetsThem(String before, String value) {
    String text = before.replace("; ", "\n") + "\nWORKDIR /\n";
    assertThat(expanded(text, "$APP")).isEqualTo(value);
  }

  @Test
  void theNextImageOfTheTagMaySetAnotherValue() {
    SemanticModel model = model("FROM x/base:1\nWORKDIR $APP/lib\nRUN make\n");
    assertThat(model.directory(last(model), Basis.DEFAULTS).text()).isEqualTo("/srv/app/lib");
    assertThat(model.directory(last(model), Basis.ANY_BUILD).text()).isNull();
  }

  @Test
  void theDirectoryAndTheHomeOfTheBaseAreKnownToo() {
    SemanticModel model = model("FROM x/base:1\nWORKDIR lib\nRUN make\n");
    assertThat(model.directory(last(model), Basis.DEFAULTS).text()).isEqualTo("/srv/lib");
    assertThat(model.directory(last(model), Basis.ANY_BUILD).text()).isNull();
    assertThat(model.home(last(model), Basis.DEFAULTS).text()).isEqualTo("/root");
    assertThat(model.home(last(model), Basis.ANY_BUILD).text()).isNull();
    SemanticModel other = model("FROM x/other\nWORKDIR lib\nRUN make\n");
    assertThat(other.directory(last(other), Basis.DEFAULTS).text()).isNull();
    assertThat(other.home(last(other), Basis.DEFAULTS).text()).isNull();
  }

  @Test
  void thePathOfTheBaseReplacesTheOneThatBuildKitWouldSet() {
    assertThat(expanded("FROM x/base:1\nRUN true\n", "$PATH")).isEqualTo("/srv/bin:/bin");
    assertThat(expanded("FROM x/other\nRUN true\n", "$PATH")).startsWith("/usr/local/sbin:");
  }

  @Test
  void aValueThatIsTooLongIsNotFollowed() {
    SemanticModel model = model("FROM x/base:1\nRUN true\n");
    Binding binding = model.binding(last(model), "LONG");
    assertThat(binding).isNotNull();
    assertThat(binding.withoutBuildArgs()).isNull();
    assertThat(binding.base()).isEqualTo("x/base:1");
  }

  @ParameterizedTest
  @MethodSource("dev.plimsoll.semantics.BoundNamesTest#files")
  void aNameIsBoundWhereSomethingBindsIt(String text) {
    SemanticModel model = model("FROM x/base:1 AS base-of-all\n" + text);
    for (Instruction instruction : model.file().instructions()) {
      for (String name : List.of("APP", "PATH", "LONG", "OTHER")) {
        assertThat(model.isBound(instruction, name))
            .isEqualTo(model.binding(instruction, name) != null);
      }
    }
  }

  @Test
  void anotherBaseThatABuildArgumentNamesMaySetAnything() {
    SemanticModel model = model("ARG V=1\nFROM x/base:$V\nWORKDIR /\n");
    assertThat(model.expand(last(model), "$APP").withoutBuildArgs()).isEqualTo("/srv/app");
    assertThat(model.mayInherit(model.stages().get(0), "OTHER")).isTrue();
  }

  /** They run in the stage before its own instructions. */
  @Test
  void triggersOfTheBaseMayChangeWhatItSets() {
    ImageCatalog images = SampleImages.configured("x/base:1", IMAGES, "ENV APP=/other", "USER app");
    SemanticModel model =
        SemanticModel.of(Dockerfile.parse("FROM x/base:1\nWORKDIR lib\nRUN true\n"), images);
    assertThat(model.binding(last(model), "APP")).isNull();
    assertThat(model.expand(last(model), "$PATH").withoutBuildArgs()).isEqualTo("/srv/bin:/bin");
    assertThat(model.mayInherit(model.stages().get(0), "OTHER")).isTrue();
    assertThat(model.directory(last(model), Basis.DEFAULTS).text()).isNull();
    assertThat(model.home(last(model), Basis.DEFAULTS).text()).isNull();
    assertThat(model.shell(last(model)).name()).isEqualTo("sh");
  }

  @Test
  void whatTheConfigurationDoesNotSetIsNotSet() {
    SemanticModel model = model("FROM x/base:1\nFROM x/other\n");
    assertThat(model.mayInherit(model.stages().get(0), "OTHER")).isFalse();
    assertThat(model.mayInherit(model.stages().get(0), "APP")).isTrue();
    assertThat(model.mayInherit(model.stages().get(1), "OTHER")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      FROM golang:1.25,                GOPATH,     /go
      FROM golang:windowsservercore,   GOPATH,     ''
      FROM rust:1-alpine,              CARGO_HOME, /usr/local/cargo
      FROM public.ecr.aws/docker/library/rust, CARGO_HOME, /usr/local/cargo
      FROM other/rust,                 CARGO_HOME, ''
      FROM postgres,                   PGDATA,     ''
      """)
  void pathsThatOfficialImagesSetInEveryTagAreKnownByTheirNames(
      String from, String name, String value) {
    assertThat(expanded(from + "\nRUN true\n", "$" + name)).isEqualTo(value);
  }

  @Test
  void theShellOfTheBaseRunsCommandsUntilAnotherIsChosen() {
    SemanticModel model = model("FROM x/base:1\nRUN make | tee log\n");
    assertThat(model.shell(last(model)).name()).isEqualTo("bash");
    assertThat(model.shell(last(model)).pipefail()).isTrue();
    assertThat(model.isShellChosen(last(model))).isTrue();
    SemanticModel own = model("FROM x/base:1\nSHELL [\"/bin/ash\", \"-c\"]\nRUN make\n");
    assertThat(own.shell(last(own)).name()).isEqualTo("ash");
    SemanticModel other = model("FROM x/base:2\nRUN make\n");
    assertThat(other.shell(last(other)).name()).isEqualTo("sh");
    assertThat(other.isShellChosen(last(other))).isFalse();
  }

  @Test
  void anImageForWindowsIsReadAsSuchWhateverItsName() {
    ImageCatalog images = SampleImages.configured(
        "x/base:1", "windows/amd64", List.of("powershell", "-Command"), "APP", "C:\\app");
    SemanticModel model =
        SemanticModel.of(Dockerfile.parse("FROM x/base:1\nRUN Get-Item $APP\n"), images);
    assertThat(model.family(model.stages().get(0))).isEqualTo(BaseFamily.WINDOWS);
    assertThat(model.shell(last(model)).dialect()).isEqualTo(ShellDialect.POWERSHELL);
    assertThat(model.script(last(model))).isNull();
    ImageCatalog silent = SampleImages.configured("x/base:1", "windows/amd64", List.of());
    SemanticModel cmd = SemanticModel.of(Dockerfile.parse("FROM x/base:1\nRUN dir\n"), silent);
    assertThat(cmd.home(last(cmd), Basis.DEFAULTS).text()).isNull();
    assertThat(cmd.directory(last(cmd), Basis.DEFAULTS).text()).isNull();
    assertThat(cmd.shell(last(cmd)).name()).isEqualTo("cmd");
  }

  @Test
  void anImageForLinuxIsNotTakenForWindowsByTheEscapeCharacter() {
    String text = "# escape=`\nFROM x/base:1\nFROM x/other\n";
    SemanticModel model = model(text);
    assertThat(model.isPosix(model.stages().get(0))).isTrue();
    assertThat(model.family(model.stages().get(1))).isEqualTo(BaseFamily.WINDOWS);
  }

  @ParameterizedTest
  @CsvSource({
    "golang:1.25-windowsservercore-ltsc2022, POWERSHELL",
    "golang:1.25-nanoserver, CMD",
    "mcr.microsoft.com/windows/servercore:ltsc2022, CMD",
  })
  void theShellOfOfficialImagesForWindowsIsKnownByTheirNames(String image, ShellDialect dialect) {
    SemanticModel model = model("FROM " + image + "\nRUN x\n");
    assertThat(model.shell(last(model)).dialect()).isEqualTo(dialect);
  }
}
