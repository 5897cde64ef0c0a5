package dev.plimsoll.ide.hints;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.Examples;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.SampleImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.text.TextRange;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.eclipse.lsp4j.InlayHint;
import org.junit.jupiter.api.Test;

/** Hints are written into the text between ‹ and ›, where the editor shows them. */
class InlayHintsTest {

  private static final ImageCatalog IMAGES = SampleImages.with("shop/small:3", 3_600_000)
      .with(SampleImages.of(
          "shop/deb:12",
          SampleImages.platform("linux/amd64", 48_000_000),
          SampleImages.platform("linux/arm64", 47_000_000)))
      .with(SampleImages.of("shop/arm:1", SampleImages.platform("linux/arm64", 47_000_000)));

  @Test
  void fromShowsTheImageThatItsVariablesMake() {
    check("""
        ARG V=22
        ARG REGISTRY
        FROM example.org/node:${V}-slim‹= example.org/node:22-slim› AS build
        FROM $REGISTRY/a:$V
        FROM a:22
        FROM $UNKNOWN/a
        """);
  }

  @Test
  void wordsWithVariablesShowTheirValues() {
    check("""
        FROM a
        ARG APP=/app
        ENV BIN=$APP/bin‹= /app/bin› NAME="$APP"‹= /app›
        WORKDIR $APP‹= /app›
        EXPOSE 80
        COPY $APP/x‹= /app/x› $APP/‹= /app/› --link
        RUN echo $APP
        USER $NOBODY
        """);
  }

  @Test
  void whatIsNotKnownIsNotShown() {
    check("""
        FROM a
        ARG V
        ENV PATH=/x:$HOME A=$V
        WORKDIR $HOME/x
        WORKDIR y
        """);
  }

  @Test
  void relativePathsShowWhereTheyLead() {
    check("""
        FROM a
        WORKDIR /a
        WORKDIR b‹= /a/b›
        COPY . .
        WORKDIR /a/
        """);
    check("FROM a\nWORKDIR /a" + "\n".repeat(12) + "COPY x y/‹in /a›\n");
  }

  @Test
  void aStageThatIsFromAnotherShowsWhatItInherits() {
    check("""
        FROM a AS base
        WORKDIR /srv
        USER app
        FROM base‹as app›‹in /srv›
        COPY x y‹in /srv›
        CMD ["x"]‹as app›
        """);
  }

  @Test
  void whoRunsTheProgramIsShownWhereNoUserStandsNear() {
    check("FROM a\nUSER app\nCMD [\"x\"]\n");
    check("FROM a\nUSER app" + "\n".repeat(12) + "ENTRYPOINT [\"y\"]\nCMD [\"x\"]‹as app›\n");
    // Of every image that is run, and of no stage that another one goes on from.
    String stage = "FROM a AS b\nUSER app" + "\n".repeat(12) + "CMD [\"x\"]";
    check(stage + "‹as app›\nFROM c\nCMD [\"y\"]\n");
    check(stage + "\nFROM b\nUSER b\nCMD [\"y\"]\n".replace("FROM b", "FROM b‹as app›"));
  }

  @Test
  void fromShowsWhatItsImageWeighsAndWhatOfThatShips() {
    check("FROM shop/deb:12‹ships 48.0 MB of base›\nCMD [\"x\"]\n");
    check("""
        FROM shop/deb:12 AS build‹48.0 MB›
        RUN make
        FROM build AS test
        RUN make test
        FROM shop/small:3 AS base‹3.60 MB›
        FROM base AS api‹ships 3.60 MB of base›
        CMD ["api"]
        FROM base‹ships 3.60 MB of base›
        COPY --from=build /a /a
        CMD ["web"]
        """);
    check("FROM scratch\n");
    check("FROM example.org/a:1\n");
    check("FROM shop/deb:12@sha256:" + "0".repeat(64) + "\n");
  }

  @Test
  void theSizeIsThatOfThePlatform() {
    check("FROM --platform=linux/arm64 shop/deb:12‹ships 47.0 MB of base›\n");
    check("FROM --platform=arm64 shop/deb:12‹ships 47.0 MB of base›\n");
    check("FROM --platform=$BUILDPLATFORM shop/deb:12‹ships 48.0 MB of base›\n");
    check("FROM --platform=linux/riscv64 shop/deb:12\n");
    check("FROM shop/arm:1‹ships 47.0 MB of base›\n");
  }

  @Test
  void whereOnlyTheUnpackedSizeIsKnownItSaysSo() {
    String text = "FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build\nFROM build\n";
    List<String> labels =
        hints(text, new TextRange(0, text.length()), InlayHintOptions.ALL).stream()
            .map(hint -> hint.getLabel().getLeft())
            .toList();
    assertThat(labels.get(0)).matches("\\d+ MB unpacked");
    assertThat(labels.get(1)).matches("ships \\d+ MB unpacked of base");
    assertThat(tooltips(text).get(0))
        .matches("mcr.*/sdk:9.0: \\d+ MB unpacked \\(linux/amd64, 20..-..-..\\)\\.");
  }

  @Test
  void aSizeSaysWhatItMeasures() {
    assertThat(tooltips("FROM shop/deb:12 AS build\nFROM shop/small:3\nCOPY --from=build a b\n"))
        .containsExactly(
            "shop/deb:12: 48.0 MB to download (compressed, linux/amd64, 2026-11-03). It doesn't ship.",
            "shop/small:3: 3.60 MB to download (compressed, linux/amd64, 2026-11-03). It is part of the image that"
                + " ships; what this file adds comes on top.");
    assertThat(tooltips("FROM shop/deb:12 AS base\nFROM base\n"))
        .first(InstanceOfAssertFactories.STRING)
        .endsWith("2026-11-03).");
  }

  @Test
  void aLongValueIsCutAndStandsInFullInTheTooltip() {
    String text = "FROM a\nARG A=" + "x".repeat(50) + "\nENV B=$A\n";
    List<InlayHint> hints = hints(text, new TextRange(0, text.length()), InlayHintOptions.ALL);
    assertThat(hints).singleElement().satisfies(hint -> {
      assertThat(hint.getLabel().getLeft()).hasSize(40).endsWith("…");
      assertThat(hint.getTooltip().getLeft()).contains("x".repeat(50));
      assertThat(hint.getPaddingLeft()).isTrue();
    });
  }

  @Test
  void onlyTheRangeThatIsAskedForIsLookedAt() {
    String text = "FROM a\nARG A=1\nENV B=$A\nENV C=$A\nENV D=$A\n";
    int line = text.indexOf("ENV C");
    assertThat(hints(text, new TextRange(line, line + 3), InlayHintOptions.ALL)).hasSize(1);
  }

  @Test
  void eachKindCanBeTurnedOff() {
    String text = """
        ARG V=12
        FROM shop/deb:$V AS b
        WORKDIR /a
        USER u
        FROM b
        ENV X=$PATH
        WORKDIR c
        """;
    TextRange all = new TextRange(0, text.length());
    int count = hints(text, all, InlayHintOptions.ALL).size();
    assertThat(count).isEqualTo(7);
    InlayHintOptions none = InlayHintOptions.ALL;
    for (String kind : ImmutableList.of("images", "variables", "directories", "users", "sizes")) {
      assertThat(hints(text, all, InlayHintOptions.ALL.with(kind, false))).hasSizeLessThan(count);
      none = none.with(kind, false);
    }
    assertThat(hints(text, all, none)).isEmpty();
  }

  @Test
  void thereIsAnAnswerEverywhere() throws IOException {
    for (String text : Examples.all()) {
      for (int end = 0; end <= text.length(); end++) {
        String prefix = text.substring(0, end);
        hints(prefix, new TextRange(Math.max(0, end - 200), end), InlayHintOptions.ALL);
      }
    }
  }

  private static void check(String marked) {
    String text = marked.replaceAll("‹[^›]*›", "");
    List<InlayHint> hints = hints(text, new TextRange(0, text.length()), InlayHintOptions.ALL);
    StringBuilder shown = new StringBuilder(text);
    Snapshot snapshot = snapshot(text);
    for (InlayHint hint : ImmutableList.copyOf(hints).reverse()) {
      shown.insert(snapshot.offset(hint.getPosition()), "‹" + hint.getLabel().getLeft() + "›");
    }
    assertThat(shown.toString()).isEqualTo(marked);
  }

  private static List<InlayHint> hints(String text, TextRange range, InlayHintOptions options) {
    return InlayHints.in(snapshot(text), range, IMAGES, options);
  }

  private static List<String> tooltips(String text) {
    return hints(text, new TextRange(0, text.length()), InlayHintOptions.ALL).stream()
        .map(hint -> hint.getTooltip().getLeft())
        .toList();
  }

  private static Snapshot snapshot(String text) {
    Checks checks =
        new Checks(ImmutableList::of, IMAGES, LintOptions.DEFAULT, (rule, failure) -> {});
    return Snapshot.open("file:///Dockerfile", "dockerfile", 1, text, checks);
  }
}
