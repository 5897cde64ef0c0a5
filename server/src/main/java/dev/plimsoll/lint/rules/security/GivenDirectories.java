package dev.plimsoll.lint.rules.security;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.rewrite.ChainLayout;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.State;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.User;
import dev.plimsoll.syntax.Instruction.Volume;
import dev.plimsoll.syntax.Trait;
import org.jspecify.annotations.Nullable;

/**
 * Directories that a user is given.
 *
 * @param volume the instruction before which some have to be given, or null
 * @param above those
 * @param atEnd the others
 */
record GivenDirectories(
    @Nullable Instruction volume, ImmutableList<String> above, ImmutableList<String> atEnd) {

  private static final Trait IS_VOLUME = Trait.of(Volume.class);

  /** What a RUN behind a VOLUME changes in that, builders other than BuildKit discard: it has to stand before. */
  static GivenDirectories of(SemanticModel model, Stage target, ImmutableList<String> directories) {
    for (Instruction volume : model.having(IS_VOLUME, target)) {
      User user = model.stateBefore(volume).user();
      ImmutableList<String> above = user == null || LastUserRoot.isRoot(model, user)
          ? ImmutableList.copyOf(
              Iterables.filter(directories, directory -> isIn(model, directory, volume)))
          : ImmutableList.of();
      if (!above.isEmpty()) {
        return new GivenDirectories(
            volume,
            above,
            ImmutableList.copyOf(
                Iterables.filter(directories, directory -> !above.contains(directory))));
      }
    }
    return new GivenDirectories(null, ImmutableList.of(), directories);
  }

  private static boolean isIn(SemanticModel model, String directory, Instruction volume) {
    return Iterables.any(
        volume.words(),
        word -> model
            .place(volume, word.value(), Basis.DEFAULTS)
            .certainlyContains(ImagePath.ROOT.resolve(directory)));
  }

  /**
   * The commands that make some and give them to a user.
   *
   * @param before the instruction that follows; null at the end of the target
   */
  static String script(
      SemanticModel model,
      Stage target,
      Obstacles obstacles,
      String user,
      ImmutableList<String> directories,
      @Nullable Instruction before) {
    State state = before == null ? model.stateAtEnd(target) : model.stateBefore(before);
    ImagePath workdir = Obstacles.workdir(model, state.workdir());
    String there = workdir == null ? null : workdir.text(); // which WORKDIR makes
    String made =
        Joiner.on(' ').join(Iterables.filter(directories, directory -> !directory.equals(there)));
    // All that is in them, where a script may write to files that are there; of the program nothing
    // is stored again.
    ImmutableList<String> deep = obstacles.deep()
        ? ImmutableList.copyOf(Iterables.filter(directories, obstacles.directories()::contains))
        : ImmutableList.of();
    String flat =
        Joiner.on(' ').join(Iterables.filter(directories, directory -> !deep.contains(directory)));
    return Joiner.on(ChainLayout.of(model.file(), target.from()).and())
        .skipNulls()
        .join(
            made.isEmpty() ? null : "mkdir -p " + made,
            flat.isEmpty() ? null : "chown " + user + " " + flat,
            deep.isEmpty() ? null : "chown -R " + user + " " + Joiner.on(' ').join(deep));
  }
}
