package dev.plimsoll.lint.rules.size;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.Regex;

/**
 * A Python that is found before that of the distribution, because ENV puts it first in PATH: of conda, mamba, pyenv or uv. A
 * plain virtual environment doesn't count, for its Python is the distribution's.
 */
final class OwnPython {

  private static final Regex ENVIRONMENT =
      Regex.of("(?:conda|mamba|miniforge)[^/]{0,60}/(?:.{1,200}/)?bin/?$"
          + "|/\\.?pyenv/(?:shims|versions/[^/]{1,60}/bin)/?$");

  private static final Regex VIRTUAL = Regex.of("/[^/]{0,60}venv[^/]{0,60}/bin/?$");

  private static final CommandQuery UV = CommandQuery.of("uv").told("venv", "sync");

  private static final ImmutableSet<String> OF_DISTRIBUTION =
      ImmutableSet.of("/usr/local/bin", "/usr/bin", "/bin");

  private static final Splitter COLON = Splitter.on(':');

  private OwnPython() {}

  /** Whether an instruction runs with one. */
  static boolean isFirst(SemanticModel model, Instruction instruction) {
    Binding path = model.binding(instruction, "PATH");
    Stage stage = model.stageOf(instruction);
    if (path == null || path.instruction() == null || path.byDefault() == null || stage == null) {
      return false;
    }
    for (String folder : COLON.split(path.byDefault().filled(""))) {
      if (OF_DISTRIBUTION.contains(folder)) {
        return false;
      }
      if (ENVIRONMENT.matcher(folder).find()
          || VIRTUAL.matcher(folder).find() && isMadeByUv(model, stage)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMadeByUv(SemanticModel model, Stage target) {
    for (Stage stage : target.chain()) {
      if (!model.commands(UV, stage).isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
