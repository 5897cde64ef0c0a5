package dev.plimsoll.ide.problems;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import dev.plimsoll.config.ConfigKind;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.configfile.ConfigDiagnostics;
import dev.plimsoll.ide.ignorefile.IgnoreDiagnostics;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.RuleNames;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticCodeDescription;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.Location;

/**
 * The problems of a document as the editor underlines them.
 *
 * @param shown what an editor is to show now
 * @param complete whether these are all; what is left out may be mended by the rest of an instruction that is being typed
 */
public record Diagnostics(ImmutableList<Diagnostic> shown, boolean complete) {

  public static final String SOURCE = "plimsoll";

  /** Nobody goes through more places of one problem, and editors get all of them with every key. */
  private static final int MOST_RELATED = 16;

  /** What is wrong, but for what an author who is still typing may be about to mend. */
  public static Diagnostics whileTyping(Snapshot snapshot, ClientSupport support) {
    TextRange typed = snapshot.beingTyped();
    ImmutableList<Diagnostic> all = of(snapshot, support);
    if (typed == null || all.isEmpty() || snapshot.configKind() != null) {
      return new Diagnostics(all, true);
    }
    ImmutableList.Builder<Diagnostic> shown = ImmutableList.builderWithExpectedSize(all.size());
    for (int i = 0; i < all.size(); i++) {
      boolean mayBeUnfinished = snapshot.isIgnoreFile()
          ? all.get(i).getSeverity() == DiagnosticSeverity.Error
          : snapshot.problems().get(i).rule().mayBeUnfinished();
      int start = snapshot.offset(all.get(i).getRange().getStart());
      if (!mayBeUnfinished || start < typed.start() || start > typed.end()) {
        shown.add(all.get(i));
      }
    }
    ImmutableList<Diagnostic> finished = shown.build();
    return new Diagnostics(finished, finished.size() == all.size());
  }

  /** All that is wrong. */
  public static ImmutableList<Diagnostic> of(Snapshot snapshot, ClientSupport support) {
    ConfigKind kind = snapshot.configKind();
    if (snapshot.isIgnoreFile() || kind != null) {
      ImmutableList<Diagnostic> found = kind == null
          ? IgnoreDiagnostics.of(snapshot, support)
          : ConfigDiagnostics.of(snapshot, kind);
      found.forEach(diagnostic -> diagnostic.setSource(SOURCE));
      return found;
    }
    ImmutableList<Problem> problems = snapshot.problems();
    ImmutableList.Builder<Diagnostic> diagnostics =
        ImmutableList.builderWithExpectedSize(problems.size());
    for (Problem problem : problems) {
      diagnostics.add(of(problem, snapshot, support));
    }
    return diagnostics.build();
  }

  static Diagnostic of(Problem problem, Snapshot snapshot, ClientSupport support) {
    Diagnostic diagnostic = new Diagnostic(
        snapshot.range(problem.range()),
        problem.message(),
        severity(problem.severity()),
        SOURCE,
        problem.rule().name());
    if (support.has(Ability.DIAGNOSTIC_CODE_PAGE)
        && RuleNames.isOfShellCheck(problem.rule().name())) {
      diagnostic.setCodeDescription(
          new DiagnosticCodeDescription(RuleNames.shellCheckPage(problem.rule().name())));
    }
    if (support.has(Ability.DIAGNOSTIC_TAGS) && !problem.tags().isEmpty()) {
      diagnostic.setTags(tags(problem));
    }
    if (support.has(Ability.DIAGNOSTIC_DATA) && !problem.fixes().isEmpty()) {
      diagnostic.setData(data(problem));
    }
    if (support.has(Ability.DIAGNOSTIC_RELATED) && !problem.related().isEmpty()) {
      diagnostic.setRelatedInformation(related(problem, snapshot));
    }
    return diagnostic;
  }

  /** What an editor or a script can tell of the fixes before it asks for them: their titles, the safe ones apart. */
  private static ImmutableMap<String, ImmutableList<String>> data(Problem problem) {
    ImmutableList.Builder<String> safe = ImmutableList.builder();
    ImmutableList.Builder<String> suggested = ImmutableList.builder();
    for (Fix fix : problem.fixes()) {
      (fix.isSafe() ? safe : suggested).add(fix.title());
    }
    return ImmutableMap.of("safeFixes", safe.build(), "suggestions", suggested.build());
  }

  private static DiagnosticSeverity severity(Severity severity) {
    return switch (severity) {
      case ERROR -> DiagnosticSeverity.Error;
      case WARNING -> DiagnosticSeverity.Warning;
      case INFORMATION -> DiagnosticSeverity.Information;
      case HINT -> DiagnosticSeverity.Hint;
    };
  }

  private static List<DiagnosticTag> tags(Problem problem) {
    List<DiagnosticTag> tags = new ArrayList<>(1);
    for (Finding.Tag tag : problem.tags()) {
      tags.add(
          switch (tag) {
            case UNNECESSARY -> DiagnosticTag.Unnecessary;
            case DEPRECATED -> DiagnosticTag.Deprecated;
          });
    }
    return tags;
  }

  private static List<DiagnosticRelatedInformation> related(Problem problem, Snapshot snapshot) {
    List<DiagnosticRelatedInformation> related = new ArrayList<>();
    for (Finding.Related other : Iterables.limit(problem.related(), MOST_RELATED)) {
      Location place = new Location(snapshot.uri(), snapshot.range(other.range()));
      related.add(new DiagnosticRelatedInformation(place, other.message()));
    }
    return related;
  }
}
