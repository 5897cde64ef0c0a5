package dev.plimsoll.semantics;

import dev.plimsoll.syntax.Instruction.Arg;
import dev.plimsoll.syntax.Pair;

/** An ARG that declares a name inside a stage. */
public record StageArgument(Stage stage, Arg arg, Pair pair) {}
