package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.shell.CommandList.Item;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.shell.SetCommand;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A RUN of several commands as a here-document with a line for each.
 *
 * <p>What {@code ;} separates needs nothing else; what {@code &&} joins gets a {@code set -e} before it, where that does
 * the same.
 */
final class ToHeredoc implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    RunScript script = script(selection);
    if (script == null) {
      return ImmutableList.of();
    }
    boolean chained = isChain(script);
    List<TextRange> commands = chained ? pipelines(script) : items(script);
    List<String> lines = commands.size() < 2 ? List.of() : lines(selection, script, commands);
    if (lines.isEmpty()) {
      return ImmutableList.of();
    }
    if (chained && errexit(script) == null) {
      lines.add(0, "set -e");
    }
    String delimiter = HeredocSupport.delimiter(lines);
    TextRange code = new TextRange(
        script.home(0), new Surroundings(selection.file(), script.instruction()).endOfLine());
    return Offer.one(
        "Convert RUN to a here-document",
        TextEdit.replace(
            code, "<<" + delimiter + "\n" + String.join("\n", lines) + "\n" + delimiter));
  }

  /** The script, if it is one that may stand in a here-document as it is; else null. */
  private static @Nullable RunScript script(Selection selection) {
    Instruction instruction = selection.soundInstruction();
    if (!(instruction instanceof Run)
        || selection.model().stageOf(instruction) == null
        || !instruction.heredocs().isEmpty()
        || !instruction.text().substring(instruction.range().end()).isBlank()
        || !HeredocSupport.isIn(selection.file())) {
      return null;
    }
    RunScript script = selection.model().script(instruction);
    return script == null
            || script.execForm()
            || script.script().body().isEmpty()
            || !script.script().comments().isEmpty()
            || Sequence.of(script.script()).hasHeredoc()
            || Sequence.of(script.script()).hasBackground()
        ? null
        : script;
  }

  /** The {@code set -e} that it begins with, or null. */
  private static @Nullable SetCommand errexit(RunScript script) {
    SetCommand prologue = Sequence.of(script.script()).prologue();
    return prologue != null && prologue.options().contains("e") ? prologue : null;
  }

  /** Whether it is one chain for which {@code set -e} does the same. */
  private static boolean isChain(RunScript script) {
    ImmutableList<Item> items = script.script().body().items();
    return items.size() == 1
        && Errexit.isSimpleChain(items.get(0).andOr())
        && Errexit.isPlain(script.script());
  }

  private static List<TextRange> pipelines(RunScript script) {
    List<TextRange> ranges = new ArrayList<>();
    script
        .script()
        .body()
        .items()
        .get(0)
        .andOr()
        .pipelines()
        .forEach(pipeline -> ranges.add(pipeline.range()));
    return ranges;
  }

  private static List<TextRange> items(RunScript script) {
    List<TextRange> ranges = new ArrayList<>();
    script.script().body().items().forEach(item -> ranges.add(item.andOr().range()));
    return ranges;
  }

  /** The commands with the comments between them; none where one can't stand there as it is written. */
  private static List<String> lines(
      Selection selection, RunScript script, List<TextRange> commands) {
    Surroundings around = new Surroundings(selection.file(), script.instruction());
    List<String> lines = new ArrayList<>();
    int end = script.home(0);
    for (TextRange command : commands) {
      TextRange place = script.range(command);
      String text = place.of(selection.file().text());
      if (!staysTheSame(text, script) || Surroundings.hasCommentLine(text)) {
        return List.of();
      }
      around.comments(new TextRange(end, place.start()), "").lines().forEach(lines::add);
      lines.add(text);
      end = place.end();
    }
    return lines;
  }

  /** Whether the shell joins the lines of a command as the builder does: outside of quotes, by a backslash at the end. */
  private static boolean staysTheSame(String command, RunScript script) {
    int lineFeed = command.indexOf('\n');
    if (lineFeed >= 0
        && (command.indexOf('\'') >= 0 || script.instruction().source().escape() != '\\')) {
      return false;
    }
    while (lineFeed >= 0) {
      boolean joined = lineFeed > 0 && command.charAt(lineFeed - 1) == '\\';
      boolean escaped = lineFeed > 1 && command.charAt(lineFeed - 2) == '\\';
      if (!joined || escaped) {
        return false;
      }
      lineFeed = command.indexOf('\n', lineFeed + 1);
    }
    return true;
  }
}
