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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tables that the server carries hold everything that they were first made from, or what is newer. */
class ImageTableTest {

  private static final EmbeddedImages IMAGES = new EmbeddedImages();

  private static Path data(String name) {
    return SharedCases.folder().resolve("data").resolve(name);
  }

  /** Where both tables have a tag on a platform, the later day is right. */
  @Test
  void holdsEverySize() throws IOException {
    Map<String, String[]> expected = new LinkedHashMap<>();
    for (String table : List.of("image-sizes.tsv", "image-sizes-more.tsv")) {
      List<String> rows = Files.readAllLines(data(table));
      for (String row : rows.subList(1, rows.size())) {
        String[] field = row.split("\t", -1);
        expected.merge(
            field[0] + ":" + field[1] + " " + field[2],
            field,
            (one, other) -> one[7].compareTo(other[7]) < 0 ? other : one);
      }
    }
    int same = 0;
    for (String[] field : expected.values()) {
      String image = field[0] + ":" + field[1];
      ImageFacts facts = IMAGES.facts(ImageReference.of(image));
      assertThat(facts.match()).as(image).isEqualTo(ImageFacts.Match.EXACT);
      PlatformFacts known = facts.on(field[2]);
      if (facts(field).equals(known)) {
        same++;
      } else {
        assertThat(known).as(image).isNotNull();
        assertThat(known.asOf()).as(image).isAfterOrEqualTo(LocalDate.parse(field[7]));
        assertThat(known.digest()).as(image).isNotEqualTo(field[5]);
      }
    }
    assertThat(same).as("tags that nobody builds any more").isGreaterThan(1000);
  }

  private static PlatformFacts facts(String[] field) {
    return new PlatformFacts(
        field[2],
        Long.parseLong(field[3]),
        field[4].isEmpty() ? PlatformFacts.UNKNOWN_LAYERS : Integer.parseInt(field[4]),
        field[5].isEmpty() ? null : field[5],
        field[6],
        LocalDate.parse(field[7]));
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
