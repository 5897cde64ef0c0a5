package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.rewrite.ChainLayout;
import dev.plimsoll.rewrite.PackageWords;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The packages that a package manager is to install: sorted, and each on a line of its own. */
final class PackageList implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    Instruction instruction = selection.soundInstruction();
    RunScript script = instruction == null ? null : selection.model().script(instruction);
    if (script == null || script.execForm()) {
      return ImmutableList.of();
    }
    for (Invocation invocation : script.script().invocations()) {
      TextRange place = script.range(invocation.command().range());
      if (place.touches(selection.range()) && !invocation.isIn(Nesting.EMBEDDED)) {
        List<ShellWord> packages = PackageWords.of(invocation);
        if (packages.size() > 1) {
          return new Layout(selection, script, invocation, packages).offers();
        }
      }
    }
    return ImmutableList.of();
  }

  /** One list and where it stands. */
  private record Layout(
      Selection selection, RunScript script, Invocation invocation, List<ShellWord> packages) {

    /** What is left to do: of sorting and dividing both where both is. */
    ImmutableList<Offer> offers() {
      List<TextEdit> sorted = sorted();
      List<TextEdit> lines = onePerLine();
      if (sorted.isEmpty() && lines.isEmpty()) {
        return ImmutableList.of();
      }
      String command = invocation.name() + " " + invocation.subcommand();
      String title = sorted.isEmpty()
          ? "Put each package of " + command + " on its own line"
          : "Sort the packages of " + command + (lines.isEmpty() ? "" : ", one per line");
      List<TextEdit> all = new ArrayList<>(sorted);
      all.addAll(lines);
      return Offer.one(title, all);
    }

    /** Every place gets another package: what stands between them stays, so that comments there would lie. */
    private List<TextEdit> sorted() {
      List<ShellWord> order = PackageWords.sorted(packages);
      if (hasComment()) {
        return List.of();
      }
      List<TextEdit> edits = new ArrayList<>();
      for (int i = 0; i < order.size(); i++) {
        if (!script.code().isContiguous(packages.get(i).range())) {
          return List.of();
        }
        if (!order.get(i).raw().equals(packages.get(i).raw())) {
          edits.add(TextEdit.replace(
              script.range(packages.get(i).range()), order.get(i).raw()));
        }
      }
      return edits;
    }

    private boolean hasComment() {
      TextRange list = script.range(
          packages.get(0).range().hull(packages.get(packages.size() - 1).range()));
      return Surroundings.hasCommentLine(list.of(selection.file().text()));
    }

    private List<TextEdit> onePerLine() {
      List<TextRange> gaps = gaps();
      Surroundings around = new Surroundings(selection.file(), script.instruction());
      char escape =
          script.isHeredocBody() ? '\\' : script.instruction().source().escape();
      String lineBreak = " " + escape + around.lineEnding() + indent(gaps);
      List<TextEdit> edits = new ArrayList<>();
      boolean shared = false;
      for (int i = 0; i < gaps.size(); i++) {
        if (!isOnNewLine(gaps.get(i))) {
          edits.add(TextEdit.replace(gaps.get(i), lineBreak));
          shared |= i > 0;
        }
      }
      if (!shared) {
        return List.of();
      }
      TextEdit next = nextCommand();
      if (next != null) {
        edits.add(next);
      }
      return edits;
    }

    /** What stands before each package; nothing where there is more than blanks before one. */
    private List<TextRange> gaps() {
      List<TextRange> gaps = new ArrayList<>();
      String code = script.script().code();
      int end = 0;
      for (ShellWord word : invocation.command().words()) {
        int start = word.range().start();
        if (gaps.size() < packages.size()
            && word.range().equals(packages.get(gaps.size()).range())) {
          if (!code.substring(end, start).isBlank()) {
            return List.of();
          }
          gaps.add(new TextRange(script.homeEnd(end), script.home(start)));
        }
        end = word.range().end();
      }
      return gaps;
    }

    private boolean isOnNewLine(TextRange gap) {
      return gap.of(selection.file().text()).indexOf('\n') >= 0;
    }

    /** What follows {@code &&} on the line of the last package goes on a line of its own too. */
    private @Nullable TextEdit nextCommand() {
      String code = script.script().code();
      int end = invocation.command().range().end();
      int operator = skipBlanks(code, end);
      int next = skipBlanks(code, Math.min(code.length(), operator + 2));
      if (script.isHeredocBody()
          || !code.startsWith("&&", operator)
          || next == code.length()
          || !(script.instruction() instanceof Instruction.Run run)) {
        return null;
      }
      TextRange gap = new TextRange(script.homeEnd(end), script.home(next));
      return isOnNewLine(gap)
          ? null
          : TextEdit.replace(gap, ChainLayout.of(selection.file(), run).and());
    }

    private static int skipBlanks(String code, int from) {
      int i = from;
      while (i < code.length() && (code.charAt(i) == ' ' || code.charAt(i) == '\t')) {
        i++;
      }
      return i;
    }

    /** That of packages that begin a line already, or a step more than the command has. */
    private String indent(List<TextRange> gaps) {
      for (TextRange gap : gaps) {
        if (isOnNewLine(gap)) {
          return lineIndent(gap.end());
        }
      }
      String indent = lineIndent(script.home(invocation.command().range().start()));
      return indent + (indent.startsWith("\t") ? "\t" : "    ");
    }

    private String lineIndent(int offset) {
      String text = selection.file().text();
      int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
      return text.substring(lineStart, skipBlanks(text, lineStart));
    }
  }
}
