package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Rule;

/** The rules about what breaks a build or an image. */
public final class CorrectnessRules {

  /** By name. */
  public static final ImmutableList<Rule> ALL = ImmutableList.of(
      new AptInstallWithoutYes(),
      new ArgOutOfScope(),
      new CopyFromUnknownStage(),
      new CopyIgnoredFile(),
      new CopySourceMissing(),
      new InstructionBeforeFrom(),
      new InvalidJsonForm(),
      new LookalikeCharacter(),
      new StageUsedBeforeDefinition(),
      new SyntaxErrors(),
      new UnbuildableValue(),
      new UnknownInstruction(),
      new VariableInExecForm(),
      new WorkdirRelative());

  private CorrectnessRules() {}
}
