package dev.plimsoll.registry;

import static dev.plimsoll.registry.Lookups.ENOUGH;
import static dev.plimsoll.registry.Lookups.LONG;
import static dev.plimsoll.registry.Lookups.found;
import static dev.plimsoll.registry.Lookups.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.RepositoryTag;
import dev.plimsoll.image.TagList;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagListsTest {

  private static final String FIRST = "/v2/app/tags/list?n=1000";
  private static final int ALL = Integer.MAX_VALUE;

  private final FakeRegistry registry = new FakeRegistry();
  private final Registries registries = Lookups.registries();

  @AfterEach
  void close() {
    registry.close();
  }

  private TagList tags(String prefix, int atMost) {
    return found(registries.tags(registry.image("app"), prefix, atMost, LONG));
  }

  private static List<String> names(TagList list) {
    return list.tags().stream().map(RepositoryTag::name).toList();
  }

  private static String page(String... names) {
    return "{\"name\": \"app\", \"tags\": ["
        + java.util.Arrays.stream(names)
            .map(it -> "\"" + it + "\"")
            .collect(Collectors.joining(","))
        + "]}";
  }

  @Test
  void oneThatBeginsWithNothingIsWhole() {
    registry.answer(FIRST, 200, page("20", "20-alpine", "latest"));
    TagList list = tags("", ALL);
    assertThat(names(list)).containsExactly("20", "20-alpine", "latest");
    assertThat(list.complete()).isTrue();
    assertThat(list.tags()).first().isEqualTo(RepositoryTag.named("20"));
  }

  @Test
  void whatBeginsOtherwiseIsLeftOut() {
    registry.answer(FIRST, 200, page("20", "20-alpine", "latest", "120"));
    assertThat(names(tags("20", ALL))).containsExactly("20", "20-alpine");
  }

  @Test
  void signaturesAreNoTagsOfImages() {
    String hex = "0".repeat(64);
    registry.answer(
        FIRST, 200, page("1", "sha256-" + hex + ".sig", "sha256-" + hex, "sha256-0123abc"));
    assertThat(names(tags("", ALL))).containsExactly("1", "sha256-0123abc");
  }

  /** Quay's has a token instead of a last tag; it is nobody else's business. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "</v2/app/tags/list?n=50&next_page=gAAA%3D%3D>; rel=\"next\"",
        "<http://inner.example:5000/v2/app/tags/list?n=50&next_page=gAAA%3D%3D>; rel=next",
        "<list?n=50&next_page=gAAA%3D%3D>; title=\"x\"; rel = \"next\"",
      })
  void theLinkToTheNextPageIsFollowedAsItIs(String link) {
    registry.answer(FIRST, 200, page("a"), "Link", link);
    registry.answer("/v2/app/tags/list?n=50&next_page=gAAA%3D%3D", 200, page("b", "a"));
    TagList list = tags("", ALL);
    assertThat(names(list)).containsExactly("a", "b");
    assertThat(list.complete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<{self}>; rel=\"prev\"", "nonsense", "<", "", "<x>; rel=\"nextish\""})
  void whatIsNoLinkToTheNextPageIsNotFollowed(String link) {
    registry.answer(FIRST, 200, page("a"), "Link", link.replace("{self}", FIRST));
    assertThat(tags("", ALL).complete()).isTrue();
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void noMorePagesAreReadThanAreNeeded() {
    registry.answer(FIRST, 200, page("a", "b", "c"), "Link", "</next>; rel=\"next\"");
    TagList list = tags("", 2);
    assertThat(names(list)).containsExactly("a", "b");
    assertThat(list.complete()).isFalse();
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void exactlyEnoughMayBeAll() {
    registry.answer(FIRST, 200, page("a", "b", "x"));
    assertThat(tags("", 3).complete()).isTrue();
    assertThat(tags("", 2).complete()).isFalse();
  }

  @Test
  void aLinkToItselfIsTheEnd() {
    registry.answer(FIRST, 200, page("a"), "Link", "<" + FIRST + ">; rel=\"next\"");
    TagList list = tags("", ALL);
    assertThat(names(list)).containsExactly("a");
    assertThat(list.complete()).isFalse();
    assertThat(registry.requests()).hasSize(1);
  }

  /** It ends with the time that there is, with what has come until then. */
  @Test
  void anEndlessListEnds() {
    registry.on("/v2/app/tags/list", exchange -> {
      int page = exchange.getRequestURI().toString().length();
      FakeRegistry.send(
          exchange,
          200,
          page("t" + page),
          "Link",
          "<" + exchange.getRequestURI() + "x>; rel=\"next\"");
    });
    tags("", 1);
    TagList list = found(registries.tags(registry.image("app"), "", ALL, ENOUGH));
    assertThat(list.tags()).isNotEmpty();
    assertThat(list.complete()).isFalse();
  }

  @Test
  void aHundredThousandOnOnePage() {
    registry.answer(FIRST, 200, page(numbered(0, 100_000)));
    assertThat(tags("", ALL).tags()).hasSize(100_000);
    assertThat(tags("v9999", ALL).tags()).hasSize(11);
  }

  @Test
  void aHundredThousandOnAHundredPages() {
    registry.on("/v2/app/tags/list", exchange -> {
      String query = exchange.getRequestURI().getQuery();
      int from = query.contains("last=") ? Integer.parseInt(query.replaceFirst(".*last=", "")) : 0;
      String[] link = {"Link", "</v2/app/tags/list?n=1000&last=" + (from + 1000) + ">; rel=\"next\""
      };
      FakeRegistry.send(
          exchange, 200, page(numbered(from, from + 1000)), from < 99_000 ? link : new String[0]);
    });
    TagList list = tags("", ALL);
    assertThat(list.tags()).hasSize(100_000);
    assertThat(list.complete()).isTrue();
  }

  private static String[] numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(it -> "v" + it).toArray(String[]::new);
  }

  @Test
  void aLaterPageThatFailsLeavesTheEarlierOnes() {
    registry.answer(FIRST, 200, page("a"), "Link", "</v2/app/tags/list?p=2>; rel=\"next\"");
    registry.answer("/v2/app/tags/list?p=2", 500, "");
    TagList list = tags("", ALL);
    assertThat(names(list)).containsExactly("a");
    assertThat(list.complete()).isFalse();
  }

  @Test
  void aRepositoryMayHaveNone() {
    registry.answer(FIRST, 200, "{\"name\": \"app\", \"tags\": null}");
    assertThat(tags("", ALL)).isEqualTo(new TagList(ImmutableList.of(), true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"tags\": {}}",
        "{\"tags\": [{}]}",
        "{\"tags\": [\"a\"",
        "{\"tags\": []} x",
        "<html>"
      })
  void whatIsNoListCanNotBeUsed(String body) {
    registry.answer(FIRST, 200, body);
    assertThat(told(registries.tags(registry.image("app"), "", ALL, LONG), registry))
        .isEqualTo("the registry gave an answer that can't be used.");
  }

  /** It would be completed into a file. */
  @Test
  void whatCanNotBeATagIsLeftOut() {
    registry.answer(
        FIRST, 200, page("ok", "", "a b", "x\\nRUN evil", "-a", "a".repeat(129), "v1.0_x"));
    assertThat(names(tags("", ALL))).containsExactly("ok", "v1.0_x");
  }

  @Test
  void anUnknownRepositoryIsNotFound() {
    assertThat(told(registries.tags(registry.image("app"), "", ALL, LONG), registry))
        .isEqualTo("the registry has no such image, or it is private.");
  }

  /** Google's registries say on the same page what they know of each manifest; of an index no size. */
  @Test
  void googleSaysSizesAndAges() {
    String image = FakeRegistry.digestOf("image");
    String list = FakeRegistry.digestOf("index");
    registry.answer(FIRST, 200, """
        {"child": [], "name": "app", "tags": ["latest", "latest-amd64", "other"], "manifest": {
          "%s": {"imageSizeBytes": "12345678", "layerId": "", "tag": ["latest-amd64"], "timeUploadedMs": "1764400000000",
            "timeCreatedMs": "0", "mediaType": "application/vnd.docker.distribution.manifest.v2+json"},
          "%s": {"imageSizeBytes": "1741", "tag": ["latest"], "timeUploadedMs": "1764400000000",
            "mediaType": "application/vnd.oci.image.index.v1+json"}}}""".formatted(image, list));
    Instant pushed = Instant.ofEpochMilli(1764400000000L);
    assertThat(tags("", ALL).tags())
        .containsExactly(
            new RepositoryTag(
                "latest", RepositoryTag.UNKNOWN_BYTES, ImmutableList.of(), list, pushed),
            new RepositoryTag("latest-amd64", 12345678, ImmutableList.of(), image, pushed),
            RepositoryTag.named("other"));
  }
}
