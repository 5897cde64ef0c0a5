package dev.plimsoll.registry;

import static dev.plimsoll.registry.FakeRegistry.config;
import static dev.plimsoll.registry.FakeRegistry.entry;
import static dev.plimsoll.registry.FakeRegistry.index;
import static dev.plimsoll.registry.Lookups.LONG;
import static dev.plimsoll.registry.Lookups.failure;
import static dev.plimsoll.registry.Lookups.found;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.FoundRepository;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.RepositoryTag;
import dev.plimsoll.image.TagList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each manifest that is fetched counts as a pull of the user's, of which there are a hundred in six hours. */
class DockerHubTest {

  private static final String NODE = "/v2/namespaces/library/repositories/node/tags";
  private static final String INDEX = FakeRegistry.digestOf("index");
  private static final String AMD64 = FakeRegistry.digestOf("amd64");

  private final FakeRegistry registry = new FakeRegistry();
  private final FakeRegistry web = new FakeRegistry();
  private final RegistryOptions options = Lookups.options()
      .withDockerHub(new RegistryOptions.DockerHubAddress(registry.uri(), web.uri()));
  private final Registries registries = new Registries(options);

  @TempDir
  private Path folder;

  @AfterEach
  void close() {
    registry.close();
    web.close();
  }

  private static ImageReference image(String text) {
    return Objects.requireNonNull(ImageReference.of(text));
  }

  private static String tag(String name) {
    return """
        {"name": "%s", "full_size": 1, "digest": "%s", "tag_last_pushed": "2026-11-20T01:02:03.5Z", "media_type": "x", "images": [
          {"architecture": "arm", "variant": "v7", "os": "linux", "os_version": null, "size": 30, "digest": "bad",
            "last_pushed": null, "status": "active"},
          {"architecture": "unknown", "variant": null, "os": "unknown", "size": 40},
          {"architecture": "amd64", "variant": "", "os": "linux", "size": 1000, "digest": "%s",
            "last_pushed": "2026-11-19T23:00:00Z"},
          {"architecture": "s390x", "os": "linux", "size": 0},
          {"architecture": "amd64", "os": "windows", "os_version": "10.0.20348.1", "size": 5000}]}""".formatted(name, INDEX, AMD64);
  }

  @Test
  void oneRequestThatIsNoPullTellsAllSizes() {
    web.answer(NODE + "/22", 200, tag("22"));
    ImageFacts facts = found(registries.sizes(image("node:22"), LONG));
    assertThat(facts.digest()).isEqualTo(INDEX);
    assertThat(facts.unweighed()).containsExactly("linux/s390x");
    assertThat(facts.platforms())
        .extracting(
            PlatformFacts::platform,
            PlatformFacts::compressedBytes,
            PlatformFacts::digest,
            PlatformFacts::osVersion,
            PlatformFacts::asOf,
            PlatformFacts::user)
        .containsExactly(
            tuple("linux/amd64", 1000L, AMD64, null, LocalDate.of(2026, 11, 19), null),
            tuple("linux/arm/v7", 30L, null, null, LocalDate.of(2026, 11, 20), null),
            tuple("windows/amd64", 5000L, null, "10.0.20348.1", LocalDate.of(2026, 11, 20), null));
    assertThat(web.requests()).containsExactly("GET " + NODE + "/22");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void ownersAreNamespacesAndOthersNamesAreTheSame() {
    web.answer("/v2/namespaces/bitnami/repositories/redis/tags/7", 200, tag("7"));
    web.answer(NODE + "/latest", 200, tag("latest"));
    found(registries.sizes(image("bitnami/redis:7"), LONG));
    ImageFacts facts = found(registries.sizes(image("index.docker.io/library/node"), LONG));
    assertThat(facts.reference().text()).isEqualTo("index.docker.io/library/node");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(failure(registries.sizes(image("node:nope"), LONG)).sentence())
        .isEqualTo("Docker Hub has no such image, or it is private.");
    assertThat(failure(registries.sizes(image("a/b/c:1"), LONG)).sentence())
        .isEqualTo("Docker Hub has no such image, or it is private.");
    assertThat(registry.requests()).isEmpty();
  }

  /** Its limit has nothing to do with that of pulls: nobody's pulls are used instead. */
  @Test
  void whereTheWebSiteWantsToBeLeftAloneNobodyPays() {
    web.answer(NODE + "/22", 429, "", "X-Retry-After", "4102444800");
    assertThat(failure(registries.sizes(image("node:22"), LONG)).sentence())
        .isEqualTo("Docker Hub was asked too often and answers later.");
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void whatOnlyALoginShowsTheRegistryTells() throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        "{\"auths\": {\"https://index.docker.io/v1/\": {\"auth\": \"YWxpY2U6czNjcmV0\"}}}");
    Registries withLogin = new Registries(options
        .withLogins(true, false)
        .withEnvironment(ImmutableMap.of("DOCKER_CONFIG", folder.toString())));
    String arm64 = registry.put("me/secret", "arm64", config("linux", "arm64"), 6);
    String amd64 = registry.put("me/secret", "amd64", config("linux", "amd64"), 5);
    registry.put("me/secret", "1", index(entry(arm64, "linux/arm64"), entry(amd64, "linux/amd64")));
    ImageFacts facts = found(withLogin.sizes(image("me/secret:1"), LONG));
    assertThat(facts.platforms()).extracting(PlatformFacts::compressedBytes).containsExactly(5L);
    assertThat(facts.unweighed()).containsExactly("linux/arm64");
    assertThat(registry.requests())
        .containsExactly("GET /v2/me/secret/manifests/1", "GET /v2/me/secret/manifests/" + amd64);
  }

  /** The web site doesn't know digests. */
  @Test
  void aDigestCostsThePullOfOnePlatform() {
    String amd64 = registry.put("library/node", "amd64", config("linux", "amd64"), 5);
    String arm64 = registry.put("library/node", "arm64", config("linux", "arm64"), 6);
    String digest = registry.put(
        "library/node", "22", index(entry(arm64, "linux/arm64"), entry(amd64, "linux/amd64")));
    ImageFacts facts = found(registries.sizes(image("node:22@" + digest), LONG));
    assertThat(facts.on("linux/amd64").compressedBytes()).isEqualTo(5);
    assertThat(facts.unweighed()).containsExactly("linux/arm64");
    assertThat(web.requests()).isEmpty();
    assertThat(registry.requests()).hasSize(2);
  }

  @Test
  void detailsCostOnePull() {
    String digest = registry.put("library/node", "x", config("linux", "amd64"), 5);
    web.answer(NODE + "/22", 200, tag("22").replace(AMD64, digest));
    assertThat(found(registries.details(image("node:22"), "linux/amd64", LONG)).digest())
        .isEqualTo(digest);
    assertThat(registry.requests())
        .hasSize(2)
        .first()
        .isEqualTo("GET /v2/library/node/manifests/" + digest);
  }

  /** A HEAD is no pull. */
  @Test
  void aDigestToPinCostsNothing() {
    String digest = registry.put("library/node", "22", config("linux", "amd64"), 5);
    assertThat(found(registries.digest(image("node:22"), LONG))).isEqualTo(digest);
    assertThat(registry.requests()).containsExactly("HEAD /v2/library/node/manifests/22");
  }

  @Test
  void tagsComeWithSizesAndOnlyThoseThatBeginSo() {
    web.answer(
        NODE + "?page_size=100&ordering=last_updated&name=22-&page=1",
        200,
        "{\"count\": 3, \"next\": \"https://elsewhere.example/page2\", \"results\": ["
            + tag("22-slim") + "," + tag("lts-22-slim") + "]}");
    web.answer(
        NODE + "?page_size=100&ordering=last_updated&name=22-&page=2",
        200,
        "{\"count\": 3, \"next\": null, \"results\": [" + tag("22-alpine") + "]}");
    TagList list = found(registries.tags(image("node:whatever"), "22-", 100, LONG));
    assertThat(list.complete()).isTrue();
    assertThat(list.tags())
        .extracting(RepositoryTag::name, RepositoryTag::compressedBytes, RepositoryTag::pushed)
        .containsExactly(
            tuple("22-slim", 1000L, Instant.parse("2026-11-20T01:02:03.5Z")),
            tuple("22-alpine", 1000L, Instant.parse("2026-11-20T01:02:03.5Z")));
    assertThat(list.tags().get(0).platforms()).hasSize(3);
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void noMorePagesOfTagsAreReadThanAreNeeded() {
    web.answer(
        NODE + "?page_size=100&ordering=last_updated&page=1",
        200,
        "{\"next\": \"x\", \"results\": [" + tag("1") + "," + tag("2") + "]}");
    TagList list = found(registries.tags(image("node"), "", 2, LONG));
    assertThat(list.tags()).hasSize(2);
    assertThat(list.complete()).isFalse();
    assertThat(web.requests()).hasSize(1);
  }

  /** The web site finds the letters anywhere in a name. */
  @Test
  void whatBeginsOtherwiseIsNotReadToTheEnd() {
    for (int page = 1; page <= 9; page++) {
      web.answer(
          NODE + "?page_size=100&ordering=last_updated&name=1&page=" + page,
          200,
          "{\"next\": \"x\", \"results\": [" + tag("2.1-" + page) + "]}");
    }
    TagList list = found(registries.tags(image("node"), "1", 100, LONG));
    assertThat(list.tags()).isEmpty();
    assertThat(list.complete()).isFalse();
    assertThat(web.requests()).hasSize(5);
  }

  /** What is for one platform can't stand for a tag that has more. */
  @Test
  void theDigestOfOnePlatformIsNotThatOfATagWithMore() {
    String one =
        "{\"name\": \"1\", \"images\": [{\"architecture\": \"amd64\", \"os\": \"linux\", \"size\": 9,"
            + " \"digest\": \"" + AMD64 + "\"}%s]}";
    web.answer(NODE + "/1", 200, one.formatted(""));
    web.answer(
        NODE + "/2",
        200,
        one.formatted(", {\"architecture\": \"s390x\", \"os\": \"linux\", \"size\": 0}"));
    assertThat(found(registries.sizes(image("node:1"), LONG)).digest()).isEqualTo(AMD64);
    assertThat(found(registries.sizes(image("node:2"), LONG)).digest()).isNull();
  }

  /** Mirrors have the same images, and ECR Public lists no tags of them. */
  @Test
  void aMirrorThatListsNoTagsHasThoseOfDockerHub() {
    web.answer(
        NODE + "?page_size=100&ordering=last_updated&name=22&page=1",
        200,
        "{\"next\": null, \"results\": [" + tag("22") + "]}");
    // This machine stands for ECR Public, as a proxy that is asked without encryption.
    Registries behindProxy = new Registries(options
        .withInsecureHosts(ImmutableSet.of("public.ecr.aws"))
        .withProxy(registry.uri().toString()));
    ImageReference mirrored = image("public.ecr.aws/docker/library/node");
    assertThat(found(behindProxy.tags(mirrored, "22", 100, LONG)).tags())
        .extracting(RepositoryTag::name, RepositoryTag::compressedBytes)
        .containsExactly(tuple("22", 1000L));
    assertThat(registry.requests())
        .containsExactly("GET http://public.ecr.aws/v2/docker/library/node/tags/list?n=1000");
    ImageReference other = image("public.ecr.aws/somebody/node");
    assertThat(failure(behindProxy.tags(other, "22", 100, LONG)).sentence())
        .isEqualTo("public.ecr.aws has no such image, or it is private.");
  }

  @Test
  void theSearchFindsRepositories() {
    web.answer("/v2/search/repositories/", 200, """
        {"count": 2, "results": [
          {"repo_name": "node", "short_description": "Node.js", "star_count": 14000, "is_official": true},
          {"repo_name": "bitnami/node", "short_description": null, "star_count": 80, "is_official": false}]}""");
    assertThat(found(registries.repositories("node js&x", LONG)))
        .containsExactly(
            new FoundRepository("node", "Node.js", 14000, true),
            new FoundRepository("bitnami/node", "", 80, false));
    assertThat(web.requests())
        .containsExactly("GET /v2/search/repositories/?page_size=25&query=node+js%26x");
  }

  /** So it did when its first search was shut. */
  @Test
  void aSearchThatAnswersNothingCanNotBeUsed() {
    web.answer("/v2/search/repositories/", 200, "{}");
    assertThat(failure(registries.repositories("node", LONG)).sentence())
        .isEqualTo("Docker Hub gave an answer that can't be used.");
  }
}
