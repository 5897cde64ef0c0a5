package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import java.util.function.Predicate;

/** The one list of refactorings, and which of them a menu shows. */
public final class Refactorings {

  /**
   * Those of one family are alternatives, or undo each other: a menu shows the first that can be done. The families stand
   * in the order in which they are offered: images and names first, then how a list and a script are laid out, then what the
   * builder makes of it.
   */
  private static final ImmutableList<ImmutableList<Refactoring>> FAMILIES = ImmutableList.of(
      ImmutableList.of(new NewestPatch()),
      ImmutableList.of(new PinDigest(), new UpdateDigest()),
      ImmutableList.of(new PinAllDigests()),
      ImmutableList.of(new UnpinDigest()),
      ImmutableList.of(new ExtractVariable()),
      ImmutableList.of(new InlineVariable()),
      ImmutableList.of(new NameStage()),
      ImmutableList.of(new PackageList()),
      ImmutableList.of(new MergeInstructions(), new SplitInstruction(), new MergeRuns()),
      ImmutableList.of(new ToCopy(), new ToHeredoc(), new FromHeredoc()),
      ImmutableList.of(new ToShellForm(), new ToExecForm()),
      ImmutableList.of(new MoveInstruction()));

  public static final ImmutableList<Refactoring> ALL =
      FAMILIES.stream().flatMap(ImmutableList::stream).collect(ImmutableList.toImmutableList());

  /** An offer and the kind of the refactoring that makes it. */
  public record Choice(Refactoring.Kind kind, Offer offer) {}

  private Refactorings() {}

  /** What can be done at a selection, the most useful first. */
  public static ImmutableList<Choice> at(Selection selection, Predicate<Refactoring.Kind> wanted) {
    ImmutableList.Builder<Choice> choices = ImmutableList.builder();
    for (ImmutableList<Refactoring> family : FAMILIES) {
      for (Refactoring refactoring : family) {
        ImmutableList<Offer> offers =
            wanted.test(refactoring.kind()) ? refactoring.at(selection) : ImmutableList.of();
        if (!offers.isEmpty()) {
          offers.forEach(offer -> choices.add(new Choice(refactoring.kind(), offer)));
          break;
        }
      }
    }
    return choices.build();
  }
}
