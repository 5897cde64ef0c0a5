package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.SharedCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table that the server carries holds everything that it was made from. */
class ImageTableTest {

  private static final EmbeddedImages IMAGES = new EmbeddedImages();

  private static Path data(String name) {
    return SharedCases.folder().resolve("data").resolve(name);
  }

  @Test
  void holdsEverySize() throws IOException {
    List<String> rows = Files.readAllLines(data("image-sizes.tsv"));
    int platforms = 0;
    Set<String> asked = new HashSet<>();
    for (String row : rows.subList(1, rows.size())) {
      String[] field = row.split("\t", -1);
      PlatformFacts expected = new PlatformFacts(
          field[2],
          Long.parseLong(field[3]),
          field[4].isEmpty() ? PlatformFacts.UNKNOWN_LAYERS : Integer.parseInt(field[4]),
          field[5].isEmpty() ? null : field[5],
          field[6],
          LocalDate.parse(field[7]));
      String image = field[0] + ":" + field[1];
      ImageFacts facts = IMAGES.facts(ImageReference.of(image));
      assertThat(facts.match()).as(image).isEqualTo(ImageFacts.Match.EXACT);
      assertThat(facts.on(field[2])).as(image).isEqualTo(expected);
      platforms += asked.add(image) ? facts.platforms().size() : 0;
    }
    assertThat(platforms).as("and no other").isEqualTo(rows.size() - 1);
  }

  @Test
  void holdsEveryTagAndVariant() throws IOException {
    JsonObject images = JsonParser.parseString(
            Files.readString(data("official-image-variants.json")))
        .getAsJsonObject();
    for (String image : images.keySet()) {
      JsonObject facts = images.getAsJsonObject(image);
      Set<String> expected = new HashSet<>();
      for (JsonElement tag : facts.getAsJsonArray("latest_aliases")) {
        expected.add(tag.getAsString());
      }
      JsonObject variants = facts.getAsJsonObject("variants");
      for (String variant : variants.keySet()) {
        variants.getAsJsonArray(variant).forEach(tag -> expected.add(tag.getAsString()));
      }
      assertThat(IMAGES.tags(ImageReference.of(image))).as(image).containsAll(expected);
    }
  }
}
