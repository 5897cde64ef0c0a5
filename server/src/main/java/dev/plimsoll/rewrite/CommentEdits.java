package dev.plimsoll.rewrite;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Comments that stand where a Dockerfile has none. */
public final class CommentEdits {

  /** What BuildKit reads where it stands on a line of its own. */
  private static final Pattern DIRECTIVE = Pattern.compile("#\\s*(syntax|escape|check)\\s*=.*");

  private CommentEdits() {}

  /**
   * Moves a comment that stands behind code to a line of its own, above the line that it stands in and with the indentation
   * of that. What is said to tools about the instruction stays directly above it. Null where the comment would become a
   * directive.
   *
   * @param comment from the {@code #} to its last character, as offsets of the file; it ends before a continuation
   */
  public static @Nullable ImmutableList<TextEdit> moveAbove(
      Dockerfile file, Instruction instruction, TextRange comment) {
    String text = instruction.text();
    int start = file.start(instruction);
    int from = comment.start() - start;
    String written = text.substring(from, comment.end() - start).stripTrailing();
    if (DIRECTIVE.matcher(Ascii.toLowerCase(written)).matches()) {
      return null;
    }
    int blanks = from;
    while (blanks > 0 && isBlank(text.charAt(blanks - 1))) {
      blanks--;
    }
    Surroundings around = new Surroundings(file, instruction);
    int line = text.lastIndexOf('\n', from) + 1;
    // What ONBUILD triggers may begin in a line of its own.
    boolean first = line <= instruction.innermost().source().keywordRange().start();
    int top = first ? text.lastIndexOf('\n', instruction.range().start()) + 1 : line;
    int place = first && around.hasPragma() ? around.placeAbove() : start + top;
    return ImmutableList.of(
        TextEdit.insert(place, indent(text, top) + written + around.lineEnding()),
        TextEdit.delete(new TextRange(start + blanks, comment.end())));
  }

  private static String indent(String text, int line) {
    int code = line;
    while (code < text.length() && isBlank(text.charAt(code))) {
      code++;
    }
    return text.substring(line, code);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
