package dev.plimsoll.ide;

import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.context.IgnorePattern;
import dev.plimsoll.context.Weight;
import org.eclipse.lsp4j.Hover;
import org.jspecify.annotations.Nullable;

/** What a pattern of .dockerignore leaves out of the build, or brings back. */
public final class IgnoreHover {

  private IgnoreHover() {}

  /** The hover at an offset, or null where there is no pattern or nothing to say of it. */
  public static @Nullable Hover at(
      Snapshot snapshot,
      int offset,
      @Nullable BuildContext context,
      boolean markdown,
      Deadline deadline) {
    for (IgnorePattern pattern : snapshot.ignoreFile().patterns()) {
      if (pattern.range().touches(offset)) {
        String text = text(pattern, context, new Markup(markdown), deadline);
        return text.isEmpty()
            ? null
            : new SourceHover(pattern.range(), text).toHover(snapshot, markdown);
      }
    }
    return null;
  }

  private static String text(
      IgnorePattern pattern, @Nullable BuildContext context, Markup out, Deadline deadline) {
    if (pattern.error() != null) {
      out.paragraph("Not a pattern: " + pattern.error() + ".");
      return out.toString();
    }
    if (context == null) {
      return "";
    }
    Weight weight = context.decidedBy(pattern, deadline);
    if (weight.files() == 0) {
      if (!weight.complete()) {
        return "";
      }
      out.paragraph(
          pattern.exception()
              ? "Brings nothing back: no file that is there now."
              : "Leaves out nothing that is there now, or lines below bring it back.");
    } else {
      out.paragraph((pattern.exception() ? "Brings back " : "Leaves out ")
          + out.strong(SourceHover.weight(weight)) + ".");
    }
    out.paragraph("Build context: " + out.code(context.root()));
    return out.toString();
  }
}
