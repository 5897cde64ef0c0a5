package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;

/** The one list of refactorings, in the order in which they are offered. */
public final class Refactorings {

  public static final ImmutableList<Refactoring> ALL = ImmutableList.of(
      new ExtractVariable(),
      new InlineVariable(),
      new NameStage(),
      new MergeInstructions(),
      new SplitInstruction(),
      new PackageList(),
      new ToHeredoc(),
      new FromHeredoc(),
      new ToCopy(),
      new ToExecForm(),
      new ToShellForm(),
      new MoveInstruction());

  private Refactorings() {}
}
