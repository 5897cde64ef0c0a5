package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.PartCheck;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;

/** What is common to yum and dnf where they wait for an answer. */
final class RpmWithoutYes {

  private static final String SETTING = "assumeyes";

  /** Instructions that may set it for all that follow. */
  private static final Trait MAY_ASSUME = Trait.of(Instruction.class, RpmWithoutYes::mayAssume);

  private RpmWithoutYes() {}

  /** Commands that ask. */
  static CommandQuery asking(String... programs) {
    return CommandQuery.of(programs)
        .told(
            "install",
            "localinstall",
            "groupinstall",
            "group install",
            "module install",
            "reinstall",
            "upgrade",
            "update",
            "localupdate",
            "upgrade-minimal",
            "distro-sync",
            "downgrade",
            "swap",
            "builddep",
            "remove",
            "autoremove",
            "groupremove");
  }

  private static boolean mayAssume(Instruction instruction) {
    String text = instruction.text();
    return text.contains("yum.conf")
        || text.contains("dnf.conf")
        || text.replace("--" + SETTING, "").contains(SETTING);
  }

  /** Looks at each RUN with such a command, in stages in which nothing sets the answer for all. */
  static void check(Subject subject, CommandQuery asking, PartCheck check, Reporter reporter) {
    List<ImmutableList<Instruction>> runs = new ArrayList<>();
    for (Stage stage : subject.model().stages()) {
      List<Instruction> having = subject.model().having(asking.trait(), stage);
      if (!having.isEmpty() && !isAssumed(subject, stage)) {
        having.forEach(run -> runs.add(ImmutableList.of(run)));
      }
    }
    subject.each(runs, check, reporter);
  }

  private static boolean isAssumed(Subject subject, Stage stage) {
    for (Stage at = stage; at != null; at = at.parent()) {
      if (subject.model().has(MAY_ASSUME, at)) {
        return true;
      }
    }
    return false;
  }

  /** Reports the commands of a RUN that ask. */
  static void checkRun(Subject subject, Instruction run, CommandQuery asking, Reporter reporter) {
    RunScript script = subject.model().script(run);
    if (script != null) {
      for (RunCommand command : asking.in(script)) {
        if (asks(command)
            && (!isMicrodnf(command) || isOfFedora(subject, run))
            && !Confirmation.hasNothingToAsk(command)
            && !Confirmation.isAnswered(command)) {
          reporter.report(finding(command));
        }
      }
    }
  }

  private static boolean isMicrodnf(RunCommand command) {
    return command.program().equals("microdnf");
  }

  /** Whether microdnf may be another name of dnf5; that of RHEL and its kin never asks. */
  private static boolean isOfFedora(Subject subject, Instruction run) {
    Stage stage = subject.model().stageOf(run);
    ImageReference image = stage == null ? null : subject.model().baseReference(stage);
    return image != null && image.path().contains("fedora");
  }

  private static Finding finding(RunCommand command) {
    TextEdit edit = command.insert("-y");
    return isMicrodnf(command)
        ? Confirmation.missing(command, " if it is dnf5" + Confirmation.UNANSWERED, "-y", edit)
            .withSeverity(Severity.HINT)
        : Confirmation.missing(command, "-y", edit);
  }

  private static boolean asks(RunCommand command) {
    return !command.hasAny("--assumeyes", "--assumeno", "--help", "--version")
        && !command.arguments().mayHideOptions()
        && !isSet(command);
  }

  private static boolean isSet(RunCommand command) {
    for (GivenOption given : command.arguments().options()) {
      if (given.is("--setopt")
          && given.value() != null
          && given.value().literalPrefix().contains(SETTING)) {
        return true;
      }
    }
    return false;
  }
}
