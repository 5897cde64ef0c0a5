package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import org.jspecify.annotations.Nullable;

/**
 * An install of all that a {@code package.json} asks for. Installs of packages named on the command line, global ones
 * and those that install nothing are none.
 *
 * @param manager who installs
 * @param invocation the whole command
 * @param verb the word that says "install"; null in a bare {@code yarn}
 */
public record NodeInstall(
    Manager manager, Invocation invocation, @Nullable ShellWord verb) {

  /** All commands of Node's package managers, of which some are installs. */
  public static final CommandQuery ANY = CommandQuery.of("npm", "yarn", "pnpm", "bun");

  private static final String CLEAN = "ci";

  private static final ImmutableSet<String> OTHER_KINDS = ImmutableSet.of("optional", "peer");

  /** Who installs. */
  public enum Manager {
    NPM("npm", "npm-shrinkwrap.json", "package-lock.json"),
    YARN("yarn", "yarn.lock"),
    PNPM("pnpm", "pnpm-lock.yaml"),
    BUN("bun", "bun.lock", "bun.lockb");

    private final String program;
    private final ImmutableList<String> lockfiles;

    Manager(String program, String... lockfiles) {
      this.program = program;
      this.lockfiles = ImmutableList.copyOf(lockfiles);
    }

    public String program() {
      return program;
    }

    /** The files in which it writes down exact versions, that first which it prefers. */
    public ImmutableList<String> lockfiles() {
      return lockfiles;
    }

    static @Nullable Manager of(String program) {
      return switch (program) {
        case "npm" -> NPM;
        case "yarn" -> YARN;
        case "pnpm" -> PNPM;
        case "bun" -> BUN;
        default -> null;
      };
    }
  }

  /** The install that an invocation is, or null. */
  public static @Nullable NodeInstall of(Invocation invocation) {
    Manager manager = Manager.of(invocation.program().name());
    if (manager == null) {
      return null;
    }
    Arguments arguments = invocation.arguments();
    ShellWord verb = arguments.verbWord();
    boolean installs = verb == null
        ? manager == Manager.YARN && !arguments.hasAnyFlag("--version", "--help")
        : arguments.operandsOfVerb().isEmpty() && isVerb(manager, arguments.verb());
    boolean notHere = arguments.hasAnyFlag(
        "-g", "--global", "--location", "--dry-run", "--lockfile-only", "--package-lock-only");
    return installs && !notHere ? new NodeInstall(manager, invocation, verb) : null;
  }

  private static boolean isVerb(Manager manager, @Nullable String verb) {
    boolean clean = manager == Manager.NPM || manager == Manager.BUN;
    return "install".equals(verb) || (clean && CLEAN.equals(verb));
  }

  /** Whether it installs exactly what the lockfile says, or fails. */
  public boolean isFrozen() {
    return switch (manager) {
      case NPM -> isClean();
      case YARN ->
        hasFlag("--frozen-lockfile") || hasFlag("--immutable") || hasFlag("--pure-lockfile");
      case PNPM -> hasFlag("--frozen-lockfile") || hasFlag("--no-frozen-lockfile");
      case BUN -> isClean() || hasFlag("--frozen-lockfile");
    };
  }

  private boolean isClean() {
    return CLEAN.equals(invocation.arguments().verb());
  }

  private boolean hasFlag(String flag) {
    return invocation.arguments().hasFlag(flag);
  }

  /** Whether an option says what becomes of the lockfile. */
  public boolean decidesOnLockfile() {
    Arguments arguments = invocation.arguments();
    return arguments.hasAnyFlag(
            "--no-save",
            "--no-package-lock",
            "--no-shrinkwrap",
            "--no-lockfile",
            "--no-immutable",
            "--fix-lockfile",
            "--refresh-lockfile",
            "--mode")
        || "false".equals(arguments.value("--package-lock"));
  }

  /** The first option that leaves development dependencies out, or null. */
  public @Nullable GivenOption productionOption() {
    for (GivenOption given : invocation.arguments().options()) {
      if (leavesDevelopmentOut(given)) {
        return given;
      }
    }
    return null;
  }

  private boolean leavesDevelopmentOut(GivenOption given) {
    String value = given.literalValue();
    boolean literal = given.value() == null || value != null;
    if (given.is("--production") || given.is("--prod")) {
      return literal && (value == null || value.equals("true"));
    }
    return manager != Manager.YARN
        && value != null
        && ((given.is("--omit") && value.equals("dev"))
            || (given.is("--only") && (value.equals("production") || value.equals("prod"))));
  }

  /** Whether an option asks for development dependencies, whatever NODE_ENV says. */
  public boolean asksForDevelopment() {
    for (GivenOption given : invocation.arguments().options()) {
      boolean production = given.is("--production") || given.is("--prod");
      if (given.is("--include") && !OTHER_KINDS.contains(String.valueOf(given.literalValue()))
          || given.is("--dev")
          || given.is("--no-production")
          || (production && "false".equals(given.literalValue()))) {
        return true;
      }
    }
    return false;
  }

  /** The word that says "install", or the program's name where none does. */
  public ShellWord verbOrName() {
    return verb == null ? invocation.nameWord() : verb;
  }
}
