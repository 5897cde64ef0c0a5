package dev.plimsoll.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A login of the user's at one registry.
 *
 * @param name empty where the secret is a token that stands for it
 * @param secret a password, or an identity token where there is no name
 */
record Credentials(String name, String secret) {

  static Credentials ofIdentityToken(String token) {
    return new Credentials("", token);
  }

  boolean isIdentityToken() {
    return name.isEmpty();
  }

  /** As the header {@code Authorization} has them. */
  String basic() {
    byte[] login = (name + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }

  /** Nothing of it, so that no message ever holds it. */
  @Override
  public String toString() {
    return "Credentials";
  }
}
