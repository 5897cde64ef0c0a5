package dev.plimsoll.ide;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.context.Entry;
import dev.plimsoll.context.IgnorePattern;
import dev.plimsoll.context.Listing;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.context.Weight;
import dev.plimsoll.image.ByteSize;
import dev.plimsoll.semantics.ContextSource;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextRange;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.jspecify.annotations.Nullable;

/**
 * What a path in COPY, ADD or a bind mount names: whether it is there, what it weighs, and what hides it.
 *
 * @param range where the path is written
 * @param text what is said of it
 */
public record SourceHover(TextRange range, String text) {

  /** More names than a hover shows without scrolling. */
  private static final int MAX_NAMES = 5;

  /** The hover at an offset; null where no path of the context is named, or the disk didn't tell in time. */
  public static @Nullable SourceHover at(
      Snapshot snapshot, int offset, BuildContext context, boolean markdown, Deadline deadline) {
    ContextSource source =
        snapshot.isDockerfile() ? ContextSource.at(snapshot.model(), offset) : null;
    if (source == null) {
      return null;
    }
    Listing found = context.find(source.path(), deadline);
    if (found.entries().isEmpty() && !found.complete()) {
      return null;
    }
    Writer writer = new Writer(new Markup(markdown), source.path(), context, deadline);
    writer.write(found);
    if (!found.visible().isEmpty() && excludes(snapshot.file().instructionAt(offset))) {
      writer.out.paragraph(
          "What " + writer.out.code("--exclude") + " leaves out is counted here too.");
    }
    return new SourceHover(source.range(), writer.out.toString());
  }

  private static boolean excludes(@Nullable Instruction instruction) {
    return instruction instanceof Instruction.Transfer transfer && transfer.flag("exclude") != null;
  }

  public Hover toHover(Snapshot snapshot, boolean markdown) {
    String kind = markdown ? MarkupKind.MARKDOWN : MarkupKind.PLAINTEXT;
    return new Hover(new MarkupContent(kind, text), snapshot.range(range));
  }

  private static final class Writer {
    private final Markup out;
    private final String source;
    private final BuildContext context;
    private final Deadline deadline;

    Writer(Markup out, String source, BuildContext context, Deadline deadline) {
      this.out = out;
      this.source = source;
      this.context = context;
      this.deadline = deadline;
    }

    void write(Listing found) {
      ImmutableList<Entry> visible = found.visible();
      boolean pattern = PathGlob.isPattern(source);
      if (visible.isEmpty()) {
        out.heading(source);
        out.paragraph(nothing(found));
      } else {
        out.paragraph(
            out.strong(source) + " · " + (pattern ? matches(visible) : "") + total(visible));
        if (pattern) {
          names(visible);
        }
      }
      int hidden = found.entries().size() - visible.size();
      if (hidden > 0 && !visible.isEmpty()) {
        out.paragraph(hidden + " more " + (hidden == 1 ? "is" : "are") + " left out by "
            + out.code(context.ignore().name()) + ".");
      }
      out.paragraph("Build context: " + out.code(context.root()));
    }

    private String nothing(Listing found) {
      if (found.entries().isEmpty()) {
        return PathGlob.isPattern(source)
            ? "Nothing in the build context matches."
            : "There is no such file or folder in the build context.";
      }
      IgnorePattern hiddenBy = found.entries().get(0).hiddenBy();
      return hiddenBy == null
          ? "Left out of the build context."
          : "Left out of the build context by line " + (hiddenBy.line() + 1) + " of "
              + out.code(context.ignore().name()) + ": " + out.code(hiddenBy.text());
    }

    private static String matches(ImmutableList<Entry> visible) {
      return visible.size() == 1 ? "1 match · " : visible.size() + " matches · ";
    }

    private String total(ImmutableList<Entry> visible) {
      Weight weight = new Weight(0, 0, true);
      for (Entry entry : visible) {
        weight = weight.plus(context.weigh(entry, deadline));
      }
      return SourceHover.weight(weight);
    }

    private void names(ImmutableList<Entry> visible) {
      StringBuilder names = new StringBuilder();
      for (Entry entry : visible.subList(0, Math.min(MAX_NAMES, visible.size()))) {
        names
            .append(names.isEmpty() ? "" : ", ")
            .append(out.code(entry.path() + (entry.folder() ? "/" : "")));
      }
      out.paragraph(names + (visible.size() > MAX_NAMES ? ", …" : ""));
    }
  }

  /** Files and bytes in words; what could not be counted to the end says so. */
  static String weight(Weight weight) {
    String least = weight.complete() ? "" : "at least ";
    return least + weight.files() + (weight.files() == 1 ? " file, " : " files, ")
        + ByteSize.format(weight.bytes()) + " on disk";
  }
}
