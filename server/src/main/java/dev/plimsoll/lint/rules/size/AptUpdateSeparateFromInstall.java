package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.InstalledPackages;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.apt.AptCommand;
import dev.plimsoll.lint.rules.apt.AptVersion;
import dev.plimsoll.lint.rules.apt.ListReaders;
import dev.plimsoll.lint.rules.apt.ListUpdate;
import dev.plimsoll.lint.rules.apt.PackageLists;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.rewrite.ScriptEnd;
import dev.plimsoll.rewrite.ToolComment;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Onbuild;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Package lists that one RUN fetches and another one uses. */
public final class AptUpdateSeparateFromInstall implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "apt-update-separate-from-install", Category.SIZE, Severity.WARNING, """
          A RUN that only updates the package lists stays in the build cache: later installs ask for packages long gone.

          The lists are a layer of their own, too, in which they stay when a later RUN removes them. Update, install and
          remove the lists in one RUN. apk needs no update of its own at all. Nothing is said of yum, dnf and zypper, which
          fetch what is out of date by themselves.

          ```dockerfile bad fix=safe
          FROM debian:bookworm-slim
          RUN apt-get update
          RUN apt-get install -y curl wget
          RUN apt-get clean
          ```

          ```dockerfile good
          FROM debian:bookworm-slim
          RUN apt-get update && \\
              apt-get install -y curl wget && \\
              rm -rf /var/lib/apt/lists/*
          ```

          ```dockerfile bad fix=safe
          FROM alpine:3.22
          RUN apk update
          RUN apk add curl
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN apk add --no-cache curl
          ```
          """)
      .since("0.1.0")
      .withSafeFix()
      .withAlias(Tool.TRIVY, "DS-0017")
      .withAlias(Tool.CHECKOV, "CKV_DOCKER_5")
      .withAlias(Tool.DROAST, "DF028")
      .withAlias(Tool.DOCKLE, "CIS-DI-0007")
      .superseding("combine-consecutive-runs");

  private static final String SEPARATE =
      "The build cache keeps this update while the lists go stale. Update in the RUN that installs.";
  private static final String STALE =
      "This installs with the package lists of an earlier RUN, which the build cache may have kept for long. "
          + "Update in the same RUN.";
  private static final String REMOVED =
      "An earlier RUN has removed the package lists: there is nothing left to install from. Update in the same RUN.";
  private static final String NO_LISTS =
      "The official images carry no package lists, and nothing has fetched them. Update in the same RUN.";

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachStage(AptUpdateSeparateFromInstall::checkStage, reporter);
  }

  private static void checkStage(
      Subject subject, ImmutableList<Instruction> from, Reporter reporter) {
    Stage stage = subject.model().stageOf(from.get(0));
    if (stage != null) {
      new Check(subject, reporter, new ListReaders(subject), 0).stage(stage);
    }
  }

  private static final class Check {
    private static final Derivation<Boolean> IS_ABOUT_PACKAGES =
        instruction -> instruction.text().contains("apt") || instruction.text().contains("apk");

    /** Of a RUN that updates the lists, installs with them, and removes them: what is before and behind doesn't matter to it. */
    private static final Derivation<Boolean> KEEPS_TO_ITSELF =
        instruction -> instruction instanceof Run run && keepsToItself(run);

    private static final Trait KEEP_TO_THEMSELVES =
        Trait.of(Run.class, run -> run.derived(KEEPS_TO_ITSELF));

    /** The others that may matter. */
    private static final Trait MEET_OTHERS = RunScript.IS_OBSCURE.or(Trait.orTriggered(
        Run.class,
        instruction -> (isAboutPackages(instruction) || runsUpdate(instruction))
            && !instruction.derived(KEEPS_TO_ITSELF)));

    private static final Trait MAY_MATTER = MEET_OTHERS.or(KEEP_TO_THEMSELVES);

    private static boolean keepsToItself(Run run) {
      ImmutableList<AptCommand> all = AptCommand.alone(run);
      if (!updates(all)
          || AptSequence.loneUpdate(all) != null
          || !run.mounts().isEmpty()
          || run.text().contains("apk")) {
        return false;
      }
      RunScript script = all.get(0).command().script();
      return all.stream().noneMatch(apt -> apt.readsLists() && apt.updatesLists())
          && AptSequence.install(script) == null
          && Boolean.TRUE.equals(PackageLists.areRemovedAfterUpdate(run));
    }

    private static boolean isAboutPackages(Instruction instruction) {
      return RunScript.run(instruction) != null && instruction.derived(IS_ABOUT_PACKAGES);
    }

    private static boolean runsUpdate(Instruction instruction) {
      Script script = RunScript.script(instruction);
      return script != null && mayUpdate(script);
    }

    /** How many stages, each FROM the next, are read to know the lists at the beginning of one. */
    private static final int MOST_STAGES = 16;

    private final Subject subject;
    private final SemanticModel model;

    /** Null where nothing is asked but which lists a stage leaves. */
    private final @Nullable Reporter reporter;

    /** One for all stages that are read together: what it has found of a stage isn't looked for again. */
    private final ListReaders readers;

    /** How many stages are FROM this one that are read already. */
    private final int depth;

    /** The lists as a stage leaves them. */
    private enum Lists {
      /** Nothing in the file has fetched any. */
      NONE,
      /** A RUN has fetched them and installed with them. */
      FETCHED,
      /** A RUN has fetched them, installed with them, and removed them. */
      REMOVED,
      /** Fetched or removed: which of the two is found out where it matters, as most often the next RUN fetches them anew. */
      LEFT,
      /** A RUN has only fetched them, and was reported. */
      REPORTED,
      UNKNOWN
    }

    private record Install(RunScript script, AptCommand command, String message) {}

    /** Installs with lists that their own RUN has not updated. */
    private final List<Install> installs = new ArrayList<>();

    /** What has left the lists behind, where they are {@link Lists#LEFT}. */
    private @Nullable RunScript fetched;

    Check(Subject subject, @Nullable Reporter reporter, ListReaders readers, int depth) {
      this.subject = subject;
      this.model = subject.model();
      this.reporter = reporter;
      this.readers = readers;
      this.depth = depth;
    }

    /** Reads a stage, and returns the lists behind it. */
    Lists stage(Stage stage) {
      if (isReadAsWritten() && !model.has(MEET_OTHERS, stage)) {
        return model.has(KEEP_TO_THEMSELVES, stage) ? Lists.REMOVED : atBeginning(stage);
      }
      List<Instruction> candidates = candidates(stage);
      Lists lists = decided(read(stage, candidates, false, atBeginning(stage)));
      if (reporter != null) {
        read(stage, candidates, true, lists);
      }
      return lists;
    }

    /**
     * Reads what a stage runs itself or, where it ends, has run by builds on top of it.
     *
     * @return the lists behind it
     */
    private Lists read(Stage stage, List<Instruction> candidates, boolean onbuild, Lists before) {
      Lists lists = before;
      boolean asWritten = isReadAsWritten();
      boolean indexed = false;
      for (Instruction instruction : candidates) {
        if (instruction instanceof Onbuild != onbuild || RunScript.run(instruction) == null) {
          continue;
        }
        if (instruction.derived(KEEPS_TO_ITSELF) && asWritten) {
          reportInstalls();
          lists = Lists.REMOVED;
          continue;
        }
        boolean isAboutPackages = instruction.derived(IS_ABOUT_PACKAGES);
        lists = isAboutPackages ? lists : decided(lists);
        if (isAboutPackages || lists == Lists.NONE || lists == Lists.REMOVED) {
          RunScript script = model.script(instruction);
          lists = script == null ? unknown(lists) : apt(stage, script, lists);
          indexed = indexed || script != null && apk(stage, script);
        }
      }
      reportInstalls();
      return lists;
    }

    /** Whether no SHELL decides what a RUN says. */
    private boolean isReadAsWritten() {
      return model.instructions(Instruction.Shell.class).isEmpty();
    }

    /** Where a SHELL may stand before, all; else those whose text can matter. */
    private List<Instruction> candidates(Stage stage) {
      return isReadAsWritten() ? model.having(MAY_MATTER, stage) : model.instructions(stage);
    }

    private Lists atBeginning(Stage stage) {
      if (stage.parent() != null) {
        return depth == MOST_STAGES
            ? Lists.UNKNOWN
            : new Check(subject, null, readers, depth + 1).stage(stage.parent());
      }
      return isOfficial(stage) ? Lists.NONE : Lists.UNKNOWN;
    }

    /** Decided from the text, so that most RUNs are not looked at. */
    private Lists unknown(Lists given) {
      Lists lists = decided(given);
      return lists == Lists.NONE ? Lists.UNKNOWN : lists == Lists.REMOVED ? Lists.FETCHED : lists;
    }

    private Lists apt(Stage stage, RunScript script, Lists lists) {
      ImmutableList<AptCommand> all = AptCommand.in(script);
      for (AptCommand apt : all) {
        if (reporter != null
            && apt.readsLists()
            && apt.updatesLists()
            && AptVersion.lacksUpdateOption(model, stage)
            && apt.invocation().prefix("chroot") == null) {
          reporter.report(unknownOption(script, apt));
        }
      }
      AptCommand lone = AptSequence.loneUpdate(all);
      AptCommand install = AptSequence.install(script);
      if (PackageLists.in(model, script).areMounted()) {
        return lists;
      }
      if (install != null) {
        install(script, install, lists);
      }
      if (lone != null) {
        reportInstalls();
        return update(stage, model.ordinal(script.instruction()), script, lone)
            ? Lists.REPORTED
            : left(script);
      }
      if (updates(all)) {
        reportInstalls();
        return left(script);
      }
      return mayUpdate(script.script()) ? unknown(lists) : lists;
    }

    /** What an update leaves behind. */
    private Lists left(RunScript script) {
      fetched = script;
      return Lists.LEFT;
    }

    /** The same, without what isn't known yet. */
    private Lists decided(Lists lists) {
      RunScript script = fetched;
      if (lists != Lists.LEFT || script == null) {
        return lists;
      }
      AptCommand last = AptCommand.lastUpdate(AptCommand.in(script));
      return PackageLists.in(model, script).areRemoved(last == null ? 0 : last.start())
          ? Lists.REMOVED
          : Lists.FETCHED;
    }

    private static Finding unknownOption(RunScript script, AptCommand apt) {
      GivenOption option = apt.command().option("--update");
      Finding finding = Finding.at(
          apt.range(),
          "The apt of this image doesn't know --update, which came with apt 2.7: the build stops here. Run "
              + apt.program() + " update before.");
      TextEdit delete = option == null ? null : apt.command().delete(option);
      TextEdit insert = ListUpdate.before(script, apt);
      return delete == null || insert == null
          ? finding
          : finding.withFix(
              Fix.suggestion("Update the package lists before the install", insert, delete));
    }

    private static boolean updates(List<AptCommand> all) {
      for (AptCommand apt : all) {
        if (apt.updatesLists()) {
          return true;
        }
      }
      return false;
    }

    private static boolean mayUpdate(Script script) {
      for (Invocation invocation : script.invocations()) {
        if (PackageLists.mayBeUpdatedBy(invocation)) {
          return true;
        }
      }
      return false;
    }

    private void install(RunScript script, AptCommand install, Lists given) {
      Lists lists = decided(given);
      boolean missing = lists == Lists.NONE && !installsFiles(install);
      boolean removed = lists == Lists.REMOVED && !installsFiles(install);
      if ((missing || removed) && isThere(script, install)) {
        return;
      }
      if (reporter != null && (missing || removed || lists == Lists.FETCHED)) {
        String message = missing ? NO_LISTS : removed ? REMOVED : STALE;
        installs.add(new Install(script, install, message));
      }
    }

    private boolean isOfficial(Stage stage) {
      ImageReference image = model.baseReference(stage);
      return image != null && image.isOfficial() && model.family(stage).hasApt();
    }

    /** Whether the base image has all packages already: apt then looks at no lists. */
    private boolean isThere(RunScript script, AptCommand install) {
      Stage stage = model.stageOf(script.instruction());
      ImageReference image = stage == null ? null : model.baseReference(stage);
      if (image == null
          || !InstalledPackages.areKnown(image)
          || install.packages().isEmpty()) {
        return false;
      }
      InstalledPackages there = InstalledPackages.in(image);
      return Iterables.all(install.packages(), word -> there.has(word.raw()));
    }

    private static boolean installsFiles(AptCommand install) {
      return install.packages().stream()
          .allMatch(word -> word.raw().contains("/") || word.raw().contains(".deb"));
    }

    /** Reports the installs gathered since the lists were fetched, as one: who repairs one repairs all. */
    private void reportInstalls() {
      if (reporter == null || installs.isEmpty()) {
        return;
      }
      List<TextRange> places = new ArrayList<>();
      ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
      boolean repaired = true;
      boolean removed = !areReadLater();
      for (Install install : installs) {
        places.add(install.command.range());
        TextEdit update = ListUpdate.before(install.script, install.command);
        boolean gone = removed && areRemoved(install);
        TextEdit removal = update == null || !removed || gone ? null : removal(install);
        repaired &= update != null;
        removed &= removal != null || gone;
        if (update != null) {
          edits.add(update);
        }
        if (removal != null) {
          edits.add(removal);
        }
      }
      Finding finding = Finding.at(places.get(0), installs.get(0).message)
          .withRelated(places.subList(1, places.size()), "This RUN installs with the same lists.");
      boolean alone = installs.size() == 1;
      installs.clear();
      String title =
          (removed ? "Update the package lists and remove them" : "Update the package lists")
              + (alone ? " in this RUN" : " in each of these RUN instructions");
      reporter.report(
          repaired
              ? finding.withFix(new Fix(title, Fix.Safety.SUGGESTION, edits.build()))
              : finding);
    }

    /** Whether a stage that is FROM this one installs with the lists that are left. */
    private boolean areReadLater() {
      RunScript last = installs.get(installs.size() - 1).script;
      Stage stage = model.stageOf(last.instruction());
      return stage == null
          || readers.after(stage, model.ordinal(last.instruction())).isInstall();
    }

    private boolean areRemoved(Install install) {
      PackageLists lists = PackageLists.in(model, install.script);
      return lists.areMounted() || lists.areRemoved(install.command.start());
    }

    /** Without it the lists would be in this layer as well. */
    private @Nullable TextEdit removal(Install install) {
      String command =
          (install.command.invocation().isSudo() ? "sudo " : "") + PackageLists.REMOVAL;
      return ScriptEnd.append(model.file(), install.script, command);
    }

    /** Reports an update that is used by another RUN; tells whether there is one. */
    private boolean update(Stage stage, int ordinal, RunScript script, AptCommand update) {
      ListReaders.Use use = readers.after(stage, ordinal);
      if (reporter == null || !use.isInstall()) {
        return use.isInstall();
      }
      Finding finding = Finding.at(update.range(), SEPARATE);
      AptSequence sequence = AptSequence.at(model, stage, script);
      if (sequence != null) {
        int size = sequence.merge().size();
        sequence.removeLists(model, stage, readers.after(stage, ordinal + size - 1));
        finding = finding.withFix(
            Fix.of("Update and install in one RUN", sequence.merge().rewrite()));
      } else {
        finding = finding.withFix(move(stage, ordinal, script));
      }
      reporter.report(finding);
      return true;
    }

    /** Moves an update that is all a RUN does to the RUN that installs. */
    private @Nullable Fix move(Stage stage, int ordinal, RunScript script) {
      boolean alone = script.script().invocations().size() == 1
          && !ToolComment.isFor(model.file(), script.instruction())
          && script.run().flags().isEmpty()
          && script.instruction().text().indexOf('#') < 0;
      if (!alone) {
        return null;
      }
      for (int i = ordinal + 1; i < model.instructions(stage).size(); i++) {
        RunScript later = model.script(model.instructions(stage).get(i));
        AptCommand install = later == null ? null : AptSequence.install(later);
        if (later != null && install != null) {
          TextEdit insert = ListUpdate.before(later, install);
          ImmutableList<TextEdit> delete =
              InstructionEdits.delete(model.file(), script.instruction());
          return insert == null || delete == null || later.instruction() instanceof Onbuild
              ? null
              : new Fix(
                  "Move the update to the RUN that installs",
                  Fix.Safety.SUGGESTION,
                  ImmutableList.<TextEdit>builder().addAll(delete).add(insert).build());
        }
      }
      return null;
    }

    /** Reports an update of apk's index for a later RUN; tells whether it is one. */
    private boolean apk(Stage stage, RunScript script) {
      RunCommand update = ApkIndex.loneUpdate(script);
      if (update == null || script.run().flag("mount") != null) {
        return false;
      }
      if (reporter == null) {
        return true;
      }
      int ordinal = model.ordinal(script.instruction());
      List<RunCommand> installs = ApkIndex.laterInstalls(model, stage, ordinal);
      if (!installs.isEmpty()) {
        boolean isRead = ApkIndex.isRead(installs);
        Finding finding = Finding.at(update.range(), isRead ? SEPARATE : ApkIndex.UNREAD)
            .withFix(ApkIndex.without(model, stage, ordinal, update));
        reporter.report(isRead ? finding : finding.withSeverity(Severity.INFORMATION));
      }
      return true;
    }
  }
}
