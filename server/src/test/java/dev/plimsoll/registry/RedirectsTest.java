package dev.plimsoll.registry;

import static dev.plimsoll.registry.FakeRegistry.config;
import static dev.plimsoll.registry.Lookups.LONG;
import static dev.plimsoll.registry.Lookups.found;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.plimsoll.image.Answer;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.PlatformFacts;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries keep their blobs elsewhere and lead there; a bad one could lead to where only this machine gets. */
class RedirectsTest {

  private static final String PLACE = "/v2/app/manifests/1";
  private static final String REFUSED =
      "the registry points to another address that it is not safe to ask.";

  private final FakeRegistry registry = new FakeRegistry();
  private final FakeRegistry other = new FakeRegistry();
  private final Registries registries = Lookups.registries();

  @AfterEach
  void close() {
    registry.close();
    other.close();
  }

  private String told() {
    return Lookups.told(registries.sizes(registry.image("app:1"), LONG), registry);
  }

  private void redirect(String location) {
    registry.answer(PLACE, 307, "", "Location", location);
  }

  @ParameterizedTest
  @CsvSource({
    "301, /v2/moved/manifests/1",
    "302, ../../moved/manifests/1",
    "303, //{host}/v2/moved/manifests/1",
    "307, http://{host}/v2/moved/manifests/1",
    "308, /v2/moved/manifests/1"
  })
  void oneOnTheSameHostIsFollowed(int status, String location) {
    registry.put("moved", "1", config("linux", "amd64"), 5);
    String blob = FakeRegistry.digestOf(config("linux", "amd64").toString());
    registry.answer("/v2/app/blobs/" + blob, 200, config("linux", "amd64").toString());
    registry.answer(PLACE, status, "", "Location", location.replace("{host}", registry.host()));
    assertThat(found(registries.sizes(registry.image("app:1"), LONG)).platforms())
        .hasSize(1);
  }

  @Test
  void blobsMayBeAtAnotherHost() {
    String text = config("linux", "amd64").toString();
    String blob = other.putBlob("store", text);
    registry.put("app", "1", FakeRegistry.manifest(blob, 5));
    registry.answer(
        "/v2/app/blobs/" + blob, 307, "", "Location", other.uri() + "/v2/store/blobs/" + blob);
    Answer<PlatformFacts> answer = registries.details(registry.image("app:1"), "linux/amd64", LONG);
    assertThat(found(answer).compressedBytes()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://169.254.0.1/",
        "https://[fe80::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[2002:a9fe:a9fe::1]/",
        "http://100.100.100.200/",
        "http://[fd00:ec2::254]/",
        "http://2852039166/", // 169.254.169.254 as one number
        "http://224.0.0.1/",
      })
  void oneToWhereCloudsKeepTheirSecretsIsRefused(String location) {
    redirect(location);
    assertThat(told()).isEqualTo(REFUSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://127.0.0.1/", "file:///etc/passwd", "http:///x", "http://a:b@127.0.0.1/x"})
  void oneToNoWebAddressIsRefused(String location) {
    redirect(location);
    assertThat(told()).isEqualTo(REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://[", "http://%zz", "\\\\host"})
  void oneThatIsNoAddressCanNotBeUsed(String location) {
    redirect(location);
    assertThat(told()).isEqualTo("the registry gave an answer that can't be used.");
  }

  @Test
  void oneToItselfIsRefused() {
    redirect(PLACE);
    assertThat(told()).isEqualTo(REFUSED);
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void aCircleIsRefused() {
    redirect("/a");
    registry.answer("/a", 302, "", "Location", PLACE);
    assertThat(told()).isEqualTo(REFUSED);
    assertThat(registry.requests()).hasSize(2);
  }

  @Test
  void anEndlessRowIsLeftAfterFive() {
    redirect("/0");
    for (int i = 0; i < 20; i++) {
      registry.answer("/" + i, 302, "", "Location", "/" + (i + 1));
    }
    assertThat(told()).isEqualTo(REFUSED);
    assertThat(registry.requests()).hasSize(6);
  }

  /** A name may stand for such an address as well, so the registry of an image is looked at like a redirect. */
  @ParameterizedTest
  @ValueSource(strings = {"169.254.169.254/x", "[fe80::1]/x", "100.100.100.200:80/x"})
  void aRegistryAtSuchAnAddressIsNotAsked(String image) {
    ImageReference reference = Objects.requireNonNull(ImageReference.of(image));
    assertThat(Lookups.failure(registries.sizes(reference, LONG)).sentence())
        .isEqualTo(reference.domain() + " has an address that it is not safe to ask.");
  }

  /** A registry on the internet could ask this machine, or another one of its network, in its place. */
  @ParameterizedTest
  @CsvSource({
    "true,  https://203.0.113.5, https://203.0.113.6",
    "false, https://203.0.113.5, http://203.0.113.6",
    "false, https://203.0.113.5, https://10.0.0.1",
    "false, https://203.0.113.5, https://127.0.0.1",
    "false, https://203.0.113.5, https://localhost",
    "true,  https://10.0.0.1,    https://203.0.113.5",
    "true,  https://10.0.0.1,    https://192.168.1.1",
    "true,  https://10.0.0.1,    https://10.0.0.1:8443",
    "false, https://10.0.0.1,    https://127.0.0.1",
    "true,  http://127.0.0.1,    https://10.0.0.1",
    "true,  http://10.0.0.1,     http://203.0.113.5",
    "false, https://127.0.0.1,   https://169.254.169.254",
  })
  void noneLeadsFurtherIn(boolean safe, String from, String to) {
    ExecutorService none = Executors.newCachedThreadPool();
    try {
      Fetcher fetcher = new Fetcher(Lookups.options(), none, Clock.systemUTC());
      ThrowingCallable check =
          () -> fetcher.refuseUnsafe(URI.create(from), URI.create(to), Deadline.in(LONG));
      if (safe) {
        assertThatCode(check).doesNotThrowAnyException();
      } else {
        assertThatCode(check).hasMessage("REDIRECT_REFUSED");
      }
    } finally {
      none.shutdownNow();
    }
  }
}
