package dev.plimsoll.image;

import dev.plimsoll.text.TextRange;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of image names, as the module {@code distribution/reference} defines it and Docker uses it.
 *
 * <pre>
 * reference = name [ ":" tag ] [ "@" digest ]
 * name      = [ domain "/" ] component { "/" component }
 * domain    = ( label { "." label } | "[" hex digits and colons "]" ) [ ":" digits ]
 * component = alphanumeric { ( "." | "_" | "__" | "-" { "-" } ) alphanumeric }     only lower-case letters and digits
 * tag       = word character, then up to 127 word characters, dots and hyphens
 * digest    = algorithm ":" at least 32 hexadecimal digits
 * </pre>
 *
 * <p>The text before the first slash is a domain if it is {@code localhost}, has a dot, a colon or an upper-case letter.
 */
final class ReferenceParser {

  private static final int MAX_PATH = 255;
  private static final int MAX_TAG = 128;
  private static final int SHORTEST_DIGEST = 32;
  private static final int ID_LENGTH = 64;
  private static final String LEGACY_DOCKER_HUB = "index.docker.io";
  private static final String WITH_PROTOCOL =
      "An image is named without a protocol such as 'https://': remove it.";
  private static final String INVALID = "invalid reference format";

  private final String text;
  private int at;
  private @Nullable TextRange tag;
  private @Nullable TextRange digest;

  private ReferenceParser(String text) {
    this.text = text;
  }

  static ParsedReference parse(String text) {
    return new ReferenceParser(text).reference();
  }

  private ParsedReference reference() {
    if (isImageId()) {
      return invalid(
          "64 hexadecimal digits are the ID of an image. Write its name.",
          "invalid repository name (" + text + "), cannot specify 64-byte hexadecimal strings");
    }
    int slash = text.indexOf('/');
    boolean hasDomain = slash >= 0 && looksLikeDomain(text.substring(0, slash));
    String domain = hasDomain ? text.substring(0, slash) : ImageReference.DOCKER_HUB;
    if (domain.equals(LEGACY_DOCKER_HUB)) {
      domain = ImageReference.DOCKER_HUB;
    }
    int pathStart = hasDomain ? slash + 1 : 0;
    boolean isShort = domain.equals(ImageReference.DOCKER_HUB) && text.indexOf('/', pathStart) < 0;
    String prefix = isShort ? ImageReference.OFFICIAL : "";

    String beforeColon = prefix + upTo(':', pathStart);
    if (!isLowerCase(beforeColon)) {
      return invalid(
          "The name of an image is in lower case: only its tag may have capitals.",
          INVALID + ": repository name (" + beforeColon + ") must be lowercase");
    }
    if (hasDomain && !isDomain(domain)) {
      return withoutDomain(domain);
    }
    at = pathStart;
    if (!readPath()) {
      return text.isEmpty()
          ? malformed("The name of the image is missing.")
          : malformed(whatStopsThePath());
    }
    TextRange name = new TextRange(0, at);
    String mistake = readTagAndDigest();
    return mistake == null
        ? reference(domain, prefix + text.substring(pathStart, name.end()), name)
        : malformed(mistake);
  }

  /** What looks like a domain and is none can still be the first component of a path: {@code my_host.org/x}. */
  private ParsedReference withoutDomain(String domain) {
    if (readPath()) {
      TextRange name = new TextRange(0, at);
      if (readTagAndDigest() == null) {
        return reference("", name.of(text), name);
      }
    }
    ParsedReference.Invalid invalid = malformed(
        text.contains("://")
            ? WITH_PROTOCOL
            : "'" + domain + "' is not the address of a registry. Write host/name:tag.");
    if (isLowerCase(domain)) {
      return invalid;
    }
    ReferenceParser lowerCase = new ReferenceParser(text.toLowerCase(Locale.ROOT));
    return lowerCase.readPath() && lowerCase.readTagAndDigest() == null
        ? invalid(invalid.message(), "repository name must be lowercase")
        : invalid;
  }

  /** What has the shape of a reference is one if it is not too long and Docker knows the digest. */
  private ParsedReference reference(String domain, String path, TextRange name) {
    if (path.length() > MAX_PATH) {
      return invalid(
          "The name of the image is too long: it has at most 255 characters.",
          "repository name must not be more than 255 characters");
    }
    String refusal = digest == null ? null : refusalOf(digest.of(text));
    if (refusal != null) {
      return invalid("A digest is 'sha256:' and 64 lower-case hexadecimal digits.", refusal);
    }
    return new ImageReference(text, domain, path, of(tag), of(digest), name, tag, digest);
  }

  /** Reads {@code [:tag][@digest]} to the end of the text; the mistake in plain words, or null. */
  private @Nullable String readTagAndDigest() {
    if (isAt(':')) {
      int start = ++at;
      if (!readTag()) {
        return start == text.length() || text.charAt(start) == '@'
            ? "The tag behind the colon is missing."
            : "A tag begins with a letter, a digit or '_' and has at most 128 letters, digits, '_', '.', '-'.";
      }
      tag = new TextRange(start, at);
    }
    if (isAt('@')) {
      digest = new TextRange(at + 1, text.length());
      at = text.length();
    }
    if (at < text.length()) {
      return unexpected();
    }
    boolean fits = digest == null || looksLikeDigest(digest.of(text));
    return fits ? null : "A digest is 'sha256:' and 64 hexadecimal digits.";
  }

  private @Nullable String of(@Nullable TextRange range) {
    return range == null ? null : range.of(text);
  }

  private ParsedReference.Invalid malformed(String message) {
    return invalid(message, INVALID);
  }

  private ParsedReference.Invalid invalid(String message, String dockerMessage) {
    return new ParsedReference.Invalid(text, message, dockerMessage);
  }

  private String whatStopsThePath() {
    if (text.contains("://")) {
      return WITH_PROTOCOL;
    }
    return at < text.length()
        ? unexpected()
        : "The name of an image can't end with '" + text.charAt(at - 1) + "'.";
  }

  private String unexpected() {
    String character = Character.toString(text.codePointAt(at));
    if (at == 0 && character.equals(":")) {
      return "The name before the colon is missing.";
    }
    if (tag != null && character.equals(":")) {
      return isDotMeant()
          ? "A tag has no colon: is '" + of(tag) + "." + text.substring(at + 1) + "' meant?"
          : "The name of an image has only one tag: remove the second colon and what follows it.";
    }
    return "The name of an image can't have '" + character + "' "
        + (at == 0 ? "at its start" : "behind '" + text.substring(0, at) + "'")
        + ". Write name:tag.";
  }

  /** Whether the colon behind the tag is between two numbers, as in a version. */
  private boolean isDotMeant() {
    return at + 1 < text.length()
        && isDigit(text.charAt(at - 1))
        && isDigit(text.charAt(at + 1))
        && text.indexOf(':', at + 1) < 0;
  }

  private boolean isAt(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private String upTo(char stop, int start) {
    int end = text.indexOf(stop, start);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  private boolean isImageId() {
    if (text.length() != ID_LENGTH) {
      return false;
    }
    for (int i = 0; i < ID_LENGTH; i++) {
      if (!isLowerHex(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean looksLikeDomain(String first) {
    return first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || first.equals("localhost")
        || !isLowerCase(first);
  }

  private static boolean isLowerCase(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (Character.toLowerCase(c) != c) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDomain(String domain) {
    int hostEnd = domain.startsWith("[") ? endOfIpv6(domain) : endOfHostName(domain);
    if (hostEnd <= 0 || hostEnd == domain.length()) {
      return hostEnd > 0;
    }
    if (domain.charAt(hostEnd) != ':' || hostEnd + 1 == domain.length()) {
      return false;
    }
    for (int i = hostEnd + 1; i < domain.length(); i++) {
      if (!isDigit(domain.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The offset after {@code [hex:…]}, or 0. */
  private static int endOfIpv6(String domain) {
    int i = 1;
    while (i < domain.length() && (isHex(domain.charAt(i)) || domain.charAt(i) == ':')) {
      i++;
    }
    return i > 1 && i < domain.length() && domain.charAt(i) == ']' ? i + 1 : 0;
  }

  /** The offset after labels joined by dots, each of which begins and ends with a letter or digit; 0 if there is none. */
  private static int endOfHostName(String domain) {
    int i = 0;
    char before = '.';
    while (i < domain.length() && domain.charAt(i) != ':') {
      char c = domain.charAt(i);
      boolean fits =
          isAlphanumeric(c) || (c == '-' && before != '.') || (c == '.' && isAlphanumeric(before));
      if (!fits) {
        return 0;
      }
      before = c;
      i++;
    }
    return isAlphanumeric(before) ? i : 0;
  }

  /** Reads components joined by slashes, as far as they go; false where a component is missing or ends wrongly. */
  private boolean readPath() {
    if (!readComponent()) {
      return false;
    }
    while (isAt('/')) {
      at++;
      if (!readComponent()) {
        return false;
      }
    }
    return true;
  }

  private boolean readComponent() {
    int start = at;
    readAlphanumerics();
    while (at > start && at < text.length() && isSeparator(text.charAt(at))) {
      readSeparator();
      int afterSeparator = at;
      readAlphanumerics();
      if (at == afterSeparator) {
        return false;
      }
    }
    return at > start;
  }

  private void readAlphanumerics() {
    while (at < text.length() && isLowerAlphanumeric(text.charAt(at))) {
      at++;
    }
  }

  /** One dot, one or two underscores, or any number of hyphens. */
  private void readSeparator() {
    char separator = text.charAt(at++);
    if (separator == '_' && isAt('_')) {
      at++;
    }
    while (separator == '-' && isAt('-')) {
      at++;
    }
  }

  private boolean readTag() {
    int start = at;
    while (at < text.length() && isTagCharacter(text.charAt(at), at == start)) {
      at++;
    }
    return at > start && at - start <= MAX_TAG;
  }

  private static boolean isTagCharacter(char c, boolean first) {
    return isAlphanumeric(c) || c == '_' || (!first && (c == '.' || c == '-'));
  }

  /** Whether the text has the shape of a digest for any algorithm: {@code name[+.-_name]:hex}, 32 digits or more. */
  private static boolean looksLikeDigest(String digest) {
    int colon = digest.indexOf(':');
    if (colon < 0 || digest.length() - colon - 1 < SHORTEST_DIGEST) {
      return false;
    }
    boolean startOfWord = true;
    for (int i = 0; i < colon; i++) {
      char c = digest.charAt(i);
      if (isLetter(c) || (!startOfWord && isDigit(c))) {
        startOfWord = false;
      } else if (!startOfWord && (c == '-' || c == '_' || c == '+' || c == '.')) {
        startOfWord = true;
      } else {
        return false;
      }
    }
    for (int i = colon + 1; i < digest.length(); i++) {
      if (!isHex(digest.charAt(i))) {
        return false;
      }
    }
    return !startOfWord;
  }

  /** What Docker has against a digest of the right shape (OCI image specification, "Digests"), or null. */
  private static @Nullable String refusalOf(String digest) {
    int colon = digest.indexOf(':');
    String algorithm = digest.substring(0, colon);
    for (int i = 0; i < colon; i++) {
      if (algorithm.charAt(i) >= 'A' && algorithm.charAt(i) <= 'Z') {
        return "invalid checksum digest format";
      }
    }
    int length = switch (algorithm) {
      case "sha256" -> 64;
      case "sha384" -> 96;
      case "sha512" -> 128;
      default -> 0;
    };
    if (length == 0) {
      return "unsupported digest algorithm";
    }
    if (digest.length() - colon - 1 != length) {
      return "invalid checksum digest length";
    }
    for (int i = colon + 1; i < digest.length(); i++) {
      if (!isLowerHex(digest.charAt(i))) {
        return "invalid checksum digest format";
      }
    }
    return null;
  }

  private static boolean isSeparator(char c) {
    return c == '.' || c == '_' || c == '-';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isAlphanumeric(char c) {
    return isLetter(c) || isDigit(c);
  }

  private static boolean isLowerAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || isDigit(c);
  }

  private static boolean isLowerHex(char c) {
    return (c >= 'a' && c <= 'f') || isDigit(c);
  }

  private static boolean isHex(char c) {
    return isLowerHex(c) || (c >= 'A' && c <= 'F');
  }
}
