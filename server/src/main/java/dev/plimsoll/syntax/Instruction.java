package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * An instruction of a Dockerfile. What all kinds have in common is in {@link #source()}; each kind names its own parts.
 * Positions are relative to the first character of the instruction; only {@link Dockerfile} knows where that stands.
 */
public sealed interface Instruction extends Element {

  InstructionText source();

  @Override
  default String text() {
    return source().text();
  }

  default Keyword keyword() {
    return source().keyword();
  }

  default ImmutableList<Flag> flags() {
    return source().flags();
  }

  default @Nullable Flag flag(String name) {
    return source().flag(name);
  }

  default ImmutableList<Word> words() {
    return source().words();
  }

  default ImmutableList<Heredoc> heredocs() {
    return source().heredocs();
  }

  /** What is to be run: the instruction itself, or what its ONBUILD triggers, which has the same text. */
  default Instruction innermost() {
    Instruction inner = this;
    while (inner instanceof Onbuild onbuild && onbuild.trigger() != null) {
      inner = onbuild.trigger();
    }
    return inner;
  }

  /** From the keyword to the last character that is neither blank nor line ending. */
  default TextRange range() {
    return source().range();
  }

  /** What is wrong with this instruction when it is judged on its own, all of it. */
  default ImmutableList<SyntaxError> errors() {
    return source().errors(this);
  }

  /** What a derivation makes of this instruction, computed at the first call and kept as long as the instruction. */
  default <T> T derived(Derivation<T> derivation) {
    return source().derived(derivation, this);
  }

  static Instruction of(InstructionText source) {
    return switch (source.keyword()) {
      case ADD -> new Add(source);
      case ARG -> new Arg(source);
      case CMD -> new Cmd(source);
      case COPY -> new Copy(source);
      case ENTRYPOINT -> new Entrypoint(source);
      case ENV -> new Env(source);
      case EXPOSE -> new Expose(source);
      case FROM -> new From(source);
      case HEALTHCHECK -> new Healthcheck(source);
      case LABEL -> new Label(source);
      case MAINTAINER -> new Maintainer(source);
      case ONBUILD -> new Onbuild(source);
      case RUN -> new Run(source);
      case SHELL -> new Shell(source);
      case STOPSIGNAL -> new Stopsignal(source);
      case USER -> new User(source);
      case VOLUME -> new Volume(source);
      case WORKDIR -> new Workdir(source);
      case UNKNOWN -> new Unknown(source);
    };
  }

  /** An instruction that runs a command in shell form or in exec form: RUN, CMD, ENTRYPOINT, HEALTHCHECK CMD. */
  sealed interface Command extends Instruction {

    /** Whether the command is a JSON array, which no shell sees. */
    default boolean execForm() {
      return source().json();
    }

    /** The code that the shell runs, as text; null in the exec form and where there is no command. */
    default @Nullable EmbeddedText shellCode() {
      return ShellCommand.code(source());
    }

    /** The same, parsed. {@code semantics.ShellForm} knows whether that is the right language. */
    default @Nullable ShellCommand shellCommand() {
      return source().shellCommand();
    }
  }

  /** COPY and ADD. */
  sealed interface Transfer extends Instruction {

    /** All arguments but the last; here-document openers are among them. */
    default ImmutableList<Word> sources() {
      return words().size() < 2
          ? ImmutableList.of()
          : words().subList(0, words().size() - 1);
    }

    /** The last argument, or null where there are fewer than two. */
    default @Nullable Word destination() {
      return words().size() < 2 ? null : words().get(words().size() - 1);
    }
  }

  /** ENV, LABEL and ARG. */
  sealed interface Pairs extends Instruction {
    default ImmutableList<Pair> pairs() {
      return source().pairs();
    }
  }

  record Add(InstructionText source) implements Transfer {}

  record Arg(InstructionText source) implements Pairs {}

  record Cmd(InstructionText source) implements Command {}

  record Copy(InstructionText source) implements Transfer {

    /** The {@code --from} flag if it has a value: an empty one means the build context. */
    public @Nullable Flag from() {
      Flag from = flag("from");
      return from == null || from.valueOrEmpty().isEmpty() ? null : from;
    }
  }

  record Entrypoint(InstructionText source) implements Command {}

  record Env(InstructionText source) implements Pairs {}

  record Expose(InstructionText source) implements Instruction {}

  record From(InstructionText source) implements Instruction {

    /** The image or stage, variables unexpanded; null where there is no argument. */
    public @Nullable Word image() {
      return words().isEmpty() ? null : words().get(0);
    }

    /** The word AS, in whatever letters. */
    public @Nullable Word as() {
      return words().size() == 3 && words().get(1).value().equalsIgnoreCase("as")
          ? words().get(1)
          : null;
    }

    /** The name of the stage as written; BuildKit compares it in lower case. */
    public @Nullable Word stageName() {
      return as() == null ? null : words().get(2);
    }

    public @Nullable Flag platform() {
      return flag("platform");
    }
  }

  record Healthcheck(InstructionText source) implements Command {

    /** The word CMD or NONE, or whatever stands in its place. */
    public @Nullable Word type() {
      return words().isEmpty() ? null : words().get(0);
    }

    public boolean none() {
      return type() != null && words().get(0).value().equalsIgnoreCase("none");
    }
  }

  record Label(InstructionText source) implements Pairs {}

  record Maintainer(InstructionText source) implements Instruction {}

  record Onbuild(InstructionText source) implements Instruction {

    /** The instruction that runs when an image is built FROM this one, or null; its text is the whole of ONBUILD's. */
    public @Nullable Instruction trigger() {
      return source.trigger();
    }
  }

  record Run(InstructionText source) implements Command {

    /** The {@code --mount} flags, read. */
    public ImmutableList<Mount> mounts() {
      return source.mounts();
    }
  }

  record Shell(InstructionText source) implements Instruction {}

  record Stopsignal(InstructionText source) implements Instruction {}

  record User(InstructionText source) implements Instruction {

    /** The whole argument, {@code user} or {@code user:group}. */
    public @Nullable Word name() {
      return words().isEmpty() ? null : words().get(0);
    }
  }

  record Volume(InstructionText source) implements Instruction {}

  record Workdir(InstructionText source) implements Instruction {
    public @Nullable Word path() {
      return words().isEmpty() ? null : words().get(0);
    }
  }

  /** Any keyword that BuildKit doesn't know. */
  record Unknown(InstructionText source) implements Instruction {}
}
