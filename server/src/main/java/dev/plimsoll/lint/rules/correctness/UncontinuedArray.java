package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON array over several lines that lack the character which continues them. */
final class UncontinuedArray {

  private UncontinuedArray() {}

  /** Whether an instruction begins an array and ends before that does. */
  static boolean mayBegin(Instruction outer) {
    String arguments = outer.innermost().source().arguments().code();
    return arguments.startsWith("[") && arguments.indexOf(']') < 0;
  }

  /** What is wrong where the lines below an instruction are the rest of its array; else null. */
  static @Nullable Finding finding(Subject subject, Instruction instruction) {
    Dockerfile file = subject.file();
    if (!mayBegin(instruction)) {
      return null;
    }
    String escape = " " + instruction.source().escape();
    List<TextRange> rest = new ArrayList<>();
    List<TextEdit> edits = new ArrayList<>();
    int end = file.start(instruction) + instruction.range().end();
    for (int i = file.indexOf(instruction) + 1; i < file.elements().size(); i++) {
      Element element = file.element(i);
      if (!(element instanceof Instruction line)) {
        continue; // comments and blank lines may stand in a continued instruction
      }
      if (!(line instanceof Instruction.Unknown)) {
        return null;
      }
      edits.add(TextEdit.insert(end, escape));
      rest.add(subject.model().range(line, line.source().keywordRange()));
      end = file.start(line) + line.range().end();
      if (line.text().indexOf(']') >= 0) {
        return isArray(file, instruction, edits, file.start(line) + line.length())
            ? Finding.at(
                    subject
                        .model()
                        .range(instruction, instruction.innermost().source().argumentsRange()),
                    "The array goes on in the next line, but this line isn't continued. End every line but the last"
                        + " with" + escape + ".")
                .withSeverity(Severity.ERROR)
                .withRelated(rest, "Taken for an instruction")
                .withFix(
                    new Fix("Continue the lines", Fix.Safety.SUGGESTION, TextEdit.inOrder(edits)))
            : null;
      }
    }
    return null;
  }

  /** Whether the lines are one array once they are continued. */
  private static boolean isArray(
      Dockerfile file, Instruction instruction, List<TextEdit> edits, int end) {
    int start = file.start(instruction);
    List<TextEdit> here = new ArrayList<>();
    for (TextEdit edit : edits) {
      here.add(edit.shift(-start));
    }
    String text = file.characters().subSequence(start, end).toString();
    String header = instruction.source().escape() == '`' ? "# escape=`\n" : "";
    List<Instruction> made =
        Dockerfile.parse(header + TextEdit.apply(text, here)).instructions();
    return made.size() == 1 && made.get(0).innermost().source().json();
  }
}
