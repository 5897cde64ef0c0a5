package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.shell.ShellVariable;
import dev.plimsoll.syntax.Instruction;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges a new name for a variable. */
final class NewVariableName {

  private static final ImmutableSet<String> PROXIES =
      ImmutableSet.of("HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY");

  private static final ImmutableSet<String> OF_THE_SYSTEM =
      ImmutableSet.of("PATH", "HOME", "HOSTNAME", "SOURCE_DATE_EPOCH");

  private NewVariableName() {}

  static @Nullable String obstacle(Symbol symbol) {
    return isReserved(symbol.name())
        ? symbol.name() + " has its meaning by this name: it can't be changed."
        : null;
  }

  /** Whether BuildKit or the system gives a variable its value or looks at it. */
  private static boolean isReserved(String name) {
    return GlobalScope.isPredefined(name)
        || PROXIES.contains(name.toUpperCase(Locale.ROOT))
        || OF_THE_SYSTEM.contains(name)
        || name.startsWith("BUILDKIT_");
  }

  static @Nullable String refusal(SemanticModel model, Symbol symbol, String name) {
    if (!ShellVariable.isName(name)) {
      return "\"" + name
          + "\" can't be the name of a variable: it must begin with a letter or \"_\", and go on with"
          + " letters, digits and \"_\".";
    }
    if (symbol.declaration() == null) {
      return null; // a wrong name may be mended
    }
    if (isReserved(name)) {
      return name + " is set or looked at by BuildKit or the system: choose another name.";
    }
    boolean outside = Renaming.roots(symbol).contains(Renaming.OUTSIDE);
    for (Symbol other : model.symbols().all()) {
      if (other.kind() == Symbol.Kind.VARIABLE
          && other != symbol
          && other.name().equals(name)
          && (outside
              || Renaming.roots(other).contains(Renaming.OUTSIDE)
              || Renaming.meet(symbol, other))) {
        return "There is a variable " + name + " already, in line "
            + Renaming.line(model, other.occurrences().get(0)) + ".";
      }
    }
    return inScripts(model, symbol, name);
  }

  /** Scripts that have a variable of that name for themselves would change the one of the build, or hide it. */
  private static @Nullable String inScripts(SemanticModel model, Symbol symbol, String name) {
    Set<Integer> roots = Renaming.roots(symbol);
    for (Instruction instruction : model.file().instructions()) {
      Stage stage = model.stageOf(instruction);
      if (stage != null && roots.contains(stage.root().index())) {
        for (VariableMention mention : VariableMentions.of(instruction)) {
          if (mention.isShell() && mention.name().equals(name)) {
            int offset = model.range(instruction, mention.range()).start();
            return "The script in line " + Renaming.line(model, offset) + " has a variable " + name
                + " already.";
          }
        }
      }
    }
    return null;
  }
}
