package dev.plimsoll.lint.rules;

import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import java.util.ArrayList;
import java.util.List;

/** Runs one rule on a text. */
public final class RuleRun {

  private static final ImageCatalog IMAGES = new EmbeddedImages();

  private RuleRun() {}

  public static List<Finding> findings(Rule rule, String text) {
    List<Finding> findings = new ArrayList<>();
    rule.check(new Subject(SemanticModel.of(Dockerfile.parse(text)), IMAGES), findings::add);
    return findings;
  }
}
