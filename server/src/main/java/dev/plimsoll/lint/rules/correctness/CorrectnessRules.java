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
      new CopyFromUnknownStage(),
      new CommentInString(),
      new CommentSwallowsRest(),
      new CopyIgnoredFile(),
      new CopyMultipleSourcesDestNotDir(),
      new CopySourceMissing(),
      new CrlfInHeredoc(),
      new DuplicateStageName(),
      new EnvSelfReference(),
      new ExposeInvalidFormat(),
      new HeredocWithoutCommand(),
      new HeredocWithoutErrexit(),
      new InstructionBeforeFrom(),
      new InvalidDefaultArgInFrom(),
      new InvalidJsonForm(),
      new LookalikeCharacter(),
      new MultipleCmd(),
      new MultipleEntrypoint(),
      new MultipleHealthcheck(),
      new ReservedStageName(),
      new StageUsedBeforeDefinition(),
      new InstructionSwallowed(),
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
      new WorkdirRelative());

  private CorrectnessRules() {}
}
