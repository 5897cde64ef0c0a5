package dev.plimsoll.rewrite;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inserts, moves and deletes whole instructions. What is said of an instruction, to people and to tools, stays with it and
 * nothing comes between the two; all other instructions stay as they are.
 */
public final class InstructionEdits {

  private InstructionEdits() {}

  /**
   * Inserts instructions above another one.
   *
   * @param lines without indentation and line ending
   */
  public static TextEdit insertAbove(Dockerfile file, Instruction instruction, List<String> lines) {
    Surroundings around = new Surroundings(file, instruction);
    String lineEnding = around.lineEnding();
    return TextEdit.insert(
        around.placeAbove(), text(around.indent(), lines, lineEnding) + lineEnding);
  }

  /** The same below another one; null where the file ends in the middle of that. */
  public static @Nullable TextEdit insertBelow(
      Dockerfile file, Instruction instruction, List<String> lines) {
    Surroundings around = new Surroundings(file, instruction);
    if (!around.isFinished()) {
      return null;
    }
    String lineEnding = around.lineEnding();
    String text = text(around.indent(), lines, lineEnding);
    return TextEdit.insert(
        around.end(), instruction.text().endsWith("\n") ? text + lineEnding : lineEnding + text);
  }

  /**
   * Writes another keyword in the place of one. What is aligned behind it by several blanks stays where it is, as far as
   * there is room.
   *
   * @param written where the keyword stands, in the instruction
   */
  public static TextEdit replaceKeyword(
      Dockerfile file, Instruction instruction, TextRange written, String keyword) {
    String text = instruction.text();
    int behind = written.end();
    while (behind < text.length() && text.charAt(behind) == ' ') {
      behind++;
    }
    int blanks = behind - written.end();
    if (blanks < 2) {
      return TextEdit.replace(written.shift(file.start(instruction)), keyword);
    }
    int left = Math.max(1, blanks + written.length() - keyword.length());
    return TextEdit.replace(
        new TextRange(written.start(), behind).shift(file.start(instruction)),
        keyword + " ".repeat(left));
  }

  private static String text(String indent, List<String> lines, String lineEnding) {
    return indent + Joiner.on(lineEnding + indent).join(lines);
  }

  /**
   * Deletes an instruction, and with it what is said above to tools about it alone: that would be taken for the next one.
   * Comments for people stay, and of blank lines above and below one less; a file without line ending at its end has none
   * after it. Null where the file ends in the middle of the instruction.
   */
  public static @Nullable ImmutableList<TextEdit> delete(Dockerfile file, Instruction instruction) {
    Surroundings around = new Surroundings(file, instruction);
    if (!around.isFinished()) {
      return null;
    }
    int index = file.indexOf(instruction);
    boolean atEnd = !instruction.text().endsWith("\n");
    int first = atEnd ? afterLastToStay(file, index) : index;
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    for (int i = around.firstAbove(); i < first; i++) {
      if (isForOne(file.element(i))) {
        edits.add(
            TextEdit.delete(TextRange.ofLength(file.start(i), file.element(i).length())));
      }
    }
    int start = atEnd && first > 0 ? endOfLine(file, first - 1) : file.start(first);
    int above = index - 1;
    while (above >= 0 && isForOne(file.element(above))) {
      above--;
    }
    boolean between = isBlank(file, above) && isBlank(file, index + 1);
    int end = between ? file.start(index + 1) + file.element(index + 1).length() : around.end();
    return edits
        .add(TextEdit.replace(
            new TextRange(start, end),
            headerGoesOn(file, index, index + 1) ? around.lineEnding() : ""))
        .build();
  }

  private static boolean isBlank(Dockerfile file, int index) {
    return index >= 0
        && index < file.elements().size()
        && file.element(index) instanceof Element.Blank;
  }

  /** The index behind the last element that stays where the instruction at an index, the last of the file, goes. */
  private static int afterLastToStay(Dockerfile file, int index) {
    int first = index;
    while (first > 0
        && (file.element(first - 1) instanceof Element.Blank
            || isForOne(file.element(first - 1)))) {
      first--;
    }
    return first;
  }

  private static boolean isForOne(Element element) {
    ToolComment read = element instanceof Element.Comment comment ? ToolComment.of(comment) : null;
    return read != null && read.isForOne();
  }

  /** Where the last line of an element ends, without its line ending. */
  private static int endOfLine(Dockerfile file, int index) {
    String text = file.element(index).text();
    return file.start(index) + (text.endsWith("\n") ? withoutLineEnding(text) : text).length();
  }

  /** Whether a comment at {@code next} could be read as a parser directive if it stood at {@code first}. */
  private static boolean headerGoesOn(Dockerfile file, int first, int next) {
    for (int i = 0; i < first; i++) {
      if (!(file.element(i) instanceof Element.Directive)
          && !(file.element(i) instanceof Element.ByteOrderMark)) {
        return false;
      }
    }
    return next < file.elements().size() && file.element(next) instanceof Element.Comment;
  }

  /**
   * Puts two instructions in each other's place, each with the comments directly above it; what stands between the two stays
   * there. Null where that can't be done: one isn't finished, or something above is said of all that follows.
   */
  public static @Nullable ImmutableList<TextEdit> trade(
      Dockerfile file, Instruction upper, Instruction lower) {
    Surroundings first = new Surroundings(file, upper);
    Surroundings second = new Surroundings(file, lower);
    TextRange upperBlock = first.block();
    TextRange lowerBlock = second.block();
    if (!canMove(first)
        || !canMove(second)
        || headerGoesOn(file, file.indexAt(upperBlock.start()), file.indexAt(lowerBlock.start()))) {
      return null;
    }
    String up = text(file, lowerBlock);
    String down = text(file, upperBlock);
    if (!up.endsWith("\n")) {
      up += first.lineEnding();
      down = withoutLineEnding(down);
    }
    return ImmutableList.of(TextEdit.replace(upperBlock, up), TextEdit.replace(lowerBlock, down));
  }

  /**
   * Moves an instruction, with the comments directly above it, to directly below a later one. Null where that can't be done,
   * as in {@link #trade}.
   */
  public static @Nullable ImmutableList<TextEdit> moveBelow(
      Dockerfile file, Instruction instruction, Instruction later) {
    Surroundings from = new Surroundings(file, instruction);
    Surroundings to = new Surroundings(file, later);
    int first = file.indexAt(from.block().start());
    if (!canMove(from)
        || !to.isFinished()
        || headerGoesOn(file, first, file.indexOf(instruction) + 1)) {
      return null;
    }
    String text = text(file, from.block());
    boolean atEnd = !later.text().endsWith("\n");
    return ImmutableList.of(
        TextEdit.delete(from.block()),
        TextEdit.insert(to.end(), atEnd ? to.lineEnding() + withoutLineEnding(text) : text));
  }

  /** Whether an instruction can go elsewhere with what is said of it: all of that stands directly above. */
  private static boolean canMove(Surroundings around) {
    if (!around.isFinished() || around.placeAbove() != around.commentsStart()) {
      return false;
    }
    for (ToolComment comment : ToolComment.above(around.file(), around.instruction())) {
      if (comment.reach() == ToolComment.Reach.ONWARD) {
        return false;
      }
    }
    return true;
  }

  private static String text(Dockerfile file, TextRange range) {
    return file.characters().subSequence(range.start(), range.end()).toString();
  }

  private static String withoutLineEnding(String text) {
    return text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1));
  }
}
