package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
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
import dev.plimsoll.lint.rules.apt.AptConfiguration;
import dev.plimsoll.lint.rules.apt.AptVersion;
import dev.plimsoll.program.Programs;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The program for people where the one for scripts is meant. */
public final class AptInsteadOfAptGet implements Rule {

  private static final CommandQuery APT = CommandQuery.of("apt");

  /** What apt and apt-get do alike in every version. */
  private static final ImmutableSet<String> ALIKE = ImmutableSet.of(
      "update",
      "install",
      "remove",
      "purge",
      "autoremove",
      "dist-upgrade",
      "upgrade",
      "build-dep",
      "clean",
      "autoclean");

  /** What may tell only one of the two to keep packages that it has downloaded, or to behave otherwise. */
  private static final Trait CONFIGURES = AptConfiguration.MAY_SET
      .or(Trait.containing("docker-clean"))
      .or(Trait.containing("Keep-Downloaded"));

  private static final RuleInfo INFO = RuleInfo.of(
          "apt-instead-of-apt-get", Category.REPRODUCIBILITY, Severity.HINT, """
          `apt` is made for people: its options, its output and its defaults may change between versions. `apt-get` and \
          `apt-cache`, which do the same, are kept as they are for scripts.

          The fix is safe where both certainly do the same: on official images with an apt before version 3, which brings another
          resolver for `apt` alone. `apt upgrade` becomes `apt-get upgrade --with-new-pkgs`. On other images `apt-get` may be
          configured to keep what it downloads.

          ```dockerfile bad fix=safe
          FROM debian:bookworm
          RUN apt update && apt install -y curl && rm -rf /var/lib/apt/lists/*
          ```

          ```dockerfile good
          FROM debian:bookworm
          RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
          ```
          """)
      .since("0.1.0")
      .withSafeFix()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3027")
      .withAlias(Tool.CHECKOV, "CKV_DOCKER_9")
      .withAlias(Tool.DROAST, "DF059");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(
        APT.trait(), (part, run, found) -> checkRun(part, run.get(0), found), reporter);
  }

  /** Reports those of one RUN together, at the first of them. */
  private static void checkRun(Subject subject, Instruction run, Reporter reporter) {
    RunScript script = subject.model().script(run);
    List<RunCommand> all = script == null ? List.of() : APT.in(script);
    if (!all.isEmpty()) {
      reporter.report(Finding.at(
              all.get(0).range(all.get(0).invocation().nameWord()),
              "apt is for people, and may change between versions. Use apt-get in scripts.")
          .withRelated(
              all.stream()
                  .skip(1)
                  .map(apt -> apt.range(apt.invocation().nameWord()))
                  .toList(),
              "apt is used here, too")
          .withFix(fix(subject.model(), run, all)));
    }
  }

  private static @Nullable Fix fix(SemanticModel model, Instruction run, List<RunCommand> all) {
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    boolean safe = isPlain(model, model.stageOf(run));
    for (RunCommand apt : all) {
      String program = counterpart(apt);
      TextEdit edit = program == null ? null : replace(apt, program);
      if (edit != null) {
        edits.add(edit);
        if (apt.isTold("upgrade")) {
          edits.add(apt.insert("--with-new-pkgs"));
        }
      }
      safe &= edit == null || ALIKE.contains(String.valueOf(apt.verb()));
    }
    ImmutableList<TextEdit> found = edits.build();
    Fix fix = new Fix("Use apt-get", Fix.Safety.SAFE, found);
    return found.isEmpty() ? null : safe ? fix : fix.asSuggestion();
  }

  /** Whether a stage stands on an official image whose apt and apt-get differ in nothing that counts. */
  private static boolean isPlain(SemanticModel model, @Nullable Stage stage) {
    if (stage == null || !AptVersion.resolvesAlike(model, stage)) {
      return false;
    }
    for (Stage at = stage; at != null; at = at.parent()) {
      if (model.has(CONFIGURES, at)) {
        return false;
      }
    }
    return true;
  }

  /** The program for scripts that does what apt is told, or null. */
  private static @Nullable String counterpart(RunCommand apt) {
    String verb = String.valueOf(apt.verb());
    for (String program : List.of("apt-get", "apt-cache")) {
      if (Programs.named(program).verb(verb) != null) {
        return program;
      }
    }
    return null;
  }

  private static @Nullable TextEdit replace(RunCommand apt, String program) {
    ShellWord name = apt.invocation().nameWord();
    String path = name.literalPrefix();
    return apt.replace(name, path.substring(0, path.lastIndexOf('/') + 1) + program);
  }
}
