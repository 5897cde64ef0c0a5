package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that a RUN, or the RUN of an ONBUILD, runs. Ranges and edits are in offsets of the file, whether the RUN is
 * written in shell form, in exec form or as a here-document.
 *
 * @param script in which it stands
 * @param invocation the command; of {@code python -m pip} what pip is told
 */
public record RunCommand(RunScript script, Invocation invocation) {

  /** An invocation of a script as a command. */
  public static RunCommand of(RunScript script, Invocation invocation) {
    return new RunCommand(script, invocation.module());
  }

  /** Commands one after the other, those of one instruction together. */
  public static ImmutableList<ImmutableList<RunCommand>> byInstruction(List<RunCommand> commands) {
    ImmutableList.Builder<ImmutableList<RunCommand>> all = ImmutableList.builder();
    int start = 0;
    for (int i = 1; i <= commands.size(); i++) {
      if (i == commands.size()
          || commands.get(i).instruction() != commands.get(start).instruction()) {
        all.add(ImmutableList.copyOf(commands.subList(start, i)));
        start = i;
      }
    }
    return all.build();
  }

  /** The RUN or the ONBUILD. */
  public Instruction instruction() {
    return script.instruction();
  }

  /** The name of the program, without directory: its own where it is known by several, such as {@code yarnpkg}. */
  public String program() {
    return invocation.program().isKnown()
        ? invocation.program().name()
        : String.valueOf(invocation.name());
  }

  public Arguments arguments() {
    return invocation.arguments();
  }

  /** What it is told to do, by the name that this has among other names; null where that isn't known. */
  public @Nullable String verb() {
    return arguments().verb();
  }

  /** Whether it is told this. */
  public boolean isTold(String verb) {
    return verb.equals(verb());
  }

  /** Whether an option is given, in whichever of its spellings. */
  public boolean has(String option) {
    return arguments().hasFlag(option);
  }

  /** Whether at least one of some options is given. */
  public boolean hasAny(String... options) {
    return arguments().hasAnyFlag(options);
  }

  /** An option as it is given last, or null. */
  public @Nullable GivenOption option(String option) {
    return arguments().option(option);
  }

  /** The literal value of an option as it is given last; null where there is none or it isn't literal. */
  public @Nullable String value(String option) {
    return arguments().value(option);
  }

  /** The words behind the verb that are neither options nor their values. */
  public ImmutableList<ShellWord> operands() {
    return arguments().operandsOfVerb();
  }

  /** From the name to the last argument. */
  public TextRange range() {
    return script.range(invocation.range());
  }

  /** From the name to the verb. */
  public TextRange head() {
    return script.range(invocation.nameWord().range().hull(verbOrName().range()));
  }

  /** Where a word stands. */
  public TextRange range(ShellWord word) {
    return script.range(word.range());
  }

  /** The last word that says what to do, or the name where none does. */
  private ShellWord verbOrName() {
    ShellWord verb = arguments().verbWord();
    if (verb == null) {
      return invocation.nameWord();
    }
    ImmutableList<ShellWord> operands = arguments().operands();
    String told = verb();
    boolean two = told != null && told.indexOf(' ') > 0;
    return two ? operands.get(operands.indexOf(verb) + 1) : verb;
  }

  /** Inserts options behind the verb, or behind the name where there is none. */
  public TextEdit insert(String... options) {
    return insertAfter(verbOrName(), options);
  }

  /** Inserts words behind one of the command's. */
  public TextEdit insertAfter(ShellWord word, String... words) {
    return script.insertAfter(invocation, word, words);
  }

  /**
   * Writes another text in the place of a word; null where the word isn't written as it is read.
   *
   * @param text plain: no quote or escape is needed for it
   */
  public @Nullable TextEdit replace(ShellWord word, String text) {
    return script.replace(word, text);
  }

  /** Deletes a word with the blank before it; null where it can't be cut out without taking more along. */
  public @Nullable TextEdit delete(ShellWord word) {
    return WordDeletion.of(this, word.range());
  }

  /**
   * Deletes an option with its value: of several in one word only this one, if it has no value. Null where it can't be cut
   * out without taking more along.
   */
  public @Nullable TextEdit delete(GivenOption option) {
    boolean shared = arguments().options().stream()
            .filter(other -> other.word() == option.word())
            .count()
        > 1;
    if (!shared) {
      return WordDeletion.of(this, option.range());
    }
    ShellWord word = option.word();
    boolean plain = option.value() == null
        && word.raw().equals(word.literal())
        && script.code().isContiguous(word.range());
    String letters = option.spelling().substring(1); // two, perhaps: -nv of wget
    int at = word.raw().indexOf(letters, 1);
    return plain && at > 0
        ? TextEdit.delete(
            script.range(TextRange.ofLength(word.range().start() + at, letters.length())))
        : null;
  }
}
