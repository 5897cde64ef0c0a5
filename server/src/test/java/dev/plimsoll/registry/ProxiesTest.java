package dev.plimsoll.registry;

import static dev.plimsoll.registry.FakeRegistry.config;
import static dev.plimsoll.registry.Lookups.LONG;
import static dev.plimsoll.registry.Lookups.failure;
import static dev.plimsoll.registry.Lookups.found;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.Answer;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

  private static final String NAMELESS = "registry.example:5000";

  private final FakeRegistry proxy = new FakeRegistry();

  @AfterEach
  void close() {
    proxy.close();
  }

  private static Proxies proxies(String... variables) {
    ImmutableMap.Builder<String, String> environment = ImmutableMap.builder();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return Proxies.of(Lookups.options().withEnvironment(environment.buildOrThrow()));
  }

  private static String proxyOf(Proxies proxies, String place) {
    Proxy proxy = proxies.select(URI.create(place)).get(0);
    if (proxy.type() == Proxy.Type.DIRECT) {
      return "-";
    }
    InetSocketAddress address = (InetSocketAddress) proxy.address();
    return address.getHostString() + ":" + address.getPort();
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS_PROXY, http://proxy:3128,   https://a.example, proxy:3128",
    "https_proxy, http://proxy:3128/,  https://a.example, proxy:3128",
    "https_proxy, proxy:3128,          https://a.example, proxy:3128",
    "HTTPS_PROXY, proxy,               https://a.example, proxy:80",
    "HTTPS_PROXY, http://a:b@proxy:1,  https://a.example, proxy:1",
    "HTTPS_PROXY, http://[::1]:1,      https://a.example, [::1]:1",
    "HTTPS_PROXY, proxy:3128,          http://a.example,  -",
    "HTTP_PROXY,  proxy:3128,          http://a.example,  proxy:3128",
    "http_proxy,  proxy:3128,          https://a.example, -",
    "HTTPS_PROXY, proxy:3128,          https://127.0.0.1, -",
    "HTTPS_PROXY, proxy:3128,          https://localhost:5000, -",
    "HTTPS_PROXY, '',                  https://a.example, -",
  })
  void theEnvironmentSaysTheProxy(String name, String value, String place, String expected) {
    assertThat(proxyOf(proxies(name, value), place)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.example            | https://a.example          | true",
        "a.example            | https://b.a.example        | true",
        "a.example            | https://ba.example         | false",
        ".a.example           | https://b.a.example        | true",
        ".a.example           | https://a.example          | false",
        "*.a.example          | https://b.a.example        | true",
        "A.Example            | https://a.EXAMPLE          | true",
        "x, a.example y       | https://a.example          | true",
        "a.example:443        | https://a.example          | true",
        "a.example:5000       | https://a.example          | false",
        "a.example:5000       | https://a.example:5000     | true",
        "*                    | https://a.example          | true",
        "10.1.2.3             | https://10.1.2.3           | true",
        "10.1.2.3             | https://10.1.2.4           | false",
        "10.1.2.3:5000        | https://10.1.2.3:5000      | true",
        "10.0.0.0/8           | https://10.1.2.3           | true",
        "10.0.0.0/8           | https://11.1.2.3           | false",
        "10.0.0.0/8           | https://a.example          | false",
        "10.0.0.0/33          | https://10.0.0.0           | false",
        "10.0.0.0/x           | https://10.0.0.0           | false",
        "0.0.0.0/0            | https://11.1.2.3           | true",
        "fd00::/8             | https://[fd12::1]          | true",
        "fd00::/8             | https://10.1.2.3           | false",
        "fd12::1              | https://[fd12:0::1]        | true",
        "[fd12::1]:443        | https://[fd12::1]          | true",
        ",,  ,                | https://a.example          | false",
      })
  void andWhatIsReachedDirectly(String exceptions, String place, boolean direct) {
    for (String name : new String[] {"NO_PROXY", "no_proxy"}) {
      Proxies proxies = proxies("HTTPS_PROXY", "proxy:1", name, exceptions);
      assertThat(proxies.isDirect(URI.create(place))).isEqualTo(direct);
    }
  }

  @Test
  void theEditorsProxyIsForAll() {
    Proxies proxies = Proxies.of(Lookups.options()
        .withEnvironment(ImmutableMap.of("HTTPS_PROXY", "other:1", "NO_PROXY", "b.example"))
        .withProxy("http://editors:2"));
    assertThat(proxyOf(proxies, "https://a.example")).isEqualTo("editors:2");
    assertThat(proxyOf(proxies, "http://a.example")).isEqualTo("editors:2");
    assertThat(proxyOf(proxies, "https://b.example")).isEqualTo("-");
  }

  /** Going around it would reach what somebody didn't want to be reached so. */
  @ParameterizedTest
  @ValueSource(
      strings = {"socks5://proxy:1080", "https://proxy:443", "http://", "a b", "http://under_score"
      })
  void oneThatIsNotUnderstoodIsNotGoneAround(String proxy) {
    Registries registries = new Registries(Lookups.options().withProxy(proxy));
    ImageReference image = Objects.requireNonNull(ImageReference.of("registry.example/app"));
    assertThat(failure(registries.sizes(image, LONG)).sentence())
        .isEqualTo("registry.example can't be reached.");
  }

  private static Answer<ImageFacts> ask(RegistryOptions options) {
    ImageReference image = Objects.requireNonNull(ImageReference.of(NAMELESS + "/app:1"));
    return new Registries(options.withInsecureHosts(ImmutableSet.of(NAMELESS))).sizes(image, LONG);
  }

  /** The proxy alone looks up the name: it doesn't exist here. */
  @Test
  void anUnencryptedQuestionIsGivenToTheProxy() {
    proxy.put("app", "1", config("linux", "amd64"), 5);
    assertThat(found(ask(Lookups.options().withProxy(proxy.uri().toString()))).platforms())
        .hasSize(1);
    assertThat(proxy.requests())
        .first()
        .isEqualTo("GET http://" + NAMELESS + "/v2/app/manifests/1");
  }

  @Test
  void itsPasswordGoesToTheProxyAndNotToTheRegistry() {
    List<String> passwords = new CopyOnWriteArrayList<>();
    proxy.on("/v2/app/manifests/1", exchange -> {
      passwords.add(exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
      FakeRegistry.send(exchange, 404, "");
    });
    String address = proxy.uri().toString().replace("http://", "http://al%40ice:s3cret@");
    failure(ask(Lookups.options().withProxy(address)));
    assertThat(passwords).containsExactly("Basic YWxAaWNlOnMzY3JldA==");
    assertThat(proxy.logins()).containsExactly("");
  }

  /** A tunnel is asked for with the password; nothing of the question is told. */
  @Test
  void anEncryptedQuestionGoesThroughATunnel() throws IOException {
    List<String> lines = new CopyOnWriteArrayList<>();
    assertThat(throughTunnel("502 Bad Gateway", lines))
        .isEqualTo("registry.example can't be reached.");
    assertThat(lines)
        .contains("CONNECT registry.example:443 HTTP/1.1")
        .contains("Proxy-Authorization: Basic YWxpY2U6czNjcmV0")
        .noneMatch(it -> it.contains("/app"));
  }

  /** What a proxy says instead of making a tunnel isn't encrypted, so anybody may have said it: it is not the registry. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "401 Unauthorized\r\nWWW-Authenticate: Bearer realm=\"{web}/token\"",
        "307 Temporary Redirect\r\nLocation: {web}/elsewhere",
        "403 Forbidden",
        "404 Not Found",
        "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"",
        "429 Too Many Requests",
      })
  void whatTheProxySaysIsNotWhatTheRegistrySays(String answer) throws IOException {
    String said = answer.replace("{web}", proxy.uri().toString());
    assertThat(throughTunnel(said, new CopyOnWriteArrayList<>()))
        .isEqualTo("registry.example can't be reached.");
    assertThat(proxy.requests()).isEmpty();
  }

  /** What people are told where a proxy answers so. */
  private static String throughTunnel(String answer, List<String> lines) throws IOException {
    try (ServerSocket tunnel = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
      Thread answering = new Thread(() -> refuseTunnels(tunnel, answer, lines));
      answering.setDaemon(true);
      answering.start();
      ImageReference image = Objects.requireNonNull(ImageReference.of("registry.example/app:1"));
      Registries registries = new Registries(Lookups.options()
          .withEnvironment(ImmutableMap.of(
              "HTTPS_PROXY", "http://alice:s3cret@127.0.0.1:" + tunnel.getLocalPort())));
      return failure(registries.sizes(image, LONG)).sentence();
    }
  }

  private static void refuseTunnels(ServerSocket tunnel, String answer, List<String> lines) {
    try {
      while (true) {
        try (Socket socket = tunnel.accept()) {
          BufferedReader in = new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
          for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            lines.add(line);
          }
          byte[] reply = ("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII);
          socket.getOutputStream().write(reply);
        }
      }
    } catch (IOException e) {
      // The test is over.
    }
  }
}
