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

  static @Nullable String obstacle(SemanticModel model, Symbol symbol) {
    if (isReserved(symbol.name())) {
      return symbol.name() + " has its meaning by this name: it can't be changed.";
    }
    if (symbol.kind() == Symbol.Kind.SHELL_VARIABLE
        && defined(model, symbol, symbol.name()) != null) {
      return "This gives the variable " + symbol.name()
          + " of the build another value, for the programs that the script runs too.";
    }
    if (symbol.declaration() == null) {
      return null; // a wrong name may be mended
    }
    String base = baseThatSets(model, symbol, symbol.name());
    if (base != null) {
      return "The base image " + base + " sets " + symbol.name()
          + ": its programs know it by this name.";
    }
    if (symbol.kind() == Symbol.Kind.SHELL_VARIABLE && isSecretOfAProgram(model, symbol)) {
      return "Nothing in this RUN reads " + symbol.name()
          + ": a program that expects this name does. Change it there first.";
    }
    return unfollowed(model, symbol);
  }

  /** Whether a secret is given to a RUN whose script doesn't name it. */
  private static boolean isSecretOfAProgram(SemanticModel model, Symbol symbol) {
    Instruction run =
        model.file().instructionAt(symbol.occurrences().get(0).range().start());
    boolean given = run != null
        && run.innermost() instanceof Instruction.Run inner
        && inner.mounts().stream()
            .map(mount -> mount.option("env"))
            .anyMatch(env -> env != null && symbol.name().equals(env.value()));
    return given && symbol.occurrences().stream().noneMatch(Occurrence::isRead);
  }

  private static @Nullable String unfollowed(SemanticModel model, Symbol symbol) {
    Instruction own = symbol.kind() == Symbol.Kind.SHELL_VARIABLE
        ? model.file().instructionAt(symbol.occurrences().get(0).range().start())
        : null;
    Set<Integer> roots = Renaming.roots(symbol);
    for (Instruction instruction : model.file().instructions()) {
      Stage stage = model.stageOf(instruction);
      boolean concerned =
          own == null ? stage != null && roots.contains(stage.root().index()) : own == instruction;
      if (concerned && UnfollowedNames.areIn(model, instruction, symbol.name())) {
        return "The " + instruction.keyword() + " in line "
            + Renaming.line(model, model.range(instruction).start()) + " may read "
            + symbol.name()
            + " in a text that isn't followed, such as a script that it writes. Change the name by hand.";
      }
    }
    return null;
  }

  /** The variable of a name that ARG or ENV declares for the same stages, or null. */
  private static @Nullable Symbol defined(SemanticModel model, Symbol symbol, String name) {
    for (Symbol other : model.symbols().all()) {
      if (other.kind() == Symbol.Kind.VARIABLE
          && other.declaration() != null
          && other.name().equals(name)
          && Renaming.meet(symbol, other)) {
        return other;
      }
    }
    return null;
  }

  /** The base image of a stage that a symbol belongs to, if it is known that it sets a variable; else null. */
  private static @Nullable String baseThatSets(SemanticModel model, Symbol symbol, String name) {
    Set<Integer> roots = Renaming.roots(symbol);
    for (Stage stage : model.stages()) {
      ImageUse base = roots.contains(stage.index()) ? model.baseImage(stage) : null;
      if (base != null && model.environment(stage).variables().containsKey(name)) {
        return base.text();
      }
    }
    return null;
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
    String base = baseThatSets(model, symbol, name);
    if (base != null) {
      return "The base image " + base + " sets " + name + " already: choose another name.";
    }
    Symbol taken = symbol.kind() == Symbol.Kind.SHELL_VARIABLE
        ? defined(model, symbol, name)
        : taken(model, symbol, name);
    return taken == null
        ? inScripts(model, symbol, name)
        : "There is a variable " + name + " already, in line "
            + Renaming.line(model, taken.occurrences().get(0)) + ".";
  }

  /** What has the name already: for the same stages, or outside of them, where any ARG may take it over. */
  private static @Nullable Symbol taken(SemanticModel model, Symbol symbol, String name) {
    boolean outside = Renaming.roots(symbol).contains(Renaming.OUTSIDE);
    for (Symbol other : model.symbols().all()) {
      if (other.kind() == Symbol.Kind.VARIABLE
          && other.name().equals(name)
          && (outside
              || Renaming.roots(other).contains(Renaming.OUTSIDE)
              || Renaming.meet(symbol, other))) {
        return other;
      }
    }
    return null;
  }

  /** Scripts that have a variable of that name for themselves would change the one of the build, or hide it. */
  private static @Nullable String inScripts(SemanticModel model, Symbol symbol, String name) {
    Instruction own = symbol.kind() == Symbol.Kind.SHELL_VARIABLE
        ? model.file().instructionAt(symbol.occurrences().get(0).range().start())
        : null;
    Set<Integer> roots = Renaming.roots(symbol);
    for (Instruction instruction : model.file().instructions()) {
      Stage stage = model.stageOf(instruction);
      boolean concerned =
          own == null ? stage != null && roots.contains(stage.root().index()) : own == instruction;
      if (concerned) {
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
