package dev.plimsoll.ide.ignorefile;

import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.context.IgnorePattern;
import dev.plimsoll.context.Weight;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.hover.SourceHover;
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
        Markup said = new Markup(markdown);
        say(pattern, context, said, deadline);
        return said.isEmpty() ? null : new SourceHover(pattern.range(), said).toHover(snapshot);
      }
    }
    return null;
  }

  private static void say(
      IgnorePattern pattern, @Nullable BuildContext context, Markup out, Deadline deadline) {
    if (pattern.error() != null) {
      out.paragraph("Not a pattern: " + pattern.error() + ".");
      return;
    }
    if (context == null) {
      return;
    }
    Weight weight = context.decidedBy(pattern, deadline);
    if (weight.files() == 0) {
      if (!weight.complete()) {
        return;
      }
      out.paragraph(
          pattern.exception()
              ? "Brings nothing back: no file that is there now."
              : "Leaves out nothing that is there now, or lines below bring it back.");
    } else {
      out.paragraph()
          .text(pattern.exception() ? "Brings back " : "Leaves out ")
          .strong(SourceHover.weight(weight))
          .text(".");
    }
    out.paragraph().text("Build context: ").code(context.root());
  }
}
