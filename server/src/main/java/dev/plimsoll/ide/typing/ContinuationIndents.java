package dev.plimsoll.ide.typing;

import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How deep a continued line stands: like the lines around it, else like those of the instruction of the same kind before.
 *
 * @param step what is indented by where the instructions before don't say
 */
record ContinuationIndents(Dockerfile file, Supplier<String> step) {

  /**
   * The indentation of a new line of an instruction.
   *
   * @param before where the line before it begins
   * @param after where the lines after it begin
   */
  String of(Instruction instruction, int before, int after) {
    int start = file.start(instruction);
    String text = instruction.text();
    String indent = inCode(instruction, Math.max(0, after - start));
    String neighbour = before > start ? blanksAt(text, before - start) : "";
    if (!neighbour.isEmpty()) {
      // A line that deeper ones follow begins a list, of which the new line is the first.
      return indent != null && indent.startsWith(neighbour) ? indent : neighbour;
    }
    if (indent == null) {
      indent = ofEarlier(instruction);
    }
    return indent == null ? blanksAt(text, 0) + step.get() : indent;
  }

  /** The indentation of the instruction after another one. */
  String ofNext(Instruction instruction) {
    return blanksAt(instruction.text(), 0);
  }

  /** The indentation of the first indented line of code from an offset on, or null. */
  private static @Nullable String inCode(Instruction instruction, int from) {
    String text = instruction.text();
    int end = instruction.heredocs().isEmpty()
        ? instruction.range().end()
        : instruction.heredocs().get(0).body().start();
    for (int line = text.indexOf('\n', from - 1) + 1;
        line > 0 && line < end;
        line = text.indexOf('\n', line) + 1) {
      String blanks = blanksAt(text, line);
      int code = line + blanks.length();
      if (!blanks.isEmpty() && code < end && "#\r\n".indexOf(text.charAt(code)) < 0) {
        return blanks;
      }
    }
    return null;
  }

  /** That of the nearest earlier instruction of the same kind that goes on over several lines. */
  private @Nullable String ofEarlier(Instruction instruction) {
    for (int i = file.indexOf(instruction) - 1; i >= 0; i--) {
      Element element = file.elements().get(i);
      if (element instanceof Instruction other && other.keyword() == instruction.keyword()) {
        int lineFeed = other.text().indexOf('\n');
        String indent = lineFeed < 0 ? null : inCode(other, lineFeed + 1);
        if (indent != null) {
          return indent;
        }
      }
    }
    return null;
  }

  private static String blanksAt(String text, int start) {
    int i = start;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    return text.substring(start, i);
  }
}
