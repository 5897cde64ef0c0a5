package dev.plimsoll.lint.rules.maintainability;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.StageReference;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;

/** Files of a stage that are for the processor on which it is built, and that other stages take over. */
final class NativeFiles {

  /** What compiles, or installs packages with parts that are compiled. */
  private static final CommandQuery MAKERS = CommandQuery.of(
      "npm", "yarn", "pnpm", "bun", "pip", "uv", "poetry", "pdm", "pipenv", "bundle", "gem",
      "cargo", "rustc", "gcc", "cc", "g++", "clang", "make", "cmake", "ninja", "meson", "go");

  /** Compiled for the platform that is asked for, wherever that happens. */
  private static final Trait CROSS_COMPILES = Trait.containing("TARGETARCH");

  private static final Trait TAKES = Trait.of(Copy.class, copy -> copy.from() != null);

  /** Folders of files that run, or are shown, on any processor. */
  private static final ImmutableSet<String> PORTABLE = ImmutableSet.of(
      "dist", "build", "public", "out", "static", "www", "html", "site", "_site", "wwwroot");

  private NativeFiles() {}

  /** Whether a stage may give others such files. */
  static boolean mayBeTakenFrom(SemanticModel model, Stage stage) {
    if (model.commands(MAKERS, stage).isEmpty() || model.has(CROSS_COMPILES, stage)) {
      return false;
    }
    for (Instruction instruction : model.having(TAKES)) {
      for (StageReference giver : StageReference.in(model, instruction)) {
        if (stage.equals(giver.stage()) && !isPortable((Copy) instruction)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isPortable(Copy copy) {
    for (Word source : copy.sources()) {
      String name = ContextPath.name(ContextPath.clean(source.value()));
      if (!PORTABLE.contains(name) && !name.endsWith(".jar") && !name.endsWith(".war")) {
        return false;
      }
    }
    return true;
  }
}
