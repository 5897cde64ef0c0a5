package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Rule;

/** The rules about what breaks a build or an image. */
public final class CorrectnessRules {

  /** By name. */
  public static final ImmutableList<Rule> ALL = ImmutableList.of(
      new AptInstallWithoutYes(),
      new ArgOutOfScope(),
      new BaseImageMissing(),
      new BaseImagePlatformMismatch(),
      new CdInRun(),
      new CommentInString(),
      new CommentSwallowsRest(),
      new CopyFromOwnStage(),
      new CopyFromUnknownStage(),
      new CopyIgnoredFile(),
      new CopyMultipleSourcesDestNotDir(),
      new CopyRelativeDestWithoutWorkdir(),
      new CopySourceMissing(),
      new CopyWholeFilesystemFromStage(),
      new CopyWithShellSyntax(),
      new CrlfInHeredoc(),
      new DanglingPipeWithoutPipefail(),
      new DnfInstallWithoutYes(),
      new DuplicateStageName(),
      new EnvSelfReference(),
      new ExposeInvalidFormat(),
      new ExposePortOutOfRange(),
      new HeredocWithoutCommand(),
      new HeredocWithoutErrexit(),
      new InstructionBeforeFrom(),
      new InstructionSwallowed(),
      new InvalidDefaultArgInFrom(),
      new InvalidJsonForm(),
      new LookalikeCharacter(),
      new MultipleCmd(),
      new MultipleEntrypoint(),
      new MultipleHealthcheck(),
      new OnbuildForbiddenTrigger(),
      new PackageManagerMissing(),
      new PointlessCommand(),
      new ReservedStageName(),
      new ShellCheckFindings(),
      new StageUsedBeforeDefinition(),
      new SyntaxErrors(),
      new SyntaxTooOld(),
      new TemplateNotJudged(),
      new TildeNotExpanded(),
      new TrailingComment(),
      new UnbuildableValue(),
      new UndefinedArgInFrom(),
      new UndefinedVar(),
      new UnknownInstruction(),
      new VariableInExecForm(),
      new WorkdirRelative(),
      new YumInstallWithoutYes(),
      new ZypperWithoutNoninteractive());

  private CorrectnessRules() {}
}
