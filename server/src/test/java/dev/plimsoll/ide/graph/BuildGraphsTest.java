package dev.plimsoll.ide.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.SampleFiles;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.rules.Rules;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuildGraphsTest {

  private static final ImageCatalog IMAGES = new EmbeddedImages();

  private static Snapshot snapshot(String language, String text) {
    Checks checks = new Checks(() -> Rules.ALL, IMAGES, LintOptions.DEFAULT, (rule, failure) -> {});
    return Snapshot.open("file:///Dockerfile", language, 7, text, checks);
  }

  private static BuildGraph graph(String text) {
    BuildGraph graph = BuildGraphs.of(snapshot("dockerfile", text), IMAGES);
    assertThat(graph).isNotNull();
    return graph;
  }

  /** What goes where, each way with the line, from 0, and the column of its place. */
  private static List<String> edges(String text) {
    List<String> shown = new ArrayList<>();
    for (BuildGraph.Edge edge : graph(text).edges()) {
      Position place = edge.range().getStart();
      shown.add(edge.source() + " -" + edge.kind() + "-> " + edge.target() + " at "
          + place.getLine() + ":" + place.getCharacter());
    }
    return shown;
  }

  private static List<String> stages(String text) {
    List<String> shown = new ArrayList<>();
    for (BuildGraph.StageNode stage : graph(text).stages()) {
      shown.add(stage.id() + " " + stage.name() + (stage.ships() ? ", ships" : "")
          + (stage.needed() ? "" : ", not needed") + ", " + stage.layers() + " of "
          + stage.instructions());
    }
    return shown;
  }

  private static Range range(int startLine, int start, int endLine, int end) {
    return new Range(new Position(startLine, start), new Position(endLine, end));
  }

  @Test
  void aStageHasItsNameAsWrittenItsPlaceAndItsFrom() {
    BuildGraph graph = graph("""
        # first
        FROM golang:1.25 AS Builder
        RUN go build \\
            -o app

        FROM scratch
        COPY --from=builder app /
        """);
    BuildGraph.StageNode builder = graph.stages().get(0);
    assertThat(builder.name()).isEqualTo("Builder");
    assertThat(builder.range()).isEqualTo(range(1, 0, 3, 10));
    assertThat(builder.fromRange()).isEqualTo(range(1, 0, 1, 27));
    assertThat(graph.version()).isEqualTo(7);
    assertThat(graph.stages().get(1).name()).isNull();
  }

  @Test
  void theFinalStageAndWhatItIsFromShipTheRestIsNeededOnlyIfSomethingIsTakenFromIt() {
    assertThat(stages("""
            FROM golang AS build
            RUN go build
            FROM alpine AS base
            RUN apk add curl
            FROM build AS test
            RUN go test
            FROM base
            COPY --from=build /app /app
            """))
        .containsExactly(
            "stage-0 build, 1 of 1",
            "stage-1 base, ships, 1 of 1",
            "stage-2 test, not needed, 1 of 1",
            "stage-3 null, ships, 1 of 1");
  }

  @Test
  void aTargetShipsThoughTheFinalImageDoesNotNeedIt() {
    assertThat(stages("""
            FROM debian AS base
            FROM base AS api
            ENTRYPOINT ["/api"]
            FROM base AS worker
            ENTRYPOINT ["/worker"]
            """))
        .containsExactly(
            "stage-0 base, ships, 0 of 0",
            "stage-1 api, ships, not needed, 0 of 1",
            "stage-2 worker, ships, 0 of 1");
  }

  @Test
  void layersAreAddedByRunCopyAddAndByWorkdirUnlessTheFolderIsTheRoot() {
    assertThat(stages("""
            FROM alpine
            WORKDIR /
            WORKDIR /app
            COPY a .
            ADD b .
            RUN make
            ENV A=b
            USER nobody
            CMD ["./a"]
            """)).containsExactly("stage-0 null, ships, 4 of 8");
  }

  @Test
  void layersAndFilesGoFromStageToStage() {
    assertThat(edges("""
            FROM alpine AS base
            FROM base AS deps
            FROM base
            COPY --from=deps /a /a
            COPY --from=1 /b /b
            RUN --mount=type=bind,from=DEPS,target=/deps make
            """))
        .containsExactly(
            "stage-0 -from-> stage-1 at 1:5",
            "stage-0 -from-> stage-2 at 2:5",
            "stage-1 -copy-> stage-2 at 3:12",
            "stage-1 -copy-> stage-2 at 4:12",
            "stage-1 -mount-> stage-2 at 5:27");
  }

  @Test
  void imagesFromWhichFilesAreTakenAreNodesOfTheirOwnEachOnce() {
    String text = """
        FROM alpine
        COPY --from=nginx:1.27 /etc/nginx /a
        RUN --mount=from=busybox,target=/b make
        COPY --from=nginx:1.27 /usr/share /c
        """;
    assertThat(edges(text))
        .containsExactly(
            "image-0 -copy-> stage-0 at 1:12",
            "image-1 -mount-> stage-0 at 2:17",
            "image-0 -copy-> stage-0 at 3:12");
    assertThat(graph(text).images())
        .extracting(node -> node.image().name())
        .containsExactly("nginx:1.27", "busybox");
  }

  @Test
  void whatATriggerCopiesArrivesInTheStageThatIsFromIt() {
    String text = """
        FROM alpine AS files
        FROM alpine AS template
        ONBUILD COPY --from=files /a /a
        FROM template
        """;
    assertThat(edges(text))
        .containsExactly("stage-0 -copy-> stage-2 at 2:20", "stage-1 -from-> stage-2 at 3:5");
    assertThat(stages(text)).first().isEqualTo("stage-0 files, 0 of 0");
  }

  @Test
  void aBaseIsGivenAsWrittenAndWithItsVariablesReplaced() {
    BuildGraph.Image base = graph("ARG V=3.20\nFROM --platform=$BUILDPLATFORM alpine:$V\n")
        .stages()
        .get(0)
        .base();
    assertThat(base).isNotNull();
    assertThat(base.written()).isEqualTo("alpine:$V");
    assertThat(base.name()).isEqualTo("alpine:3.20");
    assertThat(graph("FROM a\nFROM scratch AS a\nFROM a").stages().get(2).base())
        .isNull();
    assertThat(graph("FROM UPPER").stages().get(0).base()).satisfies(invalid -> {
      assertThat(invalid.problem()).contains("lower case");
      assertThat(invalid.weight()).isNull();
    });
  }

  private static BuildGraph.Weight weight(String text) {
    BuildGraph.Image base = graph(text).stages().get(0).base();
    assertThat(base).isNotNull();
    assertThat(base.weight()).isNotNull();
    return base.weight();
  }

  @Test
  void aSizeSaysWhatItMeasuresWhereAndWhen() {
    BuildGraph.Weight exact = weight("FROM node:22-alpine");
    assertThat(exact.kind()).isEqualTo("compressed download");
    assertThat(exact.about()).isFalse();
    assertThat(exact.of()).isEqualTo("node:22-alpine");
    assertThat(exact.platforms()).first().satisfies(amd64 -> {
      assertThat(amd64.platform()).isEqualTo("linux/amd64");
      assertThat(amd64.bytes()).isGreaterThan(10_000_000);
      assertThat(amd64.asOf()).matches("20\\d\\d-\\d\\d-\\d\\d");
    });
    assertThat(exact.platforms())
        .extracting(BuildGraph.PlatformWeight::platform)
        .contains("linux/arm64");
  }

  @Test
  void theSizeOfANeighbouringTagSaysSo() {
    BuildGraph.Weight nearest = weight("FROM node:22.1.0-alpine");
    assertThat(nearest.about()).isTrue();
    assertThat(nearest.of()).startsWith("node:22").isNotEqualTo("node:22.1.0-alpine");
  }

  @Test
  void aTagDoesNotSayWhatADigestWeighs() {
    String pinned = "FROM node:22@sha256:" + "0".repeat(64) + "\n";
    assertThat(graph(pinned).stages().get(0).base().weight()).isNull();
  }

  @Test
  void theSizeOfThePlatformThatIsBuiltForStandsFirst() {
    assertThat(weight("FROM --platform=linux/arm64 node:22").platforms())
        .extracting(BuildGraph.PlatformWeight::platform)
        .startsWith("linux/arm64", "linux/amd64");
  }

  @Test
  void theEmptyImageWeighsNothingAndHasNoDay() {
    assertThat(weight("FROM scratch").platforms())
        .first()
        .isEqualTo(new BuildGraph.PlatformWeight("linux/amd64", 0, null));
    assertThat(weight("FROM scratch").of()).isEqualTo("scratch");
  }

  @Test
  void whatStopsTheBuildIsTold() {
    assertThat(graph("FROM alpine\n").failure()).isNull();
    BuildGraph.Failure failure = graph("FROM alpine\nCOPPY a b\n").failure();
    assertThat(failure).isNotNull();
    assertThat(failure.range().getStart()).isEqualTo(new Position(1, 0));
  }

  @Test
  void stagesThatTakeFromEachOtherAreShownAllTheSame() {
    String text =
        "FROM a AS x\nCOPY --from=y . .\nFROM b AS y\nCOPY --from=x . .\nCOPY --from=1 . .\n";
    assertThat(edges(text))
        .containsExactly(
            "stage-1 -copy-> stage-0 at 1:12",
            "stage-0 -copy-> stage-1 at 3:12",
            "stage-1 -copy-> stage-1 at 4:12");
    assertThat(stages(text)).noneMatch(stage -> stage.contains("not needed"));
  }

  @Test
  void onlyDockerfilesHaveAGraph() {
    assertThat(BuildGraphs.of(snapshot("ignore", "FROM a"), IMAGES)).isNull();
    assertThat(graph("").stages()).isEmpty();
    assertThat(graph("ARG a\nRUN b\nCOPY --from=x y z\n").stages()).isEmpty();
  }

  static List<String> files() {
    return SampleFiles.whole();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyPrefixOfAFileHasAGraphWhoseEdgesEndAtItsNodes(String text) {
    Checks none = new Checks(ImmutableList::of, IMAGES, LintOptions.DEFAULT, (rule, failure) -> {});
    for (int length = 0; length <= text.length(); length++) {
      Snapshot prefix =
          Snapshot.open("file:///a", "dockerfile", 1, text.substring(0, length), none);
      BuildGraph graph = BuildGraphs.of(prefix, IMAGES);
      assertThat(graph).isNotNull();
      List<String> nodes = new ArrayList<>();
      graph.stages().forEach(stage -> nodes.add(stage.id()));
      graph.images().forEach(image -> nodes.add(image.id()));
      assertThat(nodes).doesNotHaveDuplicates();
      assertThat(graph.edges())
          .allSatisfy(edge -> assertThat(nodes).contains(edge.source(), edge.target()));
    }
  }
}
