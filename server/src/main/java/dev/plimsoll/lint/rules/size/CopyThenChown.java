package dev.plimsoll.lint.rules.size;

import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Transfer;
import org.jspecify.annotations.Nullable;

/** A RUN that does nothing but change the owner or the mode of what the COPY before it wrote. */
public final class CopyThenChown implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "copy-then-chown", Category.SIZE, Severity.INFORMATION, """
          A layer holds whole files: a RUN that changes the owner or the mode of copied files stores all their bytes again.

          With `--chown` and `--chmod`, COPY and ADD write the files with the right owner and mode at once.

          ```dockerfile bad fix=safe
          FROM eclipse-temurin:21-jre
          WORKDIR /app
          COPY app.jar ./
          RUN chown 1000:1000 app.jar
          COPY entrypoint.sh /usr/local/bin/
          RUN chmod 755 /usr/local/bin/entrypoint.sh
          ```

          ```dockerfile good
          FROM eclipse-temurin:21-jre
          WORKDIR /app
          COPY --chown=1000:1000 app.jar ./
          COPY --chmod=755 entrypoint.sh /usr/local/bin/
          ```

          `chown 1000` leaves the group as it is, but `--chown=1000` sets group 1000, too: the fix writes `--chown=1000:0`.

          The fix is a suggestion for whole directories. One that was there before, such as that of WORKDIR, keeps its owner and \
          its mode, so the RUN goes on giving it away, without what is in it. One that the COPY makes gets the owner, but not the \
          mode, which all directories in it get.

          ```dockerfile bad fix=suggestion
          FROM node:22
          COPY . /srv/app
          RUN chown -R node:node /srv/app
          ```

          ```dockerfile good
          FROM node:22
          COPY --chown=node:node . /srv/app
          ```

          It is a suggestion, too, where it can't be told whether a file or a directory is copied; for `+x`, which depends on \
          the mode before; and for `chown` in a directory that the COPY may have to make: that gets the owner, too. \
          There is no fix where an earlier instruction may have written to the same directory: it needs the flag as well.

          COPY gives to root what it takes from the build context: a `chown root` behind it is only to be deleted.

          What a package manager has installed in a directory weighs more than what was copied there: then the message tells to leave it to its owner. \
          BuildKit gives what ADD unpacks an owner since version 0.23, and no mode: so nothing is said of that, and there is no fix.

          What an earlier command of the same kind has given the same owner or mode isn't stored again: it doesn't count.

          Nothing is said of a mode such as `ug+w`, which the flag can't give to a directory with files in it, nor where a later COPY writes the same files again or a script that gets \
          `+x` is only read by a shell, as in `CMD ["sh", "run.sh"]`, nor where such a \
          command of the same RUN, or `find` with `-exec chmod`, stores the files again anyhow.

          Where the build context tells how much is stored twice, the message says so: less than 100 kB is a hint, 10 MB or \
          more a warning. 1 MB or more is reported, without a fix, wherever a `-R` goes down into what the stage has copied; and so \
          is what it has copied from another stage, and a `*.jar` or `*.war` that isn't built yet. A RUN that does more is reported where it changes a program that was built, or a file of 1 MB or more.
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withSafeFix()
      .whenFinished();

  /** How many commands of a stage are looked at, each with all COPYs before it: files that people write have fewer. */
  private static final int MOST_CHANGES = 100;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    for (Stage stage : model.stages()) {
      Instruction reported = null;
      if (!model.ships(stage)) {
        continue;
      }
      for (RunCommand change :
          Iterables.limit(model.commands(ChangesInRun.CHANGE, stage), MOST_CHANGES)) {
        if (change.instruction() == reported) {
          continue; // it is one layer, whatever else changes there
        }
        Finding finding = ofTheCopyBefore(subject, change);
        finding = finding == null ? ofAllCopies(subject, stage, change) : finding;
        finding = finding == null ? ofProgram(subject, stage, change) : finding;
        if (finding != null) {
          reporter.report(finding);
          reported = change.instruction();
        }
      }
    }
  }

  /** What a RUN of nothing else stores again of the COPY before it. */
  private static @Nullable Finding ofTheCopyBefore(Subject subject, RunCommand change) {
    SemanticModel model = subject.model();
    CopiedFiles copied = isAlone(change) ? ChangedCopies.before(subject, change) : null;
    if (copied == null
        || !copied.isOfFiles() && !CopyFlag.canSay(change)
        || LostModes.areLost(model, copied, change)) {
      return null;
    }
    boolean isPart = change.has("-R") && copied.followsCopies();
    WastedBytes wasted =
        isPart ? WastedBytes.of(ChangedCopies.weight(subject, change)) : copied.weight(subject);
    boolean isTooLittle =
        wasted != null && (wasted.isNone() || isPart && wasted.severity() == Severity.HINT);
    if (wasted == null || !wasted.areMany()) {
      String installer = CopiedFiles.installerBelow(model, change);
      if (installer != null) {
        return ofInstalled(model, change, copied.copy(), installer);
      }
    }
    if (isTooLittle) {
      return null;
    }
    ChownSentences sentences = new ChownSentences(model, copied.copy(), change);
    Finding finding = Finding.at(change.head(), sentences.ofTheCopyBefore(copied, wasted, isPart))
        .withRelated(model.range(copied.copy()), "written here")
        .withFix(new ChownFixes(model, copied, change).ofRun());
    if (wasted == null) {
      return copied.areScripts() ? finding.withSeverity(Severity.HINT) : finding;
    }
    return finding.withSeverity(wasted.severity());
  }

  /** Whether it is all that a RUN does, and says nothing that the flag can't say. */
  private static boolean isAlone(RunCommand change) {
    RunScript script = change.script();
    String code = script.script().code();
    return script.instruction() == script.run()
        && script.run().flags().isEmpty()
        && change.invocation().range().of(code).equals(code.strip())
        && !change.arguments().mayHideOptions()
        && change.arguments().options().stream()
            .allMatch(one -> one.is("-R") || one.is("-v") || one.is("-c") || one.is("-f"));
  }

  /**
   * What any RUN stores again of earlier COPYs of its stage, where the build context tells that it is much, or where another
   * stage or image brought it: those are the programs and what they need.
   */
  private static @Nullable Finding ofAllCopies(Subject subject, Stage stage, RunCommand change) {
    SemanticModel model = subject.model();
    if (!change.has("-R") || !CopyFlag.canSay(change)) {
      return null;
    }
    Transfer last = null;
    Transfer built = null;
    for (Transfer copy : ChangedCopies.below(model, change)) {
      last = copy;
      built = copy instanceof Copy from && from.from() != null && CopiedFiles.mayBeMany(copy)
              || CopiedFiles.bringsJar(copy)
                  && CopiedFiles.weight(subject, copy).bytes() == 0
          ? copy
          : built;
    }
    if (last == null) {
      return ofInstalledSince(model, change);
    }
    WastedBytes wasted = WastedBytes.of(ChangedCopies.weight(subject, change));
    boolean many = wasted != null && wasted.areMany();
    Transfer copy = many ? last : built;
    if (copy == null
        || !many && CopiedFiles.othersBelow(model, stage, change) > 1
        || change.invocation().isNested()
        || change.instruction() != change.script().run()
        || CopyFlag.isIdle(copy, change)
        || !many && ChangedCopies.areLittleBesidePackages(model, stage, change)
        || new ChangesInRun(model, copy, change).storesAnyhow()) {
      return null;
    }
    String installer = many ? null : CopiedFiles.installerBelow(model, change);
    if (installer != null) {
      return ofInstalled(model, change, copy, installer);
    }
    ChownSentences sentences = new ChownSentences(model, copy, change);
    boolean isOneOf = ChangedCopies.below(model, change).size() > 1;
    Finding finding = Finding.at(
            change.head(), sentences.ofAllCopies(many ? wasted : null, isOneOf))
        .withRelated(model.range(copy), "written here");
    return many && wasted != null ? finding.withSeverity(wasted.severity()) : finding;
  }

  /** What was installed where an earlier command has changed all that was copied. */
  private static @Nullable Finding ofInstalledSince(SemanticModel model, RunCommand change) {
    boolean isRepeated = change.program().equals("chown")
        && !change.invocation().isNested()
        && change.instruction() == change.script().run()
        && !RepeatedChange.of(model, change).others().isEmpty();
    String installer = isRepeated ? CopiedFiles.installerBelow(model, change) : null;
    return installer == null
        ? null
        : Finding.at(change.head(), ChownSentences.ofInstalledAlone(installer));
  }

  /**
   * What a package manager has installed there weighs more than what was copied, and a flag of COPY wouldn't spare it. Null of
   * a mode, which programs may need.
   */
  private static @Nullable Finding ofInstalled(
      SemanticModel model, RunCommand change, Transfer copy, String installer) {
    String message = new ChownSentences(model, copy, change).ofInstalled(installer);
    return change.program().equals("chown")
        ? Finding.at(change.head(), message).withRelated(model.range(copy), "written here")
        : null;
  }

  /** What a command among others stores again of a program, or of another file of which the context tells that it is large. */
  private static @Nullable Finding ofProgram(Subject subject, Stage stage, RunCommand change) {
    SemanticModel model = subject.model();
    boolean isPlain = !change.has("-R")
        && change.operands().size() > 1
        && CopyFlag.canSay(change)
        && change.invocation().nesting().isEmpty()
        && change.instruction() == change.script().run()
        && !change.arguments().mayHideOptions();
    CopiedFiles copied = isPlain ? ChangedCopies.lastOfFiles(model, stage, change) : null;
    WastedBytes wasted = copied == null ? null : copied.weight(subject);
    if (copied == null || !(wasted == null ? copied.isOfBuiltProgram() : wasted.areMany())) {
      return null;
    }
    ChownSentences sentences = new ChownSentences(model, copied.copy(), change);
    Finding finding = Finding.at(change.head(), sentences.ofFiles(wasted))
        .withRelated(model.range(copied.copy()), "written here")
        .withFix(new ChownFixes(model, copied, change).inChain());
    return wasted == null ? finding : finding.withSeverity(wasted.severity());
  }
}
