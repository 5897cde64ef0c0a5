package dev.plimsoll;

import dev.plimsoll.lint.Example;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Dockerfiles of this repository, for properties that hold of every file. */
public final class SampleFiles {

  private static final Path FOLDER = Path.of("src/test/resources/dev/plimsoll/dockerfiles");

  private SampleFiles() {}

  /** Files as people write them: whole, with all that a rule or a feature may meet, some of it wrong. */
  public static List<String> whole() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> texts = new ArrayList<>();
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        texts.add(Files.readString(file));
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The examples of all rules. */
  public static List<String> examples() {
    List<String> texts = new ArrayList<>();
    for (Rule rule : Rules.ALL) {
      Example.of(rule.info()).forEach(example -> texts.add(example.text()));
    }
    return texts;
  }

  /** Both. */
  public static List<String> all() {
    List<String> texts = new ArrayList<>(whole());
    texts.addAll(examples());
    return texts;
  }

  /** No more of a list than that, evenly spread over it: what grows with the rules must not grow with their square. */
  public static <T> List<T> some(int most, List<T> all) {
    List<T> some = new ArrayList<>();
    int count = Math.min(most, all.size());
    for (int i = 0; i < count; i++) {
      some.add(all.get((int) ((long) i * all.size() / count)));
    }
    return some;
  }

  /** A text in the ways in which people write it: with either line ending, with comments everywhere, with an open end. */
  public static List<String> variants(String text) {
    return List.of(text, text.replace("\n", "\r\n"), commented(text), text.stripTrailing());
  }

  /** A file with a comment above each instruction. */
  private static String commented(String text) {
    StringBuilder commented = new StringBuilder();
    int count = 0;
    for (Element element : Dockerfile.parse(text).elements()) {
      if (element instanceof Instruction) {
        commented.append("# note ").append(++count).append('\n');
      }
      commented.append(element.text());
    }
    return commented.toString();
  }
}
