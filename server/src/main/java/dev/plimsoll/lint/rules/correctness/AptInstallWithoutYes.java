package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.InstalledPackages;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.apt.AptCommand;
import dev.plimsoll.lint.rules.apt.AptConfiguration;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Trait;
import java.util.ArrayList;
import java.util.List;

/** apt that waits for an answer. */
public final class AptInstallWithoutYes implements Rule {

  private static final Trait MATTERS =
      Trait.orTriggered(Run.class, AptInstallWithoutYes::mayAsk).or(AptConfiguration.MAY_SET);

  private static final ImmutableSet<String> REMOVES = ImmutableSet.of("purge", "remove");

  private static final RuleInfo INFO = RuleInfo.of(
          "apt-install-without-yes", Category.CORRECTNESS, Severity.WARNING, """
          apt asks for confirmation before it installs more than it was told to. Nobody answers during a build, so it aborts.

          `-y` answers yes, and so do `-qq`, `-q=2` and the option `APT::Get::Assume-Yes`. `DEBIAN_FRONTEND` doesn't: it
          is for the questions of packages, not for those of apt.

          Where it is known that what is named needs nothing else, apt doesn't ask, and it is information.

          Where the RUN goes on although apt has aborted, as in `apt-get autoremove; make`, the fix is a suggestion: the image
          is built today, and with `-y` packages are really installed or removed.

          ```dockerfile bad fix=safe
          FROM debian:bookworm
          RUN apt-get update && apt-get install nginx && rm -rf /var/lib/apt/lists/*
          ```

          ```dockerfile good
          FROM debian:bookworm
          RUN apt-get update && apt-get install -y nginx && rm -rf /var/lib/apt/lists/*
          ```
          """)
      .since("0.1.0")
      .withSafeFix()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3014")
      .withAlias(Tool.TRIVY, "DS-0021")
      .withAlias(Tool.DROAST, "DF015")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    List<ImmutableList<Instruction>> runs = new ArrayList<>();
    AptConfiguration configuration =
        new AptConfiguration(subject.model(), AptConfiguration.Option.ASSUME_YES);
    for (Stage stage : subject.model().stages()) {
      boolean assumed = configuration.before(stage);
      for (Instruction instruction : subject.model().having(MATTERS, stage)) {
        assumed = assumed || configuration.isSetBy(instruction);
        if (!assumed) {
          runs.add(ImmutableList.of(instruction));
        }
      }
      configuration.end(stage, assumed);
    }
    subject.each(runs, AptInstallWithoutYes::checkRun, reporter);
  }

  private static void checkRun(Subject subject, ImmutableList<Instruction> run, Reporter reporter) {
    RunScript script = subject.model().script(run.get(0));
    if (script != null) {
      check(subject.model(), script, reporter);
    }
  }

  private static void check(SemanticModel model, RunScript script, Reporter reporter) {
    for (AptCommand apt : AptCommand.in(script)) {
      if (asks(apt)
          && !repairsNothing(script, apt)
          && !findsNothingUnused(script, apt)
          && !Confirmation.hasNothingToAsk(apt.command())
          && !Confirmation.isAnswered(apt.command())) {
        Finding finding = Confirmation.missing(
            apt.command(),
            when(apt) + Confirmation.UNANSWERED,
            "-y",
            apt.command().insert("-y"));
        reporter.report(
            installsNoMore(model, script, apt)
                ? finding.withSeverity(Severity.INFORMATION)
                : finding);
      }
    }
  }

  /** Whether what is named is all that is missing in an image, as far as the table of packages knows: apt doesn't ask then. */
  private static boolean installsNoMore(SemanticModel model, RunScript script, AptCommand apt) {
    Stage stage = model.stageOf(script.instruction());
    ImageReference image = stage == null ? null : model.baseReference(stage);
    List<String> names =
        apt.packages().stream().map(word -> String.valueOf(word.literal())).toList();
    if (image == null
        || !apt.verb().equals("install")
        || names.isEmpty()
        || !InstalledPackages.areKnown(image)
        || !names.stream().allMatch(InstalledPackages::isKnown)) {
      return false;
    }
    InstalledPackages there = InstalledPackages.in(image);
    ImmutableSet<String> added = there.lacks(there.withRecommended(names));
    return names.containsAll(added) && InstalledPackages.count(added) <= names.size();
  }

  /** When it asks, if not always. */
  private static String when(AptCommand apt) {
    return switch (apt.verb()) {
      case "install", "reinstall" -> " if it has to install more than what is named";
      case "autoremove", "autopurge", "purge", "remove" -> " if it finds something to remove";
      case "upgrade", "dist-upgrade", "full-upgrade", "safe-upgrade" ->
        " if it finds something to upgrade";
      default -> "";
    };
  }

  private static boolean mayAsk(Instruction instruction) {
    for (AptCommand apt : AptCommand.alone(instruction)) {
      if (asks(apt)) {
        return true;
      }
    }
    return false;
  }

  private static boolean asks(AptCommand apt) {
    return isQuestion(apt.verb())
        && !apt.assumesYes()
        && !apt.changesNothing()
        && !apt.command().arguments().mayHideOptions();
  }

  /** Whether it only mends what is half installed, behind an install of apt, which would have failed. */
  private static boolean repairsNothing(RunScript script, AptCommand apt) {
    if (!apt.verb().equals("install")
        || !apt.packages().isEmpty()
        || !apt.command().hasAny("--fix-broken", "-f")) {
      return false;
    }
    boolean installs = false;
    for (Invocation before : script.script().invocations()) {
      if (before == apt.invocation()) {
        return installs;
      }
      if (before.is("dpkg")) {
        return false;
      }
      installs = installs || before.is("apt-get", "install") || before.is("apt", "install");
    }
    return false;
  }

  /** Whether it only removes what nothing needs, and a command before it in the RUN has done that. */
  private static boolean findsNothingUnused(RunScript script, AptCommand apt) {
    if (!removesUnused(apt) || !apt.packages().isEmpty()) {
      return false;
    }
    boolean done = false;
    int at = 0;
    List<Invocation> all = script.script().invocations();
    for (AptCommand before : AptCommand.in(script)) {
      for (; at < all.size() && all.get(at) != before.invocation(); at++) {
        done = done && !all.get(at).is("apt-mark") && !all.get(at).is("dpkg");
      }
      if (before.invocation() == apt.invocation()) {
        return done;
      }
      boolean takesAway = removesUnused(before) || REMOVES.contains(before.verb());
      if (takesAway && !before.changesNothing()) {
        done = before.assumesYes()
            && before.invocation().nesting().isEmpty()
            && (removesUnused(before) || before.command().hasAny("--auto-remove", "--autoremove"));
      }
    }
    return false;
  }

  private static boolean removesUnused(AptCommand apt) {
    return apt.verb().equals("autoremove") || apt.verb().equals("autopurge");
  }

  private static boolean isQuestion(String verb) {
    return switch (verb) {
      case "install",
          "reinstall",
          "remove",
          "purge",
          "autoremove",
          "autopurge",
          "build-dep",
          "satisfy" -> true;
      case "upgrade", "dist-upgrade", "full-upgrade", "safe-upgrade" -> true;
      default -> false;
    };
  }
}
