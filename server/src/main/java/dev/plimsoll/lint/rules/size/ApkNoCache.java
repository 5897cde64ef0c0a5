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
import dev.plimsoll.lint.rules.layer.Leftovers;
import dev.plimsoll.rewrite.ChainEdits;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
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

  /** How many installs of one RUN are judged: files that people write have a few. */
  private static final int MOST = 100;

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
    ApkIndexUses uses = new ApkIndexUses(model);
    for (Stage stage : model.stages()) {
      if (!lacksApkByDefault(model, stage) && model.ships(stage)) {
        check(model, stage, uses, reporter);
      }
    }
  }

  private static void check(
      SemanticModel model, Stage stage, ApkIndexUses uses, Reporter reporter) {
    List<Finding> readers = new ArrayList<>();
    int leaving = -1;
    ListMultimap<Integer, Finding> runs = // by the place of the RUN that leaves the index
        MultimapBuilder.linkedHashKeys().arrayListValues().build();
    for (List<RunCommand> all : RunCommand.byInstruction(model.commands(READ, stage))) {
      RunScript script = all.get(0).script();
      List<RunCommand> installs = leavingIndex(model, all.subList(0, Math.min(all.size(), MOST)));
      if (installs.isEmpty()
          || Leftovers.in(model, script, "etc/apk/cache", "apk").areMounted()) {
        continue; // where there is the latter, the index is kept there
      }
      if (hasUselessUpdate(script)) {
        reporter.report(uselessUpdate(UPDATE.in(script).get(0))
            .withFix(withoutUpdate(model, stage, uses, script)));
        continue;
      }
      boolean updates = !UPDATE.in(script).isEmpty();
      List<RunCommand> keeping = keepingIndex(stage, uses, installs, updates);
      if (keeping.isEmpty()) {
        continue;
      }
      if (!updates && uses.isLeftBefore(stage, script)) {
        for (RunCommand add : keeping) {
          readers.add(ofEarlierUpdate(model, stage, add, installs, uses.last()));
        }
        continue;
      }
      ImmutableList<TextEdit> withoutUpdates = withoutUpdates(stage, uses, script);
      int run = model.ordinal(script.instruction());
      boolean isTriggered = script.instruction() instanceof Instruction.Onbuild; // runs elsewhere
      for (RunCommand add : keeping) {
        boolean leaves = !isTriggered && (leaving < 0 || updates || fetchesAnother(add));
        leaving = leaves ? run : leaving;
        Fix fix = fix(
            model,
            stage,
            add,
            withoutUpdates.isEmpty() ? insertions(add, installs) : withoutUpdates);
        runs.put(
            isTriggered ? run : leaving,
            Finding.at(add.head(), MESSAGE)
                .withFix(uses.last() > ApkIndexUses.home(add) ? fix.asSuggestion() : fix));
      }
    }
    for (Integer run : runs.keySet()) {
      reporter.report(runs.get(run), ApkNoCache::together);
    }
    if (!readers.isEmpty()) {
      reporter.report(readers, ApkNoCache::together);
    }
  }

  /** Those of a RUN behind which the index isn't removed. */
  private static List<RunCommand> leavingIndex(SemanticModel model, List<RunCommand> installs) {
    Leftovers index = Leftovers.in(model, installs.get(0).script(), "var/cache/apk", "apk");
    if (index.stay()) {
      return installs;
    }
    List<RunCommand> leaving = new ArrayList<>(installs);
    leaving.removeIf(install -> !index.stayBehind(install));
    return leaving;
  }

  /** Those installs of a RUN that leave an index of their own. */
  private static List<RunCommand> keepingIndex(
      Stage stage, ApkIndexUses uses, List<RunCommand> installs, boolean updates) {
    List<RunCommand> keeping = new ArrayList<>();
    boolean adds = false;
    for (RunCommand install : installs) {
      if (keepsIndex(install)) {
        keeping.add(install);
        adds |= ADD.matches(install.invocation());
      }
    }
    // The index that an upgrade leaves is that of an install beside it, which says so, or of an
    // update that stays.
    boolean isOfOthers = adds
        || updates
            && !keeping.isEmpty()
            && withoutUpdates(stage, uses, installs.get(0).script()).isEmpty();
    if (isOfOthers) {
      keeping.removeIf(install -> UPGRADE.matches(install.invocation()));
    }
    return keeping;
  }

  /** Whether an install fetches an index where there is a young one: apk takes those for four hours. */
  private static boolean fetchesAnother(RunCommand add) {
    return add.hasAny("--update-cache", "--repository", "--force-refresh", "--cache-max-age");
  }

  /** One that installs by the index of an earlier RUN. */
  private static Finding ofEarlierUpdate(
      SemanticModel model, Stage stage, RunCommand reader, List<RunCommand> all, int lastUse) {
    Fix fix = fix(model, stage, reader, insertions(reader, all));
    return Finding.at(reader.head(), OF_UPDATE)
        .withFix(lastUse <= ApkIndexUses.home(reader) ? fix : fix.asSuggestion());
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

  /** Whether all that a script installs fetches an index of its own, the first time it does so here. */
  private static boolean hasUselessUpdate(RunScript script) {
    List<RunCommand> adds = ADD.in(script);
    return !adds.isEmpty()
        && UPDATE.in(script).size() == 1
        && APK.in(script).size() == adds.size() + 1
        && adds.stream().allMatch(one -> one.has("--no-cache"));
  }

  private static @Nullable Fix withoutUpdate(
      SemanticModel model, Stage stage, ApkIndexUses uses, RunScript script) {
    ImmutableList<TextEdit> edits = withoutUpdates(stage, uses, script);
    return edits.isEmpty()
        ? null
        : fix(model, stage, UPDATE.in(script).get(0), "Delete apk update", edits);
  }

  private static boolean keepsIndex(RunCommand add) {
    return !add.hasAny(
            "--no-cache", "--no-network", "--root", "--cache-dir", "--simulate", "--help")
        && !add.arguments().mayHideOptions();
  }

  private static Fix fix(
      SemanticModel model, Stage stage, RunCommand add, ImmutableList<TextEdit> edits) {
    return fix(model, stage, add, "Add --no-cache to apk " + add.verb(), edits);
  }

  private static Fix fix(
      SemanticModel model,
      Stage stage,
      RunCommand apk,
      String title,
      ImmutableList<TextEdit> edits) {
    Fix fix = new Fix(title, Fix.Safety.SAFE, edits);
    return ApkIndex.isNeedless(model, stage, apk) ? fix : fix.asSuggestion();
  }

  /** Into a command, and into the upgrades beside it. */
  private static ImmutableList<TextEdit> insertions(RunCommand add, List<RunCommand> all) {
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    for (RunCommand one : all) {
      boolean isIt = one.invocation() == add.invocation();
      if (isIt || UPGRADE.matches(one.invocation()) && keepsIndex(one)) {
        edits.add(ApkIndex.addNoCache(one));
      }
    }
    return edits.build();
  }

  /** The edits after which the whole script leaves no index; none where something reads one later, or it can't be done. */
  private static ImmutableList<TextEdit> withoutUpdates(
      Stage stage, ApkIndexUses uses, RunScript script) {
    List<RunCommand> updates = UPDATE.in(script);
    TextEdit deletion = updates.size() != 1 || uses.isReadAfter(stage, script)
        ? null
        : ChainEdits.delete(script, updates.get(0).invocation());
    if (deletion == null) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<TextEdit> edits = ImmutableList.<TextEdit>builder().add(deletion);
    return APK.in(script).stream().allMatch(apk -> ApkIndex.withoutCache(apk, edits))
        ? edits.build()
        : ImmutableList.of();
  }
}
