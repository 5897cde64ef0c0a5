package dev.plimsoll.registry;

import static dev.plimsoll.registry.FakeRegistry.config;
import static dev.plimsoll.registry.FakeRegistry.entry;
import static dev.plimsoll.registry.FakeRegistry.index;
import static dev.plimsoll.registry.Lookups.LONG;
import static dev.plimsoll.registry.Lookups.found;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.sun.net.httpserver.HttpExchange;
import dev.plimsoll.image.Answer;
import dev.plimsoll.image.ImageFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginsTest {

  private static final String SECRET = "s3cret";
  private static final String BASIC = "Basic "
      + Base64.getEncoder().encodeToString(("alice:" + SECRET).getBytes(StandardCharsets.UTF_8));
  private static final String WITHOUT_LOGIN =
      "the registry shows no such image without a login. If you have one, sign in with \"docker login\" and let plimsoll.images.credentials use it.";

  private final FakeRegistry registry = new FakeRegistry();
  private final FakeRegistry realm = new FakeRegistry();
  private Instant now = Instant.parse("2026-11-29T08:00:00Z");

  @TempDir
  private Path folder;

  private String manifest = "";

  @BeforeEach
  void putImage() {
    String blob = registry.putBlob("app", config("linux", "amd64").toString());
    manifest = FakeRegistry.manifest(blob, 5).toString();
  }

  @AfterEach
  void close() {
    registry.close();
    realm.close();
  }

  private Registries registries(RegistryOptions options) {
    return new Registries(options, ((InstantSource) () -> now).withZone(ZoneOffset.UTC));
  }

  /** Those of a user who has this file, and these programs beside it. */
  private RegistryOptions options(String json) throws IOException {
    Files.writeString(folder.resolve("config.json"), json.replace("{host}", registry.host()));
    return Lookups.options()
        .withLogins(true, false)
        .withEnvironment(
            ImmutableMap.of("DOCKER_CONFIG", folder.toString(), "PATH", folder.toString()));
  }

  private Answer<ImageFacts> ask(Registries registries) {
    return registries.sizes(registry.image("app:1"), LONG);
  }

  private String told(Registries registries) {
    return Lookups.told(ask(registries), registry);
  }

  /** The registry wants this header, and offers these ways to get it. */
  private void want(String authorization, String... challenges) {
    registry.on("/v2/app/manifests/1", exchange -> {
      if (authorization.equals(login(exchange))) {
        FakeRegistry.send(exchange, 200, manifest);
        return;
      }
      for (String challenge : challenges) {
        exchange.getResponseHeaders().add("WWW-Authenticate", challenge);
      }
      FakeRegistry.send(exchange, 401, "{}");
    });
  }

  private static String login(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("Authorization");
  }

  private String bearer(String rest) {
    return "Bearer realm=\"" + realm.uri() + "/token\"" + rest;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer realm=\"{realm}\",service=\"s\",scope=\"repository:app:pull\"",
        "bearer  scope=\"repository:app:pull\" , service = \"s\", realm=\"{realm}\"",
        "Bearer service=s, realm=\"{realm}\"",
        "Basic realm=\"x\", Bearer realm=\"{realm}\",service=\"s\",scope=\"repository:app:pull,push\"",
      })
  void aTokenIsFetchedWithoutALogin(String challenge) {
    want("Bearer t1", challenge.replace("{realm}", realm.uri() + "/token"));
    realm.answer("/token", 200, "{\"token\": \"t1\"}");
    assertThat(found(ask(registries(Lookups.options()))).platforms()).hasSize(1);
    assertThat(realm.requests())
        .containsExactly("GET /token?service=s&scope=repository%3Aapp%3Apull");
    assertThat(realm.logins()).containsExactly("");
  }

  /** ECR Public has one scope for all. */
  @Test
  void aScopeOfAnotherKindIsTheRegistrysOwnBusiness() {
    want("Bearer t1", bearer(",scope=\"aws\""));
    realm.answer("/token", 200, "{\"access_token\": \"t1\", \"expires_in\": 300}");
    found(ask(registries(Lookups.options())));
    assertThat(realm.requests()).containsExactly("GET /token?scope=aws");
  }

  @Test
  void aTokenIsUsedAgainAsLongAsItLasts() {
    want("Bearer t1", bearer(""));
    realm.answer("/token", 200, "{\"token\": \"t1\", \"expires_in\": 300}");
    assertIsUsedFor(300);
  }

  @Test
  void aTokenThatSaysNothingLastsAMinute() {
    want("Bearer t1", bearer(""));
    realm.answer("/token", 200, "{\"token\": \"t1\"}");
    assertIsUsedFor(60);
  }

  private void assertIsUsedFor(int seconds) {
    Registries registries = registries(Lookups.options());
    found(ask(registries));
    now = now.plusSeconds(seconds - 1);
    found(ask(registries));
    assertThat(realm.requests()).hasSize(1);
    now = now.plusSeconds(2);
    found(ask(registries));
    assertThat(realm.requests()).hasSize(2);
  }

  @Test
  void aTokenThatIsRefusedIsReplaced() {
    AtomicInteger count = new AtomicInteger();
    want("Bearer t1", bearer(""));
    realm.on(
        "/token",
        exchange -> FakeRegistry.send(
            exchange,
            200,
            "{\"token\": \"t" + count.incrementAndGet() + "\", \"expires_in\": 300}"));
    Registries registries = registries(Lookups.options());
    found(ask(registries));
    want("Bearer t2", bearer(""));
    found(ask(registries));
    assertThat(count).hasValue(2);
  }

  /** Some registries answer 403 to a token of another repository. */
  @Test
  void eachRepositoryHasItsOwnToken() {
    want("Bearer t1", bearer(""));
    realm.answer("/token", 200, "{\"token\": \"t1\", \"expires_in\": 300}");
    Registries registries = registries(Lookups.options());
    found(ask(registries));
    registries.sizes(registry.image("other:1"), LONG);
    assertThat(registry.logins().get(registry.logins().size() - 1)).isEmpty();
  }

  @Test
  void allRequestsForAnImageShareATokenAndItsBlobsToo() throws IOException {
    String blob = registry.putBlob("app", config("linux", "arm64").toString());
    String amd64 = registry.put("app", "amd64", FakeRegistry.manifest(blob, 5));
    manifest = index(entry(amd64, "linux/amd64"), entry(amd64, "linux/arm64")).toString();
    want("Bearer t1", bearer(""));
    realm.answer("/token", 200, "{\"token\": \"t1\", \"expires_in\": 300}");
    found(registries(Lookups.options()).details(registry.image("app:1"), "linux/arm64", LONG));
    assertThat(registry.logins()).containsExactly("", "Bearer t1", "Bearer t1", "Bearer t1");
    assertThat(realm.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Negotiate",
        "Basic realm=\"x\"",
        "\"",
        "Bearer",
      })
  void whereThereIsNoWayPeopleAreToldToLogIn(String challenge) {
    want("Bearer t1", challenge);
    assertThat(told(registries(Lookups.options())))
        .isIn(WITHOUT_LOGIN, "the registry points to another address that it is not safe to ask.");
  }

  /** Docker Hub gives anybody a token for what isn't there, and then refuses it. */
  @Test
  void aTokenThatDoesNotHelpIsTriedOnce() {
    want("Bearer other", bearer(""));
    realm.answer("/token", 200, "{\"token\": \"t1\"}");
    assertThat(told(registries(Lookups.options()))).isEqualTo(WITHOUT_LOGIN);
    assertThat(registry.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/token",
        "http://[fe80::1]/token",
        "http://100.100.100.200/token",
        "ftp://127.0.0.1/token",
        "token",
      })
  void aRealmThatIsNotSafeIsNotAsked(String unsafe) throws IOException {
    want("Bearer t1", "Bearer realm=\"" + unsafe + "\"");
    RegistryOptions options =
        options("{\"auths\": {\"{host}\": {\"username\": \"alice\", \"password\": \"s3cret\"}}}");
    assertThat(told(registries(options)))
        .isEqualTo("the registry points to another address that it is not safe to ask.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "<html>",
        "{\"token\": 1}",
        "{\"token\": \"\"}",
        "{\"token\": \"a\\nHost: evil\"}",
        "{\"token\": \"t1\", \"expires_in\": \"soon\"}",
      })
  void anAnswerThatIsNoTokenCanNotBeUsed(String answer) {
    want("Bearer t1", bearer(""));
    realm.answer("/token", 200, answer);
    assertThat(told(registries(Lookups.options())))
        .isEqualTo("the registry gave an answer that can't be used.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"auths\": {\"{host}\": {\"auth\": \"YWxpY2U6czNjcmV0\"}}}",
        "{\"auths\": {\"http://{host}/v1/\": {\"auth\": \"YWxpY2U6czNjcmV0\"}}}",
        "{\"auths\": {\"x\": {\"auth\": \"eA==\"}, \"https://{host}\": {\"username\": \"alice\", \"password\": \"s3cret\"}}}",
        "{\"auths\": {\"{host}\": {\"auth\": \"YWxpY2U6czNjcmV0AAA=\"}}, \"credsStore\": \"none\"}",
      })
  void aPasswordOfDockersFileIsUsedWhereItIsAskedFor(String file) throws IOException {
    want(BASIC, "Basic realm=\"x\"");
    Registries registries = registries(options(file));
    found(ask(registries));
    assertThat(registry.logins()).startsWith("", BASIC);
    assertThat(told(registries(options(file).withLogins(false, false)))).isEqualTo(WITHOUT_LOGIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"auths\": []}",
        "{\"auths\": {\"{host}\": 1}}",
        "{\"auths\": {\"{host}\": {\"auth\": \"%\"}}}",
        "{\"auths\": {\"{host}\": {}}}",
        "{\"auths\": {\"{host}.example\": {\"auth\": \"YWxpY2U6czNjcmV0\"}}}",
        "{\"credsStore\": \"../../bin/sh\"}",
        "{\"credHelpers\": {\"{host}\": \"none\"}}",
      })
  void aFileWithoutALoginIsNone(String file) throws IOException {
    want(BASIC, "Basic realm=\"x\"");
    assertThat(told(registries(options(file).withLogins(true, true)))).isEqualTo(WITHOUT_LOGIN);
  }

  @Test
  void thePasswordGoesToTheRealmThatTheRegistryNames() throws IOException {
    want("Bearer t1", bearer(""));
    realm.on(
        "/token",
        exchange -> FakeRegistry.send(
            exchange,
            200,
            "{\"token\": \"" + (BASIC.equals(login(exchange)) ? "t1" : "no") + "\"}"));
    found(ask(registries(options("{\"auths\": {\"{host}\": {\"auth\": \"YWxpY2U6czNjcmV0\"}}}"))));
    assertThat(registry.logins()).doesNotContain(BASIC);
  }

  /** What is public doesn't become invisible because a password has changed. */
  @Test
  void anOldPasswordIsForgotten() throws IOException {
    want("Bearer t1", bearer(""));
    realm.on(
        "/token",
        exchange -> FakeRegistry.send(
            exchange, login(exchange) == null ? 200 : 401, "{\"token\": \"t1\"}"));
    found(ask(registries(options("{\"auths\": {\"{host}\": {\"auth\": \"YWxpY2U6czNjcmV0\"}}}"))));
    assertThat(realm.logins()).containsExactly(BASIC, "");
  }

  @Test
  void anIdentityTokenIsExchanged() throws IOException {
    want("Bearer t1", bearer(",service=\"s\""));
    AtomicInteger posts = new AtomicInteger();
    realm.on("/token", exchange -> {
      String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      boolean right = exchange.getRequestMethod().equals("POST")
          && form.contains("grant_type=refresh_token")
          && form.contains("refresh_token=id%26token")
          && form.contains("service=s")
          && form.contains("scope=repository%3Aapp%3Apull");
      posts.incrementAndGet();
      FakeRegistry.send(exchange, right ? 200 : 400, "{\"access_token\": \"t1\"}");
    });
    found(ask(registries(options("{\"auths\": {\"{host}\": {\"identitytoken\": \"id&token\"}}}"))));
    assertThat(posts).hasValue(1);
    assertThat(realm.requests().toString() + registry.requests()).doesNotContain("token=id");
  }

  @Test
  void noLoginGoesToAnotherHost() throws IOException {
    String text = config("linux", "amd64").toString();
    String blob = realm.putBlob("app", text);
    manifest = FakeRegistry.manifest(blob, 5).toString();
    want(BASIC, "Basic realm=\"x\"");
    registry.answer(
        "/v2/app/blobs/" + blob, 307, "", "Location", realm.uri() + "/v2/app/blobs/" + blob);
    found(ask(registries(options("{\"auths\": {\"{host}\": {\"auth\": \"YWxpY2U6czNjcmV0\"}}}"))));
    assertThat(registry.logins()).containsExactly("", BASIC, BASIC);
    assertThat(realm.logins()).containsExactly("");
  }

  /** Whoever a registry leads to can't ask for its login. */
  @Test
  void anotherHostThatWantsALoginGetsNone() throws IOException {
    registry.answer(
        "/v2/app/manifests/1", 307, "", "Location", realm.uri() + "/v2/app/manifests/1");
    realm.answer("/v2/app/manifests/1", 401, "", "WWW-Authenticate", "Basic realm=\"x\"");
    assertThat(told(
            registries(options("{\"auths\": {\"{host}\": {\"auth\": \"YWxpY2U6czNjcmV0\"}}}"))))
        .isEqualTo(WITHOUT_LOGIN);
    assertThat(realm.logins()).containsExactly("");
  }

  /** A form has the token in it, so it is not sent on. */
  @Test
  void aRealmCanNotLeadAnIdentityTokenElsewhere() throws IOException {
    want("Bearer t1", bearer(""));
    realm.answer("/token", 307, "", "Location", registry.uri() + "/elsewhere");
    assertThat(told(registries(options("{\"auths\": {\"{host}\": {\"identitytoken\": \"id\"}}}"))))
        .isEqualTo("the registry points to another address that it is not safe to ask.");
    assertThat(registry.requests()).hasSize(1);
  }

  private void helper(String name, String script) throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh");
    Path file = Files.writeString(
        folder.resolve("docker-credential-" + name), "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static final String ALICE = """
      read -r registry
      echo "$1 $registry" >>"$(dirname "$0")/calls"
      echo '{"ServerURL": "x", "Username": "alice", "Secret": "s3cret"}'
      """;

  private List<String> calls() throws IOException {
    Path calls = folder.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"credHelpers\": {\"{host}\": \"test\"}}",
        "{\"credsStore\": \"test\"}",
        "{\"credsStore\": \"none\", \"credHelpers\": {\"{host}\": \"test\"}}",
      })
  void aHelperIsAskedForOneRegistryIfThatIsAllowed(String file) throws IOException {
    helper("test", ALICE);
    want(BASIC, "Basic realm=\"x\"");
    assertThat(told(registries(options(file)))).isEqualTo(WITHOUT_LOGIN);
    assertThat(calls()).isEmpty();
    found(ask(registries(options(file).withLogins(true, true))));
    assertThat(calls()).containsExactly("get " + registry.host());
  }

  @Test
  void aHelperMayHaveAnIdentityToken() throws IOException {
    helper("test", "echo '{\"Username\": \"<token>\", \"Secret\": \"id\"}'");
    want("Bearer t1", bearer(""));
    realm.answer("/token", 200, "{\"access_token\": \"t1\"}");
    found(ask(registries(options("{\"credsStore\": \"test\"}").withLogins(true, true))));
    assertThat(realm.requests()).containsExactly("POST /token");
  }

  /** Nor does one that prints no end of it keep anybody. */
  @ParameterizedTest
  @ValueSource(
      strings = {"sleep 600", "exit 1", "echo credentials not found; exit 1", "echo '{}'", "yes"})
  void aHelperThatHasNothingIsNotWaitedFor(String script) throws IOException {
    helper("test", script);
    want("Bearer t1", bearer(""));
    realm.answer("/token", 200, "{\"token\": \"t1\"}");
    found(ask(registries(options("{\"credsStore\": \"test\"}").withLogins(true, true))));
    assertThat(realm.logins()).containsExactly("");
  }

  @Test
  void noSecretIsInAnyText() throws IOException {
    assertThat(new Credentials("alice", SECRET).toString()).doesNotContain(SECRET);
    assertThat(Request.get(registry.uri(), 1).as(BASIC).toString()).doesNotContain(BASIC);
    assertThat(Request.post(registry.uri(), SECRET, 1).toString()).doesNotContain(SECRET);
    assertThat(options("{}").withProxy("http://a:" + SECRET + "@proxy").toString())
        .doesNotContain(SECRET);
  }
}
