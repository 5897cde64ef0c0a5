package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;

/**
 * What BuildKit finds wrong with an instruction when it judges it on its own. BuildKit stops at the first error; here
 * they all are, in the order in which BuildKit would come upon them.
 *
 * <p>Nearly every instruction is right, so that nothing is allocated until the first error.
 */
final class InstructionErrors {

  private InstructionErrors() {}

  static ImmutableList<SyntaxError> of(Instruction instruction) {
    InstructionText source = instruction.source();
    ImmutableList<SyntaxError> parseErrors = source.parseErrors();
    // An array or a pair that can't be read says nothing about the arguments; an open here-document
    // leaves them whole.
    boolean readable = parseErrors.isEmpty() || !source.heredocs().isEmpty();
    return join(parseErrors, readable ? all(source) : FlagErrors.of(source));
  }

  private static ImmutableList<SyntaxError> all(InstructionText source) {
    return switch (source.keyword()) {
      case ADD, COPY ->
        join(
            ArgumentErrors.sourceAndDestination(source),
            join(FlagErrors.of(source), ArgumentErrors.destination(source)));
      case ARG -> ArgumentErrors.pairs(source);
      case CMD, ENTRYPOINT -> FlagErrors.of(source);
      case ENV, LABEL -> join(FlagErrors.of(source), ArgumentErrors.pairs(source));
      case EXPOSE ->
        join(ArgumentErrors.atLeastOne(source, "Name a port: EXPOSE 8080."), FlagErrors.of(source));
      case FROM -> join(FromErrors.of(source), FlagErrors.of(source));
      case HEALTHCHECK -> HealthcheckErrors.of(source);
      case MAINTAINER ->
        join(ArgumentErrors.exactlyOne(source, "Name the maintainer."), FlagErrors.of(source));
      case ONBUILD -> join(join(noTrigger(source), FlagErrors.of(source)), trigger(source));
      case RUN -> join(FlagErrors.of(source), RunErrors.of(source));
      case SHELL -> join(FlagErrors.of(source), ArgumentErrors.shell(source));
      case STOPSIGNAL -> ArgumentErrors.exactlyOne(source, "Name a signal: STOPSIGNAL SIGTERM.");
      case USER -> join(ArgumentErrors.exactlyOne(source, "Name a user."), FlagErrors.of(source));
      case VOLUME ->
        join(
            ArgumentErrors.atLeastOne(source, "Name a path: VOLUME /data."),
            join(FlagErrors.of(source), ArgumentErrors.blankVolumes(source)));
      case WORKDIR ->
        join(ArgumentErrors.exactlyOne(source, "Name a path."), FlagErrors.of(source));
      case UNKNOWN -> unknown(source);
    };
  }

  static ImmutableList<SyntaxError> join(
      ImmutableList<SyntaxError> first, ImmutableList<SyntaxError> second) {
    if (first.isEmpty()) {
      return second;
    }
    if (second.isEmpty()) {
      return first;
    }
    return ImmutableList.<SyntaxError>builder().addAll(first).addAll(second).build();
  }

  private static ImmutableList<SyntaxError> noTrigger(InstructionText source) {
    return source.trigger() != null
        ? ImmutableList.of()
        : ArgumentErrors.missing(
            source, "Write the instruction that later builds run: ONBUILD RUN command.");
  }

  /** Only the keyword of the trigger is judged: the rest waits until a stage is built from this image. */
  private static ImmutableList<SyntaxError> trigger(InstructionText source) {
    if (source.trigger() == null) {
      return ImmutableList.of();
    }
    InstructionText trigger = source.trigger().source();
    // Only ASCII blanks end a keyword, but all of Unicode's are trimmed from this one.
    String keyword = GoCase.upper(Whitespace.trim(trigger.writtenKeyword()));
    return switch (keyword) {
      case "ONBUILD" ->
        ImmutableList.of(SyntaxError.inInstruction(
            trigger.keywordRange(),
            "Remove one ONBUILD: a trigger can't set another.",
            "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"));
      case "FROM", "MAINTAINER" ->
        ImmutableList.of(SyntaxError.inInstruction(
            trigger.keywordRange(),
            keyword + " can't be a trigger: put it on a line of its own, without ONBUILD.",
            keyword + " isn't allowed as an ONBUILD trigger"));
      default -> ImmutableList.of();
    };
  }

  private static ImmutableList<SyntaxError> unknown(InstructionText source) {
    String written = source.writtenKeyword();
    String meant = Suggestion.keyword(written);
    String advice = meant != null
        ? "Did you mean " + GoCase.upper(meant) + "?"
        : "If it belongs to the line above, end that line with " + source.escape() + ".";
    TextRange range = written.isEmpty()
        ? new TextRange(0, source.text().stripTrailing().length())
        : source.keywordRange();
    return ImmutableList.of(SyntaxError.inInstruction(
        range,
        (written.isEmpty()
                ? "There is no instruction here. "
                : "There is no instruction " + written + ". ")
            + advice,
        "unknown instruction: " + written + Suggestion.buildkit(meant)));
  }
}
