package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.rewrite.ChainLayout;
import dev.plimsoll.rewrite.ToolComment;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.CommandList.Item;
import dev.plimsoll.shell.Comment;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.shell.SetCommand;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A RUN that is a here-document as continued lines.
 *
 * <p>The lines are joined by {@code ;}, which is the same as a line end; after a {@code set -e} alone by {@code &&} where
 * that does the same.
 */
final class FromHeredoc implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    Instruction instruction = selection.soundInstruction();
    if (!(instruction instanceof Run)) {
      return ImmutableList.of();
    }
    RunScript script = selection.model().script(instruction);
    if (script == null || selection.model().stageOf(instruction) == null || !isPlain(script)) {
      return ImmutableList.of();
    }
    List<Item> items = new ArrayList<>(script.script().body().items());
    boolean and = isErrexitAlone(script, items);
    if (and) {
      items.remove(0);
    }
    String code = joined(selection, script, items, and);
    if (code == null) {
      return ImmutableList.of();
    }
    TextRange range = selection.file().range(instruction);
    int start = selection.model().range(instruction, opener(script)).start();
    TextEdit edit = TextEdit.replace(new TextRange(start, range.end()), code);
    return runsTheSame(selection, script, edit)
        ? Offer.one("Convert the here-document to continued lines", edit)
        : ImmutableList.of();
  }

  private static TextRange opener(RunScript script) {
    return script.run().heredocs().get(0).opener().range();
  }

  private static boolean isPlain(RunScript script) {
    return script.isHeredocBody()
        && script.run().heredocs().get(0).terminated()
        && script.code().code().indexOf('\r') < 0
        && !script.code().code().startsWith("#!")
        && !script.script().body().isEmpty()
        && !Sequence.of(script.script()).hasHeredoc()
        && !Sequence.of(script.script()).hasBackground();
  }

  /** Whether it begins with {@code set -e} and nothing else, for which {@code &&} between the rest does the same. */
  private static boolean isErrexitAlone(RunScript script, List<Item> items) {
    SetCommand set = Sequence.of(script.script()).prologue();
    if (set == null
        || items.size() < 2
        || items.get(0).andOr().pipelines().size() != 1
        || set.options().size() != 1
        || !set.options().contains("e")) {
      return false;
    }
    for (int i = 1; i < items.size(); i++) {
      boolean last = i == items.size() - 1;
      if (!Errexit.isSimpleChain(items.get(i).andOr())
          || (!last && items.get(i).andOr().pipelines().size() != 1)) {
        return false;
      }
    }
    return Errexit.isPlain(script.script());
  }

  /** The commands and the comments between them as continued lines; null where one of them can't stand there. */
  private static @Nullable String joined(
      Selection selection, RunScript script, List<Item> items, boolean and) {
    ChainLayout layout = ChainLayout.of(selection.file(), script.run());
    StringBuilder code = new StringBuilder();
    int end = 0;
    for (Item item : items) {
      TextRange range = item.andOr().range();
      String text = range.of(script.code().code());
      if (!canContinue(text, layout.escape()) || trailsOff(item)) {
        return null;
      }
      String comments = comments(script, new TextRange(end, range.start()), layout);
      if (comments == null) {
        return null;
      }
      if (code.isEmpty()) {
        code.append(comments.isEmpty() ? "" : layout.escape() + "\n" + comments + layout.indent());
      } else {
        code.append(and ? layout.and(comments) : layout.semicolon(comments));
      }
      code.append(text);
      end = range.end();
    }
    int last = end;
    boolean commentsFollow =
        script.script().comments().stream().anyMatch(comment -> comment.range().start() >= last);
    return commentsFollow ? null : code.toString();
  }

  private static boolean trailsOff(Item item) {
    return item.andOr().operators().size() >= item.andOr().pipelines().size();
  }

  /** Whether a command is one line, or lines that the builder joins as the shell does. */
  private static boolean canContinue(String command, char escape) {
    if (command.indexOf('\n') >= 0 && (escape != '\\' || command.indexOf('\'') >= 0)) {
      return false;
    }
    for (int i = command.indexOf('\n'); i >= 0; i = command.indexOf('\n', i + 1)) {
      boolean joined = i > 0 && command.charAt(i - 1) == '\\';
      boolean escaped = i > 1 && command.charAt(i - 2) == '\\';
      String next = command.substring(i + 1).stripLeading();
      if (!joined || escaped || next.startsWith("#")) {
        return false;
      }
    }
    return true;
  }

  /** The comments in a range as lines; null where one stands behind code, or is for a tool that reads the script. */
  private static @Nullable String comments(RunScript script, TextRange gap, ChainLayout layout) {
    StringBuilder lines = new StringBuilder();
    for (Comment comment : script.script().comments()) {
      if (gap.contains(comment.range())) {
        String text = comment.range().of(script.code().code()).strip();
        if (!comment.alone() || ToolComment.of(text.substring(1).strip()) != null) {
          return null;
        }
        lines.append(layout.indent()).append(text).append('\n');
      }
    }
    return lines.toString();
  }

  /** Whether the shell would get the same commands from the edited instruction, and the rest of the file stays. */
  private static boolean runsTheSame(Selection selection, RunScript script, TextEdit edit) {
    Dockerfile edited = selection.file().edit(edit);
    Instruction changed = edited.instructionAt(script.start());
    if (!(changed instanceof Run run)
        || edited.elements().size() != selection.file().elements().size()
        || run.flags().size() != script.run().flags().size()
        || !run.heredocs().isEmpty()) {
      return false;
    }
    RunScript made = SemanticModel.of(edited).script(run);
    if (made == null) {
      return false;
    }
    Script after = made.script();
    List<String> wanted = commands(script.script());
    List<String> got = commands(after);
    return after.comments().isEmpty()
        && got.size() <= wanted.size()
        && wanted.subList(wanted.size() - got.size(), wanted.size()).equals(got);
  }

  /** The words of all commands, lines joined. */
  private static List<String> commands(Script script) {
    List<String> commands = new ArrayList<>();
    script
        .invocations()
        .forEach(invocation -> invocation
            .command()
            .words()
            .forEach(word -> commands.add(word.raw().replace("\\\n", ""))));
    return commands;
  }
}
