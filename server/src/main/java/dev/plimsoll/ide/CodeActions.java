package dev.plimsoll.ide;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.FixAll;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.text.LineDiff;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionTriggerKind;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/** The fixes of the problems at a place, and the action that applies all safe ones of a document. */
public final class CodeActions {

  /** The kind of the action that applies all safe fixes. */
  public static final String FIX_ALL = "source.fixAll.plimsoll";

  /** The command for editors that know no code actions but commands; its argument is a {@link WorkspaceEdit}. */
  public static final String APPLY_FIX = "plimsoll.applyFix";

  private static final String FIX_ALL_TITLE = "Apply all safe fixes of Plimsoll";

  private CodeActions() {}

  /**
   * The actions for a range: safe fixes first, then suggestions, then that for the whole document.
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
