package dev.plimsoll.semantics;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checksums of content, such as {@code sha256:…}: the grammar of github.com/opencontainers/go-digest. */
final class Digest {

  private static final Pattern FORM =
      Pattern.compile("[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("[a-f0-9]*");

  private Digest() {}

  /** Why a text is no digest, in the words of BuildKit, or null. */
  static @Nullable String problem(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0 || colon + 1 == text.length()) {
      return "invalid checksum digest format";
    }
    int digits = switch (text.substring(0, colon)) {
      case "sha256" -> 64;
      case "sha384" -> 96;
      case "sha512" -> 128;
      default -> 0;
    };
    if (digits == 0) {
      return FORM.matcher(text).matches()
          ? "unsupported digest algorithm"
          : "invalid checksum digest format";
    }
    String encoded = text.substring(colon + 1);
    if (encoded.length() != digits) {
      return "invalid checksum digest length";
    }
    return HEXADECIMAL.matcher(encoded).matches() ? null : "invalid checksum digest format";
  }
}
