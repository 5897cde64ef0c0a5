package dev.plimsoll.ide.ignorefile;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.IgnorePattern;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import java.util.List;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DiagnosticTag;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a .dockerignore file: patterns that stop every build, and those that can do nothing whatever the
 * files are.
 */
public final class IgnoreDiagnostics {

  private final Snapshot snapshot;
  private final ClientSupport support;
  private final ImmutableList.Builder<Diagnostic> found = ImmutableList.builder();

  private IgnoreDiagnostics(Snapshot snapshot, ClientSupport support) {
    this.snapshot = snapshot;
    this.support = support;
  }

  public static ImmutableList<Diagnostic> of(Snapshot snapshot, ClientSupport support) {
    IgnoreDiagnostics diagnostics = new IgnoreDiagnostics(snapshot, support);
    diagnostics.judge(snapshot.ignoreFile().patterns());
    return diagnostics.found.build();
  }

  private void judge(ImmutableList<IgnorePattern> patterns) {
    boolean leavesOut = false;
    for (IgnorePattern pattern : patterns) {
      if (pattern.error() != null) {
        add(pattern, DiagnosticSeverity.Error, "Every build stops here: " + pattern.error() + ".");
        continue;
      }
      String reason = reason(pattern, leavesOut);
      if (reason != null) {
        unnecessary(pattern, reason);
      }
      leavesOut |= reason == null && !pattern.exception();
    }
  }

  /** Why a pattern does nothing, or null where it may do something. */
  private static @Nullable String reason(IgnorePattern pattern, boolean leavesOut) {
    String path = pattern.path();
    if (path.equals("..") || path.startsWith("../")) {
      return "This matches nothing: no path of the build context leads out of it.";
    }
    if (path.equals(".") || path.equals("/")) {
      return "This matches nothing: it names the build context itself. All that is in it is *.";
    }
    return pattern.exception() && !leavesOut
        ? "This brings nothing back: no line above leaves anything out."
        : null;
  }

  private void unnecessary(IgnorePattern pattern, String reason) {
    Diagnostic diagnostic = add(pattern, DiagnosticSeverity.Warning, reason);
    if (support.has(Ability.DIAGNOSTIC_TAGS)) {
      diagnostic.setTags(List.of(DiagnosticTag.Unnecessary));
    }
  }

  /** Without a code: that would be the name of a rule, which has a page and a severity to set. */
  private Diagnostic add(IgnorePattern pattern, DiagnosticSeverity severity, String message) {
    Diagnostic diagnostic = new Diagnostic(snapshot.range(pattern.range()), message);
    diagnostic.setSeverity(severity);
    found.add(diagnostic);
    return diagnostic;
  }
}
