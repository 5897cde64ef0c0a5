package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.Weight;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.NodeInstall;
import dev.plimsoll.rewrite.ChainEdits;
import dev.plimsoll.rewrite.FlagEdits;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.rewrite.ToolComment;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Instruction.Expose;
import dev.plimsoll.syntax.Instruction.Healthcheck;
import dev.plimsoll.syntax.Instruction.Label;
import dev.plimsoll.syntax.Instruction.Stopsignal;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Instruction.User;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A RUN that does nothing but change the owner or the mode of what the COPY before it wrote. */
public final class CopyThenChown implements Rule {

  private static final CommandQuery CHANGE = CommandQuery.of("chown", "chmod");

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

          Nothing is said of a mode such as `ug+w`, which the flag can't give to a directory with files in it, nor where a later COPY writes the same files again or a script that gets \
          `+x` is only read by a shell, as in `CMD ["sh", "run.sh"]`, nor where such a \
          command of the same RUN, or `find` with `-exec chmod`, stores the files again anyhow.

          Where the build context tells how much is stored twice, the message says so: less than 100 kB is a hint, 10 MB or \
          more a warning. 1 MB or more is reported, without a fix, wherever a `-R` goes down into what the stage has copied; and so \
          is what it has copied from another stage. A RUN that does more is reported where it changes a program that was built, or a file of 1 MB or more.
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withSafeFix()
      .whenFinished();

  private static final Trait COPIES = Trait.of(Transfer.class);

  /** What neither reads nor writes files, nor decides who runs a command and where. */
  private static final Trait CONFIGURES = Trait.of(
      Cmd.class,
      Entrypoint.class,
      Env.class,
      Expose.class,
      Healthcheck.class,
      Label.class,
      Stopsignal.class);

  private static final Regex OWNER = Regex.of("\\w[\\w-]*(:\\w[\\w-]*)?");
  private static final Regex NUMBERS = Regex.of("\\d+(:\\d+)?");
  private static final Regex OCTAL = Regex.of("0?[0-7]{3}");
  private static final Regex EXECUTABLE = Regex.of("[augo]*\\+r?x");
  private static final Regex SCRIPT = Regex.of(
      ".{0,300}\\.(?:bash|cfg|conf|env|ini|pl|py|rb|sh|toml|ya?ml)|(?:.{0,300}[-_])?entry-?point");
  private static final Regex WITHOUT_CHMOD =
      Regex.of("(docker\\.io/)?docker/dockerfile:1\\.[01]\\b.*");
  private static final Regex OF_ROOT = Regex.of("(?:root|0)(?::(?:root|0)?)?");
  private static final Regex ROOT = Regex.of("(root|0)(:.*)?");

  /** A folder with what a compiler made of sources. */
  private static final Regex OUTPUT = Regex.of("(?:.{0,300}/)?(?:build|dist|lib|out|output)/?");

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
      for (RunCommand change : Iterables.limit(model.commands(CHANGE, stage), MOST_CHANGES)) {
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
    CopiedFiles copied = isAlone(change) ? copiedBefore(subject, change) : null;
    if (copied == null || !copied.isOfFiles() && !canSay(change) || isLost(model, copied, change)) {
      return null;
    }
    boolean isPart = change.has("-R") && copied.followsCopies();
    WastedBytes wasted =
        isPart ? WastedBytes.of(weightOfAll(subject, change)) : copied.weight(subject);
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
    boolean isIdle = isIdle(copied.copy(), change);
    String rest =
        ofOthers(model, change) + (copied.changesWorkdir() && !isIdle ? rest(change) : "");
    String message = isIdle
        ? idle(copied.copy(), wasted)
        : message(copied.copy(), ImmutableSet.of(change.program()), wasted, isPart);
    Finding finding = Finding.at(change.head(), message + rest)
        .withRelated(model.range(copied.copy()), "written here")
        .withFix(fix(model, copied, change));
    if (wasted == null) {
      return copied.changed().stream().allMatch(CopyThenChown::isScript)
          ? finding.withSeverity(Severity.HINT)
          : finding;
    }
    return finding.withSeverity(wasted.severity());
  }

  /** Whether nothing comes of the command: neither it nor a flag has anything to give. */
  private static boolean isLost(SemanticModel model, CopiedFiles copied, RunCommand change) {
    boolean isExecutable = change.program().equals("chmod")
        && EXECUTABLE.matcher(said(change)).matches()
        && copied.changed().stream().allMatch(CopyThenChown::isScript);
    return copied.isOfFiles() && LostModes.areOverwritten(model, copied, change)
        || isExecutable && LostModes.areOnlyRead(model, copied, change);
  }

  /** Whether a file is a script by its name, or settings: a few kilobytes, whatever the context says of it. */
  private static boolean isScript(ImagePath file) {
    return SCRIPT.matcher(String.valueOf(file.name())).matches();
  }

  /** Whether COPY has given all to the same owner by itself. */
  private static boolean isIdle(Transfer copy, RunCommand change) {
    return change.program().equals("chown")
        && OF_ROOT.matcher(said(change)).matches()
        && copy instanceof Copy
        && copy.flag("from") == null
        && copy.flag("chown") == null;
  }

  private static String idle(Transfer copy, @Nullable WastedBytes wasted) {
    return "This stores what " + copy.keyword().name() + " wrote"
        + (wasted == null ? "" : ", " + wasted.text() + ",")
        + " a second time, and changes nothing of it: COPY gives all to root. Leave the chown out.";
  }

  /** What all earlier COPYs of the stage wrote that a command changes, too. */
  private static Weight weightOfAll(Subject subject, RunCommand change) {
    Weight sum = new Weight(0, 0, true);
    for (Transfer copy : copiesBelow(subject.model(), change)) {
      sum = CopiedFiles.mayBeMany(copy) || copy.flag("from") == null
          ? sum.plus(CopiedFiles.weight(subject, copy))
          : sum;
    }
    return sum;
  }

  private static ImmutableList<Transfer> copiesBelow(SemanticModel model, RunCommand change) {
    Stage stage = model.stageOf(change.instruction());
    ImmutableList.Builder<Transfer> copies = ImmutableList.builder();
    for (Instruction one : stage == null ? List.<Instruction>of() : model.having(COPIES, stage)) {
      Transfer copy = (Transfer) one;
      if (model.ordinal(copy) < model.ordinal(change.instruction())
          && copy.flag(change.program()) == null
          && CopiedFiles.areBelow(model, copy, change)) {
        copies.add(copy);
      }
    }
    return copies.build();
  }

  /** Whether a flag can say of a directory what a command does. */
  private static boolean canSay(RunCommand change) {
    return !change.program().equals("chmod")
        || OCTAL.matcher(said(change)).matches()
        || EXECUTABLE.matcher(said(change)).matches();
  }

  /**
   * What any RUN stores again of earlier COPYs of its stage, where the build context tells that it is much, or where another
   * stage or image brought it: those are the programs and what they need.
   */
  private static @Nullable Finding ofAllCopies(Subject subject, Stage stage, RunCommand change) {
    SemanticModel model = subject.model();
    if (!change.has("-R") || !canSay(change)) {
      return null;
    }
    Transfer last = null;
    Transfer built = null;
    for (Transfer copy : copiesBelow(model, change)) {
      last = copy;
      built = copy instanceof Copy from && from.from() != null && CopiedFiles.mayBeMany(copy)
          ? copy
          : built;
    }
    WastedBytes wasted = WastedBytes.of(weightOfAll(subject, change));
    boolean many = wasted != null && wasted.areMany();
    Transfer copy = many ? last : built;
    if (copy == null
        || !many && CopiedFiles.othersBelow(model, stage, change) > 1
        || change.invocation().isNested()
        || change.instruction() != change.script().run()
        || isIdle(copy, change)
        || !many && isLittleBeside(model, stage, change)
        || storesAnyhow(model, change, copy)) {
      return null;
    }
    String installer = many ? null : CopiedFiles.installerBelow(model, change);
    if (installer != null) {
      return ofInstalled(model, change, copy, installer);
    }
    Finding finding = Finding.at(
            change.head(),
            message(
                    copy,
                    programs(model, change, copy),
                    many ? wasted : null,
                    copiesBelow(model, change).size() > 1)
                + beforehand(model, copy, change)
                + besides(model, change, copy)
                + ofOthers(model, change)
                + rest(change))
        .withRelated(model.range(copy), "written here");
    return many && wasted != null ? finding.withSeverity(wasted.severity()) : finding;
  }

  /** Whether what a compiler of Node made is little beside the packages that the stage itself installs there. */
  private static boolean isLittleBeside(SemanticModel model, Stage stage, RunCommand change) {
    return Iterables.all(copiesBelow(model, change), CopyThenChown::isOutputIfBuilt)
        && CopiedFiles.areWrittenBelow(model, change)
        && Iterables.any(
            model.commands(NodeInstall.ANY, stage),
            one -> one.instruction() != change.instruction()
                && NodeInstall.of(one.invocation()) != null);
  }

  private static boolean isOutputIfBuilt(Transfer copy) {
    return copy.flag("from") == null
        || Iterables.all(
            copy.sources(), source -> OUTPUT.matcher(source.value()).matches());
  }

  /**
   * What a package manager has installed there weighs more than what was copied, and a flag of COPY wouldn't spare it. Null of
   * a mode, which programs may need.
   */
  private static @Nullable Finding ofInstalled(
      SemanticModel model, RunCommand change, Transfer copy, String installer) {
    return change.program().equals("chown")
        ? Finding.at(
                change.head(),
                "This stores what " + installer + " installed a second time, and what "
                    + copy.keyword().name()
                    + " wrote. Change the owner of what the program writes alone.")
            .withRelated(model.range(copy), "written here")
        : null;
  }

  /** How many commands of a stage are looked at, each with all COPYs before it: files that people write have fewer. */
  private static final int MOST_CHANGES = 100;

  /** How many COPYs of a stage are looked at for one command: files that people write have fewer. */
  private static final int MOST = 20;

  /** What a command among others stores again of a program, or of another file of which the context tells that it is large. */
  private static @Nullable Finding ofProgram(Subject subject, Stage stage, RunCommand change) {
    SemanticModel model = subject.model();
    boolean isPlain = !change.has("-R")
        && change.operands().size() > 1
        && canSay(change)
        && change.invocation().nesting().isEmpty()
        && change.instruction() == change.script().run()
        && !change.arguments().mayHideOptions();
    if (!isPlain) {
      return null;
    }
    for (Instruction one : Iterables.limit(model.having(COPIES, stage).reverse(), MOST)) {
      Transfer copy = (Transfer) one;
      boolean isBefore = model.ordinal(copy) < model.ordinal(change.instruction())
          && copy.errors().isEmpty()
          && copy.flag(change.program()) == null;
      CopiedFiles copied = isBefore ? CopiedFiles.changedBy(model, copy, change) : null;
      if (copied != null
          && copied.isOfFiles()
          && !isLost(model, copied, change)
          && !isNamedByOthers(change, copied)
          && !isIdle(copy, change)
          && CHANGE.in(change.script()).stream()
              .noneMatch(other -> CopiedFiles.areBelow(model, copy, other))) {
        WastedBytes wasted = copied.weight(subject);
        boolean isLarge = wasted == null ? copied.isOfBuiltProgram() : wasted.areMany();
        Finding finding = Finding.at(
                change.head(),
                message(copy, ImmutableSet.of(change.program()), wasted, false)
                    + beforehand(model, copy, change))
            .withRelated(model.range(copy), "written here")
            .withFix(fixInChain(model, copied, change));
        return !isLarge ? null : wasted == null ? finding : finding.withSeverity(wasted.severity());
      }
    }
    return null;
  }

  /** Whether another command of the RUN works on the same files, and may write them. */
  private static boolean isNamedByOthers(RunCommand change, CopiedFiles copied) {
    return change.script().script().invocations().stream()
        .filter(one -> one != change.invocation())
        .flatMap(one -> one.arguments().words().stream())
        .anyMatch(word -> copied.changed().stream()
            .anyMatch(place -> word.raw().contains(String.valueOf(place.name()))));
  }

  private static @Nullable Fix fixInChain(
      SemanticModel model, CopiedFiles copied, RunCommand change) {
    String flag = flagForEarlier(model, copied.copy(), change);
    TextEdit deletion = ChainEdits.delete(change.script(), change.invocation());
    return flag == null || deletion == null
        ? null
        : Fix.suggestion(
            "Add " + flag + " to the " + copied.keyword() + ", delete the " + change.program(),
            FlagEdits.add(model.file(), copied.copy(), flag),
            deletion);
  }

  /** The same flag where its owner is there when the COPY runs, or has a number; null where there is none. */
  private static @Nullable String flagForEarlier(
      SemanticModel model, Transfer copy, RunCommand change) {
    String flag = flag(model, copy, change);
    if (flag == null || !change.program().equals("chown")) {
      return flag;
    }
    String name = "--chown=";
    String owner = OwnersOfCopy.replace(model, copy, change, flag.substring(name.length()));
    return owner == null ? null : name + owner;
  }

  /** That the owner is made too late, or has to be a number for that reason, with a blank before it. */
  private static String beforehand(SemanticModel model, Transfer copy, RunCommand change) {
    String flag = flag(model, copy, change);
    String earlier = flag == null ? null : flagForEarlier(model, copy, change);
    boolean isMadeByVariable = flag == null
        && change.program().equals("chown")
        && OwnersOfCopy.areMadeByVariable(model, copy, change);
    if (!isMadeByVariable && (flag == null || flag.equals(earlier))) {
      return "";
    }
    return earlier == null
        ? " Make the user and the group before it."
        : " Write " + earlier + ", for the name is made later.";
  }

  private static String rest(RunCommand change) {
    return change.program().equals("chown")
        ? " If the program writes into the directory itself, keep a chown of that, without -R."
        : "";
  }

  /** What the RUN of a command runs like it on what was copied: of {@code chown} and {@code chmod} one or both. */
  private static ImmutableSet<String> programs(
      SemanticModel model, RunCommand change, Transfer copy) {
    ImmutableSet.Builder<String> programs = ImmutableSet.builder();
    for (RunCommand one : CHANGE.in(change.script())) {
      if (one.has("-R")
          && canSay(one)
          && copy.flag(one.program()) == null
          && CopiedFiles.areBelow(model, copy, one)) {
        programs.add(one.program());
      }
    }
    return programs.build();
  }

  /** Whether the RUN of a command stores what was copied again in a way of which no flag can say the same. */
  private static boolean storesAnyhow(SemanticModel model, RunCommand change, Transfer copy) {
    for (RunCommand one : CHANGE.in(change.script())) {
      if (one.has("-R") && !canSay(one) && CopiedFiles.areBelow(model, copy, one)) {
        return true;
      }
    }
    return change.script().script().invocations().stream()
        .anyMatch(find -> changesAll(find) && CopiedFiles.areFound(model, copy, change, find));
  }

  /** Whether {@code find} gives files another owner or mode, as its command says. */
  private static boolean changesAll(Invocation find) {
    return find.is("find")
        && find.command().words().stream()
            .anyMatch(word -> word.isLiteral("chmod") || word.isLiteral("chown"));
  }

  /** What the RUN of a command runs besides that stores it again, though the COPY has the flag for it. */
  private static String besides(SemanticModel model, RunCommand change, Transfer copy) {
    for (RunCommand one : CHANGE.in(change.script())) {
      if (copy.flag(one.program()) != null && CopiedFiles.areBelow(model, copy, one)) {
        return " The " + one.program() + " -R in this RUN stores it again, too, although "
            + copy.keyword().name() + " has --" + one.program() + ".";
      }
    }
    return "";
  }

  /** What else a command changes than what was copied, which needs it: what RUNs wrote there. */
  private static String ofOthers(SemanticModel model, RunCommand change) {
    return CopiedFiles.areWrittenBelow(model, change)
        ? " What RUNs wrote there still needs the " + change.program() + "."
        : "";
  }

  /** @param isOneOf whether other instructions wrote there as well */
  private static String message(
      Transfer copy, ImmutableSet<String> programs, @Nullable WastedBytes wasted, boolean isOneOf) {
    String keyword = copy.keyword().name();
    return "This stores what " + keyword + " wrote"
        + (wasted == null ? "" : ", " + wasted.text() + ",")
        + " a second time. Give --" + String.join(" and --", programs)
        + (isOneOf ? " to each " : " to the ") + keyword
        + " instead."
        + (CopiedFiles.mayUnpack(copy)
            ? " What is in an archive gets it from BuildKit 0.23 on."
            : "");
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

  /** What a command changes of a COPY before it, between which and it only such stand as copy other files. */
  private static @Nullable CopiedFiles copiedBefore(Subject subject, RunCommand change) {
    SemanticModel model = subject.model();
    Instruction before = model.previous(change.instruction());
    boolean isNext = true;
    for (int i = 0; i < MOST && before != null; i++) {
      if (before instanceof Transfer copy) {
        CopiedFiles copied =
            takes(copy, change) ? CopiedFiles.changedBy(model, copy, change) : null;
        if (copied != null && (isNext || !change.has("-R"))) {
          return copied;
        }
        if (change.has("-R") || !CopiedFiles.areOthers(subject, copy, change)) {
          return null;
        }
        isNext = false;
      } else if (!CONFIGURES.isOf(before)) {
        return null;
      }
      before = model.previous(before);
    }
    return null;
  }

  private static boolean takes(Transfer copy, RunCommand change) {
    return copy.errors().isEmpty()
        && copy.flag(change.program()) == null
        && copy.flag("parents") == null
        && copy.flag("unpack") == null;
  }

  private static @Nullable Fix fix(SemanticModel model, CopiedFiles copied, RunCommand change) {
    Instruction run = change.instruction();
    boolean isIdle = isIdle(copied.copy(), change);
    String flag = isIdle ? null : flag(model, copied.copy(), change);
    if (CopiedFiles.mayUnpack(copied.copy())) {
      return null;
    }
    if (copied.changesWorkdir() && change.program().equals("chown")) {
      return fixOfWorkdir(model, copied, change, flag);
    }
    ImmutableList<TextEdit> deletion = InstructionEdits.delete(model.file(), run);
    if (flag == null && !isIdle
        || deletion == null
        || copied.isMixed()
        || !ToolComment.above(model.file(), run).isEmpty()
        || Surroundings.hasCommentLine(run.text())) {
      return null;
    }
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    if (flag != null) {
      edits.add(FlagEdits.add(model.file(), copied.copy(), flag));
    }
    Fix fix = new Fix(
        flag == null
            ? "Delete the RUN"
            : "Add " + flag + " to the " + copied.keyword() + ", delete the RUN",
        Fix.Safety.SAFE,
        edits.addAll(deletion).build());
    return copied.isOfFiles() && isSame(model, copied, change) ? fix : fix.asSuggestion();
  }

  /** Leaves the directory that was there before to the RUN: it keeps its owner whatever is copied into it. */
  private static @Nullable Fix fixOfWorkdir(
      SemanticModel model, CopiedFiles copied, RunCommand change, @Nullable String flag) {
    GivenOption recursive = change.option("-R");
    TextEdit deletion = recursive == null ? null : change.delete(recursive);
    return flag == null || deletion == null || copied.isMixed()
        ? null
        : Fix.suggestion(
            "Add " + flag + " to the " + copied.keyword() + ", chown the directory alone",
            FlagEdits.add(model.file(), copied.copy(), flag),
            deletion);
  }

  /** The flag that says the same of a file; null where there is none. */
  private static @Nullable String flag(SemanticModel model, Transfer copy, RunCommand change) {
    String said = said(change);
    if (change.program().equals("chown")) {
      // In the layer of --link there is no list of users.
      Regex owner = copy.flag("link") == null ? OWNER : NUMBERS;
      String group = said.contains(":") ? "" : ":0";
      return owner.matcher(said).matches() ? "--chown=" + said + group : null;
    }
    String frontEnd = String.valueOf(model.file().header().syntaxImage());
    if (WITHOUT_CHMOD.matcher(frontEnd).matches()) {
      return null;
    }
    String mode = EXECUTABLE.matcher(said).matches() ? "755" : said;
    return OCTAL.matcher(mode).matches() ? "--chmod=" + mode : null;
  }

  private static String said(RunCommand change) {
    ImmutableList<ShellWord> operands = change.operands();
    String said = operands.isEmpty() ? null : operands.get(0).literal();
    return said == null ? "" : said;
  }

  /** Whether the flag makes of files, and of all around them, exactly what the command does. */
  private static boolean isSame(SemanticModel model, CopiedFiles copied, RunCommand change) {
    User user = model.stateBefore(change.instruction()).user();
    boolean root =
        user == null || user.name() != null && ROOT.matcher(user.name().value()).matches();
    if (change.program().equals("chmod")) {
      return root && OCTAL.matcher(said(change)).matches();
    }
    // What comes from a stage keeps its group; chown may take away the bits that --chmod=4755
    // gives.
    Transfer copy = copied.copy();
    Flag mode = copy.flag("chmod");
    boolean group = said(change).contains(":") || copy.flag("from") == null;
    return root
        && group
        && copy.flag("link") == null
        && (mode == null || OCTAL.matcher(mode.valueOrEmpty()).matches())
        && copied.directoryWasThere();
  }
}
