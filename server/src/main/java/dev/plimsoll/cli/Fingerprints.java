package dev.plimsoll.cli;

import com.google.common.hash.Hashing;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.text.TextRange;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Names of problems by which a service knows one again in the next version of a file. They are made of the file, the rule
 * and the line, not of its number, so that what is written above changes none.
 */
final class Fingerprints {

  private final Map<String, Integer> seen = new HashMap<>();

  /** 32 hexadecimal digits, which no other problem has, not even another one of the same rule in an equal line. */
  String of(String path, Source source, Problem problem) {
    String what = path + "\n" + problem.rule().name() + "\n" + line(source, problem.range());
    int count = seen.merge(what, 1, Integer::sum);
    return Hashing.murmur3_128()
        .hashString(what + "\n" + count, StandardCharsets.UTF_8)
        .toString();
  }

  private static String line(Source source, TextRange range) {
    int line = source.lines().lineAt(range.start());
    return source
        .text()
        .substring(source.lines().startOf(line), source.lines().endOf(line))
        .strip();
  }
}
