package dev.plimsoll.lint.rules.reproducibility;

import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Assignment;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import org.jspecify.annotations.Nullable;

/** Whether a command is told by the variable CI that it runs in continuous integration. */
final class ContinuousIntegration {

  private ContinuousIntegration() {}

  static boolean isTold(SemanticModel model, RunScript script, Invocation install) {
    for (Assignment own : install.environment()) {
      if (own.name().equals("CI")) {
        return isOn(own.value().literal());
      }
    }
    String exported = null;
    for (Invocation invocation : script.script().invocations()) {
      boolean isBefore = invocation.range().end() <= install.range().start();
      for (ShellWord word : invocation.arguments().words()) {
        if (isBefore && invocation.is("export") && word.raw().startsWith("CI=")) {
          exported = word.literal() == null ? "?" : word.literal().substring("CI=".length());
        }
      }
    }
    Binding binding = model.binding(script.instruction(), "CI");
    return exported != null ? isOn(exported) : binding != null && isOn(binding.valueByDefault());
  }

  private static boolean isOn(@Nullable String value) {
    return !"".equals(value) && !"false".equals(value);
  }
}
