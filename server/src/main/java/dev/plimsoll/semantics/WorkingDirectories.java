package dev.plimsoll.semantics;

import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.InitialDirectory;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Workdir;
import dev.plimsoll.syntax.PartialText;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The directories that WORKDIRs lead to, put together from those of a stage and of the stages that it is FROM. Keeps what
 * it has found, so that asking for all of a file takes no longer than the file is.
 */
final class WorkingDirectories {

  private static final Trait MOVES_ON_BUILD =
      Trait.of(Instruction.Onbuild.class, onbuild -> onbuild.trigger() instanceof Workdir);

  private final SemanticModel model;
  private final Basis basis;
  /** By the index of the WORKDIR in the file: two that read the same are equal. */
  private final Map<Integer, ImagePath> known = new ConcurrentHashMap<>();

  WorkingDirectories(SemanticModel model, Basis basis) {
    this.model = model;
    this.basis = basis;
  }

  /** The directory in which an instruction runs. */
  ImagePath before(Instruction instruction) {
    if (instruction instanceof Instruction.Onbuild) {
      return ofTrigger(instruction);
    }
    Workdir workdir = model.workdirBefore(instruction);
    return workdir == null ? ofBaseImage(instruction) : after(workdir);
  }

  /** What ONBUILD triggers begins where its stage ends, unless another trigger goes elsewhere. */
  private ImagePath ofTrigger(Instruction onbuild) {
    Stage stage = model.stageOf(onbuild);
    if (stage == null || model.has(MOVES_ON_BUILD, stage)) {
      return ImagePath.unknown();
    }
    Workdir workdir = model.stateAtEnd(stage).workdir();
    return workdir == null ? ofBaseImage(onbuild) : after(workdir);
  }

  /** The directory that a WORKDIR leads to. */
  ImagePath after(Workdir workdir) {
    Deque<Workdir> open = new ArrayDeque<>();
    ImagePath directory = null;
    for (Workdir at = workdir; directory == null; ) {
      directory = known.get(model.file().indexOf(at));
      if (directory == null) {
        open.push(at);
        Workdir earlier = model.workdirBefore(at);
        boolean isFixed = at.path() != null && model.fixedPlace(at, at.path().value()) != null;
        directory =
            isFixed ? ImagePath.ROOT : earlier == null || isAbsolute(at) ? ofBaseImage(at) : null;
        at = earlier == null ? at : earlier;
      }
    }
    while (!open.isEmpty()) {
      Workdir next = open.pop();
      directory = resolve(next, directory);
      known.put(model.file().indexOf(next), directory);
    }
    return directory;
  }

  private boolean isAbsolute(Workdir workdir) {
    Word path = workdir.path();
    return path != null && path.value().startsWith("/") && !isWindows(workdir);
  }

  private ImagePath resolve(Workdir workdir, ImagePath directory) {
    Word path = workdir.path();
    return path == null ? directory : resolve(workdir, path.value(), directory);
  }

  /** Where a word of an instruction leads to from a directory. */
  ImagePath resolve(Instruction instruction, String word, ImagePath directory) {
    ImagePath fixed = model.fixedPlace(instruction, word);
    if (fixed != null) {
      return fixed;
    }
    PartialText path = model.expand(instruction, word).on(basis);
    if (!isWindows(instruction)) {
      return directory.resolve(path);
    }
    // Another separator as well, drives, and no difference between upper and lower case.
    String text = path.text();
    boolean here = ".".equals(text) || "./".equals(text);
    return here ? directory : directory.resolve(PartialText.unknown(path.toString()));
  }

  private boolean isWindows(Instruction instruction) {
    Stage stage = model.stageOf(instruction);
    return stage != null && model.family(stage) == BaseFamily.WINDOWS;
  }

  private ImagePath ofBaseImage(Instruction instruction) {
    Stage stage = model.stageOf(instruction);
    ImageUse base = stage == null ? null : model.baseImage(stage);
    String learnt = stage == null || basis == Basis.ANY_BUILD
        ? null
        : model.environment(stage).directory();
    if (learnt != null && learnt.startsWith("/")) {
      return ImagePath.ROOT.resolve(learnt);
    }
    boolean known = base != null
        && base.image() != null
        && (basis == Basis.DEFAULTS || base.isCertain())
        && InitialDirectory.isRoot(base.image());
    return known
        ? ImagePath.ROOT
        : ImagePath.unknown("directory of the base image of stage "
            + (stage == null ? "" : stage.root().index()));
  }
}
