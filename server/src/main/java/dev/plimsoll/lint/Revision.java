package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Change;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Reads;
import dev.plimsoll.syntax.Trait;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file that was judged before it was edited: what of that judgement still holds. */
final class Revision {

  /**
   * Elements that every rule may look at, wherever it looks, without that being noted: what is read in another shell, and
   * what stands between instructions. What is before the first FROM counts, too.
   */
  private static final Trait IS_CONTEXT = Trait.of(
      Element.Comment.class,
      Element.Blank.class,
      Element.Directive.class,
      Element.ByteOrderMark.class,
      Instruction.Shell.class,
      Instruction.Onbuild.class);

  /** Those of them that count also where somebody looks at a part of a stage: for that part, the others are noted. */
  private static final Trait IS_CONTEXT_OF_PARTS = Trait.of(
      Element.Directive.class,
      Element.ByteOrderMark.class,
      Instruction.Shell.class,
      Instruction.Onbuild.class);

  private static final Trait IS_FROM = Trait.of(Instruction.From.class);

  private final SemanticModel model;
  private final Change change;
  private final Displacement displacement;
  private final boolean keepsContext;
  /** The other files of which something else is known; null where what is known of all is the same. */
  private final @Nullable ImmutableSet<String> learned;

  private final ImmutableList<StageBase> bases;
  private final boolean keepsFroms;
  /** By the index of the stage, whether what is known of its base is unchanged; null where all is. */
  private final boolean @Nullable [] basesKept;
  /** By the index of the stage, whether the change is in it or in one that it is FROM; filled when it is asked for. */
  private boolean @Nullable [] near;

  private Revision(
      SemanticModel model,
      Change change,
      Displacement displacement,
      boolean keepsContext,
      @Nullable ImmutableSet<String> learned,
      ImmutableList<StageBase> basesBefore) {
    this.model = model;
    this.displacement = displacement;
    this.keepsContext = keepsContext;
    this.learned = learned;
    this.keepsFroms = !change.any(IS_FROM::isOf);
    boolean keepsBases = keepsFroms
        && (change.keepsKinds()
            ? change.allPairs(SemanticModel::shipAlike)
            : !change.any(SemanticModel.decidesWhatShips()::isOf));
    this.bases = keepsBases ? basesBefore : StageBase.all(model);
    boolean keepsTargets = keepsBases || StageBase.sameTargets(basesBefore, bases);
    this.change = keepsTargets ? change.keepingTargets() : change;
    this.basesKept = keepsBases ? null : StageBase.unchanged(basesBefore, bases);
  }

  /**
   * @param elements those of the file before
   * @param length its length
   * @param bases what was known of its stages
   * @param model the file now
   * @param learned the files of the build context of which something else is known now; null where all is as it was
   * @return null where too much has changed
   */
  static @Nullable Revision of(
      List<Element> elements,
      int length,
      ImmutableList<StageBase> bases,
      SemanticModel model,
      @Nullable ImmutableSet<String> learned) {
    Dockerfile file = model.file();
    Change change = Change.between(elements, file);
    boolean nothing = change.isNothing();
    if (!nothing
        && (isBeforeStages(elements, change.first())
            || change.any(IS_CONTEXT_OF_PARTS::isOf)
            || change.any(IS_FROM::isOf) && !change.keepsKinds())) {
      return null;
    }
    boolean keepsContext = nothing || change.keepsKinds() && !change.any(IS_CONTEXT::isOf);
    int size = file.elements().size();
    int by = file.length() - length;
    int start = change.first() == size ? file.length() : file.start(change.first());
    int behind = change.end() == size ? file.length() : file.start(change.end());
    return new Revision(
        model, change, new Displacement(start, behind - by, by), keepsContext, learned, bases);
  }

  private static boolean isBeforeStages(List<Element> elements, int element) {
    for (int i = 0; i < element; i++) {
      if (elements.get(i) instanceof Instruction.From) {
        return false;
      }
    }
    return true;
  }

  /** What is known of the stages now. */
  ImmutableList<StageBase> bases() {
    return bases;
  }

  /** The numbers of rules that find nothing again, as they did before. */
  BitSet stillQuiet(Judgement before) {
    return keepsContext && learned == null
        ? before.quietRules().unconcernedBy(change, keepsPlaces())
        : new BitSet();
  }

  /** The problems that a rule would find again besides those in parts, where they stand now; null where it has to be asked. */
  @Nullable ImmutableList<Problem> carried(Verdict before) {
    return keepsContext && !isNew(before.reads()) && !before.reads().isAbout(change)
        ? displacement.of(before.found())
        : null;
  }

  /** Whether every part stands at the place where it stood, on the same base. */
  boolean keepsPlaces() {
    return basesKept == null && change.keepsKinds();
  }

  /**
   * Whether none of some parts is concerned, where {@link #keepsPlaces all keep their places}: nothing but their problems may have
   * moved.
   *
   * @param first one of them
   */
  boolean keeps(PartReads some, Part first) {
    return !isNew(some.reads()) && !some.reads().isAbout(change, 0, () -> isNear(first));
  }

  /** What was read for the parts of each stage together. */
  ImmutableList<PartReads> byStage(ImmutableList<Part> parts) {
    ImmutableList.Builder<PartReads> all = ImmutableList.builder();
    int start = 0;
    for (int i = 1; i <= parts.size(); i++) {
      if (i == parts.size() || stage(parts.get(i)) != stage(parts.get(start))) {
        all.add(PartReads.of(parts, start, i));
        start = i;
      }
    }
    return all.build();
  }

  /** A part as a rule would find it again, where it stands now; null where the rule has to look at it. */
  @Nullable Part carried(Part part) {
    Reads reads = part.reads();
    if (isNew(reads)
        || reads.isAbout(change, part.at() - part.readAt(), () -> isNear(part))
        || (basesKept != null && !basesKept[stage(part).index()])) {
      return null;
    }
    return moved(part);
  }

  /** The same of a part that the change doesn't concern: nothing but its problems may have moved. */
  @Nullable Part moved(Part part) {
    ImmutableList<Problem> moved = displacement.of(part.found());
    return moved == null
        ? null
        : part.moved(part.at() < change.first() ? 0 : change.shift(), moved);
  }

  /** The instructions that stand now where some stood, if every element is of the kind of that which stood there. */
  ImmutableList<Instruction> current(ImmutableList<Instruction> before) {
    ImmutableList.Builder<Instruction> now = ImmutableList.builderWithExpectedSize(before.size());
    for (Instruction instruction : before) {
      now.add((Instruction) change.current(instruction));
    }
    return now.build();
  }

  /** Whether something else is known of another file that was asked for. */
  private boolean isNew(Reads reads) {
    return learned != null && reads.isAboutFiles(learned);
  }

  /** Whether the change is in the stage of a part, or in one that it is FROM. */
  private boolean isNear(Part part) {
    boolean[] known = near;
    if (known == null) {
      known = stagesNear();
      near = known;
    }
    return known[stage(part).index()];
  }

  private boolean[] stagesNear() {
    boolean[] known = new boolean[model.stages().size()];
    boolean atEnd = change.first() == model.file().elements().size();
    Stage own = keepsFroms && !atEnd ? model.stageAt(model.file().start(change.first())) : null;
    for (Stage one : model.stages()) {
      boolean above = one.parent() != null && known[one.parent().index()];
      known[one.index()] = own == null || own == one || above;
    }
    return known;
  }

  private Stage stage(Part part) {
    Stage stage = model.stageOf(part.instructions().get(0));
    if (stage == null) {
      throw new IllegalStateException("a part belongs to a stage");
    }
    return stage;
  }
}
