package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;

/** A file with a cursor {@code <|>}, or a selection between two of them, and what one refactoring offers there. */
record Refactored(String text, List<Offer> offers) {

  static final ImageCatalog IMAGES = new EmbeddedImages();

  static Refactored by(Refactoring refactoring, String marked) {
    return by(refactoring, marked, IMAGES, false);
  }

  /**
   * @param images what is known of images
   * @param online whether what isn't known of them can be looked up
   */
  static Refactored by(
      Refactoring refactoring, String marked, ImageCatalog images, boolean online) {
    int start = marked.indexOf("<|>");
    String rest = marked.substring(0, start) + marked.substring(start + 3);
    int end = rest.indexOf("<|>");
    String text = end < 0 ? rest : rest.substring(0, end) + rest.substring(end + 3);
    TextRange range = new TextRange(start, Math.max(start, end));
    SemanticModel model = SemanticModel.of(Dockerfile.parse(text));
    return new Refactored(text, refactoring.at(new Selection(model, range, images, online)));
  }

  List<String> titles() {
    return offers.stream().map(Offer::title).toList();
  }

  void isNotOffered() {
    assertThat(titles()).as(text).isEmpty();
  }

  /** Applies the offer whose title begins so. */
  String result(String title) {
    List<String> results = new ArrayList<>();
    for (Offer offer : offers) {
      if (offer.title().startsWith(title)) {
        results.add(TextEdit.apply(text, offer.edits()));
      }
    }
    assertThat(results).as(title + " among " + titles()).isNotEmpty();
    return results.get(0);
  }

  /** Applies the only offer. */
  String result() {
    assertThat(offers).as(text).hasSize(1);
    return result("");
  }
}
