package dev.plimsoll.lint.rules.apt;

import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ImagePath.Answer;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Mount;
import org.jspecify.annotations.Nullable;

/** What a script does with the package lists that {@code apt-get update} writes to {@code /var/lib/apt/lists}. */
public final class PackageLists {

  /** What removes them, as Docker's own guide writes it. */
  public static final String REMOVAL = "rm -rf /var/lib/apt/lists/*";

  private static final CommandQuery DISTCLEAN = AptCommand.ANY.told("distclean");

  private static final ImagePath DIRECTORY = ImagePath.ROOT.resolve("var/lib/apt/lists");

  private final SemanticModel model;
  private final RunScript script;
  /** Filled where it is needed: few scripts remove anything. */
  private @Nullable ScriptPlaces places;

  private PackageLists(SemanticModel model, RunScript script) {
    this.model = model;
    this.script = script;
  }

  public static PackageLists in(SemanticModel model, RunScript script) {
    return new PackageLists(model, script);
  }

  /** Whether a mount keeps the lists out of the layer. */
  public boolean areMounted() {
    for (Mount mount : script.run().mounts()) {
      if (!mount.target().isEmpty()
          && model
              .place(script.instruction(), mount.target(), Basis.DEFAULTS)
              .certainlyContains(DIRECTORY)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the script removes the lists behind an offset. */
  public boolean areRemoved(int after) {
    for (Invocation invocation : script.script().invocations()) {
      boolean later =
          invocation.nameWord().range().start() >= after || invocation.isIn(Nesting.FUNCTION);
      if (later && areRemovedBy(invocation)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a command of the script removes package lists. */
  public boolean areRemovedBy(Invocation invocation) {
    if (invocation.is("rm")) {
      return namesLists(invocation);
    }
    if (invocation.is("find")) {
      return invocation.arguments().hasAnyFlag("-delete", "-exec") && namesLists(invocation);
    }
    return DISTCLEAN.matches(invocation);
  }

  private boolean namesLists(Invocation invocation) {
    for (ShellWord word : invocation.arguments().operands()) {
      for (ImagePath place : places().places(invocation, word)) {
        if (isOfLists(place, word)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a place is above the lists, or a pattern is of some; where that isn't known, its name decides. */
  private static boolean isOfLists(ImagePath place, ShellWord word) {
    Answer above = place.contains(DIRECTORY);
    Answer among = DIRECTORY.contains(place);
    if (above == Answer.YES || place.isPattern() && among == Answer.YES) {
      return true;
    }
    return above == Answer.UNKNOWN && word.raw().contains("apt");
  }

  private ScriptPlaces places() {
    ScriptPlaces known = places;
    if (known == null) {
      known = ScriptPlaces.of(model, script, Basis.DEFAULTS);
      places = known;
    }
    return known;
  }

  /** Whether a command runs something that can't be seen, which may update the lists: another script, most often. */
  public static boolean mayBeUpdatedBy(Invocation invocation) {
    String name = invocation.name();
    if (name == null || name.endsWith("sh") || name.equals("source") || name.equals(".")) {
      return true;
    }
    String written = invocation.nameWord().literalPrefix();
    return name.equals("add-apt-repository") || written.startsWith("/") || written.startsWith(".");
  }
}
