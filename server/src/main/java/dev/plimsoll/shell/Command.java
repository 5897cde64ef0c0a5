package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** One member of a pipeline. */
public sealed interface Command {

  /** All of the command, its redirections included. */
  TextRange range();

  /** What stands before and after the command's name or body, in order. */
  ImmutableList<Redirection> redirections();

  /** {@code A=b name argument >file}; the words are empty where it only assigns or redirects. */
  record Simple(
      TextRange range,
      ImmutableList<Assignment> assignments,
      ImmutableList<ShellWord> words,
      ImmutableList<Redirection> redirections)
      implements Command {}

  /** {@code { list; }} */
  record Group(TextRange range, CommandList body, ImmutableList<Redirection> redirections)
      implements Command {}

  /** {@code ( list )} */
  record Subshell(TextRange range, CommandList body, ImmutableList<Redirection> redirections)
      implements Command {}

  /** {@code name() body} or {@code function name body}. */
  record Function(TextRange range, ShellWord name, Command body) implements Command {
    @Override
    public ImmutableList<Redirection> redirections() {
      return ImmutableList.of();
    }
  }

  /**
   * {@code if … then … elif … then … else … fi}
   *
   * @param otherwise the commands after {@code else}
   */
  record If(
      TextRange range,
      ImmutableList<Branch> branches,
      @Nullable CommandList otherwise,
      ImmutableList<Redirection> redirections)
      implements Command {}

  /** A condition after {@code if} or {@code elif}, and what is run where it holds. */
  record Branch(CommandList condition, CommandList body) {}

  /** {@code while … do … done} or {@code until … do … done}. */
  record While(
      TextRange range,
      boolean until,
      CommandList condition,
      CommandList body,
      ImmutableList<Redirection> redirections)
      implements Command {}

  /**
   * {@code for name in words; do … done}, or the same with {@code select}.
   *
   * @param words null where there is no {@code in}: the loop is over the positional parameters
   */
  record For(
      TextRange range,
      boolean select,
      ShellWord variable,
      @Nullable ImmutableList<ShellWord> words,
      CommandList body,
      ImmutableList<Redirection> redirections)
      implements Command {}

  /** {@code for ((i = 0; i < 3; i++)); do … done} */
  record ArithmeticFor(
      TextRange range, ShellWord header, CommandList body, ImmutableList<Redirection> redirections)
      implements Command {}

  /** {@code case subject in pattern) … ;; esac} */
  record Case(
      TextRange range,
      ShellWord subject,
      ImmutableList<Arm> arms,
      ImmutableList<Redirection> redirections)
      implements Command {}

  /**
   * One arm of a {@code case}.
   *
   * @param terminator where its {@code ;;}, {@code ;&} or {@code ;;&} stands
   */
  record Arm(
      ImmutableList<ShellWord> patterns,
      CommandList body,
      @Nullable TextRange terminator) {}

  /** {@code [[ … ]]}: its operands, without the operators between them. */
  record Test(
      TextRange range, ImmutableList<ShellWord> words, ImmutableList<Redirection> redirections)
      implements Command {}

  /** {@code (( … ))} */
  record Arithmetic(TextRange range, ShellWord expression, ImmutableList<Redirection> redirections)
      implements Command {}

  /** {@code coproc NAME body} */
  record Coprocess(TextRange range, @Nullable ShellWord name, Command body) implements Command {
    @Override
    public ImmutableList<Redirection> redirections() {
      return ImmutableList.of();
    }
  }

  /** What the parser couldn't understand. */
  record Opaque(TextRange range) implements Command {
    @Override
    public ImmutableList<Redirection> redirections() {
      return ImmutableList.of();
    }
  }
}
