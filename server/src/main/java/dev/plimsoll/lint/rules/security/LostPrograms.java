package dev.plimsoll.lint.rules.security;

import com.google.common.primitives.Ints;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;

/** Programs that a newer release of an image doesn't bring any more, according to the README of its project. */
final class LostPrograms {

  /** The first releases of node without them. */
  private static final int WITHOUT_COREPACK = 25;

  private static final int WITHOUT_YARN = 26;

  private static final CommandQuery COREPACK = CommandQuery.of("corepack");
  private static final CommandQuery YARN = CommandQuery.of("yarn", "yarnpkg");
  private static final CommandQuery INSTALL = CommandQuery.of("npm").told("install");

  private LostPrograms() {}

  /** Whether the stages on an image run a program that another release of it lacks. */
  static boolean areRun(SemanticModel model, NamedBase base, String release) {
    Integer major = isNode(base.image()) ? Ints.tryParse(firstNumber(release)) : null;
    if (major == null || major < WITHOUT_COREPACK) {
      return false;
    }
    for (Stage stage : base.allStages(model)) {
      if (runs(model, COREPACK, stage) || major >= WITHOUT_YARN && runs(model, YARN, stage)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNode(ImageReference image) {
    return image.canonicalName().equals("node");
  }

  /** Whether a stage runs a program that it doesn't install by itself. */
  private static boolean runs(SemanticModel model, CommandQuery program, Stage stage) {
    return !model.commands(program, stage).isEmpty()
        && model.commands(INSTALL, stage).stream()
            .flatMap(install -> install.operands().stream())
            .noneMatch(word -> word.literalPrefix().matches("(?:yarn|corepack)(?:@.{0,99})?"));
  }

  private static String firstNumber(String release) {
    int dot = release.indexOf('.');
    return dot < 0 ? release : release.substring(0, dot);
  }
}
