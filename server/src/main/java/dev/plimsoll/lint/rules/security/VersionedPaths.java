package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths of an image that carry its release, such as {@code /usr/local/lib/python3.8/site-packages}. */
final class VersionedPaths {

  /** The directory of Python's libraries; of other languages nothing but the packages of the system has such names. */
  private static final String DIRECTORY = "/python";

  private static final Trait NAMES_DIRECTORY = Trait.containing(DIRECTORY);

  private VersionedPaths() {}

  /** The edits that move those of an image to another of its releases. */
  static ImmutableList<TextEdit> moved(SemanticModel model, ImageReference image, String release) {
    ImmutableList<Instruction> naming = model.having(NAMES_DIRECTORY);
    if (naming.isEmpty() || !image.canonicalName().equals("python")) {
      return ImmutableList.of();
    }
    Matcher version = Pattern.compile("^\\d+\\.\\d+").matcher(image.tagOrLatest());
    if (!version.find() || !release.matches("\\d+\\.\\d+")) {
      return ImmutableList.of();
    }
    String old = version.group();
    Pattern path = Pattern.compile(Pattern.quote(DIRECTORY + old) + "(?!\\d)");
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    for (Instruction instruction : naming) {
      Matcher found = path.matcher(instruction.text());
      while (found.find()) {
        TextRange number = new TextRange(found.end() - old.length(), found.end());
        edits.add(TextEdit.replace(model.range(instruction, number), release));
      }
    }
    return edits.build();
  }
}
