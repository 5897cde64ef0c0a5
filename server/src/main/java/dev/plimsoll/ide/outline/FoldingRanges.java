package dev.plimsoll.ide.outline;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.text.TextRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeKind;
import org.jspecify.annotations.Nullable;

/** What can be folded: instructions and here-documents of several lines, comments, {@code #region}s, stages. */
public final class FoldingRanges {

  private final Snapshot snapshot;
  private final ClientSupport support;
  private final String text;
  /** What an editor that wants few gets first stands first. */
  private final List<FoldingRange> ranges = new ArrayList<>();

  private FoldingRanges(Snapshot snapshot, ClientSupport support) {
    this.snapshot = snapshot;
    this.support = support;
    this.text = snapshot.text();
  }

  /** The ranges by their first lines, not more than the editor wants. */
  public static ImmutableList<FoldingRange> of(Snapshot snapshot, ClientSupport support) {
    if (!snapshot.isDockerfile()) {
      return ImmutableList.of();
    }
    FoldingRanges all = new FoldingRanges(snapshot, support);
    all.instructions();
    List<TextRange> comments = all.comments();
    all.commentBlocks(comments);
    all.heredocs();
    all.regions(comments);
    all.stages();
    List<FoldingRange> wanted =
        all.ranges.subList(0, Math.min(support.maxFoldingRanges(), all.ranges.size()));
    return ImmutableList.sortedCopyOf(
        Comparator.comparingInt(FoldingRange::getStartLine)
            .thenComparing(Comparator.comparingInt(FoldingRange::getEndLine).reversed()),
        wanted);
  }

  private void instructions() {
    for (Instruction instruction : snapshot.file().instructions()) {
      TextRange range = snapshot.file().range(instruction);
      int first = line(range.start());
      int end = isOpen(instruction, range.end()) ? text.length() : range.end();
      add(first, endOfLine(first), line(end), null, null);
    }
  }

  /** Whether an instruction at the end of the file is continued, though nothing is there any more. */
  private boolean isOpen(Instruction instruction, int end) {
    int at = end;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at < text.length() && text.charAt(at) == instruction.source().escape();
  }

  /** All comments without line endings, those between the lines of an instruction included, in order. */
  private List<TextRange> comments() {
    List<TextRange> comments = new ArrayList<>();
    List<Element> elements = snapshot.file().elements();
    for (int i = 0; i < elements.size(); i++) {
      int start = snapshot.file().start(i);
      if (elements.get(i) instanceof Element.Comment comment) {
        String line = comment.text();
        int from = start + line.indexOf('#');
        comments.add(new TextRange(from, Math.max(from, endOfLine(line(start)))));
      } else if (elements.get(i) instanceof Instruction instruction
          && instruction.text().indexOf('#') >= 0) {
        for (Token token : instruction.source().tokens()) {
          if (token.kind() == Token.Kind.COMMENT) {
            comments.add(token.range().shift(start));
          }
        }
      }
    }
    return comments;
  }

  /** Comments on lines that follow each other. */
  private void commentBlocks(List<TextRange> comments) {
    int first = 0;
    for (int i = 1; i <= comments.size(); i++) {
      if (i == comments.size()
          || line(comments.get(i).start()) != line(comments.get(i - 1).start()) + 1) {
        add(
            line(comments.get(first).start()),
            comments.get(first).end(),
            line(comments.get(i - 1).start()),
            FoldingRangeKind.Comment,
            null);
        first = i;
      }
    }
  }

  /** Those that don't fold with their instruction, which begins at the same line. */
  private void heredocs() {
    for (Instruction instruction : snapshot.file().instructions()) {
      if (instruction.heredocs().isEmpty()) {
        continue;
      }
      int start = snapshot.file().start(instruction);
      int codeEnd = line(start + instruction.heredocs().get(0).body().start() - 1);
      boolean oneLine = codeEnd == line(start);
      if (oneLine && instruction.heredocs().size() == 1) {
        continue;
      }
      for (int i = 0; i < instruction.heredocs().size(); i++) {
        Heredoc heredoc = instruction.heredocs().get(i);
        // The line before a later one is the terminator of another.
        int first = i == 0 && !oneLine ? codeEnd : line(start + heredoc.body().start());
        add(first, endOfLine(first), line(start + heredoc.terminator().end()), null, null);
      }
    }
  }

  /** From {@code #region} to {@code #endregion}, which nest. */
  private void regions(List<TextRange> comments) {
    Deque<TextRange> open = new ArrayDeque<>();
    for (TextRange comment : comments) {
      if (isMarker(comment, "region")) {
        open.push(comment);
      } else if (isMarker(comment, "endregion") && !open.isEmpty()) {
        TextRange region = open.pop();
        add(
            line(region.start()),
            region.end(),
            line(comment.start()),
            FoldingRangeKind.Region,
            null);
      }
    }
  }

  private boolean isMarker(TextRange comment, String word) {
    int at = comment.start() + 1;
    while (at < comment.end() && text.charAt(at) == ' ') {
      at++;
    }
    int end = at + word.length();
    return text.startsWith(word, at)
        && (end >= comment.end() || !Character.isLetterOrDigit(text.charAt(end)));
  }

  private void stages() {
    for (Stage stage : snapshot.model().stages()) {
      int count = snapshot.model().instructions(stage).size();
      if (count > 0) {
        int first = line(snapshot.file().range(stage.from()).start());
        int end = snapshot
            .file()
            .range(snapshot.model().instructions(stage).get(count - 1))
            .end();
        String more = count == 1 ? "… 1 instruction" : "… " + count + " instructions";
        add(first, endOfLine(first), line(end), null, more);
      }
    }
  }

  /** @param start what stays visible of the first line ends here */
  private void add(
      int firstLine, int start, int lastLine, @Nullable String kind, @Nullable String collapsed) {
    if (lastLine <= firstLine) {
      return;
    }
    FoldingRange range = new FoldingRange(firstLine, lastLine);
    if (!support.has(Ability.FOLDING_LINES_ONLY)) {
      range.setStartCharacter(start - snapshot.lines().startOf(firstLine));
      range.setEndCharacter(endOfLine(lastLine) - snapshot.lines().startOf(lastLine));
    }
    range.setKind(kind);
    if (support.has(Ability.FOLDING_COLLAPSED_TEXT)) {
      range.setCollapsedText(collapsed);
    }
    ranges.add(range);
  }

  private int line(int offset) {
    return snapshot.lines().lineAt(offset);
  }

  /** The offset before the line ending. */
  private int endOfLine(int line) {
    return snapshot.lines().offsetOf(line, Integer.MAX_VALUE, text);
  }
}
