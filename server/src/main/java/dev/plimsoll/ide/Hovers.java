package dev.plimsoll.ide;

import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.text.TextRange;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.jspecify.annotations.Nullable;

/** What is said of the thing under the pointer. */
public final class Hovers {

  private Hovers() {}

  /** The hover at an offset, or null where there is nothing to say. */
  public static @Nullable Hover at(
      Snapshot snapshot, int offset, ImageCatalog images, ClientSupport support) {
    if (!snapshot.isDockerfile()) {
      return null;
    }
    for (ImageUse use : snapshot.model().imageUses()) {
      TextRange range = touched(use, offset);
      if (range != null) {
        boolean markdown = support.has(Ability.HOVER_MARKDOWN);
        String text = ImageHover.of(use, images, markdown);
        return new Hover(
            new MarkupContent(markdown ? MarkupKind.MARKDOWN : MarkupKind.PLAINTEXT, text),
            snapshot.range(range));
      }
    }
    return null;
  }

  /** Where an image is named, or where the ARG default stands that names it. */
  private static @Nullable TextRange touched(ImageUse use, int offset) {
    if (use.range().touches(offset)) {
      return use.range();
    }
    TextRange source = use.source();
    return source != null && source.touches(offset) ? source : null;
  }
}
