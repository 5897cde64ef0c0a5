package dev.plimsoll.registry;

import static dev.plimsoll.registry.Lookups.LONG;
import static dev.plimsoll.registry.Lookups.failure;
import static dev.plimsoll.registry.Lookups.found;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.image.Answer;
import dev.plimsoll.image.ImageDetails;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageLayer;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.RepositoryTag;
import dev.plimsoll.image.TagList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client makes of a registry that its users have, not of one that was written for it. */
class RealRegistryTest {

  private static final String ROOT = "root file system";
  private static final String APP = "the program";

  @TempDir
  private static Path folder;

  private static RealRegistry open;
  private static RealRegistry closed;
  private static String index;

  private final Registries registries = Lookups.registries();

  @BeforeAll
  static void startAndFill() throws IOException, InterruptedException {
    open = new RealRegistry(Files.createDirectory(folder.resolve("open")), false);
    closed = new RealRegistry(Files.createDirectory(folder.resolve("closed")), true);
    Path images = folder.resolve("images");
    OciLayout layout = new OciLayout(images);
    JsonObject amd64 = layout.image(config("amd64", null), List.of(ROOT, APP));
    JsonObject arm64 = layout.image(config("arm64", "v8"), List.of(ROOT + " for arm64", APP));
    JsonObject arm = layout.image(config("arm", "v7"), List.of(APP));
    JsonObject all = layout.index(arm, amd64, arm64);
    index = all.get("digest").getAsString();
    layout.name("all", all);
    layout.name("one", amd64);
    open.push(images + ":all", "team/app:1.0", "--all");
    open.push(images + ":all", "team/app:1.0-slim", "--all");
    open.push(images + ":one", "team/single:oci");
    open.push(images + ":one", "team/single:docker", "--format", "v2s2");
    closed.push(images + ":all", "app:1.0", "--all");
  }

  @AfterAll
  static void stop() {
    if (open != null) {
      open.close();
    }
    if (closed != null) {
      closed.close();
    }
  }

  private static JsonObject config(String architecture, String variant) {
    JsonObject config = JsonParser.parseString("""
            {"os": "linux", "created": "2026-09-02T10:11:12Z",
             "config": {"User": "node", "Entrypoint": ["/bin/app"], "Cmd": ["serve"], "Env": ["PATH=/bin", "V=1"],
               "ExposedPorts": {"8080/tcp": {}, "9229": {}}, "WorkingDir": "/srv"},
             "history": [{"created_by": "ADD rootfs.tar / # buildkit"}, {"created_by": "USER node", "empty_layer": true},
               {"created_by": "COPY app /bin/app # buildkit"}]}""").getAsJsonObject();
    config.addProperty("architecture", architecture);
    if (variant != null) {
      config.addProperty("variant", variant);
    }
    return config;
  }

  private static ImageReference image(RealRegistry registry, String name) {
    return Objects.requireNonNull(ImageReference.of(registry.host() + "/" + name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"team/app:1.0", "team/app:1.0-slim@{index}", "team/app@{index}"})
  void anIndexIsWeighed(String name) throws IOException {
    ImageReference image = image(open, name.replace("{index}", index));
    ImageFacts facts = found(registries.sizes(image, LONG));
    assertThat(facts.digest()).isEqualTo(index);
    assertThat(facts.unweighed()).isEmpty();
    assertThat(facts.platforms())
        .extracting(PlatformFacts::platform, PlatformFacts::compressedBytes, PlatformFacts::layers)
        .containsExactly(
            tuple("linux/amd64", OciLayout.size(ROOT) + OciLayout.size(APP), 2),
            tuple("linux/arm64", OciLayout.size(ROOT + " for arm64") + OciLayout.size(APP), 2),
            tuple("linux/arm/v7", OciLayout.size(APP), 1));
  }

  @ParameterizedTest
  @CsvSource({
    "team/app:1.0,       linux/amd64",
    "team/app:1.0,       linux/arm64",
    "team/single:oci,    linux/amd64",
    "team/single:docker, linux/amd64",
  })
  void itsConfigurationIsRead(String name, String platform) throws IOException {
    PlatformFacts facts = found(registries.details(image(open, name), platform, LONG));
    assertThat(facts.platform()).isEqualTo(platform);
    assertThat(facts.user()).isEqualTo("node");
    ImageDetails details = Objects.requireNonNull(facts.details());
    assertThat(details.entrypoint()).containsExactly("/bin/app");
    assertThat(details.cmd()).containsExactly("serve");
    assertThat(details.exposedPorts()).containsExactly("8080/tcp", "9229");
    assertThat(details.env())
        .containsExactly(java.util.Map.entry("PATH", "/bin"), java.util.Map.entry("V", "1"));
    assertThat(details.workingDir()).isEqualTo("/srv");
    assertThat(details.layers())
        .extracting(ImageLayer::createdBy)
        .containsExactly("ADD rootfs.tar / # buildkit", "COPY app /bin/app # buildkit");
    assertThat(details.layers().get(1).compressedBytes()).isEqualTo(OciLayout.size(APP));
  }

  /** Docker's own manifests are those that most images have. */
  @ParameterizedTest
  @ValueSource(strings = {"oci", "docker"})
  void anImageForOnePlatformIsWeighed(String tag) throws IOException {
    ImageFacts facts = found(registries.sizes(image(open, "team/single:" + tag), LONG));
    assertThat(facts.platforms())
        .extracting(PlatformFacts::platform, PlatformFacts::compressedBytes, PlatformFacts::user)
        .containsExactly(tuple("linux/amd64", OciLayout.size(ROOT) + OciLayout.size(APP), "node"));
  }

  @Test
  void itsTagsAndDigestsAreThose() {
    TagList tags = found(registries.tags(image(open, "team/app"), "1.0", 100, LONG));
    assertThat(tags.tags())
        .extracting(RepositoryTag::name)
        .containsExactlyInAnyOrder("1.0", "1.0-slim");
    assertThat(tags.complete()).isTrue();
    assertThat(found(registries.digest(image(open, "team/app:1.0"), LONG))).isEqualTo(index);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "team/app:2.0",
        "team/none:1.0",
        "team/app@sha256:0000000000000000000000000000000000000000000000000000000000000000",
      })
  void whatIsNotThereIsSaidNotToBe(String name) {
    assertThat(failure(registries.sizes(image(open, name), LONG)).sentence())
        .isEqualTo(open.host() + " has no such image, or it is private.");
  }

  /** The registry that wants a login, with this one in Docker's file. */
  private static Answer<ImageFacts> ask(String auth) throws IOException {
    Path config = Files.createDirectories(folder.resolve("config"));
    Files.writeString(
        config.resolve("config.json"),
        "{\"auths\": {\"" + closed.host() + "\": {\"auth\": \"" + auth + "\"}}}");
    Registries registries = new Registries(Lookups.options()
        .withLogins(true, false)
        .withEnvironment(ImmutableMap.of("DOCKER_CONFIG", config.toString())));
    return registries.sizes(image(closed, "app:1.0"), LONG);
  }

  @Test
  void dockersLoginOpensAClosedRegistry() throws IOException {
    assertThat(found(ask("YWxpY2U6czNjcmV0")).platforms()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"YWxpY2U6d3Jvbmc=", ""})
  void withAWrongOrNoLoginItStaysClosed(String auth) throws IOException {
    assertThat(failure(ask(auth)).sentence())
        .isEqualTo(
            closed.host() + " shows no such image without a login."
                + " If you have one, sign in with \"docker login\" and let plimsoll.images.credentials use it.");
  }
}
