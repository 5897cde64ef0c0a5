package dev.plimsoll.ide;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.refactor.Offer;
import dev.plimsoll.ide.refactor.Refactoring;
import dev.plimsoll.ide.refactor.Refactorings;
import dev.plimsoll.ide.refactor.Selection;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.FixAll;
import dev.plimsoll.lint.PragmaFix;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.text.LineDiff;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionTriggerKind;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/** The fixes of the problems at a place, its refactorings, and the action that applies all safe fixes of a document. */
public final class CodeActions {

  /** The kind of the action that applies all safe fixes. */
  public static final String FIX_ALL = "source.fixAll.plimsoll";

  /** The command for editors that know no code actions but commands; its argument is a {@link WorkspaceEdit}. */
  public static final String APPLY_FIX = "plimsoll.applyFix";

  private static final String FIX_ALL_TITLE = "Apply all safe fixes of Plimsoll";

  private CodeActions() {}

  /**
   * The actions for a range: safe fixes first, then suggestions, then what silences the problems, then refactorings,
   * then what applies to the whole document.
   *
   * @param context which kinds are wanted
   */
  public static ImmutableList<Either<Command, CodeAction>> at(
      Snapshot snapshot, TextRange range, CodeActionContext context, ClientSupport support) {
    ImmutableList.Builder<Either<Command, CodeAction>> actions = ImmutableList.builder();
    List<String> only = context.getOnly() == null ? List.of() : context.getOnly();
    if (only.isEmpty() || isWanted(CodeActionKind.QuickFix, only)) {
      addFixes(snapshot, range, true, support, actions);
      addFixes(snapshot, range, false, support, actions);
      addPragmas(snapshot, range, support, actions);
    }
    if (snapshot.isDockerfile() && support.has(Ability.CODE_ACTION_LITERALS)) {
      addRefactorings(snapshot, range, only, support, actions);
    }
    if (isWanted(FIX_ALL, only)) {
      CodeAction action = fixAll(snapshot, support);
      if (action != null && support.has(Ability.CODE_ACTION_LITERALS)) {
        actions.add(Either.forRight(action));
      }
    } else if (only.isEmpty()
        && support.has(Ability.CODE_ACTION_RESOLVE)
        && context.getTriggerKind() != CodeActionTriggerKind.Automatic
        && hasSafeFix(snapshot)) {
      actions.add(Either.forRight(fixAllOnDemand(snapshot)));
    }
    return actions.build();
  }

  /** Whether a kind is among those asked for, which stand for their sub-kinds too: {@code source} for all sources. */
  private static boolean isWanted(String kind, List<String> only) {
    for (String wanted : only) {
      if (wanted.isEmpty()
          || kind.startsWith(wanted)
              && (kind.length() == wanted.length() || kind.charAt(wanted.length()) == '.')) {
        return true;
      }
    }
    return false;
  }

  private static void addFixes(
      Snapshot snapshot,
      TextRange range,
      boolean safe,
      ClientSupport support,
      ImmutableList.Builder<Either<Command, CodeAction>> actions) {
    for (Problem problem : snapshot.problems()) {
      if (!problem.range().touches(range)) {
        continue;
      }
      boolean preferred = safe;
      for (Fix fix : problem.fixes()) {
        if (fix.isSafe() == safe) {
          Either<Command, CodeAction> action = action(snapshot, problem, fix, preferred, support);
          if (action != null) {
            actions.add(action);
          }
          preferred = false;
        }
      }
    }
  }

  /** What silences the problems: each rule once for an instruction, and once for the file. */
  private static void addPragmas(
      Snapshot snapshot,
      TextRange range,
      ClientSupport support,
      ImmutableList.Builder<Either<Command, CodeAction>> actions) {
    Map<Fix, Problem> fixes = new LinkedHashMap<>();
    Map<RuleInfo, Problem> rules = new LinkedHashMap<>();
    for (Problem problem : snapshot.problems()) {
      if (problem.range().touches(range)) {
        Fix here = PragmaFix.here(snapshot.file(), problem);
        if (here != null) {
          fixes.putIfAbsent(here, problem);
        }
        rules.putIfAbsent(problem.rule(), problem);
      }
    }
    for (Problem problem : rules.values()) {
      fixes.put(PragmaFix.inFile(snapshot.file(), problem), problem);
    }
    fixes.forEach((fix, problem) -> {
      Either<Command, CodeAction> action = action(snapshot, problem, fix, false, support);
      if (action != null) {
        actions.add(action);
      }
    });
  }

  private static @Nullable Either<Command, CodeAction> action(
      Snapshot snapshot, Problem problem, Fix fix, boolean preferred, ClientSupport support) {
    WorkspaceEdit edit = Edits.workspaceEdit(snapshot, fix.edits(), support);
    if (!support.has(Ability.CODE_ACTION_LITERALS)) {
      return support.has(Ability.APPLY_EDIT)
          ? Either.forLeft(new Command(fix.title(), APPLY_FIX, List.of(edit)))
          : null;
    }
    CodeAction action = new CodeAction(fix.title());
    action.setKind(CodeActionKind.QuickFix);
    action.setDiagnostics(List.of(Diagnostics.of(problem, snapshot, support)));
    action.setEdit(edit);
    if (preferred && support.has(Ability.CODE_ACTION_PREFERRED)) {
      action.setIsPreferred(true);
    }
    return Either.forRight(action);
  }

  private static void addRefactorings(
      Snapshot snapshot,
      TextRange range,
      List<String> only,
      ClientSupport support,
      ImmutableList.Builder<Either<Command, CodeAction>> actions) {
    Selection selection = null;
    for (Refactoring refactoring : Refactorings.ALL) {
      String kind = refactoring.kind().protocolName();
      if (!only.isEmpty() && !isWanted(kind, only)) {
        continue;
      }
      selection = selection == null ? new Selection(snapshot.model(), range) : selection;
      for (Offer offer : refactoring.at(selection)) {
        CodeAction action = new CodeAction(offer.title());
        action.setKind(kind);
        if (support.has(Ability.CODE_ACTION_RESOLVE)) {
          action.setData(
              new RefactoringData(snapshot.uri(), snapshot.version(), range.start(), range.end()));
        } else {
          action.setEdit(Edits.workspaceEdit(snapshot, offer.edits(), support));
        }
        actions.add(Either.forRight(action));
      }
    }
  }

  /**
   * What comes back with a refactoring that is chosen.
   *
   * @param start where it was asked for, in offsets of the document
   */
  private record RefactoringData(String uri, int version, int start, int end) {}

  /** A refactoring with its edit, or null if there is none of that title. */
  public static @Nullable CodeAction refactoring(
      Snapshot snapshot, TextRange range, CodeAction chosen, ClientSupport support) {
    Selection selection = new Selection(snapshot.model(), range);
    for (Refactoring refactoring : Refactorings.ALL) {
      if (!refactoring.kind().protocolName().equals(chosen.getKind())) {
        continue;
      }
      for (Offer offer : refactoring.at(selection)) {
        if (offer.title().equals(chosen.getTitle())) {
          chosen.setEdit(Edits.workspaceEdit(snapshot, offer.edits(), support));
          return chosen;
        }
      }
    }
    return null;
  }

  /** The action that applies all safe fixes, or null if there are none. */
  public static @Nullable CodeAction fixAll(Snapshot snapshot, ClientSupport support) {
    if (!hasSafeFix(snapshot)) {
      return null;
    }
    String fixed = FixAll.apply(snapshot.file(), snapshot.checks()::problems);
    List<TextEdit> edits =
        new ArrayList<>(LineDiff.between(snapshot.text(), fixed).edits());
    CodeAction action = new CodeAction(FIX_ALL_TITLE);
    action.setKind(FIX_ALL);
    action.setEdit(Edits.workspaceEdit(snapshot, edits, support));
    return action;
  }

  /** The same action without its edit, which takes long to compute and is asked for if it is chosen. */
  private static CodeAction fixAllOnDemand(Snapshot snapshot) {
    CodeAction action = new CodeAction(FIX_ALL_TITLE);
    action.setKind(FIX_ALL);
    action.setData(new VersionedTextDocumentIdentifier(snapshot.uri(), snapshot.version()));
    return action;
  }

  private static boolean hasSafeFix(Snapshot snapshot) {
    for (Problem problem : snapshot.problems()) {
      for (Fix fix : problem.fixes()) {
        if (fix.isSafe()) {
          return true;
        }
      }
    }
    return false;
  }
}
