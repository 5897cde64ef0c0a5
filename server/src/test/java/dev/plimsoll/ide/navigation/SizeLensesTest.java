package dev.plimsoll.ide.navigation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.SampleImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.rules.Rules;
import java.util.List;
import java.util.Set;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Position;
import org.junit.jupiter.api.Test;

class SizeLensesTest {

  private static final ImageCatalog IMAGES = SampleImages.with(
      "node:22", 400_000_000, "node:22-slim", 80_000_000, "shop/tool:1", 5_000_000);

  @Test
  void anImageThatShipsTellsWhatItsBaseWeighsAndWhatCouldBeSaved() {
    assertThat(titles("FROM node:22\nCMD [\"node\"]\n"))
        .containsExactly("1: base image 400 MB", "1: smaller variant saves 320 MB");
    assertThat(titles("FROM shop/tool:1\n")).containsExactly("1: base image 5.00 MB");
    assertThat(titles("FROM scratch\n")).isEmpty();
    assertThat(titles("FROM example.org/unknown:1\n")).isEmpty();
  }

  @Test
  void whatIsLeftBehindMayWeighWhatItLikes() {
    assertThat(titles("""
        FROM node:22 AS build
        RUN npm run build
        FROM shop/tool:1
        COPY --from=build /a /a
        """)).containsExactly("1: 1 reference", "3: base image 5.00 MB");
  }

  @Test
  void aBaseOfSeveralImagesOffersItsVariantOnceAndEachImageTellsItsWeight() {
    assertThat(titles("""
        FROM node:22 AS base
        FROM base AS api
        CMD ["node", "api.js"]
        FROM base
        CMD ["node", "web.js"]
        """))
        .containsExactly(
            "1: 2 references",
            "1: smaller variant saves 320 MB",
            "2: not built by default",
            "2: base image 400 MB",
            "4: base image 400 MB");
  }

  @Test
  void whoWantsNothingToHearOfTheProblemIsOfferedNothing() {
    assertThat(titles("# plimsoll ignore=slimmer-base-variant\nFROM node:22\nCMD [\"node\"]\n"))
        .containsExactly("2: base image 400 MB");
  }

  @Test
  void anEditorThatCanShowsTheFixes() {
    Snapshot snapshot = snapshot("FROM node:22\nCMD [\"node\"]\n");
    List<CodeLens> lenses = CodeLenses.of(
            snapshot, IMAGES, ClientSupport.of(Set.of(Ability.SHOW_QUICK_FIXES)), false)
        .shown();
    assertThat(lenses.get(1).getCommand().getCommand()).isEqualTo("plimsoll.showQuickFixes");
    assertThat(lenses.get(1).getCommand().getArguments())
        .isEqualTo(List.of("file:///Dockerfile", new Position(0, 5)));
    assertThat(lenses.get(0).getCommand().getCommand()).isEmpty();
  }

  @Test
  void theyCanBeTurnedOff() {
    assertThat(CodeLenses.of(
                snapshot("FROM node:22\nCMD [\"node\"]\n"), null, ClientSupport.full(), false)
            .shown())
        .isEmpty();
  }

  private static List<String> titles(String text) {
    return CodeLenses.of(snapshot(text), IMAGES, ClientSupport.none(), false).shown().stream()
        .map(lens -> (lens.getRange().getStart().getLine() + 1) + ": "
            + lens.getCommand().getTitle())
        .toList();
  }

  private static Snapshot snapshot(String text) {
    Checks checks = new Checks(() -> Rules.ALL, IMAGES, LintOptions.DEFAULT, (rule, failure) -> {});
    return Snapshot.open("file:///Dockerfile", "dockerfile", 1, text, checks);
  }
}
