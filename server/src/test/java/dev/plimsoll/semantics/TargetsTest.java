package dev.plimsoll.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Joiner;
import dev.plimsoll.syntax.Dockerfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

  /** The targets, and behind a bar the other stages whose layers are part of one. */
  private static String shipped(String text) {
    SemanticModel model = SemanticModel.of(Dockerfile.parse(text));
    List<Stage> others = new ArrayList<>();
    for (Stage stage : model.stages()) {
      if (model.ships(stage) && !model.targets().contains(stage)) {
        others.add(stage);
      }
    }
    return Joiner.on(' ').join(model.targets()) + " | " + Joiner.on(' ').join(others);
  }

  @Test
  void eachStageThatStartsSomethingAndThatNobodyUsesIsATarget() {
    assertThat(shipped("""
        FROM debian AS tools
        FROM debian AS base
        FROM base AS api
        COPY --from=tools /a /a
        ENTRYPOINT ["/api"]
        FROM base AS worker
        CMD /worker
        FROM base AS last
        """)).isEqualTo("api worker last | base");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM a AS one\nCMD x\nFROM one\nCMD y",
        "FROM a AS one\nCMD x\nFROM b AS last\nCOPY --from=one /a /",
        "FROM a AS one\nCMD x\nFROM b AS last\nCOPY --from=0 /a /",
        "FROM a AS one\nCMD x\nFROM b AS last\nRUN --mount=from=one,target=/a true",
        "FROM a AS one\nRUN x\nFROM b AS last",
        "FROM a AS one\nENTRYPOINT []\nFROM b AS last",
        "FROM a AS one\nHEALTHCHECK CMD x\nFROM b AS last",
        "FROM a AS one\nONBUILD CMD x\nFROM b AS last",
        "ARG V=84\nFROM a AS php85\nCMD x\nFROM a AS php84\nCMD x\nFROM php${V} AS last",
      })
  void whatIsUsedOrStartsNothingIsNone(String text) {
    SemanticModel model = SemanticModel.of(Dockerfile.parse(text + "\n"));
    assertThat(model.targets()).containsExactly(model.finalStage());
  }

  @Test
  void aVariableThatNamesAnImageChoosesAmongNoStages() {
    assertThat(shipped("ARG BASE=debian\nFROM a AS one\nCMD x\nFROM $BASE AS last\nCMD y\n"))
        .isEqualTo("one last | ");
  }

  @Test
  void aProgramMayBeInherited() {
    String base = "FROM debian AS base\nENTRYPOINT [\"/run\"]\n";
    assertThat(shipped(base + "FROM base AS api\nFROM base AS worker\n"))
        .isEqualTo("api worker | base");
    // Tests of what ships are no image, and what they test is one.
    assertThat(shipped(base + "FROM base AS unit-test\nFROM debian AS docs\n"))
        .isEqualTo("base docs | ");
    assertThat(shipped(base + "FROM base AS dev\nCMD [\"serve\"]\nFROM base AS app\n"))
        .isEqualTo("dev app | base");
  }

  /** The stages whose layers are deployed. */
  private static String deployed(String text) {
    SemanticModel model = SemanticModel.of(Dockerfile.parse(text));
    return Joiner.on(' ').join(model.stages().stream().filter(model::ships).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dev", "audit", "security-scan", "upload-artifact", "release-artifacts", "e2e"})
  void whatDevelopersAndPipelinesStartIsNotDeployed(String name) {
    String leaf = "FROM base AS " + name + "\nRUN x\nCMD [\"serve\"]\n";
    assertThat(deployed("FROM a AS base\n" + leaf + "FROM b AS app\n")).isEqualTo("app");
    assertThat(deployed("FROM a AS base\n" + leaf)).isEqualTo("base " + name);
    assertThat(deployed("FROM a AS base\n" + leaf + "FROM " + name + " AS app\n"))
        .isEqualTo("base " + name + " app");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "audit-service", "upload-api", "local-storage", "scanner-ui"})
  void programsMayBeCalledAfterWhatTheyDo(String name) {
    assertThat(deployed("FROM a AS " + name + "\nCMD [\"serve\"]\nFROM b AS app\n"))
        .isEqualTo(name + " app");
  }

  @Test
  void whatIsTestedIsDeployedAllTheSame() {
    String app = "FROM a AS app\nCMD [\"serve\"]\n";
    String test = "FROM app AS test\nCMD [\"check\"]\n";
    assertThat(deployed(app + test + "FROM b AS site\n")).isEqualTo("app site");
  }

  @Test
  void theLastStageIsDeployedUnlessItIsForDevelopmentAndAnotherIs() {
    String app = "FROM a AS app\nCMD [\"serve\"]\n";
    assertThat(deployed(app + "FROM b AS upload-artifact\nRUN x\n")).isEqualTo("app");
    assertThat(deployed(app + "FROM app AS pr-test2\nCMD [\"check\"]\n")).isEqualTo("app");
    assertThat(deployed("FROM a AS tools\nFROM b AS dev\n")).isEqualTo("dev");
  }

  @Test
  void aFileWithoutStagesHasNone() {
    assertThat(shipped("RUN x\n")).isEqualTo(" | ");
  }
}
