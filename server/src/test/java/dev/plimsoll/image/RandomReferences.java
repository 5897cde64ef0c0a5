package dev.plimsoll.image;

import java.util.Random;

/** Texts that are, or nearly are, names of images. */
final class RandomReferences {

  private static final String[] PIECES = {
    "a",
    "b1",
    "A",
    "node",
    "localhost",
    "docker.io",
    "index.docker.io",
    "library",
    "ghcr.io",
    "example.com",
    "[::1]",
    ":",
    ":",
    "/",
    "/",
    "/",
    "@",
    "-",
    "--",
    ".",
    "_",
    "__",
    "___",
    "20",
    "5000",
    "latest",
    "20-alpine",
    "ä",
    "😀",
    " ",
    "sha256:" + "0123456789abcdef".repeat(4),
    "sha256:" + "AB".repeat(32),
    "sha512:" + "0".repeat(128),
    "md5:" + "0".repeat(32),
    "a+b:" + "0".repeat(40),
    "Sha256:" + "0".repeat(64),
    "x".repeat(130),
    "y/".repeat(60)
  };

  private RandomReferences() {}

  static String next(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
