package dev.plimsoll.ide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.ide.hints.InlayHintOptions;
import dev.plimsoll.ide.hints.InlayHints;
import dev.plimsoll.ide.hover.Hovers;
import dev.plimsoll.ide.navigation.Definitions;
import dev.plimsoll.ide.navigation.Renames;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.LearntImages;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.SampleImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.text.TextRange;
import java.util.List;
import java.util.Objects;
import org.eclipse.lsp4j.Location;
import org.junit.jupiter.api.Test;

/** What an editor shows of variables and shells that stages inherit from an image whose configuration is known. */
class BaseImageVariablesTest {

  private static final LearntImages IMAGES = SampleImages.configured(
      "x/base:1",
      ImageFacts.AMD64,
      List.of("/bin/bash", "-o", "pipefail", "-c"),
      "APP",
      "/srv/app",
      "PORT",
      "8080");

  private static String hover(String marked) {
    Cursor cursor = Cursor.in(marked, IMAGES);
    return Hovers.at(cursor.snapshot(), cursor.offset(), IMAGES, ClientSupport.none())
        .getContents()
        .getRight()
        .getValue();
  }

  private static List<String> definitions(String marked) {
    Cursor cursor = Cursor.in(marked, IMAGES);
    return cursor.show(
        Definitions.at(cursor.snapshot(), cursor.offset(), ClientSupport.none()).getLeft().stream()
            .map(Location::getRange)
            .toList());
  }

  private static Checks checks(ImageCatalog images) {
    return new Checks(() -> Rules.ALL, images, LintOptions.DEFAULT, (rule, failure) -> {
      throw failure;
    });
  }

  private static List<String> problems(Snapshot snapshot) {
    return snapshot.problems().stream().map(problem -> problem.rule().name()).toList();
  }

  @Test
  void theHoverTellsTheValueAndTheImageThatSetsIt() {
    assertThat(hover("FROM x/base:1\nWORKDIR $A<|>PP/lib\n"))
        .isEqualTo("APP · from the base image\n\nValue: /srv/app\n\n"
            + "Set by the base image x/base:1. The container has it too.");
    assertThat(hover("FROM x/base:1 AS a\nFROM a\nRUN echo \"$A<|>PP\"\n"))
        .contains("Value: /srv/app", "Set by the base image x/base:1.");
    assertThat(hover("FROM x/base:1\nARG A<|>PP\n"))
        .contains("Value: /srv/app, from the base image x/base:1");
    assertThat(hover("FROM x/base:1\nENV APP=/own\nWORKDIR $A<|>PP\n"))
        .contains("Value: /own", "Set in line 2")
        .doesNotContain("base image");
  }

  @Test
  void theHoverTellsThatTheBaseImageDoesNotSetAVariable() {
    assertThat(hover("FROM x/base:1\nWORKDIR /$NO<|>NE\n"))
        .contains("Nothing above sets it, nor does the base image x/base:1, so it is empty.");
    assertThat(hover("FROM x/other:1\nWORKDIR /$NO<|>NE\n"))
        .contains("Nothing above sets it, so it is empty unless the base image sets it.");
  }

  @Test
  void theDefinitionIsTheImageOfTheFrom() {
    assertThat(definitions("FROM x/base:1 AS a\nFROM a\nRUN echo \"$A<|>PP\"\n"))
        .containsExactly("1:6 x/base:1");
    assertThat(definitions("FROM x/base:1\nWORKDIR $A<|>PP\nENV APP=/own\n"))
        .containsExactly("1:6 x/base:1", "3:5 APP");
    assertThat(definitions("FROM x/base:1\nENV APP=/own\nWORKDIR $A<|>PP\n"))
        .containsExactly("2:5 APP");
    assertThat(definitions("FROM x/base:1\nWORKDIR $NO<|>NE\n")).isEmpty();
  }

  @Test
  void hintsShowWhatWordsWithSuchVariablesMean() {
    Snapshot snapshot =
        Cursor.in("FROM x/base:1\nWORKDIR $APP/lib\nEXPOSE $PORT\n<|>", IMAGES).snapshot();
    InlayHintOptions options = InlayHintOptions.ALL;
    assertThat(InlayHints.in(snapshot, new TextRange(0, snapshot.file().length()), IMAGES, options))
        .extracting(hint -> hint.getLabel().getLeft())
        .contains("= /srv/app/lib", "= 8080");
    assertThat(InlayHints.in(snapshot, new TextRange(0, snapshot.file().length()), IMAGES, options))
        .filteredOn(hint -> hint.getLabel().getLeft().startsWith("="))
        .extracting(hint -> hint.getTooltip().getLeft())
        .containsExactly(
            "The directory from here on. --build-arg or another base image may change it.",
            "With the values that this file and its base image give; --build-arg and another base image"
                + " may change them.");
  }

  @Test
  void aNameThatTheBaseImageUsesIsNeitherTakenNorGivenAway() {
    Cursor own = Cursor.in("FROM x/base:1\nENV O<|>WN=1\nRUN echo $OWN\n", IMAGES);
    assertThatThrownBy(
            () -> Renames.rename(own.snapshot(), own.offset(), "APP", ClientSupport.none()))
        .hasMessage("The base image x/base:1 sets APP already: choose another name.");
    Cursor base = Cursor.in("FROM x/base:1\nRUN echo $APP\nENV A<|>PP=1\n", IMAGES);
    assertThatThrownBy(
            () -> Renames.rename(base.snapshot(), base.offset(), "OTHER", ClientSupport.none()))
        .hasMessage("The base image x/base:1 sets APP: its programs know it by this name.");
  }

  /** Each file, what is found where nothing is known of the image, and what where its configuration is. */
  @Test
  void whatIsWrongIsJudgedByWhatTheImageSets() {
    check("FROM x/base:1\nWORKDIR $APP\n", List.of(), List.of());
    check(
        "FROM x/base:1\nWORKDIR ${NONE}lib\n",
        List.of(),
        List.of("undefined-var", "workdir-relative"));
    check("ARG NONE=1\nFROM x/base:1\nLABEL a=$NONE\n", List.of(), List.of("arg-out-of-scope"));
    check("ARG APP=1\nFROM x/base:1\nLABEL a=$APP\n", List.of(), List.of());
    check("FROM x/base:1\nEXPOSE a$NONE\n", List.of(), List.of("unbuildable-value"));
    check("FROM x/base:1\nCMD node app.js\n", List.of("json-args-recommended"), List.of());
  }

  @Test
  void whoTheImageStartsAsIsKnownFromItsConfiguration() {
    String text = "FROM x/base:1\nCMD [\"/app\"]\n";
    Snapshot unknown =
        Snapshot.open("file:///Dockerfile", "dockerfile", 1, text, checks(new EmbeddedImages()));
    assertThat(messages(unknown))
        .singleElement()
        .asString()
        .startsWith(
            "Unless the image x/base has a user of its own or /app changes to one, the container runs as root.");
    assertThat(messages(unknown.withChecks(checks(IMAGES))))
        .singleElement()
        .asString()
        .startsWith("The container runs as root.");
  }

  /** What the other platforms start as doesn't matter. */
  @Test
  void whoItStartsAsIsThatOfThePlatformThatIsNamed() {
    LearntImages images = IMAGES;
    ImageReference image = Objects.requireNonNull(ImageReference.of("x/base:1"));
    PlatformFacts amd64 = Objects.requireNonNull(images.configured(image, null));
    LearntImages both = images.with(
        image, new PlatformFacts("linux/arm64", 5, 1, null, "app", null, null, amd64.details()));
    for (String platform : List.of("linux/amd64", "linux/arm64", "arm64/v8")) {
      Snapshot snapshot = Snapshot.open(
          "file:///Dockerfile",
          "dockerfile",
          1,
          "FROM --platform=" + platform + " x/base:1\nCMD [\"/app\"]\n",
          checks(both));
      assertThat(problems(snapshot).contains("user-missing"))
          .as(platform)
          .isEqualTo(platform.endsWith("amd64"));
    }
  }

  private static List<String> messages(Snapshot snapshot) {
    return snapshot.problems().stream().map(Problem::message).toList();
  }

  private static void check(String text, List<String> before, List<String> now) {
    Snapshot unknown =
        Snapshot.open("file:///Dockerfile", "dockerfile", 1, text, checks(new EmbeddedImages()));
    List<String> others = List.of("user-missing", "slimmer-base-variant", "healthcheck-missing");
    assertThat(problems(unknown))
        .as(text)
        .filteredOn(name -> !others.contains(name))
        .isEqualTo(before);
    Snapshot learnt = unknown.withChecks(checks(IMAGES));
    assertThat(problems(learnt))
        .as(text)
        .filteredOn(name -> !others.contains(name))
        .isEqualTo(now);
  }
}
