package dev.plimsoll.registry;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The logins that {@code docker login} noted, in {@code config.json} or with a credential helper. They are only read. */
final class DockerConfig {

  private static final int MAX_BYTES = 1 << 20;

  /** How Docker calls its own registry in this file. */
  private static final String DOCKER_HUB = "https://index.docker.io/v1/";

  private static final ImmutableList<String> DOCKER_HUB_HOSTS =
      ImmutableList.of("index.docker.io", "docker.io", "registry-1.docker.io");

  private final RegistryOptions options;
  private final @Nullable CredentialHelper helpers;

  DockerConfig(RegistryOptions options) {
    this.options = options;
    helpers = options.credentialHelpers()
        ? new CredentialHelper(options.environment().getOrDefault("PATH", ""))
        : null;
  }

  /**
   * The login for a registry, or null where there is none that can be read. It may take as long as a helper does.
   *
   * @param registry its domain in image names
   */
  @Nullable Credentials login(String registry) throws InterruptedException {
    if (!options.logins()) {
      return null;
    }
    try {
      String text = read();
      return text == null ? null : login(registry, Json.object(text));
    } catch (LookupException e) {
      return null;
    }
  }

  private @Nullable String read() {
    try {
      String folder = options.environment().getOrDefault("DOCKER_CONFIG", "");
      Path file = folder.isEmpty()
          ? options.home().resolve(".docker").resolve("config.json")
          : Path.of(folder).resolve("config.json");
      if (!Files.isRegularFile(file)) {
        return null;
      }
      try (InputStream stream = Files.newInputStream(file)) {
        byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
        return bytes.length > MAX_BYTES ? null : new String(bytes, StandardCharsets.UTF_8);
      }
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  private @Nullable Credentials login(String registry, JsonObject config)
      throws LookupException, InterruptedException {
    String helper = helper(registry, config);
    if (helper != null && helpers != null) {
      Credentials found = helpers.login(helper, isDockerHub(registry) ? DOCKER_HUB : registry);
      if (found != null) {
        return found;
      }
    }
    String key = key(registry, Json.names(config, "auths"));
    JsonObject auths = key == null ? null : Json.object(config, "auths");
    JsonObject entry = auths == null || key == null ? null : Json.object(auths, key);
    return entry == null ? null : written(entry);
  }

  private static boolean isDockerHub(String registry) {
    return DOCKER_HUB_HOSTS.contains(registry);
  }

  private static @Nullable String helper(String registry, JsonObject config)
      throws LookupException {
    String key = key(registry, Json.names(config, "credHelpers"));
    JsonObject helpers = Json.object(config, "credHelpers");
    return key == null || helpers == null
        ? Json.text(config, "credsStore")
        : Json.text(helpers, key);
  }

  /** The key that means the registry: its host, perhaps as an address with {@code https://} and a path. */
  private static @Nullable String key(String registry, ImmutableList<String> keys) {
    for (String key : keys) {
      String host = host(key);
      if (host.equals(registry) || isDockerHub(registry) && DOCKER_HUB_HOSTS.contains(host)) {
        return key;
      }
    }
    return null;
  }

  private static String host(String key) {
    String rest = key.substring(key.indexOf("://") < 0 ? 0 : key.indexOf("://") + 3);
    int slash = rest.indexOf('/');
    return Ascii.toLowerCase(slash < 0 ? rest : rest.substring(0, slash));
  }

  private static @Nullable Credentials written(JsonObject entry) throws LookupException {
    String token = Json.textOrEmpty(entry, "identitytoken");
    if (!token.isEmpty()) {
      return Credentials.ofIdentityToken(token);
    }
    String name = Json.textOrEmpty(entry, "username");
    String password = Json.textOrEmpty(entry, "password");
    String both = Json.textOrEmpty(entry, "auth");
    if (!both.isEmpty()) {
      String decoded = decoded(both);
      int colon = decoded.indexOf(':');
      if (colon > 0) {
        name = decoded.substring(0, colon);
        password = CharMatcher.is('\0').trimTrailingFrom(decoded.substring(colon + 1));
      }
    }
    return name.isEmpty() ? null : new Credentials(name, password);
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
