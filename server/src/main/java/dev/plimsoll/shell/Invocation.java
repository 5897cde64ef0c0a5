package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.program.Program;
import dev.plimsoll.program.Programs;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * A program or builtin that a script runs, seen through {@code sudo}, {@code env}, {@code xargs} and the like.
 *
 * @param command the simple command in which it stands
 * @param name the program without its directory; null where it isn't literal
 * @param nameWord the name as it is written
 * @param arguments the words after the name
 * @param environment what is assigned for this program alone, before it or as arguments of {@code env}
 * @param prefixes the programs that it is run by, outermost first
 * @param nesting what it stands inside of; empty at the top level of the script
 */
public record Invocation(
    Command.Simple command,
    @Nullable String name,
    ShellWord nameWord,
    Arguments arguments,
    ImmutableList<Assignment> environment,
    ImmutableList<Prefix> prefixes,
    ImmutableSet<Nesting> nesting) {

  /**
   * A program that runs another, such as {@code sudo -u app}.
   *
   * @param name without its directory
   * @param range with its options, up to where the program that it runs begins
   * @param arguments its own, without the program that it runs
   */
  public record Prefix(String name, TextRange range, Arguments arguments) {}

  public boolean is(String program) {
    return program.equals(name);
  }

  /** From the name to the last argument, redirections left out. */
  public TextRange range() {
    return arguments.isEmpty()
        ? nameWord.range()
        : nameWord.range().hull(arguments.words().get(arguments.size() - 1).range());
  }

  /** The prefix of this name, or null. */
  public @Nullable Prefix prefix(String program) {
    for (Prefix prefix : prefixes) {
      if (prefix.name.equals(program)) {
        return prefix;
      }
    }
    return null;
  }

  /** Whether it runs through {@code sudo}. */
  public boolean isSudo() {
    return prefix("sudo") != null;
  }

  /** The value assigned to a variable for this program alone; null where there is none or it isn't literal. */
  public @Nullable String environment(String variable) {
    String value = null;
    for (Assignment assignment : environment) {
      if (assignment.name().equals(variable)) {
        value = assignment.value().literal();
      }
    }
    return value;
  }

  public boolean isNested() {
    return !nesting.isEmpty();
  }

  public boolean isIn(Nesting place) {
    return nesting.contains(place);
  }

  /** The first operand, if it is literal: {@code install} of {@code apt-get -y install}. */
  public @Nullable String subcommand() {
    ImmutableList<ShellWord> operands = arguments.operands();
    return operands.isEmpty() ? null : operands.get(0).literal();
  }

  /** The program that it is, {@link Program#UNKNOWN} where that isn't known. */
  public Program program() {
    return arguments.program();
  }

  /**
   * What the program runs as a module of its own, seen as the program that it is: {@code python -m pip} is pip. The
   * invocation itself where it is no such thing.
   */
  public Invocation module() {
    GivenOption module = program().has(Program.Habit.MODULE) ? arguments.option("-m") : null;
    ShellWord word = module == null ? null : module.value();
    Program found = word == null ? Program.UNKNOWN : Programs.named(word.literal());
    if (module == null || word == null || !module.hasSeparateValue() || !found.isKnown()) {
      return this;
    }
    int behind = arguments.words().indexOf(word) + 1;
    ImmutableList<ShellWord> words = arguments.words();
    return new Invocation(
        command,
        word.literal(),
        word,
        new Arguments(found, words.subList(behind, words.size())),
        environment,
        prefixes,
        nesting);
  }

  /** Whether it is this program with this {@link #subcommand()}. */
  public boolean is(String program, String subcommand) {
    return is(program) && subcommand.equals(subcommand());
  }
}
