package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Lists;
import com.google.common.collect.MultimapBuilder;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.layer.LaterUse;
import dev.plimsoll.lint.rules.layer.Leftovers;
import dev.plimsoll.rewrite.ChainEdits;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The index that apk keeps in a layer. */
public final class ApkNoCache implements Rule {

  private static final CommandQuery APK = CommandQuery.of("apk");
  private static final CommandQuery UPDATE = APK.told("update");
  private static final String MESSAGE = "apk leaves its index in this layer. Add --no-cache.";

  private static final String OF_UPDATE =
      "This reads the index that apk update has left in the image. Add --no-cache, with which the update isn't needed.";

  private static final CommandQuery ADD = APK.told("add");
  private static final CommandQuery UPGRADE = APK.told("upgrade");
  private static final CommandQuery READ = APK.told("add", "upgrade");

  /** What shows packages by an index that is there already. */
  private static final CommandQuery SHOWS = APK.told("search", "list", "policy", "fetch", "dot");

  private static final LaterUse OF_INDEX = LaterUse.of("cache/apk");

  /** RUNs of which it can't be told what they do. */
  private static final Trait UNCLEAR = RunScript.IS_OBSCURE.or(RunScript.RUNS_UNKNOWN);

  private static final RuleInfo INFO = RuleInfo.of(
          "apk-no-cache", Category.SIZE, Severity.INFORMATION, """
          apk keeps the index of its repositories in the image: some megabytes that nothing reads again.

          With `--no-cache` it fetches the index, installs with it, and keeps nothing; `apk update` isn't needed then, \
          and leaves an index that nothing reads. `apk upgrade` keeps one just so.
          Nothing is said where the same RUN removes the index, or a mount keeps it out of the layer. The fix is safe on
          Alpine 3.3 and later and on the variants of official images; on an image that isn't known apk may be older, and where a
          comment above says that the index is kept for what comes later, it is a suggestion.

          ```dockerfile bad fix=safe
          FROM alpine:3.22
          RUN apk update && apk add curl
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN apk add --no-cache curl
          ```
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withSafeFix()
      .withAlias(Tool.HADOLINT, "DL3019")
      .in(Profile.HADOLINT, Severity.INFORMATION)
      .withAlias(Tool.TRIVY, "DS-0025")
      .withAlias(Tool.DROAST, "DF029")
      .withAlias(Tool.DOCKLE, "DKL-DI-0004")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    Integer lastUse = null;
    for (Stage stage : model.stages()) {
      if (lacksApkByDefault(model, stage)) {
        continue;
      }
      List<Finding> readers = new ArrayList<>();
      int leaving = -1;
      ListMultimap<Integer, Finding> runs = // by the place of the RUN that leaves the index
          MultimapBuilder.linkedHashKeys().arrayListValues().build();
      for (RunCommand add :
          model.ships(stage) ? model.commands(READ, stage) : List.<RunCommand>of()) {
        if (!Leftovers.in(model, add.script(), "var/cache/apk", "apk").stayBehind(add)
            || Leftovers.in(model, add.script(), "etc/apk/cache", "apk").areMounted()) {
          continue; // where there is the latter, the index is kept there
        }
        if (keepsIndex(add)) {
          if (UPGRADE.matches(add.invocation()) && isOfOthers(model, stage, add)) {
            continue;
          }
          lastUse = lastUse == null ? lastUse(model) : lastUse;
          if (isBehindUpdate(model, stage, add)) {
            readers.add(ofEarlierUpdate(model, stage, add, lastUse));
            continue;
          }
          Fix fix = fix(model, stage, add);
          int run = model.ordinal(add.instruction());
          boolean isTriggered = add.instruction() instanceof Instruction.Onbuild; // runs elsewhere
          leaving = !isTriggered && (leaving < 0 || fetchesAnother(add)) ? run : leaving;
          runs.put(
              isTriggered ? run : leaving,
              Finding.at(add.head(), MESSAGE)
                  .withFix(lastUse > home(add) ? fix.asSuggestion() : fix));
        } else if (ADD.matches(add.invocation()) && isNextToUselessUpdate(add)) {
          reporter.report(uselessUpdate(UPDATE.in(add.script()).get(0))
              .withFix(withoutUpdate(model, stage, add)));
        }
      }
      for (Integer run : runs.keySet()) {
        reporter.report(runs.get(run), ApkNoCache::together);
      }
      if (!readers.isEmpty()) {
        reporter.report(readers, ApkNoCache::together);
      }
    }
  }

  /** Whether an install fetches an index where there is a young one: apk takes those for four hours. */
  private static boolean fetchesAnother(RunCommand add) {
    return !UPDATE.in(add.script()).isEmpty()
        || add.hasAny("--update-cache", "--repository", "--force-refresh", "--cache-max-age");
  }

  /** Whether an earlier RUN of the stage has fetched the index, and left it. */
  private static boolean isBehindUpdate(SemanticModel model, Stage stage, RunCommand add) {
    if (!UPDATE.in(add.script()).isEmpty()) {
      return false;
    }
    for (RunCommand update : model.commands(UPDATE, stage)) {
      if (home(update) < home(add)
          && !update.has("--no-cache")
          && Leftovers.in(model, update.script(), "var/cache/apk", "apk").stayBehind(update)) {
        return true;
      }
    }
    return false;
  }

  /** One that installs by the index of an earlier RUN. */
  private static Finding ofEarlierUpdate(
      SemanticModel model, Stage stage, RunCommand reader, int lastUse) {
    Fix fix = new Fix(
        "Add --no-cache to apk " + reader.verb(),
        Fix.Safety.SAFE,
        ImmutableList.copyOf(insertions(reader)));
    boolean isSafe = ApkIndex.isNeedless(model, stage, reader) && lastUse <= home(reader);
    return Finding.at(reader.head(), OF_UPDATE).withFix(isSafe ? fix : fix.asSuggestion());
  }

  /** Those that leave one index, or install by one: they stop doing so together, too. */
  private static Finding together(List<Finding> readers) {
    Finding first = readers.get(0);
    if (readers.size() == 1) {
      return first;
    }
    Set<TextEdit> edits = new LinkedHashSet<>();
    boolean isSafe = true;
    for (Finding one : readers) {
      for (Fix fix : one.fixes()) {
        edits.addAll(fix.edits());
        isSafe &= fix.isSafe();
      }
    }
    Finding all = Finding.at(first.range(), first.message())
        .withFix(new Fix(
            "Add --no-cache to each of these",
            isSafe ? Fix.Safety.SAFE : Fix.Safety.SUGGESTION,
            ImmutableList.copyOf(edits)));
    return all.withRelated(
        Lists.transform(readers.subList(1, readers.size()), Finding::range), "The same here.");
  }

  /** Whether the default of a build argument names an image without apk: it is there for those who name another one. */
  private static boolean lacksApkByDefault(SemanticModel model, Stage stage) {
    BaseFamily family = model.family(stage);
    return model.certainBase(stage) == null && family != BaseFamily.UNKNOWN && !family.hasApk();
  }

  private static Finding uselessUpdate(RunCommand update) {
    return update.has("--no-cache")
        ? Finding.at(
                update.head(),
                "apk update --no-cache does nothing that apk add --no-cache doesn't do itself. Delete it.")
            .withSeverity(Severity.HINT)
        : Finding.at(update.head(), ApkIndex.UNREAD);
  }

  /** hadolint asks neither whether the index is removed nor which stages ship. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    subject.eachHaving(ADD.trait(), ApkNoCache::checkAny, reporter);
  }

  private static void checkAny(
      Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    RunScript script = subject.model().script(part.get(0));
    if (script == null
        || Leftovers.in(subject.model(), script, "var/cache/apk", "apk").areMounted()) {
      return;
    }
    for (RunCommand add : ADD.in(script)) {
      if (!add.has("--no-cache")) {
        reporter.report(Finding.at(add.head(), MESSAGE).forHadolintOnly());
        return;
      }
    }
  }

  /** Where a command begins, in the file. */
  private static int home(RunCommand command) {
    return command.script().home(command.invocation().nameWord().range().start());
  }

  /** Where the index is last needed by what doesn't fetch it. */
  private static int lastUse(SemanticModel model) {
    int last = OF_INDEX.lastIn(model);
    for (Stage stage : model.stages()) {
      for (RunCommand apk : model.commands(APK, stage)) {
        boolean shows =
            SHOWS.matches(apk.invocation()) && !apk.hasAny("--no-cache", "--update-cache");
        if (shows || apk.has("--no-network")) {
          last = Math.max(last, home(apk));
        }
      }
    }
    return last;
  }

  /** Whether the index that an upgrade leaves is that of an install beside it, which says so, or of an update that stays. */
  private static boolean isOfOthers(SemanticModel model, Stage stage, RunCommand upgrade) {
    boolean updateStays = !UPDATE.in(upgrade.script()).isEmpty()
        && (isReadLater(model, stage, upgrade)
            || withoutUpdates(upgrade.script()).isEmpty());
    return updateStays || ADD.in(upgrade.script()).stream().anyMatch(ApkNoCache::keepsIndex);
  }

  /** Whether all that the script installs fetches an index of its own, the first time it does so here. */
  private static boolean isNextToUselessUpdate(RunCommand add) {
    List<RunCommand> adds = ADD.in(add.script());
    return UPDATE.in(add.script()).size() == 1
        && APK.in(add.script()).size() == adds.size() + 1
        && adds.get(0).invocation().equals(add.invocation())
        && adds.stream().allMatch(one -> one.has("--no-cache"));
  }

  private static @Nullable Fix withoutUpdate(SemanticModel model, Stage stage, RunCommand add) {
    ImmutableList<TextEdit> edits =
        isReadLater(model, stage, add) ? ImmutableList.of() : withoutUpdates(add.script());
    if (edits.isEmpty()) {
      return null;
    }
    Fix fix = new Fix("Delete apk update", Fix.Safety.SAFE, edits);
    return ApkIndex.isNeedless(model, stage, add) ? fix : fix.asSuggestion();
  }

  private static boolean keepsIndex(RunCommand add) {
    return !add.hasAny(
            "--no-cache", "--no-network", "--root", "--cache-dir", "--simulate", "--help")
        && !add.arguments().mayHideOptions();
  }

  /** Without the updates of the script where nobody else reads their index. */
  private static Fix fix(SemanticModel model, Stage stage, RunCommand add) {
    ImmutableList<TextEdit> all =
        isReadLater(model, stage, add) ? ImmutableList.of() : withoutUpdates(add.script());
    Fix fix = new Fix(
        "Add --no-cache to apk " + add.verb(),
        Fix.Safety.SAFE,
        all.isEmpty() ? insertions(add) : all);
    return ApkIndex.isNeedless(model, stage, add) ? fix : fix.asSuggestion();
  }

  /** Into a command, and into the upgrades beside it. */
  private static ImmutableList<TextEdit> insertions(RunCommand add) {
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    for (RunCommand one : READ.in(add.script())) {
      boolean isIt = one.invocation() == add.invocation();
      if (isIt || UPGRADE.matches(one.invocation()) && keepsIndex(one)) {
        edits.add(ApkIndex.addNoCache(one));
      }
    }
    return edits.build();
  }

  /** The edits after which the whole script leaves no index; none where that can't be done, or there is no update. */
  private static ImmutableList<TextEdit> withoutUpdates(RunScript script) {
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    List<RunCommand> updates = UPDATE.in(script);
    for (RunCommand update : updates) {
      TextEdit deletion = ChainEdits.delete(script, update.invocation());
      if (deletion == null) {
        return ImmutableList.of();
      }
      edits.add(deletion);
    }
    boolean can = updates.size() == 1
        && APK.in(script).stream().allMatch(apk -> ApkIndex.withoutCache(apk, edits));
    return can ? edits.build() : ImmutableList.of();
  }

  /** Whether something that runs later, there or in a stage that is FROM this one, may find packages only in an index that is left. */
  private static boolean isReadLater(SemanticModel model, Stage stage, RunCommand add) {
    for (Stage other : model.stages()) {
      if (isFrom(other, stage)) {
        boolean unclear = model.has(UNCLEAR, other);
        if (unclear
            || model.commands(APK, other).stream()
                .anyMatch(apk -> (other != stage || home(apk) > home(add)) && mayRead(apk, add))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isFrom(Stage stage, Stage base) {
    for (Stage at = stage; at != null; at = at.parent()) {
      if (at == base) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayRead(RunCommand apk, RunCommand add) {
    return apk.instruction() != add.instruction()
        && !apk.has("--no-cache")
        && !UPDATE.matches(apk.invocation());
  }
}
