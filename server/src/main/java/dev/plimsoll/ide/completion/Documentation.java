package dev.plimsoll.ide.completion;

import com.google.common.base.Splitter;
import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.ide.hover.ImageHover;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of an item when the user looks at it. The item carries a reference, which is all that is needed then. */
final class Documentation {

  private static final String IMAGE = "image ";
  private static final Splitter LINE_FEED = Splitter.on('\n');

  private Documentation() {}

  static String reference(Topic topic) {
    return topic.kind().name() + '\n' + topic.parent() + '\n' + topic.name();
  }

  static String reference(ImageReference image) {
    return IMAGE + image.text();
  }

  /** The documentation behind a reference; null where it is none of ours. */
  static @Nullable Markup of(String reference, ImageCatalog images, boolean markdown) {
    if (reference.startsWith(IMAGE)) {
      ImageReference image = ImageReference.of(reference.substring(IMAGE.length()));
      return image == null ? null : ImageHover.of(image, images, markdown);
    }
    List<String> parts = LINE_FEED.splitToList(reference);
    if (parts.size() != 3) {
      return null;
    }
    for (Topic.Kind kind : Topic.Kind.values()) {
      if (kind.name().equals(parts.get(0))) {
        Topic topic = LanguageReference.find(kind, parts.get(1), parts.get(2));
        return topic == null ? null : topic.documentation(markdown);
      }
    }
    return null;
  }
}
