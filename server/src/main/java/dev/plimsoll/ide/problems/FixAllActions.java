package dev.plimsoll.ide.problems;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.LinkedListMultimap;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Edits;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.problems.NearbyProblems.Near;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionTriggerKind;
import org.eclipse.lsp4j.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * The actions that apply many safe fixes at once: of one rule, or all of a document. Their edits take long to compute: an
 * editor that can asks for them when an action is chosen, any other gets them only if somebody opened the menu.
 */
final class FixAllActions {

  private FixAllActions() {}

  /**
   * What comes back with an action that is chosen.
   *
   * @param rule whose fixes it applies, or null where it is all
   */
  private record FixAllData(
      String uri, int version, @Nullable String rule) {}

  /** How many problems of a rule there are, and how many of them have a safe fix. */
  private static final class Count {
    private int all;
    private int safe;
  }

  /**
   * The actions for the light bulb: each rule of a problem that is near and has a safe fix, then the whole document.
   * One that would apply a single fix is left out.
   *
   * @param trigger whether somebody opened the menu; if the editor asks by itself, only a problem that is near brings
   *     the actions up
   */
  static ImmutableList<CodeAction> near(
      Snapshot snapshot,
      ImmutableList<Near> nearby,
      @Nullable CodeActionTriggerKind trigger,
      ClientSupport support) {
    if (!support.has(Ability.CODE_ACTION_RESOLVE) && trigger != CodeActionTriggerKind.Invoked) {
      return ImmutableList.of();
    }
    Map<String, Count> counts = counts(snapshot);
    int safe = counts.values().stream().mapToInt(count -> count.safe).sum();
    // VS Code shows actions without a diagnostic below all others.
    LinkedListMultimap<String, Diagnostic> rules = LinkedListMultimap.create();
    for (Near near : nearby) {
      if (hasSafeFix(near.problem())) {
        rules.put(near.problem().rule().name(), Diagnostics.of(near.problem(), snapshot, support));
      }
    }
    ImmutableList.Builder<CodeAction> actions = ImmutableList.builder();
    for (String rule : rules.keySet()) {
      Count count = counts.get(rule);
      if (count != null && count.safe > 1) {
        String which = count.safe == count.all ? "'" : "safely fixable '";
        String title = "Fix all " + which + rule + "' problems in this file";
        actions.add(action(snapshot, title, rule, rules.get(rule), support));
      }
    }
    if (safe > 1 && (!rules.isEmpty() || trigger != CodeActionTriggerKind.Automatic)) {
      actions.add(action(
          snapshot, "Fix all safely fixable problems in this file", null, rules.values(), support));
    }
    return actions.build();
  }

  private static Map<String, Count> counts(Snapshot snapshot) {
    Map<String, Count> counts = new HashMap<>();
    for (Problem problem : snapshot.problems()) {
      Count count = counts.computeIfAbsent(problem.rule().name(), any -> new Count());
      count.all++;
      count.safe += hasSafeFix(problem) ? 1 : 0;
    }
    return counts;
  }

  private static boolean hasSafeFix(Problem problem) {
    for (Fix fix : problem.fixes()) {
      if (fix.isSafe()) {
        return true;
      }
    }
    return false;
  }

  private static CodeAction action(
      Snapshot snapshot,
      String title,
      @Nullable String rule,
      List<Diagnostic> diagnostics,
      ClientSupport support) {
    CodeAction action = new CodeAction(title);
    action.setKind(CodeActionKind.QuickFix);
    if (!diagnostics.isEmpty()) {
      action.setDiagnostics(ImmutableList.copyOf(diagnostics));
    }
    if (!support.has(Ability.CODE_ACTION_RESOLVE)) {
      return withEdit(action, snapshot, rule, support);
    }
    action.setData(new FixAllData(snapshot.uri(), snapshot.version(), rule));
    return action;
  }

  /** The source action that applies all safe fixes, or null if there are none. */
  static @Nullable CodeAction source(Snapshot snapshot, ClientSupport support) {
    if (snapshot.problems().stream().noneMatch(FixAllActions::hasSafeFix)) {
      return null;
    }
    CodeAction action = new CodeAction("Apply all safe fixes of Plimsoll");
    action.setKind(CodeActions.FIX_ALL);
    return withEdit(action, snapshot, null, support);
  }

  /** An action with its edit: all safe fixes of a rule, or all of the document where the rule is null. */
  static CodeAction withEdit(
      CodeAction action, Snapshot snapshot, @Nullable String rule, ClientSupport support) {
    action.setEdit(Edits.workspaceEdit(snapshot, snapshot.safeFixes(rule), support));
    return action;
  }
}
