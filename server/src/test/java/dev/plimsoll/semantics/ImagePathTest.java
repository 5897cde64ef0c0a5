package dev.plimsoll.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.semantics.ImagePath.Answer;
import dev.plimsoll.syntax.PartialText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagePathTest {

  /** A path from the root, or from the directory {@code ?}; {@code <X>} is a part that isn't known. */
  private static ImagePath path(String written) {
    ImagePath from = written.startsWith("?") ? ImagePath.unknown("?") : ImagePath.ROOT;
    String rest = written.startsWith("?/") ? written.substring(2) : written;
    return rest.equals("?") ? from : from.resolve(text(rest));
  }

  private static PartialText text(String written) {
    PartialText text = PartialText.of("");
    int at = 0;
    while (at < written.length()) {
      int open = written.indexOf('<', at);
      int end = open < 0 ? written.length() : open;
      text = text.plus(PartialText.of(written.substring(at, end)));
      at = open < 0 ? end : written.indexOf('>', open) + 1;
      text = open < 0 ? text : text.plus(PartialText.unknown(written.substring(open + 1, at - 1)));
    }
    return text;
  }

  @ParameterizedTest
  @CsvSource({
    "/app, ., /app",
    "/app, ./web//x/, /app/web/x",
    "/app, ../srv, /srv",
    "/app, ../../.., /",
    "/app, /srv/./y/.., /srv",
    "/, app, /app",
    "/app, '', /app",
  })
  void isNormalizedAsBuildKitDoes(String from, String path, String expected) {
    assertThat(path(from).resolve(path).text()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/app/<SUB>/x, x",
    "/app/<SUB>, ",
    "?/a, a",
    "?, ",
    "/, ",
    "/app/x<V>, ",
  })
  void hasATextOnlyWhereAllIsKnown(String path, String name) {
    if (!path.equals("/")) {
      assertThat(path(path).text()).isNull();
    }
    assertThat(path(path).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "/,            /app/web,        YES",
    "/app,         /app,            YES",
    "/app,         /app/web,        YES",
    "/app,         /application,    NO",
    "/app/web,     /app,            NO",
    "/app,         /app/<SUB>,      UNKNOWN",
    "/,            /app/<SUB>,      YES",
    "/app/<SUB>,   /app/<SUB>,      YES",
    "/app/<SUB>,   /app/<SUB>/web,  YES",
    "/app/<SUB>/a, /app/<SUB>/b,    NO",
    "/app/<SUB>,   /app/<TOP>,      UNKNOWN",
    "/app/<SUB>,   /app,            UNKNOWN",
    "/srv,         /app/<SUB>,      UNKNOWN",
    "/app/<S>/..,  /app,            UNKNOWN",
    "?,            ?/web,           YES",
    "?/a,          ?/b,             NO",
    "?,            /app,            UNKNOWN",
    "/app,         ?,               UNKNOWN",
    "/,            ?,               YES",
    "?,            ?/..,            UNKNOWN",
    "?/..,         ?/..,            YES",
    "?,            ?/<X>,           UNKNOWN",
    "?/<X>,        ?/<X>/a,         UNKNOWN",
    "?/<X>/a,      ?/<X>/a/b,       YES",
    "?/C:/a,       ?/C:/a,          YES",
    "?/C:/a,       ?/C:/b,          UNKNOWN",
  })
  void answersWhetherOnePlaceIsInAnother(String directory, String place, Answer expected) {
    assertThat(path(directory).contains(path(place))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/app,       /srv,     YES",
    "/app,       /app/web, NO",
    "/app/web,   /app,     NO",
    "/app/<SUB>, /srv,     UNKNOWN",
    "?,          /srv,     UNKNOWN",
    "?/a,        ?/b,      YES",
  })
  void answersWhetherTwoPlacesAreApart(String one, String other, Answer expected) {
    assertThat(path(one).isApartFrom(path(other))).isEqualTo(expected);
    assertThat(path(other).isApartFrom(path(one))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/app,       /app,         ''",
    "/app,       /app/a/b,     a/b",
    "/,          /app,         app",
    "/app/<SUB>, /app/<SUB>/a, a",
    "?,          ?/a,          a",
    "/app,       /app/<SUB>,   ",
    "/,          ?,            ",
    "/app,       /srv,         ",
  })
  void seesOnePlaceFromAnother(String from, String to, String expected) {
    assertThat(path(from).pathTo(path(to))).isEqualTo(expected);
  }

  @Test
  void twoDirectoriesOfWhichNothingIsKnownMayBeTheSame() {
    ImagePath one = ImagePath.unknown();
    assertThat(one.isSameAs(one)).isEqualTo(Answer.YES);
    assertThat(one.isSameAs(ImagePath.unknown())).isEqualTo(Answer.UNKNOWN);
    assertThat(one).isNotEqualTo(ImagePath.unknown());
  }

  @ParameterizedTest
  @CsvSource({
    "/var/*,          /var/lib/apt, YES",
    "/var/l*/apt,     /var/lib/apt, YES",
    "/var/lib/apt/*,  /var/lib/apt, NO",
    "/var/lib/dp?g,   /var/lib/apt, NO",
    "/var/lib/[ab]pt, /var/lib/apt, UNKNOWN",
    "/*,              /.cache,      NO",
    "/<V>/*,          /var/lib,     UNKNOWN",
  })
  void patternsAreOfWhatTheyMatch(String pattern, String place, Answer expected) {
    assertThat(ImagePath.ROOT.resolvePattern(text(pattern)).contains(path(place)))
        .isEqualTo(expected);
  }

  @Test
  void aPathThatIsTooLongIsNotFollowed() {
    ImagePath path = ImagePath.ROOT;
    for (int i = 0; i < 3_000; i++) {
      path = path.resolve("ab");
    }
    assertThat(path.text()).isNull();
    assertThat(path.toString().length()).isLessThan(5_000);
  }
}
