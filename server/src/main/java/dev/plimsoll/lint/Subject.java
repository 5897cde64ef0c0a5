package dev.plimsoll.lint;

import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;

/**
 * What a rule judges.
 *
 * @param model the file and what it means
 */
public record Subject(SemanticModel model) {

  public Dockerfile file() {
    return model.file();
  }
}
