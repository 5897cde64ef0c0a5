package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Instruction.Arg;

/** The variables that FROM sees: ARGs before the first FROM and what BuildKit declares by itself. */
final class GlobalScope {

  private final ImmutableList<Arg> args;

  GlobalScope(ImmutableList<Arg> args) {
    this.args = args;
  }

  ImmutableList<Arg> args() {
    return args;
  }

  String expand(String word) {
    return word;
  }
}
