package dev.plimsoll.ide.hover;

import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** Where a here-document ends, and who expands the variables in it. */
final class HeredocHover {

  private HeredocHover() {}

  static @Nullable Section at(
      Snapshot snapshot, Instruction instruction, int offset, boolean markdown) {
    for (Heredoc heredoc : instruction.heredocs()) {
      TextRange opener = heredoc.opener().range();
      if (opener.touches(offset)) {
        return new Section(opener, text(snapshot, instruction, heredoc, markdown));
      }
      if (heredoc.terminated() && heredoc.terminator().touches(offset)) {
        return new Section(heredoc.terminator(), text(snapshot, instruction, heredoc, markdown));
      }
    }
    return null;
  }

  private static Markup text(
      Snapshot snapshot, Instruction instruction, Heredoc heredoc, boolean markdown) {
    Markup out = new Markup(markdown);
    out.paragraph().text("Here-document ").strong(heredoc.name());
    int start = snapshot.file().start(instruction);
    int first = snapshot.lines().lineAt(start + heredoc.body().start()) + 1;
    int last = snapshot.lines().lineAt(start + heredoc.terminator().start()) + 1;
    int lines = last - first;
    if (heredoc.terminated()) {
      out.paragraph(
          (lines == 1 ? "One line" : lines + " lines") + "; it ends in line " + last + ".");
    } else {
      out.paragraph()
          .text("It is never closed: a line with nothing but ")
          .code(heredoc.name())
          .text(" is missing.");
    }
    out.paragraph(expansion(instruction, heredoc));
    if (heredoc.chomp()) {
      out.paragraph("Tabs at the start of its lines are removed.");
    }
    return out;
  }

  private static String expansion(Instruction instruction, Heredoc heredoc) {
    Instruction taker = instruction.innermost();
    if (taker.keyword() != Keyword.RUN) {
      return heredoc.expand()
          ? "It becomes a file. BuildKit expands its variables; quote the name to keep them as they are."
          : "It becomes a file as it is written, because the name is quoted.";
    }
    boolean script = heredoc.opener().inLine().equals(taker.source().argumentsInLine());
    if (script) {
      return "It is the script that RUN runs, as it is written: the shell expands the variables.";
    }
    return heredoc.expand()
        ? "The command reads it. The shell expands its variables; quote the name to keep them as they are."
        : "The command reads it as it is written, because the name is quoted.";
  }
}
