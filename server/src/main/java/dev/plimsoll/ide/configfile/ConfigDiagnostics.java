package dev.plimsoll.ide.configfile;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.config.ConfigFile;
import dev.plimsoll.config.ConfigKind;
import dev.plimsoll.config.ConfigMistake;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.text.Visible;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;

/** What is wrong with a configuration file: without a code, for that would be the name of a rule. */
public final class ConfigDiagnostics {

  private ConfigDiagnostics() {}

  public static ImmutableList<Diagnostic> of(Snapshot snapshot, ConfigKind kind) {
    ImmutableList.Builder<Diagnostic> found = ImmutableList.builder();
    for (ConfigMistake mistake : ConfigFile.read(kind, snapshot.text()).mistakes()) {
      Diagnostic diagnostic =
          new Diagnostic(snapshot.range(mistake.range()), Visible.of(mistake.message()));
      diagnostic.setSeverity(
          mistake.severity() == Severity.ERROR
              ? DiagnosticSeverity.Error
              : DiagnosticSeverity.Warning);
      found.add(diagnostic);
    }
    return found.build();
  }
}
