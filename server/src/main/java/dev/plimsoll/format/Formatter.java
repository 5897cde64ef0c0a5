package dev.plimsoll.format;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.format.FormatOptions.Level;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.rewrite.ToolComment;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Element.Blank;
import dev.plimsoll.syntax.Element.Comment;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays out a file: the edits are few and small, and what the file means they keep. What is wrong or not understood is left
 * as it is, and so is what stands between {@code # plimsoll format: off} and {@code on}.
 */
public final class Formatter {

  /** How many blank lines may follow each other. */
  private static final int MAX_BLANK_LINES = 2;

  private final SemanticModel model;
  private final Dockerfile file;
  private final FormatOptions options;
  private final FileStyle style;
  private final boolean[] off;
  /** The elements that are to be laid out. */
  private final BitSet selected = new BitSet();

  private final List<TextEdit> edits = new ArrayList<>();

  private Formatter(SemanticModel model, FormatOptions options) {
    this.model = model;
    this.file = model.file();
    this.options = options;
    this.style = FileStyle.of(file, options);
    this.off = FormatSwitch.off(file);
  }

  /** The edits that lay out a whole file, by position. */
  public static ImmutableList<TextEdit> format(SemanticModel model, FormatOptions options) {
    return format(model, options, ImmutableList.of(new TextRange(0, model.file().length())));
  }

  /** The edits that lay out what ranges of the file touch: whole instructions, and the lines between them. */
  public static ImmutableList<TextEdit> format(
      SemanticModel model, FormatOptions options, List<TextRange> ranges) {
    if (options.level() == Level.OFF) {
      return ImmutableList.of();
    }
    Formatter formatter = new Formatter(model, options);
    ranges.forEach(formatter::select);
    formatter.format();
    return TextEdit.inOrder(formatter.edits);
  }

  private void select(TextRange range) {
    if (!file.elements().isEmpty()) {
      int last = file.indexAt(Math.max(range.start(), range.end() - 1));
      selected.set(file.indexAt(range.start()), last + 1);
    }
  }

  private void format() {
    List<Element> elements = file.elements();
    for (int i = selected.nextSetBit(0); i >= 0; ) {
      int end = i + 1;
      if (elements.get(i) instanceof Instruction) {
        int start = groupStart(i);
        end = groupEnd(i);
        if (options.separateStages() && elements.get(i) instanceof From) {
          separate(start, end);
        }
        instructions(start, end);
      } else if (elements.get(i) instanceof Comment) {
        end = runEnd(i, Comment.class);
        comments(runStart(i, Comment.class), end);
      } else if (elements.get(i) instanceof Blank) {
        end = runEnd(i, Blank.class);
        blankLines(runStart(i, Blank.class), end);
      }
      i = selected.nextSetBit(end);
    }
    if (selected.get(Math.max(0, elements.size() - 1))) {
      finalNewline();
    }
  }

  /** The instructions of one kind that follow each other without anything between them. */
  private int groupEnd(int index) {
    int end = index + 1;
    while (end < file.elements().size() && isGroup(index, end)) {
      end++;
    }
    return end;
  }

  private int groupStart(int index) {
    int start = index;
    while (start > 0 && isGroup(index, start - 1)) {
      start--;
    }
    return start;
  }

  private int runStart(int index, Class<? extends Element> kind) {
    int start = index;
    while (start > 0 && kind.isInstance(file.element(start - 1))) {
      start--;
    }
    return start;
  }

  private int runEnd(int index, Class<? extends Element> kind) {
    int end = index;
    while (end < file.elements().size() && kind.isInstance(file.element(end))) {
      end++;
    }
    return end;
  }

  private boolean isGroup(int one, int other) {
    return file.element(one) instanceof Instruction instruction
        && file.element(other) instanceof Instruction next
        && instruction.keyword() == next.keyword();
  }

  private void instructions(int start, int end) {
    boolean columns = false;
    for (int i = start; i < end && options.level() == Level.GENTLE; i++) {
      columns |= LayoutNeed.hasWideGap(file.element(i).text());
    }
    if (!columns) {
      for (int i = start; i < end; i++) {
        GentleLayout layout = selected.get(i) && !isLaidOut(i) ? layout(i) : null;
        if (layout != null) {
          add(i, layout);
        }
      }
      return;
    }
    List<Row> rows = new ArrayList<>();
    List<@Nullable GentleLayout> layouts = new ArrayList<>();
    for (int i = start; i < end; i++) {
      GentleLayout layout = layout(i);
      layouts.add(layout);
      if (layout == null) {
        WordColumns.keep(rows, style.step());
        rows.clear();
      } else {
        rows.addAll(layout.rows);
      }
    }
    WordColumns.keep(rows, style.step());
    for (int i = start; i < end; i++) {
      GentleLayout layout = layouts.get(i - start);
      if (layout != null && selected.get(i)) {
        add(i, layout);
      }
    }
  }

  private boolean isLaidOut(int index) {
    return LayoutNeed.isLaidOut((Instruction) file.element(index), options, style);
  }

  /** Null where nothing is to be laid out. */
  private @Nullable GentleLayout layout(int index) {
    Instruction instruction = (Instruction) file.element(index);
    boolean beginsLater = !instruction.derived(ContinuedLines.OF).lines().get(0).isCode();
    if (off[index] || beginsLater || !instruction.errors().isEmpty()) {
      return null;
    }
    return new GentleLayout(instruction, shell(instruction), options, style);
  }

  private @Nullable ShellCommand shell(Instruction instruction) {
    return instruction.innermost() instanceof Instruction.Run ? model.shellForm(instruction) : null;
  }

  private void add(int index, GentleLayout layout) {
    Instruction instruction = (Instruction) file.element(index);
    if (options.level() == Level.FULL) {
      String lineEnding = new Surroundings(file, instruction).lineEnding();
      FullLayout script = layout.full(lineEnding);
      if (script != null && isKept(instruction, layout.editsWith(script))) {
        add(index, layout.editsWith(script));
        add(index, options.sortPackages() ? script.sorted() : List.of());
        return;
      }
      List<TextEdit> lists = layout.listEdits(lineEnding);
      if (isKept(instruction, lists)) {
        add(index, lists);
        return;
      }
    }
    List<TextEdit> own = layout.edits();
    if (isKept(instruction, own)) {
      add(index, own);
    }
  }

  private static boolean isKept(Instruction instruction, List<TextEdit> changed) {
    return changed.isEmpty()
        || Meaning.isKept(instruction, TextEdit.apply(instruction.text(), changed));
  }

  private void add(int index, List<TextEdit> own) {
    own.forEach(edit -> edits.add(edit.shift(file.start(index))));
  }

  private void comments(int start, int end) {
    boolean belowContinued = start > 0
        && file.element(start - 1) instanceof Instruction instruction
        && instruction.text().indexOf('\n') < instruction.text().length() - 1;
    boolean atMargin = !style.indented()
        && !belowContinued
        && end < file.elements().size()
        && file.element(end) instanceof Instruction;
    for (int i = start; i < end; i++) {
      if (selected.get(i)) {
        comment((Comment) file.element(i), i, atMargin);
      }
    }
  }

  /**
   * A comment loses the blanks behind it.
   *
   * @param atMargin whether those before it go too: it belongs to the instruction below rather than to the continued one above
   */
  private void comment(Comment comment, int index, boolean atMargin) {
    String text = comment.text();
    if (off[index] || !LayoutNeed.hasOuterBlanks(text) || ToolComment.of(comment) != null) {
      return;
    }
    int end = withoutLineEnding(text);
    int last = end;
    while (last > 0 && ContinuedLines.isBlank(text.charAt(last - 1))) {
      last--;
    }
    int first = 0;
    while (first < last && ContinuedLines.isBlank(text.charAt(first))) {
      first++;
    }
    if (first > 0 && atMargin) {
      delete(index, 0, first);
    }
    if (options.trimTrailingWhitespace()) {
      delete(index, last, end);
    }
  }

  private void blankLines(int start, int end) {
    int kept = mostBlankLines(start, end);
    for (int i = start; i < end; i++) {
      if (off[i] || !selected.get(i)) {
        continue;
      }
      String text = file.element(i).text();
      if (i - start >= kept) {
        delete(i, 0, text.length());
      } else if (options.trimTrailingWhitespace() && isBlank(text)) {
        delete(i, 0, withoutLineEnding(text));
      }
    }
  }

  /** How many may stay of the blank lines from an element to before another one. */
  private int mostBlankLines(int start, int end) {
    boolean atEnd = end == file.elements().size();
    if (isBeforeAll(start)) {
      return !atEnd && mayBeginFile(file.element(end)) ? 0 : MAX_BLANK_LINES;
    }
    return atEnd ? 0 : MAX_BLANK_LINES;
  }

  /** Puts a blank line before stages, above the comments that belong to them. */
  private void separate(int start, int end) {
    for (int i = start; i < end; i++) {
      int above = i;
      while (above > 0 && file.element(above - 1) instanceof Comment) {
        above--;
      }
      if (above > 0
          && selected.get(i)
          && !off[above]
          && file.element(above - 1) instanceof Instruction) {
        edits.add(TextEdit.insert(file.start(above), Surroundings.lineEnding(file)));
      }
    }
  }

  private boolean isBeforeAll(int index) {
    return index == 0 || (index == 1 && file.element(0) instanceof Element.ByteOrderMark);
  }

  /** Whether nothing else is made of an element where no blank line stands before it: no directive, above all. */
  private static boolean mayBeginFile(Element element) {
    return element instanceof Instruction instruction
        ? instruction.errors().isEmpty()
        : element instanceof Comment comment
            && comment.text().indexOf('=') < 0
            && !comment.content().startsWith("!");
  }

  private static boolean isBlank(String text) {
    for (int i = withoutLineEnding(text) - 1; i >= 0; i--) {
      if (!ContinuedLines.isBlank(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private void finalNewline() {
    int last = file.elements().size() - 1;
    Element element = file.element(last);
    boolean open = element instanceof Instruction instruction
        && !instruction.heredocs().stream().allMatch(Heredoc::terminated);
    if (options.finalNewline()
        && !off[last]
        && !open
        && !(element instanceof Blank)
        && !(element instanceof Element.ByteOrderMark)
        && !element.text().endsWith("\n")) {
      String lineEnding = last == 0 ? options.lineEnding() : Surroundings.lineEnding(file);
      edits.add(TextEdit.insert(file.length(), lineEnding));
    }
  }

  private void delete(int index, int start, int end) {
    if (end > start) {
      edits.add(TextEdit.delete(new TextRange(start, end).shift(file.start(index))));
    }
  }

  private static int withoutLineEnding(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return end;
  }
}
