package dev.plimsoll.registry;

import static dev.plimsoll.registry.FakeRegistry.config;
import static dev.plimsoll.registry.FakeRegistry.entry;
import static dev.plimsoll.registry.FakeRegistry.index;
import static dev.plimsoll.registry.Lookups.ENOUGH;
import static dev.plimsoll.registry.Lookups.LONG;
import static dev.plimsoll.registry.Lookups.failure;
import static dev.plimsoll.registry.Lookups.found;
import static dev.plimsoll.registry.Lookups.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.image.ImageDetails;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageLayer;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.LookupFailure.Reason;
import dev.plimsoll.image.PlatformFacts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistriesTest {

  private final FakeRegistry registry = new FakeRegistry();
  private final Registries registries = Lookups.registries();

  @AfterEach
  void close() {
    registry.close();
  }

  private ImageFacts sizes(String image) {
    return found(registries.sizes(registry.image(image), LONG));
  }

  private PlatformFacts details(String image, String platform) {
    return found(registries.details(registry.image(image), platform, LONG));
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  @Test
  void anIndexIsWeighedOnAllItsPlatforms() {
    String arm = registry.put("app", "arm", config("linux", "arm"), 10, 20);
    String arm64 = registry.put("app", "arm64", config("linux", "arm64"), 100, 1);
    String amd64 = registry.put("app", "amd64", config("linux", "amd64"), 1000, 2);
    String digest = registry.put(
        "app",
        "1.0",
        index(
            entry(arm, "linux/arm/v7"),
            entry(arm64, "linux/arm64/v8"),
            entry(amd64, "linux/amd64")));
    ImageFacts facts = sizes("app:1.0");
    assertThat(facts.match()).isEqualTo(ImageFacts.Match.EXACT);
    assertThat(facts.digest()).isEqualTo(digest);
    assertThat(facts.tag()).isEqualTo("1.0");
    assertThat(facts.unweighed()).isEmpty();
    assertThat(facts.platforms())
        .extracting(PlatformFacts::platform, PlatformFacts::compressedBytes, PlatformFacts::digest)
        .containsExactly(
            tuple("linux/amd64", 1002L, amd64),
            tuple("linux/arm64", 101L, arm64),
            tuple("linux/arm/v7", 30L, arm));
    assertThat(registry.requests()).hasSize(4);
  }

  /** BuildKit puts attestations beside the images, for a platform that is called unknown. */
  @Test
  void attestationsAreNoPlatforms() {
    String amd64 = registry.put("app", "amd64", config("linux", "amd64"), 5);
    registry.put("app", "1", index(entry(amd64, "linux/amd64"), entry(amd64, "unknown/unknown")));
    assertThat(sizes("app:1").platforms()).hasSize(1);
    assertThat(registry.requests()).hasSize(2);
  }

  /** Layers of Windows once came from Microsoft, whatever registry an image was at; a build transfers them all the same. */
  @Test
  void layersFromElsewhereCountAndWindowsHasVersions() {
    String blob = registry.putBlob("win", config("windows", "amd64").toString());
    JsonObject manifest = FakeRegistry.manifest(blob, 4_000_000_000L, 7);
    manifest
        .getAsJsonArray("layers")
        .get(0)
        .getAsJsonObject()
        .add("urls", json("{\"urls\":[\"https://mcr.example/layer\"]}").get("urls"));
    String digest = registry.put("win", "x", manifest);
    JsonObject entry = entry(digest, "windows/amd64");
    entry.getAsJsonObject("platform").addProperty("os.version", "10.0.20348.2340");
    registry.put("win", "ltsc", index(entry));
    assertThat(sizes("win:ltsc").platforms())
        .extracting(
            PlatformFacts::platform, PlatformFacts::compressedBytes, PlatformFacts::osVersion)
        .containsExactly(tuple("windows/amd64", 4_000_000_007L, "10.0.20348.2340"));
  }

  /** An image for one platform says which in its configuration, so everything else is known with it. */
  @Test
  void anImageForOnePlatformIsKnownWhole() {
    String digest = registry.put("app", "latest", config("linux", "s390x"), 3);
    ImageFacts facts = sizes("app");
    assertThat(facts.digest()).isEqualTo(digest);
    assertThat(facts.platforms())
        .extracting(PlatformFacts::platform, PlatformFacts::compressedBytes, PlatformFacts::user)
        .containsExactly(tuple("linux/s390x", 3L, ""));
    assertThat(Objects.requireNonNull(facts.platforms().get(0).details()).layers())
        .hasSize(1);
  }

  @Test
  void theDetailsAreThoseOfTheConfiguration() {
    JsonObject config = json("""
        {"os": "linux", "architecture": "arm", "variant": "v7", "created": "2026-09-02T10:11:12.123456789Z",
         "config": {"User": "node", "Entrypoint": ["docker-entrypoint.sh"], "Cmd": ["node", "-i"],
           "ExposedPorts": {"8080/tcp": {}, "9229": {}}, "Env": ["PATH=/usr/bin:/bin", "EMPTY=", "odd"],
           "WorkingDir": "/app", "Shell": ["/bin/bash", "-c"], "Volumes": {"/data": {}}, "OnBuild": ["RUN make"],
           "StopSignal": "SIGQUIT", "Labels": {"a": "b"}, "Healthcheck": {"Test": ["CMD", "true"]}},
         "history": [{"created_by": "ADD rootfs.tar / # buildkit"}, {"created_by": "ENV EMPTY=", "empty_layer": true},
           {"created_by": "RUN /bin/sh -c make # buildkit"}]}""");
    String arm = registry.put("app", "arm", config, 700, 50);
    registry.put("app", "1", index(entry(arm, "linux/arm/v7")));
    PlatformFacts facts = details("app:1", "linux/arm/v7");
    assertThat(facts.platform()).isEqualTo("linux/arm/v7");
    assertThat(facts.compressedBytes()).isEqualTo(750);
    assertThat(facts.layers()).isEqualTo(2);
    assertThat(facts.digest()).isEqualTo(arm);
    assertThat(facts.user()).isEqualTo("node");
    assertThat(facts.asOf()).isEqualTo(LocalDate.of(2026, 9, 2));
    ImageDetails details = Objects.requireNonNull(facts.details());
    assertThat(details.layers())
        .extracting(ImageLayer::compressedBytes, ImageLayer::createdBy)
        .containsExactly(
            tuple(700L, "ADD rootfs.tar / # buildkit"),
            tuple(50L, "RUN /bin/sh -c make # buildkit"));
    assertThat(details.entrypoint()).containsExactly("docker-entrypoint.sh");
    assertThat(details.cmd()).containsExactly("node", "-i");
    assertThat(details.exposedPorts()).containsExactly("8080/tcp", "9229");
    assertThat(details.env()).containsEntry("PATH", "/usr/bin:/bin").containsEntry("EMPTY", "");
    assertThat(details.workingDir()).isEqualTo("/app");
    assertThat(details.shell()).containsExactly("/bin/bash", "-c");
    assertThat(details.volumes()).containsExactly("/data");
    assertThat(details.onBuild()).containsExactly("RUN make");
    assertThat(details.stopSignal()).isEqualTo("SIGQUIT");
    assertThat(details.labels()).containsEntry("a", "b");
    assertThat(details.created()).isEqualTo(Instant.parse("2026-09-02T10:11:12.123456789Z"));
    assertThat(registry.requests()).hasSize(3);
  }

  /** Some builders squash layers, and note all steps. */
  @Test
  void whereLayersAndStepsDifferNobodyIsSaidToHaveMadeALayer() {
    JsonObject config = config("linux", "amd64");
    config.add(
        "history",
        json("{\"h\": [{\"created_by\": \"RUN a\"}, {\"created_by\": \"RUN b\"}]}")
            .get("h"));
    registry.put("app", "1", config, 700);
    assertThat(Objects.requireNonNull(details("app:1", "linux/amd64").details()).layers())
        .extracting(ImageLayer::createdBy)
        .containsOnlyNulls();
  }

  /** Reproducible builds set the date to the beginning of 1970, or of all time. */
  @Test
  void aDateThatCanNotBeIsNone() {
    JsonObject config = config("linux", "amd64");
    config.addProperty("created", "0001-01-01T00:00:00Z");
    registry.put("app", "1", config, 700);
    assertThat(details("app:1", "linux/amd64").asOf()).isNull();
  }

  @Test
  void ofADigestTheSameIsAskedAndTheContentsMustHaveIt() {
    String amd64 = registry.put("app", "amd64", config("linux", "amd64"), 5);
    String digest = registry.put("app", "1", index(entry(amd64, "linux/amd64")));
    ImageFacts facts = sizes("app:other@" + digest);
    assertThat(facts.tag()).isEqualTo("other");
    assertThat(facts.digest()).isEqualTo(digest);
    assertThat(registry.requests())
        .containsExactly("GET /v2/app/manifests/" + digest, "GET /v2/app/manifests/" + amd64);
    registry.answer(
        "/v2/app/manifests/" + digest, 200, index(entry(amd64, "linux/arm")).toString());
    assertThat(told(registries.sizes(registry.image("app@" + digest), LONG), registry))
        .isEqualTo("the registry gave an answer that can't be used.");
  }

  @Test
  void whatAnImageHasNotIsNotFound() {
    String amd64 = registry.put("app", "amd64", config("linux", "amd64"), 5);
    registry.put("app", "1", index(entry(amd64, "linux/amd64")));
    for (String image : new String[] {"app:1", "app:amd64"}) {
      assertThat(told(registries.details(registry.image(image), "linux/arm64", LONG), registry))
          .isEqualTo("the registry has no such image, or it is private.");
    }
    assertThat(told(registries.sizes(registry.image("app:2"), LONG), registry))
        .isEqualTo("the registry has no such image, or it is private.");
  }

  @Test
  void whatHangsLeavesTheOtherPlatformsKnown() {
    String amd64 = registry.put("app", "amd64", config("linux", "amd64"), 5);
    String arm64 = registry.put("app", "arm64", config("linux", "arm64"), 6);
    registry.put("app", "1", index(entry(amd64, "linux/amd64"), entry(arm64, "linux/arm64")));
    registry.on("/v2/app/manifests/" + arm64, exchange -> registry.hang());
    sizes("app:amd64");
    ImageFacts facts = found(registries.sizes(registry.image("app:1"), ENOUGH));
    assertThat(facts.platforms())
        .extracting(PlatformFacts::platform)
        .containsExactly("linux/amd64");
    assertThat(facts.unweighed()).containsExactly("linux/arm64");
  }

  private JsonObject inner(JsonObject... entries) {
    String digest = registry.put("app", "inner", index(entries));
    JsonObject entry = new JsonObject();
    entry.addProperty("digest", digest);
    entry.addProperty("mediaType", "application/vnd.oci.image.index.v1+json");
    return entry;
  }

  @Test
  void anIndexInAnIndexIsFollowed() {
    String amd64 = registry.put("app", "amd64", config("linux", "amd64"), 100);
    String arm64 = registry.put("app", "arm64", config("linux", "arm64"), 200);
    JsonObject arm = inner(inner(entry(arm64, "linux/arm64")));
    registry.put("app", "1", index(arm, entry(amd64, "linux/amd64")));
    ImageFacts facts = found(registries.sizes(registry.image("app:1"), LONG));
    assertThat(facts.platforms())
        .extracting(PlatformFacts::platform, PlatformFacts::compressedBytes)
        .containsExactly(tuple("linux/amd64", 100L), tuple("linux/arm64", 200L));
    assertThat(found(registries.details(registry.image("app:1"), "linux/arm64", LONG))
            .compressedBytes())
        .isEqualTo(200);
  }

  @Test
  void whereIndexesAreTooDeepOrTooManyTheRestCounts() {
    String amd64 = registry.put("app", "amd64", config("linux", "amd64"), 100);
    String arm64 = registry.put("app", "arm64", config("linux", "arm64"), 200);
    JsonObject deep = inner(inner(inner(entry(arm64, "linux/arm64"))));
    registry.put("app", "1", index(entry(amd64, "linux/amd64"), deep));
    assertThat(found(registries.sizes(registry.image("app:1"), LONG)).platforms())
        .hasSize(1);
    registry.put("app", "2", index(deep));
    assertThat(failure(registries.sizes(registry.image("app:2"), LONG)).reason())
        .isEqualTo(Reason.MALFORMED);
    JsonObject[] many = new JsonObject[60];
    for (int i = 0; i < many.length; i++) {
      many[i] = inner(entry(amd64, "linux/" + i));
    }
    registry.put("app", "3", index(many));
    int before = registry.requests().size();
    found(registries.sizes(registry.image("app:3"), LONG));
    assertThat(registry.requests()).hasSizeLessThan(before + 40);
  }

  @Test
  void anIndexThatIsMissingHidesNoOther() {
    String amd64 = registry.put("app", "amd64", config("linux", "amd64"), 100);
    JsonObject missing = inner();
    missing.addProperty("digest", FakeRegistry.digestOf("nothing"));
    registry.put("app", "1", index(missing, entry(amd64, "linux/amd64")));
    assertThat(found(registries.sizes(registry.image("app:1"), LONG)).platforms())
        .hasSize(1);
    registry.put("app", "2", index(missing));
    assertThat(failure(registries.sizes(registry.image("app:2"), LONG)).reason())
        .isEqualTo(Reason.NOT_FOUND);
  }

  /** Some tools write indexes that don't say platforms, and put signatures there too. */
  @Test
  void whereTheIndexSaysNoPlatformTheConfigurationsDo() {
    String arm64 = registry.put("app", "arm64", config("linux", "arm64"), 6);
    String amd64 = registry.put("app", "amd64", config("linux", "amd64"), 5);
    String signature = registry.put("app", "signature", new JsonObject(), 7);
    JsonObject[] entries = {
      entry(signature, "x/x"), entry(arm64, "x/x"), entry(amd64, "x/x"),
    };
    for (JsonObject entry : entries) {
      entry.remove("platform");
    }
    registry.put("app", "1", index(entries));
    assertThat(sizes("app:1").platforms())
        .extracting(PlatformFacts::platform, PlatformFacts::compressedBytes)
        .containsExactlyInAnyOrder(tuple("linux/amd64", 5L), tuple("linux/arm64", 6L));
    assertThat(details("app:1", "linux/amd64").compressedBytes()).isEqualTo(5);
    assertThat(told(registries.details(registry.image("app:1"), "linux/arm", LONG), registry))
        .isEqualTo("the registry has no such image, or it is private.");
  }

  @Test
  void theDigestOfATagIsAskedWithoutItsContents() {
    String digest = registry.put("app", "1", config("linux", "amd64"), 5);
    assertThat(found(registries.digest(registry.image("app:1"), LONG))).isEqualTo(digest);
    assertThat(registry.requests()).containsExactly("HEAD /v2/app/manifests/1");
  }

  @Test
  void aRegistryThatDoesNotSayTheDigestSendsTheContents() {
    String text = FakeRegistry.manifest(FakeRegistry.digestOf("config"), 5).toString();
    registry.answer("/v2/app/manifests/1", 200, text);
    assertThat(found(registries.digest(registry.image("app:1"), LONG)))
        .isEqualTo(FakeRegistry.digestOf(text));
  }

  /** Their first part looks like a host and is none. */
  @Test
  void anImageWithoutARegistryIsNotLookedUp() {
    ImageReference image = Objects.requireNonNull(ImageReference.of("my_host.org/x"));
    assertThat(Lookups.failure(registries.sizes(image, LONG)).reason())
        .isEqualTo(dev.plimsoll.image.LookupFailure.Reason.NOT_FOUND);
  }
}
