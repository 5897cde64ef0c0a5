package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.LearntImages;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.RepositoryTag;
import dev.plimsoll.image.TagList;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewestPatchTest {

  private static final String NAME = "ghcr.io/team/app";

  private static LearntImages images(String name, String... tags) {
    ImmutableList<RepositoryTag> list =
        Arrays.stream(tags).map(RepositoryTag::named).collect(ImmutableList.toImmutableList());
    return LearntImages.over(new EmbeddedImages())
        .with(Objects.requireNonNull(ImageReference.of(name)), new TagList(list, true));
  }

  private static final LearntImages IMAGES = images(
      NAME,
      "2.0.0",
      "1",
      "1.2",
      "1.2-slim",
      "1.2.3",
      "1.2.3-slim",
      "1.2.10",
      "1.2.11-rc1",
      "1.2.x",
      "1.3.0",
      "v1.2.12",
      "latest",
      "1.2.9-slim-bookworm");

  private static Refactored at(String marked) {
    return Refactored.by(new NewestPatch(), marked, IMAGES, false);
  }

  @ParameterizedTest
  @CsvSource({
    "1.2, 1.2.10",
    "1.2.3, 1.2.10",
    "1.2-slim, 1.2.3-slim",
    "1, 1.3.0",
  })
  void theNewestPatchHasTheLineAndTheVariant(String tag, String newest) {
    Refactored patched = at("FROM " + NAME + ":" + tag + "<|> AS a\n");
    assertThat(patched.titles()).containsExactly("Use the newest patch, " + NAME + ":" + newest);
    assertThat(patched.result()).isEqualTo("FROM " + NAME + ":" + newest + " AS a\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.10",
        "1.2.11-rc1",
        "1.2-alpine",
        "latest",
        "1.2.3-slim",
        "3",
        "v1.2.12",
        "20260805"
      })
  void thereIsNoneWhereNoneIsKnown(String tag) {
    at("FROM " + NAME + ":" + tag + "<|>\n").isNotOffered();
  }

  @Test
  void theDefaultOfAnArgIsChangedIfItIsATagAndNothingElse() {
    assertThat(at("ARG V=1.2\nFROM " + NAME + ":$V<|>\n").result())
        .isEqualTo("ARG V=1.2.10\nFROM " + NAME + ":$V\n");
    at("ARG V=1.2\nFROM " + NAME + ":$V<|>\nARG V\nRUN install $V\n").isNotOffered();
    at("FROM " + NAME + "<|>\n").isNotOffered();
    at("FROM " + NAME + ":1.2@sha256:" + "a".repeat(64) + "<|>\n").isNotOffered();
  }

  /** The table may know a line better than its patches. */
  @Test
  void aPatchThatIsAnotherImageThanItsLineIsNotTheNewest() {
    assertThat(patchOfLine("a", "a").titles()).hasSize(1);
    patchOfLine("a", "b").isNotOffered();
  }

  private static Refactored patchOfLine(String line, String patch) {
    LearntImages images = LearntImages.over(new EmbeddedImages())
        .with(
            Objects.requireNonNull(ImageReference.of(NAME)),
            new TagList(ImmutableList.of(tag("1.2", line), tag("1.2.3", patch)), true));
    return Refactored.by(new NewestPatch(), "FROM " + NAME + ":1.2<|>\n", images, false);
  }

  private static RepositoryTag tag(String name, String hex) {
    PlatformFacts platform =
        new PlatformFacts("linux/amd64", 5, 1, "sha256:" + hex.repeat(64), null, null);
    return new RepositoryTag(name, 5, ImmutableList.of(platform), null, null);
  }
}
