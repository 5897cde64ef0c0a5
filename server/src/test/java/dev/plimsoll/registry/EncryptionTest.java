package dev.plimsoll.registry;

import static dev.plimsoll.registry.FakeRegistry.send;
import static dev.plimsoll.registry.Lookups.LONG;
import static dev.plimsoll.registry.Lookups.SHORT;
import static dev.plimsoll.registry.Lookups.failure;
import static dev.plimsoll.registry.Lookups.found;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.plimsoll.image.Answer;
import dev.plimsoll.image.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What came encrypted stays so. A server on this machine stands for Docker Hub's registry, under https. */
class EncryptionTest {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final ImageReference NODE = Objects.requireNonNull(ImageReference.of("node:22"));

  @TempDir
  private static Path folder;

  private static HttpsServer server;
  private static SSLContext ours;
  private static SSLContext usual;

  private static final AtomicReference<FakeRegistry.Handler> HANDLER = new AtomicReference<>();

  private final FakeRegistry plain = new FakeRegistry();

  @BeforeAll
  static void startServer() throws IOException, InterruptedException, GeneralSecurityException {
    usual = SSLContext.getDefault();
    ours = context(certificate());
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(ours));
    server.createContext("/", EncryptionTest::handle);
    server.start();
  }

  private static void handle(HttpExchange exchange) throws IOException {
    try {
      HANDLER.get().handle(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private static Path certificate() throws IOException, InterruptedException {
    Path file = folder.resolve("keys");
    Process keytool = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-alias",
            "test",
            "-dname",
            "CN=test",
            "-ext",
            "san=ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-storepass",
            new String(PASSWORD),
            "-keystore",
            file.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
    assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return file;
  }

  private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  @AfterAll
  static void stopServer() {
    server.stop(0);
  }

  @AfterEach
  void close() {
    SSLContext.setDefault(usual);
    plain.close();
  }

  private static Answer<String> ask() {
    URI uri = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    Registries registries = new Registries(
        Lookups.options().withDockerHub(new RegistryOptions.DockerHubAddress(uri, uri)));
    return registries.digest(NODE, LONG);
  }

  @Test
  void aCertificateThatIsTrustedIsFine() {
    SSLContext.setDefault(ours);
    String digest = FakeRegistry.digestOf("x");
    HANDLER.set(exchange -> send(exchange, 200, "", "Docker-Content-Digest", digest));
    assertThat(found(ask())).isEqualTo(digest);
  }

  @Test
  void anotherOneIsNot() {
    HANDLER.set(exchange -> send(exchange, 200, ""));
    assertThat(failure(ask()).sentence())
        .isEqualTo("Docker Hub shows a certificate that isn't trusted here.");
  }

  private static Answer<String> askAt(String host, String... insecure) {
    ImageReference image = Objects.requireNonNull(
        ImageReference.of(host + ":" + server.getAddress().getPort() + "/app:1"));
    return new Registries(Lookups.options().withInsecureHosts(ImmutableSet.copyOf(insecure)))
        .digest(image, LONG);
  }

  /** The certificate is nobody's that this machine trusts, and for another name than the second one. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void aRegistryOfThisMachineIsAskedEncryptedWhateverItsCertificate(String host) {
    String digest = FakeRegistry.digestOf("x");
    HANDLER.set(exchange -> send(exchange, 200, "", "Docker-Content-Digest", digest));
    assertThat(found(askAt(host))).isEqualTo(digest);
  }

  /** This address leads to this machine, too, and doesn't say so. */
  @Test
  void aRegistryThatASettingNamesMayHaveAnyCertificateAndNoOtherMay() {
    String host = "0.0.0.0";
    String digest = FakeRegistry.digestOf("x");
    HANDLER.set(exchange -> send(exchange, 200, "", "Docker-Content-Digest", digest));
    assertThat(failure(askAt(host)).sentence())
        .endsWith(" shows a certificate that isn't trusted here.");
    assertThat(found(askAt(host, host))).isEqualTo(digest);
    assertThat(found(askAt(host, host + ":" + server.getAddress().getPort()))).isEqualTo(digest);
  }

  @Test
  void aRegistryThatASettingNamesIsAskedInTheClearWhereItCanNotBeAskedEncrypted() {
    plain.answer(
        "/v2/app/manifests/1", 200, "{}", "Docker-Content-Digest", "sha256:" + "a".repeat(64));
    String domain = plain.host().replace("127.0.0.1", "0.0.0.0");
    ImageReference image = Objects.requireNonNull(ImageReference.of(domain + "/app:1"));
    assertThat(failure(new Registries(Lookups.options()).digest(image, SHORT))).isNotNull();
    assertThat(plain.requests()).isEmpty();
    Registries insecure =
        new Registries(Lookups.options().withInsecureHosts(ImmutableSet.of(domain)));
    assertThat(found(insecure.digest(image, LONG))).startsWith("sha256:");
    assertThat(plain.requests()).hasSize(1);
  }

  @Test
  void aRedirectToAnUnencryptedPlaceIsRefused() {
    SSLContext.setDefault(ours);
    HANDLER.set(exchange -> send(exchange, 307, "", "Location", plain.uri() + "/x"));
    assertThat(failure(ask()).sentence())
        .isEqualTo("Docker Hub points to another address that it is not safe to ask.");
    assertThat(plain.requests()).isEmpty();
  }

  @Test
  void aRealmThatIsNotEncryptedIsRefused() {
    SSLContext.setDefault(ours);
    HANDLER.set(exchange ->
        send(exchange, 401, "", "WWW-Authenticate", "Bearer realm=\"" + plain.uri() + "/token\""));
    assertThat(failure(ask()).sentence())
        .isEqualTo("Docker Hub points to another address that it is not safe to ask.");
    assertThat(plain.requests()).isEmpty();
  }
}
