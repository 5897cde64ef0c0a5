package dev.plimsoll.lint;

import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;

/**
 * What a rule judges.
 *
 * @param model the file and what it means
 * @param images what is known of the images that the file names
 */
public record Subject(SemanticModel model, ImageCatalog images) {

  public Dockerfile file() {
    return model.file();
  }
}
