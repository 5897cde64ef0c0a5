package dev.plimsoll.registry;

import dev.plimsoll.image.LookupFailure.Reason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The digests by which contents are addressed: an answer that doesn't have the one that was asked for is none. */
final class Digests {

  private static final String SHA256 = "sha256:";
  private static final Pattern VALID = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

  private Digests() {}

  static boolean isValid(String digest) {
    return VALID.matcher(digest).matches();
  }

  /** The digest under which contents are usually known. */
  static String of(byte[] contents) {
    return SHA256 + hash("SHA-256", contents);
  }

  /** Ends the look-up unless the contents have the digest. */
  static void verify(String digest, byte[] contents) throws LookupException {
    boolean right = digest.startsWith(SHA256)
        ? digest.equals(of(contents))
        : digest.equals("sha512:" + hash("SHA-512", contents));
    if (!right) {
      throw new LookupException(Reason.MALFORMED);
    }
  }

  private static String hash(String algorithm, byte[] contents) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(contents));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every JDK has both
    }
  }
}
