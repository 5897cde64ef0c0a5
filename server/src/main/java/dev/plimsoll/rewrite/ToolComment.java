package dev.plimsoll.rewrite;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element.Comment;
import dev.plimsoll.syntax.Instruction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A comment that a tool reads, a pragma: it silences a linter, names a shell, or says something to an editor. It must keep
 * its place before what it is for.
 *
 * @param content what follows the {@code #}, trimmed
 * @param reach what it is for
 */
public record ToolComment(String content, Reach reach) {

  /** What such a comment is for. */
  public enum Reach {
    /** The next instruction, all of it. */
    INSTRUCTION,
    /** The line below, which is no longer the same line if instructions are joined. */
    LINE,
    /** All that follows, in the stage or the file. */
    ONWARD,
    /** The file, wherever it stands. */
    FILE
  }

  /** In lower case, the first of them that matches decides. */
  private record Form(Reach reach, Pattern pattern) {
    Form(Reach reach, String pattern) {
      this(reach, Pattern.compile(pattern));
    }
  }

  private static final Pattern LIST = Pattern.compile("(plimsoll|hadolint|tally)\\s+ignore\\s*");

  private static final ImmutableList<Form> FORMS = ImmutableList.of(
      new Form(Reach.FILE, "(plimsoll|hadolint|tally)\\s+global\\s+ignore\\b.*"),
      new Form(Reach.ONWARD, "(plimsoll|hadolint|tally)\\s+stage\\s+ignore\\b.*"),
      new Form(Reach.ONWARD, "hadolint\\s+shell\\b.*"),
      new Form(Reach.ONWARD, "plimsoll\\s+format\\s*:\\s*(on|off)"),
      new Form(Reach.INSTRUCTION, "(plimsoll|hadolint|tally)\\s+ignore\\b.*"),
      new Form(Reach.INSTRUCTION, "check\\s*=.*"),
      new Form(Reach.FILE, "(syntax|escape)\\s*=.*"),
      new Form(
          Reach.INSTRUCTION,
          "(trivy|tfsec)\\s*:\\s*ignore\\b.*|dockerfile-utils\\s*:\\s*ignore\\b.*"),
      new Form(Reach.FILE, "(checkov|bridgecrew|ts)\\s*:\\s*skip\\b.*"),
      new Form(Reach.LINE, "kics-scan\\s+ignore-line\\b.*"),
      new Form(Reach.INSTRUCTION, "kics-scan\\s+ignore\\b.*"),
      new Form(Reach.FILE, "kics-scan\\b.*"),
      new Form(
          Reach.LINE,
          "(.*\\s)?nosem(grep)?\\b.*|(.*\\s)?deepcode\\s+ignore\\b.*|snyk\\b.*\\bignore\\b.*"),
      new Form(Reach.LINE, "shellcheck\\s+[a-z-]+\\s*=.*"),
      new Form(Reach.LINE, "(no(qa|sonar|sec|lint|inspection)|skipcq|gg-?ignore)\\b.*"),
      new Form(
          Reach.LINE,
          "(gitleaks|secretlint|trufflehog|renovate|pragma)\\s*:.*|x-release-please-\\w+|\\{?x-version-update\\b.*"),
      new Form(Reach.LINE, "(cspell|spell-?checker)\\s*:\\s*disable-(next-)?line\\b.*"),
      new Form(Reach.ONWARD, "(cspell|spell-?checker)\\s*:.*|(@formatter|fmt)\\s*:\\s*(on|off)"),
      new Form(Reach.FILE, "(vim?|ex)\\s*:\\s*(set?\\s|\\w+=).*|-\\*-.*-\\*-"),
      new Form(Reach.ONWARD, "#?(end)?region\\b.*"),
      // What tools have in common that nobody has named here.
      new Form(Reach.LINE, "[\\w.-]+\\s*:\\s*(ignore|disable|enable|skip|allow|off|on)([-=:,].*)?"),
      new Form(Reach.LINE, "[\\w.]+-([\\w.]+-)?(ignore|disable|enable|skip)([-=:,].*)?"),
      new Form(Reach.LINE, "[\\w.-]+\\s+(ignore|disable|enable|skip)\\s*[=:].*"));

  /** The comment, if a tool reads it; else null. */
  public static @Nullable ToolComment of(Comment comment) {
    return of(comment.content());
  }

  /** The same of what follows the {@code #} of a comment, wherever it stands. */
  public static @Nullable ToolComment of(String content) {
    String lower = Ascii.toLowerCase(content);
    for (Form form : FORMS) {
      if (form.pattern.matcher(lower).matches()) {
        return new ToolComment(content, form.reach);
      }
    }
    return null;
  }

  /** Those that stand between the instruction before and this one, blank lines among them. */
  public static ImmutableList<ToolComment> above(Dockerfile file, Instruction instruction) {
    ImmutableList.Builder<ToolComment> found = ImmutableList.builder();
    int end = file.indexOf(instruction);
    for (int i = new Surroundings(file, instruction).firstAbove(); i < end; i++) {
      ToolComment one = file.element(i) instanceof Comment comment ? of(comment) : null;
      if (one != null) {
        found.add(one);
      }
    }
    return found.build();
  }

  /** Whether one of those above is for this instruction alone: it has to stay with it, and nothing else may come between. */
  public static boolean isFor(Dockerfile file, Instruction instruction) {
    for (ToolComment comment : above(file, instruction)) {
      if (comment.isForOne()) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is for what stands below it and nothing else. */
  public boolean isForOne() {
    return reach == Reach.INSTRUCTION || reach == Reach.LINE;
  }

  /** Whether it does the same above an instruction before this one that is joined to it, but for silencing more. */
  boolean canBeHoisted() {
    return reach == Reach.INSTRUCTION || reach == Reach.FILE;
  }

  /**
   * Where the names begin of a list that more names can be added to, {@code hadolint ignore=A,B}, as an offset of {@link
   * #content}; -1 where it is no such list.
   */
  int names() {
    int equals = content.indexOf('=');
    return equals > 0
            && LIST.matcher(Ascii.toLowerCase(content.substring(0, equals))).matches()
        ? equals + 1
        : -1;
  }
}
