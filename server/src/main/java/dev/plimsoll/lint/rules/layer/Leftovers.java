package dev.plimsoll.lint.rules.layer;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ImagePath.Answer;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Mount;
import org.jspecify.annotations.Nullable;

/**
 * What a script leaves in a directory of the image: nothing where a mount keeps the directory out of the layer, or where the
 * script removes what it has written there.
 */
public final class Leftovers {

  /** Null where only the script counts. */
  private final @Nullable SemanticModel model;

  private final RunScript script;
  private final ImagePath directory;
  private final String hint;
  /** Filled where it is needed: few scripts remove anything. */
  private @Nullable ScriptPlaces places;

  private Leftovers(
      @Nullable SemanticModel model, RunScript script, ImagePath directory, String hint) {
    this.model = model;
    this.script = script;
    this.directory = directory;
    this.hint = hint;
  }

  /**
   * In a directory.
   *
   * @param path from the root
   * @param hint a name in the path: a path of which more isn't known is taken for one there if it has that name
   */
  public static Leftovers in(SemanticModel model, RunScript script, String path, String hint) {
    return in(model, script, ImagePath.ROOT.resolve(path), hint);
  }

  /** The same in a place that is a constant of the one who asks. */
  public static Leftovers in(
      SemanticModel model, RunScript script, ImagePath directory, String hint) {
    return new Leftovers(model, script, directory, hint);
  }

  /**
   * The same as far as the script alone tells: it isn't known what its mounts keep, nor which places it means by variables and
   * from the directory in which it runs.
   */
  public static Leftovers alone(RunScript script, ImagePath directory, String hint) {
    return new Leftovers(null, script, directory, hint);
  }

  /** The same in a directory below the home of the user who runs the script. */
  public static Leftovers inHome(SemanticModel model, RunScript script, String path, String hint) {
    ImagePath home = ScriptPlaces.of(model, script, Basis.DEFAULTS).home();
    return new Leftovers(model, script, home.resolve(path), hint);
  }

  /** Whether all that the script writes there becomes part of the layer. */
  public boolean stay() {
    return !areMounted() && !areRemoved(0);
  }

  /** Whether what a command of the script writes there becomes part of the layer. */
  public boolean stayBehind(RunCommand command) {
    return !areMounted() && !areRemoved(command.invocation().nameWord().range().start());
  }

  /** Whether a mount keeps them out of the layer. */
  public boolean areMounted() {
    for (Mount mount : script.run().mounts()) {
      String target = mount.target();
      if (!target.isEmpty() && model != null) {
        Answer above =
            model.place(script.instruction(), target, Basis.DEFAULTS).contains(directory);
        if (above == Answer.YES || above == Answer.UNKNOWN && target.contains(hint)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the script removes them behind an offset. */
  public boolean areRemoved(int after) {
    for (Invocation invocation : script.script().invocations()) {
      boolean later =
          invocation.nameWord().range().start() >= after || invocation.isIn(Nesting.FUNCTION);
      if (later && areRemovedBy(invocation) || areRemovedAtTheEndBy(invocation)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a {@code trap} names the directory in the code that it keeps for the end. */
  private boolean areRemovedAtTheEndBy(Invocation invocation) {
    String path = directory.text();
    return path != null
        && invocation.is("trap")
        && invocation.arguments().words().stream().anyMatch(word -> word.raw().contains(path));
  }

  /** Whether a command of the script removes them. */
  public boolean areRemovedBy(Invocation invocation) {
    if (invocation.is("rm")) {
      return names(invocation, ImagePath.ROOT);
    }
    FindDeletes deleted = invocation.is("find") ? FindDeletes.of(invocation) : FindDeletes.NOTHING;
    return deleted != FindDeletes.NOTHING
        && names(invocation, deleted == FindDeletes.ALL ? ImagePath.ROOT : directory.parent());
  }

  /** @param below where a place has to be to count: what searches all of an image mostly looks for something else */
  private boolean names(Invocation invocation, ImagePath below) {
    for (ShellWord word : invocation.arguments().operands()) {
      ImagePath fromRoot = ScriptPlaces.fromRoot(invocation, word);
      for (ImagePath place :
          fromRoot == null ? places(invocation, word) : ImmutableList.of(fromRoot)) {
        if (below.mayContain(place) && isOfThem(place, word)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a place is the directory or above it, or a pattern is of what is in it. */
  private boolean isOfThem(ImagePath place, ShellWord word) {
    Answer above = place.contains(directory);
    boolean among = place.isPattern() && directory.certainlyContains(place);
    return above == Answer.YES || among || above == Answer.UNKNOWN && word.raw().contains(hint);
  }

  private ImmutableList<ImagePath> places(Invocation invocation, ShellWord word) {
    if (model == null) {
      return ImmutableList.of();
    }
    ScriptPlaces known = places;
    if (known == null) {
      known = ScriptPlaces.of(model, script, Basis.DEFAULTS);
      places = known;
    }
    return known.places(invocation, word);
  }
}
