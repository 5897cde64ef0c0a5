package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.plimsoll.SharedCases;
import dev.plimsoll.image.ImageFacts.Match;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many of the images that real files name the built-in tables know; {@code docs/conformance.md} gives the figures. */
class ImageShareTest {

  private final EmbeddedImages tables = new EmbeddedImages();
  private final Map<Match, Integer> all = new EnumMap<>(Match.class);
  private final Map<Match, Integer> official = new EnumMap<>(Match.class);

  @Test
  void moreThanHalfOfAllUsesAreAnsweredExactlyAndHardlyAnyFromTheLine() {
    for (JsonObject file : SharedCases.read("dockerfiles")) {
      SemanticModel model = SemanticModel.of(Dockerfile.parse(SharedCases.text(file)));
      for (ImageUse use : model.imageUses()) {
        if (use.image() != null && !use.image().isScratch()) {
          count(use.image());
        }
      }
    }
    assertThat(percent(all, Match.EXACT)).as("all: %s", all).isGreaterThan(54);
    assertThat(percent(all, Match.NEAREST)).as("all: %s", all).isLessThan(3);
    assertThat(percent(official, Match.EXACT)).as("official: %s", official).isGreaterThan(83);
  }

  private void count(ImageReference image) {
    Match match = tables.facts(image).match();
    all.merge(match, 1, Integer::sum);
    if (image.isOfficial()) {
      official.merge(match, 1, Integer::sum);
    }
  }

  private static double percent(Map<Match, Integer> counted, Match match) {
    int sum = counted.values().stream().mapToInt(Integer::intValue).sum();
    return 100.0 * counted.getOrDefault(match, 0) / sum;
  }
}
