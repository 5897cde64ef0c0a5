package dev.plimsoll.lint.rules.dependencies;

import com.google.common.primitives.Ints;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Word;

/**
 * What the base image of a stage tells of the npm in it. The images of Node 16 and later have npm 7 or later, those of
 * Node 14 and earlier have npm 6 or earlier, which knows neither {@code --omit} nor, before Node 8.1, {@code npm ci}.
 */
public enum NpmVersion {
  /** 7 or later. */
  CURRENT,
  /** 6 or earlier. */
  OLD,
  UNKNOWN;

  /** The npm that a RUN finds. */
  public static NpmVersion at(SemanticModel model, Run run) {
    Stage stage = model.stageOf(run);
    if (stage == null) {
      return UNKNOWN;
    }
    ImageUse base = model.baseImage(stage);
    ImageReference image = base == null ? null : base.image();
    if (image == null || !image.familiarName().equals("node") || replacesNpm(stage)) {
      return UNKNOWN;
    }
    From from = stage.root().from();
    Word written = from.image();
    boolean literal = written != null && written.value().indexOf('$') < 0;
    return literal && image.tag() != null ? ofTag(image.tag()) : UNKNOWN;
  }

  private static NpmVersion ofTag(String tag) {
    int end = 0;
    while (end < tag.length() && Character.isDigit(tag.charAt(end))) {
      end++;
    }
    Integer major = Ints.tryParse(tag.substring(0, end));
    if (major != null) {
      return major >= 16 ? CURRENT : major <= 14 ? OLD : UNKNOWN;
    }
    return tag.startsWith("lts") || tag.startsWith("current") || tag.startsWith("latest")
        ? CURRENT
        : UNKNOWN;
  }

  /** Whether the stage installs an npm of its own. */
  private static boolean replacesNpm(Stage stage) {
    for (Stage part = stage; part != null; part = part.parent()) {
      for (Instruction instruction : part.instructions()) {
        if (instruction instanceof Run && instruction.text().contains("npm@")) {
          return true;
        }
      }
    }
    return false;
  }
}
