package dev.plimsoll.ide.hover;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.context.Entry;
import dev.plimsoll.context.IgnorePattern;
import dev.plimsoll.context.Listing;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.context.Weight;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.ByteSize;
import dev.plimsoll.semantics.ContextSource;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.Hover;
import org.jspecify.annotations.Nullable;

/**
 * What a path in COPY, ADD or a bind mount names: whether it is there, what it weighs, and what hides it.
 *
 * @param range where the path is written
 * @param said what is said of it
 */
public record SourceHover(TextRange range, Markup said) {

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
      writer.out.prose("What `--exclude` skips is counted here too.");
    }
    return new SourceHover(source.range(), writer.out);
  }

  private static boolean excludes(@Nullable Instruction instruction) {
    return instruction instanceof Instruction.Transfer transfer && transfer.flag("exclude") != null;
  }

  public Hover toHover(Snapshot snapshot) {
    return new Hover(said.content(), snapshot.range(range));
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
        nothing(found);
      } else {
        out.heading(source).text(" · " + (pattern ? matches(visible) : "") + total(visible));
        if (pattern) {
          names(visible);
        }
      }
      int hidden = found.entries().size() - visible.size();
      if (hidden > 0 && !visible.isEmpty()) {
        out.paragraph()
            .text(hidden + " more " + (hidden == 1 ? "is" : "are") + " left out by ")
            .code(context.ignore().name())
            .text(".");
      }
      out.paragraph().text("Build context: ").code(context.root());
    }

    private void nothing(Listing found) {
      if (found.entries().isEmpty()) {
        out.paragraph(
            PathGlob.isPattern(source)
                ? "Nothing in the build context matches."
                : "There is no such file or folder in the build context.");
        return;
      }
      IgnorePattern hiddenBy = found.entries().get(0).hiddenBy();
      if (hiddenBy == null) {
        out.paragraph("Excluded from the build context.");
        return;
      }
      out.paragraph()
          .text("Excluded from the build context by line " + (hiddenBy.line() + 1) + " of ")
          .code(context.ignore().name())
          .text(": ")
          .code(hiddenBy.text());
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
      List<String> names = new ArrayList<>();
      for (Entry entry : visible.subList(0, Math.min(MAX_NAMES, visible.size()))) {
        names.add(entry.path() + (entry.folder() ? "/" : ""));
      }
      out.paragraph().list(names).text(visible.size() > MAX_NAMES ? ", …" : "");
    }
  }

  /** Files and bytes in words; what could not be counted to the end says so. */
  public static String weight(Weight weight) {
    String least = weight.complete() ? "" : "at least ";
    return least + weight.files() + (weight.files() == 1 ? " file, " : " files, ")
        + ByteSize.format(weight.bytes()) + " on disk";
  }
}
