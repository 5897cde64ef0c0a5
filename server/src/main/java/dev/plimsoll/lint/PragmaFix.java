package dev.plimsoll.lint;

import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import org.jspecify.annotations.Nullable;

/** Silences a rule: a pragma above an instruction or at the head of the file, or one more name in the one that is there. */
public final class PragmaFix {

  private static final String HERE = "plimsoll ignore";
  private static final String EVERYWHERE = "plimsoll global ignore";

  private PragmaFix() {}

  /** Silences the rule of a problem for the instruction that the problem is in; null where it is in none. */
  public static @Nullable Fix here(Dockerfile file, Problem problem) {
    Instruction instruction = file.instructionAt(problem.range().start());
    if (instruction == null) {
      return null;
    }
    String name = problem.rule().name();
    int index = file.indexOf(instruction);
    TextEdit edit = null;
    for (int i = index - 1;
        edit == null && i >= 0 && file.elements().get(i) instanceof Element.Comment comment;
        i--) {
      edit = extended(comment, file.start(i), HERE, name);
    }
    if (edit == null) {
      String indent = instruction.text().substring(0, instruction.range().start());
      edit = TextEdit.insert(
          file.start(index), indent + "# " + HERE + "=" + name + Surroundings.lineEnding(file));
    }
    return Fix.suggestion("Ignore " + name + " here", edit);
  }

  /** Silences the rule of a problem in the whole file. */
  public static Fix inFile(Dockerfile file, Problem problem) {
    String name = problem.rule().name();
    String title = "Ignore " + name + " in this file";
    int head = -1;
    for (int i = 0; i < file.elements().size(); i++) {
      Element element = file.elements().get(i);
      TextEdit edit = element instanceof Element.Comment comment
          ? extended(comment, file.start(i), EVERYWHERE, name)
          : null;
      if (edit != null) {
        return Fix.suggestion(title, edit);
      }
      boolean directive =
          element instanceof Element.Directive || element instanceof Element.ByteOrderMark;
      head = head < 0 && !directive ? i : head;
    }
    String line = "# " + EVERYWHERE + "=" + name;
    if (head >= 0) {
      return Fix.suggestion(
          title, TextEdit.insert(file.start(head), line + Surroundings.lineEnding(file)));
    }
    boolean open = file.length() > 0 && file.characters().charAt(file.length() - 1) != '\n';
    return Fix.suggestion(
        title, TextEdit.insert(file.length(), (open ? Surroundings.lineEnding(file) : "") + line));
  }

  /** The edit that adds a name to a comment that is such a pragma, or null. */
  private static @Nullable TextEdit extended(
      Element.Comment comment, int start, String pragma, String name) {
    String content = comment.content();
    int equals = content.indexOf('=');
    if (equals < 0
        || Pragma.read(comment) == null
        || !content.substring(0, equals).strip().equals(pragma)) {
      return null;
    }
    int end = Pragma.endOfNames(content, equals + 1);
    return TextEdit.insert(start + comment.text().indexOf(content) + end, "," + name);
  }
}
