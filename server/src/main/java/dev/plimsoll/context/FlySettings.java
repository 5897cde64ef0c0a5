package dev.plimsoll.context;

import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import dev.plimsoll.text.Regex;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;

/** What {@code fly.toml} says, with which Fly builds and runs an image, without a parser. */
final class FlySettings {

  static final String NAME = "fly.toml";

  private static final String VALUE = "[ \\t]{0,9}=[ \\t]{0,9}[\"']?([^\\s\"'#]{1,200})";

  private static final Regex DOCKERFILE = Regex.of("(?m)^[ \\t]{0,40}dockerfile" + VALUE);

  private static final Regex IMAGE = Regex.of("(?m)^[ \\t]{0,40}image" + VALUE);

  private static final Regex PORT = Regex.of("(?m)^[ \\t]{0,40}internal_port" + VALUE);

  private FlySettings() {}

  static boolean are(Path file) {
    return file.endsWith(NAME);
  }

  /**
   * The ports that the image of a Dockerfile is to listen on; none where another one is built or taken.
   *
   * @param dockerfile normalized
   */
  static ImmutableSet<Integer> ports(Path file, String text, Path dockerfile) {
    if (!builds(file, text, dockerfile)) {
      return ImmutableSet.of();
    }
    ImmutableSet.Builder<Integer> ports = ImmutableSet.builder();
    Matcher port = PORT.matcher(text);
    while (port.find()) {
      Integer number = Ints.tryParse(port.group(1));
      if (number != null) {
        ports.add(number);
      }
    }
    return ports.build();
  }

  private static boolean builds(Path file, String text, Path dockerfile) {
    Matcher named = DOCKERFILE.matcher(text);
    try {
      return !IMAGE.matcher(text).find()
          && file.resolveSibling(named.find() ? named.group(1) : "Dockerfile")
              .normalize()
              .equals(dockerfile);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
