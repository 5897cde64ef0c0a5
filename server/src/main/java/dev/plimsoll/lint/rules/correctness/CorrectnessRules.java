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
      new CopyFromOwnStage(),
      new CopyFromUnknownStage(),
      new CommentInString(),
      new CommentSwallowsRest(),
      new CopyIgnoredFile(),
      new CopyMultipleSourcesDestNotDir(),
      new CopyRelativeDestWithoutWorkdir(),
      new CopySourceMissing(),
      new CopyWholeFilesystemFromStage(),
      new CrlfInHeredoc(),
      new EnvSelfReference(),
      new ExposePortOutOfRange(),
      new HeredocWithoutCommand(),
      new HeredocWithoutErrexit(),
      new InstructionBeforeFrom(),
      new InvalidJsonForm(),
      new LookalikeCharacter(),
      new OnbuildForbiddenTrigger(),
      new StageUsedBeforeDefinition(),
      new InstructionSwallowed(),
      new SyntaxErrors(),
      new SyntaxTooOld(),
      new TemplateNotJudged(),
      new TildeNotExpanded(),
      new TrailingComment(),
      new UnbuildableValue(),
      new UnknownInstruction(),
      new VariableInExecForm(),
      new WorkdirRelative(),
      new PointlessCommand(),
      new DanglingPipeWithoutPipefail(),
      new CdInRun());

  private CorrectnessRules() {}
}
