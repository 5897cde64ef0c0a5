package dev.plimsoll.lint.rules.correctness;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageReference;
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
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Trait;
import org.jspecify.annotations.Nullable;

/** Pipes of which only the last command may fail a build. */
public final class DanglingPipeWithoutPipefail implements Rule {

  private static final Trait HAS_PIPE = Trait.of(Run.class, DanglingPipeWithoutPipefail::hasPipe);

  private static final Trait MAY_PIPE = Trait.of(Run.class, run -> run.text().indexOf('|') >= 0);

  private static final RuleInfo INFO = RuleInfo.of(
          "dangling-pipe-without-pipefail", Category.CORRECTNESS, Severity.INFORMATION, """
          The exit status of a pipe is that of its last command, so a build goes on where another one fails.

          A download that fails gives nothing to the shell behind the pipe, which then runs nothing and succeeds. With the \
          option `pipefail` all commands have to succeed. bash has it, and so has the `sh` of Alpine, which is BusyBox, and \
          that of Fedora and its kin, which is bash; the `sh` of Debian and Ubuntu is dash, which hasn't.

          ```dockerfile bad fix=suggestion
          FROM debian:13
          RUN curl -fsSL https://example.org/setup.sh | bash
          ```

          ```dockerfile good
          FROM debian:13
          SHELL ["/bin/bash", "-o", "pipefail", "-c"]
          RUN curl -fsSL https://example.org/setup.sh | bash
          ```

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          RUN wget -O - https://example.org/schema.sql | sqlite3 /srv/site.db
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN set -o pipefail && wget -O - https://example.org/schema.sql | sqlite3 /srv/site.db
          ```

          It is a warning where a script is downloaded and run, and a hint where a command behind it needs what that makes, or where \
          the last command fails itself if it is not given all. `grep` is taken for a question, unless its `-v` only leaves lines out of \
          the log of an installation or a build. A base image may have a SHELL with `pipefail`, which is \
          inherited: where nobody has read the configuration of one that isn't official, it is a hint. Whoever asks for the \
          rule is also told of downloads for `tar` and the like and of keys for `gpg --dearmor`, which fail where they are given nothing, of pipes from `echo` and the like, of a value that the script looks at, or an address that it fetches next, of those whose \
          status nobody asks for, of those that only tell something to who reads the log, such as `php -i | grep ini`, and of those that `head` and the like end early, which `pipefail` takes for a failure.
          """)
      .since("0.1.0")
      .withSuggestion()
      .withAlias(Tool.HADOLINT, "DL4006")
      .withAlias(Tool.DROAST, "DF057")
      .in(Profile.HADOLINT, Severity.WARNING)
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(HAS_PIPE, DanglingPipeWithoutPipefail::check, reporter);
  }

  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    RunScript script = subject.model().script(part.get(0));
    if (script == null) {
      return;
    }
    DanglingPipe worst = null;
    for (DanglingPipe pipe : DanglingPipes.in(script.script(), script.shell().errexit())) {
      boolean dangles = pipe.shell() != null || !script.shell().pipefail();
      if (dangles && (worst == null || weight(pipe) < weight(worst))) {
        worst = pipe;
      }
    }
    if (worst != null) {
      reporter.report(finding(subject, script, worst));
    }
  }

  /** hadolint asks for SHELL alone, and not whether a script sets the option itself. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    subject.eachHaving(MAY_PIPE, DanglingPipeWithoutPipefail::checkAny, reporter);
  }

  private static void checkAny(
      Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    RunScript script = subject.model().script(part.get(0));
    if (script != null && !script.shell().pipefail() && DanglingPipes.areIn(script.script())) {
      reporter.report(Finding.at(
              subject.model().range(script.instruction(), script.run().source().keywordRange()),
              "The exit status of a pipe is that of its last command. Set the option pipefail with SHELL.")
          .forHadolintOnly());
    }
  }

  /** Lower for what is worse. */
  private static int weight(DanglingPipe pipe) {
    Severity severity = pipe.severity();
    return severity == null ? Severity.values().length : severity.ordinal();
  }

  private static Finding finding(Subject subject, RunScript script, DanglingPipe pipe) {
    Invocation failing = pipe.failing();
    String last = pipe.last() == null ? null : pipe.last().name();
    ImageUse unread = pipe.shell() == null ? unreadBase(subject.model(), script) : null;
    boolean stopsAtPackages = pipe.runsDownload()
        && pipe.needing() == null
        && SetUpPackages.areLackingWithout(subject.model(), script, pipe);
    Finding finding = Finding.at(
        script.range(
            failing == null
                ? pipe.pipeline().operators().get(0).range()
                : failing.nameWord().range()),
        sentence(
                unread,
                stopsAtPackages
                    ? noPackage(pipe, name(failing), String.valueOf(last))
                    : consequence(pipe, name(failing), last == null ? "the last command" : last))
            + " Set the option pipefail.");
    for (Fix fix : PipefailFix.of(subject.model(), script, pipe)) {
      finding = finding.withFix(fix);
    }
    Severity severity = pipe.severity();
    return severity == null
        ? finding.asPedantic()
        : finding.withSeverity(unread == null && !stopsAtPackages ? severity : Severity.HINT);
  }

  /** The base image whose SHELL, which nobody has read, may run a script; null where there is none. */
  private static @Nullable ImageUse unreadBase(SemanticModel model, RunScript script) {
    Stage stage = model.stageOf(script.instruction());
    ImageUse base = stage == null ? null : model.baseImage(stage);
    ImageReference image = base == null ? null : base.image();
    boolean isRead = stage == null
        || image == null
        || image.isScratch()
        || image.isOfficial()
        || model.environment(stage).isRead()
        || model.isShellChosen(script.instruction());
    boolean isOwn = script.execForm() || !script.shell().equals(model.shell(script.instruction()));
    return isRead || isOwn ? null : base;
  }

  /** @param consequence what holds unless a base image that nobody has read has another SHELL */
  private static String sentence(@Nullable ImageUse unread, String consequence) {
    return unread == null
        ? Ascii.toUpperCase(consequence.charAt(0)) + consequence.substring(1)
        : "Unless the base image " + unread.text() + " sets pipefail, " + consequence;
  }

  private static String noPackage(DanglingPipe pipe, String failing, String last) {
    return "if " + failing + " fails, " + last
        + " runs nothing and succeeds, and the build goes on with "
        + DanglingPipe.words(requireNonNull(pipe.following().next()))
        + ", which finds no package.";
  }

  private static String consequence(DanglingPipe pipe, String failing, String last) {
    Invocation needing = pipe.needing();
    if (needing != null) {
      return "if " + failing + " fails, " + last
          + " runs nothing and succeeds, and the build goes on with "
          + DanglingPipe.words(needing) + ".";
    }
    if (pipe.needed()) {
      return "if " + failing + " fails, the build goes on with an empty value.";
    }
    boolean isTwice = failing.equals(last);
    String first = (isTwice ? "the first " : "") + failing;
    String second = (isTwice ? "the second " : "") + last;
    return pipe.stopsWithoutInput()
        ? "if " + first + " fails, " + second + " is the first to say so, for want of input."
        : "the build goes on if " + first + " fails: only the exit status of " + second
            + " counts.";
  }

  private static String name(@Nullable Invocation failing) {
    return failing == null || failing.name() == null ? "a command before the pipe" : failing.name();
  }

  private static boolean hasPipe(Run run) {
    Script script = run.text().indexOf('|') < 0 ? null : RunScript.script(run);
    return script != null && !DanglingPipes.in(script, false).isEmpty();
  }
}
