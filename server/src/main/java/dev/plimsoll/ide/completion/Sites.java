package dev.plimsoll.ide.completion;

import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where a cursor is. A letter is put in there and the file is read again: whatever node then holds the letter
 * is the place. So an empty place has a node too, and no text is read by other rules than those of the parser.
 */
final class Sites {

  static final String LETTER = "x";

  private Sites() {}

  /** The place of the cursor, or null where nothing is to be offered. */
  static @Nullable Site at(SemanticModel model, int offset) {
    Dockerfile file = model.file();
    boolean beforeMark =
        offset == 0 && file.length() > 0 && file.elements().get(0) instanceof Element.ByteOrderMark;
    if (beforeMark || afterEscape(file, offset)) {
      return null;
    }
    Dockerfile probed = file.edit(TextEdit.insert(offset, LETTER));
    int index = probed.indexAt(offset);
    int start = probed.start(index);
    Element element = probed.elements().get(index);
    Site site = element instanceof Instruction instruction
        ? new InstructionSite(instruction, start, offset - start, hasPosixShell(model, offset))
            .find()
        : CommentSite.of(element.text(), start, offset - start, isHeader(probed, index), probed);
    return site == null ? null : site.onLine(file.characters());
  }

  private static boolean hasPosixShell(SemanticModel model, int offset) {
    Instruction written = offset == 0 ? null : model.file().instructionAt(offset - 1);
    return written == null || model.shell(written).isPosix();
  }

  /** An escape character takes the letter for itself: it ends a line, or protects what follows. */
  private static boolean afterEscape(Dockerfile file, int offset) {
    return offset > 0
        && file.characters().charAt(offset - 1) == file.escape()
        && file.instructionAt(offset - 1) != null;
  }

  /** Whether nothing but directives stand before, so that another may follow. */
  private static boolean isHeader(Dockerfile file, int index) {
    for (int i = 0; i < index; i++) {
      Element before = file.elements().get(i);
      if (!(before instanceof Element.Directive) && !(before instanceof Element.ByteOrderMark)) {
        return false;
      }
    }
    return true;
  }
}
