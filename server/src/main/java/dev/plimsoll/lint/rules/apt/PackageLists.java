package dev.plimsoll.lint.rules.apt;

import dev.plimsoll.lint.rules.layer.Leftovers;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Instruction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a script does with the package lists that {@code apt-get update} writes to {@code /var/lib/apt/lists}. */
public final class PackageLists {

  /** What removes them, as Docker's own guide writes it. */
  public static final String REMOVAL = "rm -rf /var/lib/apt/lists/*";

  private static final ImagePath PLACE = ImagePath.ROOT.resolve("var/lib/apt/lists");

  private static final CommandQuery DISTCLEAN = AptCommand.ANY.told("distclean");

  private final RunScript script;
  private final Leftovers files;

  private PackageLists(RunScript script, Leftovers files) {
    this.script = script;
    this.files = files;
  }

  public static PackageLists in(SemanticModel model, RunScript script) {
    return new PackageLists(script, Leftovers.in(model, script, PLACE, "apt"));
  }

  /**
   * Whether an instruction removes the lists behind where it fetches them for the last time, as far as it alone tells; null where
   * it doesn't fetch any.
   */
  public static @Nullable Boolean areRemovedAfterUpdate(Instruction instruction) {
    return instruction.derived(REMOVED_AFTER_UPDATE).orElse(null);
  }

  private static final Derivation<Optional<Boolean>> REMOVED_AFTER_UPDATE = instruction -> {
    AptCommand update = AptCommand.lastUpdate(AptCommand.alone(instruction));
    if (update == null) {
      return Optional.empty();
    }
    RunScript script = update.command().script();
    Leftovers files = Leftovers.alone(script, PLACE, "apt");
    return Optional.of(new PackageLists(script, files).areRemoved(update.start()));
  };

  /** Whether a mount keeps the lists out of the layer. */
  public boolean areMounted() {
    return files.areMounted();
  }

  /** Whether the script removes the lists behind an offset. */
  public boolean areRemoved(int after) {
    return files.areRemoved(after)
        || DISTCLEAN.in(script).stream()
            .map(RunCommand::invocation)
            .anyMatch(it -> it.nameWord().range().start() >= after || it.isIn(Nesting.FUNCTION));
  }

  /** Whether a command of the script removes package lists. */
  public boolean areRemovedBy(Invocation invocation) {
    return files.areRemovedBy(invocation) || DISTCLEAN.matches(invocation);
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
