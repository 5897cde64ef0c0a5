package dev.plimsoll.format;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.ShellForm;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Instruction.Healthcheck;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an instruction means the same in another layout: to the builder, and a RUN to its shell. It is the net below the
 * layouts, which are made such that it holds nothing back.
 */
final class Meaning {

  private Meaning() {}

  /** A longer line may have more bytes than the builder takes. */
  private static final int LONG_LINE = 65_535 / 3;

  /** Whether a text is one instruction, and means what another one does. */
  static boolean isKept(Instruction before, String after) {
    if (after.length() > LONG_LINE && after.lines().anyMatch(line -> line.length() > LONG_LINE)) {
      return false;
    }
    String header = before.source().escape() == '`' ? "# escape=`\n" : "";
    List<Element> elements = Dockerfile.parse(header + after).elements();
    return elements.size() == (header.isEmpty() ? 1 : 2)
        && elements.get(elements.size() - 1) instanceof Instruction instruction
        && isSame(before, instruction)
        && before.errors().size() == instruction.errors().size();
  }

  private static boolean isSame(Instruction before, Instruction after) {
    return before.keyword() == after.keyword()
        && before.source().json() == after.source().json()
        && flags(before).equals(flags(after))
        && isSame(before.source().pairs(), after.source().pairs())
        && heredocs(before).equals(heredocs(after))
        && isSameTrigger(before.source().trigger(), after.source().trigger())
        && (isScript(before, after) || words(before).equals(words(after)));
  }

  private static boolean isSameTrigger(@Nullable Instruction before, @Nullable Instruction after) {
    return before == null || after == null ? before == after : isSame(before, after);
  }

  private static List<String> flags(Instruction instruction) {
    return FlagOrder.sorted(instruction.flags()).stream()
        .map(Flag::word)
        .map(Word::value)
        .toList();
  }

  private static boolean isSame(ImmutableList<Pair> before, ImmutableList<Pair> after) {
    if (before.size() != after.size()) {
      return false;
    }
    for (int i = 0; i < before.size(); i++) {
      Pair one = before.get(i);
      Pair other = after.get(i);
      boolean same = one.legacy() == other.legacy()
          && one.key().value().equals(other.key().value())
          && value(one).equals(value(other));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static ImmutableList<String> value(Pair pair) {
    Word value = pair.value();
    return value == null ? ImmutableList.of() : ImmutableList.of(value.value());
  }

  private static List<String> heredocs(Instruction instruction) {
    return instruction.heredocs().stream()
        .map(heredoc -> heredoc.name()
            + ' '
            + heredoc.chomp()
            + ' '
            + heredoc.expand()
            + ' '
            + heredoc.terminated()
            + ' '
            + document(heredoc, instruction))
        .toList();
  }

  private static String document(Heredoc heredoc, Instruction instruction) {
    return heredoc.body().of(instruction.text());
  }

  /** The words, those that are keywords in capitals. */
  private static List<String> words(Instruction instruction) {
    Word keyword = instruction instanceof From from
        ? from.as()
        : instruction instanceof Healthcheck check ? check.type() : null;
    return instruction.words().stream()
        .map(word -> word == keyword ? Ascii.toUpperCase(word.value()) : word.value())
        .toList();
  }

  /** Whether both are scripts of a shell that reads the same in them. */
  private static boolean isScript(Instruction before, Instruction after) {
    if (!(before instanceof Run) || before.source().json() || !(after instanceof Run)) {
      return false;
    }
    ShellCommand one = ShellForm.of(before);
    ShellCommand other = ShellForm.of(after);
    return one != null
        && other != null
        && one.script().isComplete()
        && other.script().isComplete()
        && ShellSpace.canonical(one.script()).equals(ShellSpace.canonical(other.script()));
  }
}
