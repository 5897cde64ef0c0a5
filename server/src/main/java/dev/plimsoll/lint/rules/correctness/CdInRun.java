package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
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
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.syntax.Instruction;

/** cd, which holds for one RUN only. */
public final class CdInRun implements Rule {

  private static final CommandQuery CD = CommandQuery.of("cd");

  private static final RuleInfo INFO = RuleInfo.of(
          "cd-in-run", Category.CORRECTNESS, Severity.HINT, """
          The next RUN begins where WORKDIR says, wherever `cd` has gone in this one.

          It is a warning where nothing follows the only `cd` of a RUN, which then does nothing. It is a hint where the RUN is
          in that directory already or names all files from the root, and where it begins with `cd` and the next thing that depends on the directory is a
          WORKDIR: there the fix is safe. Of the others only those are told who ask for the rule.

          ```dockerfile bad fix=suggestion
          FROM golang:1.25
          RUN mkdir /src && cd /src
          COPY . .
          ```

          ```dockerfile good
          FROM golang:1.25
          RUN mkdir /src
          WORKDIR /src
          COPY . .
          ```

          ```dockerfile bad fix=safe
          FROM golang:1.25
          COPY . /src
          RUN cd /src && go build -o /usr/bin/app .
          WORKDIR /data
          ```

          ```dockerfile good
          FROM golang:1.25
          COPY . /src
          WORKDIR /src
          RUN go build -o /usr/bin/app .
          WORKDIR /data
          ```
          """)
      .since("0.1.0")
      .withSafeFix()
      .withAlias(Tool.HADOLINT, "DL3003")
      .withAlias(Tool.TRIVY, "DS-0013")
      .withAlias(Tool.DROAST, "DF008")
      .in(Profile.HADOLINT, Severity.WARNING)
      .whenFinished();

  /** How many RUNs with a cd are compared: files that people write have fewer. */
  private static final int MOST = 100;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(CD.trait(), CdInRun::check, reporter);
  }

  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    RunScript script = subject.model().script(part.get(0));
    ImmutableList<RunCommand> all = script == null ? ImmutableList.of() : CD.in(script);
    if (script == null || all.isEmpty()) {
      return;
    }
    RunCommand first = all.get(0);
    CdFix fix = new CdFix(subject.model(), script);
    if (all.size() == 1 && isForgotten(script, first)) {
      Finding found = isDoneAgain(subject, script, first)
          ? Finding.at(
              first.range(),
              "This cd is forgotten where the RUN ends, and a later RUN goes there itself. Delete it.")
          : forgotten(first, fix);
      reporter.report(isTidy(script, first) ? found.asPedantic() : found);
      return;
    }
    if (all.size() == 1 && fix.isNeedless(first)) {
      reporter.report(Finding.at(
              first.range(), "This cd does nothing: all that follows is named from the root.")
          .withFix(fix.ofNeedless(first)));
      return;
    }
    Fix leading = all.size() == 1 ? fix.ofLeading(first) : null;
    Finding finding = Finding.at(
            first.range(), "cd holds for this RUN only. Set the directory with WORKDIR.")
        .withFix(leading);
    reporter.report(leading != null && leading.isSafe() ? finding : finding.asPedantic());
  }

  private static Finding forgotten(RunCommand cd, CdFix fix) {
    if (fix.goesNowhere(cd)) {
      return Finding.at(cd.range(), "This cd does nothing: WORKDIR is this directory already.")
          .withFix(fix.ofNeedless(cd));
    }
    return Finding.at(
            cd.range(), "This cd is forgotten where the RUN ends. Set the directory with WORKDIR.")
        .withSeverity(Severity.WARNING)
        .withFix(fix.ofForgotten(cd));
  }

  /** Whether it only goes back at the end of what has been done elsewhere. */
  private static boolean isTidy(RunScript script, RunCommand cd) {
    return script.script().invocations().size() > 1
        && cd.operands().stream()
            .allMatch(word -> word.isLiteral("/") || word.isLiteral("-") || word.isLiteral(".."));
  }

  /** Whether a later RUN begins by going there itself. */
  private static boolean isDoneAgain(Subject subject, RunScript script, RunCommand cd) {
    Stage stage = subject.model().stageOf(script.instruction());
    if (stage == null
        || cd.operands().isEmpty()
        || subject.file().where(CD.trait()).length() > MOST) {
      return false;
    }
    String code = cd.operands().get(0).raw();
    for (RunCommand other : subject.model().commands(CD, stage)) {
      if (other.script().start() > script.start()
          && other.operands().size() == 1
          && other.operands().get(0).raw().equals(code)) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing follows a cd in its shell. */
  private static boolean isForgotten(RunScript script, RunCommand cd) {
    ImmutableList<Invocation> all = script.script().invocations();
    return !script.execForm()
        && !cd.invocation().isNested()
        && cd.invocation().prefixes().isEmpty()
        && all.get(all.size() - 1).command() == cd.invocation().command()
        && Sequence.of(script.script()).isChain();
  }
}
