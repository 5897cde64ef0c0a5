package dev.plimsoll.syntax;

import java.util.Map;
import java.util.Random;

/** Words that are dense in everything that expansion gives a meaning to. */
final class RandomWords {

  static final Map<String, String> VALUES = Map.of(
      "v",
      "hello.tar.gz",
      "e",
      "",
      "nl",
      "a\nb\nab",
      "p",
      "/usr/local/lib",
      "s",
      "aabab*a?b\\",
      "sp",
      " a  b ",
      "u8",
      "äö😀äb",
      "d",
      "$0-$1-${x}$$",
      "1",
      "one",
      "bs",
      "\\*");

  private static final String[] PIECES = {
    "$v", "${v", "${e", "${u", "${s", "${p", "${nl", "${u8", "${d", "${1", "${sp", "${bs", "$", "{",
    "}", "}", "}", "}", ":-", "-", ":+", "+", ":?", "?", "#", "##", "%", "%%", "/", "//", "/", ":",
    ":#", "*", "?", "a", "b", "ab", "\\", "`", "'", "\"", " ", "<", "<<", "\t", "\n", "é", "😀",
    "\u00a0", "\uFEFF", "$1", "$0", "${0}", "$$", "@", "[a]", ".", "^", "l", "\\*", "\\?", "\\/",
    "\\}", "'$0'", "'${0}'", "'$x'", "'$'", "\u2028", "\u007f", "\u0001", "9x", "_"
  };

  private RandomWords() {}

  static String next(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      word.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return word.toString();
  }
}
