package dev.plimsoll.ide;

import com.google.common.base.Ascii;
import dev.plimsoll.ide.Topic.Kind;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parser directive without its value, {@code # escape=}: to BuildKit still a comment, to the one who types it not any
 * more.
 *
 * @param topic what it is going to be
 * @param name where its name stands, in the comment
 */
public record BegunDirective(Topic topic, TextRange name) {

  /** What a comment has of a directive, or null where it is something else, or where no directive may stand. */
  public static @Nullable BegunDirective of(List<Element> elements, int index) {
    if (!(elements.get(index) instanceof Element.Comment comment)) {
      return null;
    }
    String content = comment.content();
    if (!content.endsWith("=")
        || !elements.subList(0, index).stream().allMatch(BegunDirective::isHead)) {
      return null;
    }
    String written = content.substring(0, content.length() - 1).stripTrailing();
    Topic topic = LanguageReference.find(Kind.DIRECTIVE, Ascii.toLowerCase(written));
    if (topic == null) {
      return null;
    }
    int start = comment.text().indexOf(written);
    return new BegunDirective(topic, new TextRange(start, start + written.length()));
  }

  private static boolean isHead(Element element) {
    return element instanceof Element.Directive || element instanceof Element.ByteOrderMark;
  }
}
