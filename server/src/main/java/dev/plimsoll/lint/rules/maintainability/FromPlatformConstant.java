package dev.plimsoll.lint.rules.maintainability;

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
import dev.plimsoll.rewrite.AuthorsComment;
import dev.plimsoll.rewrite.FlagEdits;
import dev.plimsoll.semantics.PlatformSpecifier;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.Regex;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** FROM for a platform that is written out. */
public final class FromPlatformConstant implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "from-platform-constant", Category.MAINTAINABILITY, Severity.HINT, """
          The stage is built for this platform only, whatever `--platform` asks for: on other machines it runs in
          an emulator, or not.

          Without the flag it is built for the target platform. A stage that compiles for other platforms, or makes what runs on any, and doesn't ship takes \
          `$BUILDPLATFORM`, that of the builder.

          ```dockerfile bad fix=suggestion
          FROM --platform=linux/amd64 alpine:3.22
          ```

          ```dockerfile good
          FROM alpine:3.22
          ```

          A stage whose name says for which system or processor it is, is meant to be so:

          ```dockerfile good
          FROM --platform=linux/arm64 alpine:3.22 AS build-arm64
          RUN make arm64
          ```

          Where names of files say it, as of `tool-1.4-linux-x64.tar.gz`, or that of the base image, and none is for another
          processor, only who asks for the rule is told, and where a comment above speaks of the platform; the same of stages for that platform that give files to such a stage or take its files.
          """)
      .since("0.1.0")
      .withSuggestion()
      .in(Profile.HADOLINT, Severity.WARNING)
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3029")
      .withAlias(Tool.BUILDKIT, "FromPlatformFlagConstDisallowed")
      .withAlias(Tool.DROAST, "DF061")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    Map<String, Set<Stage>> constant = new LinkedHashMap<>();
    for (Stage stage : subject.model().stages()) {
      String platform = constant(subject, stage);
      if (platform != null) {
        constant.computeIfAbsent(platform, any -> new LinkedHashSet<>()).add(stage);
      }
    }
    NamedProcessors processors = new NamedProcessors(subject);
    for (Map.Entry<String, Set<Stage>> alike : constant.entrySet()) {
      String platform = alike.getKey();
      Set<Stage> tied = processors.tied(alike.getValue(), platform);
      for (Stage stage : alike.getValue()) {
        Flag flag = stage.from().platform();
        if (flag != null && !isNamed(stage, platform)) {
          Finding finding = finding(subject, stage, flag, platform);
          boolean isMeant = tied.contains(stage)
              || platform.startsWith(WINDOWS)
              || AuthorsComment.has(subject.file(), stage.from(), REASON);
          reporter.report(isMeant ? finding.asPedantic() : finding);
        }
      }
    }
  }

  /** hadolint takes any platform for a constant that names neither of the two. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    for (Stage stage : subject.model().stages()) {
      Flag flag = stage.from().platform();
      if (flag != null
          && !flag.valueOrEmpty().contains("BUILDPLATFORM")
          && !flag.valueOrEmpty().contains("TARGETPLATFORM")) {
        reporter.report(Finding.at(
                subject.model().range(stage.from(), flag.range()),
                "The platform is neither $BUILDPLATFORM nor $TARGETPLATFORM. Leave the flag out.")
            .forHadolintOnly());
      }
    }
  }

  /** What a comment says that gives a reason for a platform. */
  private static final Regex REASON = Regex.of(
      "(?i)\\b(?:platforms?|architectures?|amd(?:64)?|arm(?:64)?|x86(?:[_-]64)?|x64|intel|apple|rosetta|qemu)\\b");

  /** Its images are for nothing else, and Linux builds them by this flag alone. */
  private static final String WINDOWS = "windows";

  /** The platform that is written out; null where it isn't, or is none. */
  private static @Nullable String constant(Subject subject, Stage stage) {
    Flag flag = stage.from().platform();
    if (flag == null || flag.valueOrEmpty().isEmpty()) {
      return null;
    }
    Expansion platform = subject.model().expand(stage.from(), flag.valueOrEmpty());
    return platform.matched().isEmpty()
            && platform.unmatched().isEmpty()
            && PlatformSpecifier.isValid(platform.withoutBuildArgs())
        ? platform.withoutBuildArgs()
        : null;
  }

  private static Finding finding(Subject subject, Stage stage, Flag flag, String platform) {
    Instruction.From from = stage.from();
    // What ships isn't for the machine that builds it, nor what is taken from there.
    boolean ships =
        subject.model().ships(stage) || NativeFiles.mayBeTakenFrom(subject.model(), stage);
    Finding finding = Finding.at(
            subject.model().range(from, flag.range()),
            "This stage is built for " + platform + ", whatever platform is asked for."
                + (ships
                    ? " Leave the flag out."
                    : " Leave the flag out, or give it $BUILDPLATFORM."))
        .withFix(Fix.suggestion("Remove --platform", FlagEdits.remove(subject.file(), from, flag)));
    return ships
        ? finding
        : finding.withFix(Fix.suggestion(
            "Use $BUILDPLATFORM", FlagEdits.replace(subject.file(), from, flag, "$BUILDPLATFORM")));
  }

  /** Whether the name of the stage says what system or processor it is for. */
  private static boolean isNamed(Stage stage, String platform) {
    String name = stage.name();
    return name != null
        && PlatformSpecifier.systemAndProcessor(platform).stream().anyMatch(name::contains);
  }
}
