package dev.plimsoll.ide.problems;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Edits;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.problems.NearbyProblems.Distance;
import dev.plimsoll.ide.problems.NearbyProblems.Near;
import dev.plimsoll.ide.refactor.Offer;
import dev.plimsoll.ide.refactor.Refactorings;
import dev.plimsoll.ide.refactor.Refactorings.Choice;
import dev.plimsoll.ide.refactor.Selection;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.PragmaFix;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/** What the light bulb offers at a place: fixes of the problems near it, what silences them, and refactorings. */
public final class CodeActions {

  /** The kind of the action that applies all safe fixes. */
  public static final String FIX_ALL = "source.fixAll.plimsoll";

  /** The command for editors that know no code actions but commands; its argument is a {@link WorkspaceEdit}. */
  public static final String APPLY_FIX = "plimsoll.applyFix";

  private final Snapshot snapshot;
  private final TextRange range;
  private final ClientSupport support;
  private final List<Either<Command, CodeAction>> actions = new ArrayList<>();

  /** The edits of the actions so far: what two rules, or a rule and a refactoring, offer alike is offered once. */
  private final Map<ImmutableList<TextEdit>, CodeAction> offered = new HashMap<>();

  private CodeActions(Snapshot snapshot, TextRange range, ClientSupport support) {
    this.snapshot = snapshot;
    this.range = range;
    this.support = support;
  }

  /**
   * The actions for a range: the fixes of the problem there first, then those of its lines and of the rest of its
   * instruction, of each the safe ones before the suggestions; then what fixes many problems, what silences problems, and
   * refactorings. What applies all safe fixes as a source action comes only where it is asked for.
   *
   * @param context which kinds are wanted, and which problems the editor shows there
   * @param config where rules can be turned off for the document, or null
   * @param online whether images that aren't known can be looked up for an action that is chosen
   */
  public static ImmutableList<Either<Command, CodeAction>> at(
      Snapshot snapshot,
      TextRange range,
      CodeActionContext context,
      @Nullable ConfigTarget config,
      boolean online,
      ClientSupport support) {
    CodeActions menu = new CodeActions(snapshot, range, support);
    WantedKinds wanted = WantedKinds.of(context.getOnly());
    boolean literals = support.has(Ability.CODE_ACTION_LITERALS);
    if (wanted.have(CodeActionKind.QuickFix) && snapshot.isDockerfile()) {
      ImmutableList<Near> nearby = NearbyProblems.of(snapshot, range, context.getDiagnostics());
      menu.addFixes(nearby);
      if (literals) {
        FixAllActions.near(snapshot, nearby, context.getTriggerKind(), support).forEach(menu::add);
      }
      menu.addPragmas(nearby, config);
    }
    if (literals && snapshot.isDockerfile()) {
      menu.addRefactorings(wanted, online && support.has(Ability.CODE_ACTION_RESOLVE));
    }
    CodeAction fixAll =
        literals && wanted.name(FIX_ALL) ? FixAllActions.source(snapshot, support) : null;
    if (fixAll != null) {
      menu.add(fixAll);
    }
    return ImmutableList.copyOf(menu.actions);
  }

  private void add(CodeAction action) {
    actions.add(Either.forRight(action));
  }

  private void addFixes(ImmutableList<Near> nearby) {
    boolean onlySafe = isOnlySafe(nearby);
    for (Distance distance : Distance.values()) {
      for (boolean safe : new boolean[] {true, false}) {
        for (Near near : nearby) {
          boolean preferred = safe && (distance == Distance.AT_RANGE || onlySafe);
          for (Fix fix : near.distance() == distance ? near.problem().fixes() : List.<Fix>of()) {
            if (fix.isSafe() == safe) {
              add(near.problem(), fix, preferred);
              preferred = false;
            }
          }
        }
      }
    }
  }

  /** Whether nothing is pointed at and a single problem has a safe fix, in a line that is looked at. */
  private static boolean isOnlySafe(ImmutableList<Near> nearby) {
    List<Near> safe = new ArrayList<>();
    for (Near near : nearby) {
      if (near.problem().fixes().stream().anyMatch(Fix::isSafe)) {
        safe.add(near);
      }
    }
    return safe.size() == 1
        && nearby.get(0).distance() != Distance.AT_RANGE
        && safe.get(0).distance() != Distance.IN_INSTRUCTION;
  }

  /**
   * What silences the nearest problems: each rule once for an instruction, and once for the stage, for the file and in the
   * configuration if it is the only one or pointed at.
   */
  private void addPragmas(ImmutableList<Near> nearby, @Nullable ConfigTarget config) {
    Distance nearest =
        nearby.isEmpty() ? Distance.IN_INSTRUCTION : nearby.get(0).distance();
    if (nearest == Distance.IN_INSTRUCTION) {
      return;
    }
    Map<Silenced, Problem> places = new LinkedHashMap<>();
    Map<RuleInfo, Problem> rules = new LinkedHashMap<>();
    for (Near near : nearby) {
      Problem problem = near.problem();
      if (near.distance() == nearest) {
        int element = snapshot.file().indexAt(problem.range().start());
        places.putIfAbsent(new Silenced(problem.rule(), element), problem);
        rules.putIfAbsent(problem.rule(), problem);
      }
    }
    for (Problem problem : places.values()) {
      Fix here = PragmaFix.here(snapshot.file(), problem);
      if (here != null) {
        add(problem, here, false);
      }
    }
    if (nearest == Distance.AT_RANGE || rules.size() == 1) {
      for (Problem problem : rules.values()) {
        Fix inStage = PragmaFix.inStage(snapshot.file(), problem);
        if (inStage != null) {
          add(problem, inStage, false);
        }
        add(problem, PragmaFix.inFile(snapshot.file(), problem), false);
        if (config != null) {
          addTurnOff(problem, config);
        }
      }
    }
  }

  private void addTurnOff(Problem problem, ConfigTarget config) {
    String title = "Turn " + problem.rule().name() + " off in " + config.name();
    WorkspaceEdit edit = config.turnOff(problem.rule(), support);
    if (edit == null) {
      return;
    }
    if (support.has(Ability.CODE_ACTION_LITERALS)) {
      CodeAction action = new CodeAction(title);
      action.setKind(CodeActionKind.QuickFix);
      action.setDiagnostics(List.of(Diagnostics.of(problem, snapshot, support)));
      action.setEdit(edit);
      add(action);
    } else if (support.has(Ability.APPLY_EDIT)) {
      actions.add(Either.forLeft(new Command(title, APPLY_FIX, List.of(edit))));
    }
  }

  /** @param element the index of an instruction among the elements of the file */
  private record Silenced(RuleInfo rule, int element) {}

  private void add(Problem problem, Fix fix, boolean preferred) {
    if (!support.has(Ability.CODE_ACTION_LITERALS)) {
      if (support.has(Ability.APPLY_EDIT)) {
        WorkspaceEdit edit = Edits.workspaceEdit(snapshot, fix.edits(), support);
        actions.add(Either.forLeft(new Command(fix.title(), APPLY_FIX, List.of(edit))));
      }
      return;
    }
    Diagnostic diagnostic = Diagnostics.of(problem, snapshot, support);
    CodeAction same = offered.get(fix.edits());
    if (same != null) {
      same.getDiagnostics().add(diagnostic);
      return;
    }
    CodeAction action = new CodeAction(fix.title());
    action.setKind(CodeActionKind.QuickFix);
    action.setDiagnostics(new ArrayList<>(List.of(diagnostic)));
    action.setEdit(Edits.workspaceEdit(snapshot, fix.edits(), support));
    if (preferred && support.has(Ability.CODE_ACTION_PREFERRED)) {
      action.setIsPreferred(true);
    }
    offered.put(fix.edits(), action);
    add(action);
  }

  private void addRefactorings(WantedKinds wanted, boolean online) {
    Selection selection =
        new Selection(snapshot.model(), range, snapshot.checks().images(), online);
    for (Choice choice : Refactorings.at(selection, kind -> wanted.have(kind.protocolName()))) {
      Offer offer = choice.offer();
      if (offer.unknown().isEmpty() && offered.containsKey(offer.edits())) {
        continue;
      }
      CodeAction action = new CodeAction(offer.title());
      action.setKind(choice.kind().protocolName());
      if (support.has(Ability.CODE_ACTION_RESOLVE)) {
        action.setData(
            new RefactoringData(snapshot.uri(), snapshot.version(), range.start(), range.end()));
      } else {
        action.setEdit(Edits.workspaceEdit(snapshot, offer.edits(), support));
      }
      add(action);
    }
  }

  /**
   * What comes back with a refactoring that is chosen.
   *
   * @param start where it was asked for, in offsets of the document
   */
  private record RefactoringData(String uri, int version, int start, int end) {}

  /**
   * What a refactoring that was chosen does, by what is known of images now; null if there is none of that title any more.
   *
   * @param online whether what isn't known of them can be looked up
   */
  public static @Nullable Offer refactoring(
      Snapshot snapshot, TextRange range, CodeAction chosen, ImageCatalog images, boolean online) {
    Selection selection = new Selection(snapshot.model(), range, images, online);
    for (Choice choice :
        Refactorings.at(selection, kind -> kind.protocolName().equals(chosen.getKind()))) {
      if (choice.offer().title().equals(chosen.getTitle())) {
        return choice.offer();
      }
    }
    return null;
  }

  /** A refactoring with its edit. */
  public static CodeAction withEdit(
      CodeAction chosen, Offer offer, Snapshot snapshot, ClientSupport support) {
    chosen.setEdit(Edits.workspaceEdit(snapshot, offer.edits(), support));
    return chosen;
  }

  /** An action for many problems with its edit: the safe fixes of a rule, or of all where it is null. */
  public static CodeAction fixAll(
      Snapshot snapshot, @Nullable String rule, CodeAction chosen, ClientSupport support) {
    return FixAllActions.withEdit(chosen, snapshot, rule, support);
  }
}
