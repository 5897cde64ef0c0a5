package dev.plimsoll.lint;

import com.google.common.base.CharMatcher;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import org.jspecify.annotations.Nullable;

/**
 * Silences a rule: a pragma above an instruction, above a FROM or at the head of the file, or one more name in the one that
 * is there. It is hadolint's in a file that is written for hadolint, where the rule has a code there.
 */
public final class PragmaFix {

  private final Dockerfile file;
  private final RuleInfo rule;
  private final int at;
  private final @Nullable String code;

  private PragmaFix(Dockerfile file, Problem problem) {
    this.file = file;
    this.rule = problem.rule();
    this.at = problem.range().start();
    this.code = isForHadolint(file) ? code(rule) : null;
  }

  /** Silences the rule of a problem for the instruction that the problem is in; null where it is in none. */
  public static @Nullable Fix here(Dockerfile file, Problem problem) {
    Instruction instruction = file.instructionAt(problem.range().start());
    return instruction == null
        ? null
        : new PragmaFix(file, problem).above(instruction, "ignore", "here");
  }

  /** Silences it for the stage that the problem is in; null where it is in none. */
  public static @Nullable Fix inStage(Dockerfile file, Problem problem) {
    int last = file.elements().isEmpty() ? -1 : file.indexAt(problem.range().start());
    for (int i = last; i >= 0; i--) {
      if (file.element(i) instanceof Instruction.From from) {
        return new PragmaFix(file, problem).above(from, "stage ignore", "in this stage");
      }
    }
    return null;
  }

  /** Silences it in the whole file. */
  public static Fix inFile(Dockerfile file, Problem problem) {
    return new PragmaFix(file, problem).atHead();
  }

  private Fix above(Instruction instruction, String words, String where) {
    int index = file.indexOf(instruction);
    // hadolint doesn't silence the FROM itself for a stage.
    boolean hadolints =
        code != null && (words.equals("ignore") || at >= file.start(index) + instruction.length());
    TextEdit edit = null;
    for (int i = index - 1;
        edit == null && i >= 0 && file.element(i) instanceof Element.Comment comment;
        i--) {
      edit = hadolints && i < index - 1 ? null : extended(comment, file.start(i), words, hadolints);
    }
    return fix(where, edit == null ? inserted(index, words, hadolints) : edit);
  }

  /** A line of its own. hadolint obeys only what is directly above the instruction, so that stays there. */
  private TextEdit inserted(int instruction, String words, boolean hadolints) {
    Element above = instruction == 0 ? null : file.element(instruction - 1);
    boolean obeyed = above instanceof Element.Comment comment && isHadolintsForHere(comment);
    int index = obeyed ? instruction - 1 : instruction;
    String text = file.element(index).text();
    String indent = text.substring(0, CharMatcher.anyOf(" \t").negate().indexIn(text));
    return TextEdit.insert(
        file.start(index),
        indent + "# " + pragma(words, hadolints && !obeyed) + Surroundings.lineEnding(file));
  }

  private static boolean isHadolintsForHere(Element.Comment comment) {
    Pragma pragma = Pragma.read(comment);
    return pragma != null
        && pragma.reach() != Pragma.Reach.FILE
        && comment.content().startsWith(tool(true));
  }

  private Fix atHead() {
    String words = "global ignore";
    boolean hadolints = code != null;
    int head = -1;
    for (int i = 0; i < file.elements().size(); i++) {
      Element element = file.elements().get(i);
      TextEdit edit = element instanceof Element.Comment comment
          ? extended(comment, file.start(i), words, hadolints)
          : null;
      if (edit != null) {
        return fix("in this file", edit);
      }
      boolean directive =
          element instanceof Element.Directive || element instanceof Element.ByteOrderMark;
      head = head < 0 && !directive ? i : head;
    }
    String line = "# " + pragma(words, hadolints);
    if (head >= 0) {
      return fix(
          "in this file", TextEdit.insert(file.start(head), line + Surroundings.lineEnding(file)));
    }
    boolean open = file.length() > 0 && file.characters().charAt(file.length() - 1) != '\n';
    return fix(
        "in this file",
        TextEdit.insert(file.length(), (open ? Surroundings.lineEnding(file) : "") + line));
  }

  private Fix fix(String where, TextEdit edit) {
    return Fix.suggestion("Ignore " + rule.name() + " " + where, edit);
  }

  private static String tool(boolean hadolints) {
    return hadolints ? "hadolint" : "plimsoll";
  }

  private String name(boolean hadolints) {
    return hadolints && code != null ? code : rule.name();
  }

  private String pragma(String words, boolean hadolints) {
    return tool(hadolints) + " " + words + "=" + name(hadolints);
  }

  /** The edit that adds the name to a comment that is such a pragma, or null. */
  private @Nullable TextEdit extended(
      Element.Comment comment, int start, String words, boolean hadolints) {
    String content = comment.content();
    int equals = content.indexOf('=');
    if (equals < 0
        || Pragma.read(comment) == null
        || !content.substring(0, equals).strip().equals(tool(hadolints) + " " + words)) {
      return null;
    }
    int end = Pragma.endOfNames(content, equals + 1);
    return TextEdit.insert(start + comment.text().indexOf(content) + end, "," + name(hadolints));
  }

  /** Whether hadolint is told in a file what to ignore, and we aren't. */
  private static boolean isForHadolint(Dockerfile file) {
    boolean found = false;
    for (int index : file.where(Pragma.IS_PRAGMA).asList()) {
      if (file.element(index) instanceof Element.Comment comment) {
        String content = comment.content();
        if (content.startsWith("plimsoll")) {
          return false;
        }
        found |= content.startsWith("hadolint");
      }
    }
    return found;
  }

  private static @Nullable String code(RuleInfo rule) {
    for (Alias alias : rule.aliases()) {
      if (alias.tool() == Tool.HADOLINT) {
        return alias.code();
      }
    }
    return null;
  }
}
