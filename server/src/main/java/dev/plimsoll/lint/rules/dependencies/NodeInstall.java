package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.shell.Arguments;
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

  /** Who installs. */
  public enum Manager {
    NPM("npm", "package-lock.json", "npm-shrinkwrap.json"),
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

    /** The files in which it writes down exact versions. */
    public ImmutableList<String> lockfiles() {
      return lockfiles;
    }

    static @Nullable Manager of(@Nullable String program) {
      return program == null
          ? null
          : switch (program) {
            case "npm" -> NPM;
            case "yarn", "yarnpkg" -> YARN;
            case "pnpm" -> PNPM;
            case "bun" -> BUN;
            default -> null;
          };
    }
  }

  private static final String[] FLAGS_WITH_VALUE = {
    "--prefix",
    "-C",
    "--cwd",
    "--dir",
    "--registry",
    "--loglevel",
    "--cache",
    "--cache-folder",
    "--userconfig",
    "--omit",
    "--include",
    "--only",
    "--network-timeout",
    "--network-concurrency",
    "--mutex",
    "--modules-folder",
    "--store-dir",
    "--fetch-timeout",
    "--fetch-retries",
    "--fetch-retry-mintimeout",
    "--fetch-retry-maxtimeout",
    "--maxsockets",
    "--install-strategy",
    "--reporter",
    "--backend"
  };

  private static final ImmutableSet<String> NPM_CLEAN =
      ImmutableSet.of("ci", "clean-install", "ic", "install-clean", "isntall-clean");

  /** npm takes all of these for {@code install}. */
  private static final ImmutableSet<String> NPM_INSTALL = ImmutableSet.of(
      "install", "i", "add", "in", "ins", "inst", "insta", "instal", "isnt", "isnta", "isntal",
      "isntall");

  /** The install that an invocation is, or null. */
  public static @Nullable NodeInstall of(Invocation invocation) {
    Manager manager = Manager.of(invocation.name());
    if (manager == null) {
      return null;
    }
    Arguments arguments = invocation.arguments();
    ImmutableList<ShellWord> operands = arguments.operands(FLAGS_WITH_VALUE);
    ShellWord verb = operands.isEmpty() ? null : operands.get(0);
    boolean installs = verb == null
        ? manager == Manager.YARN && !arguments.hasAnyFlag("--version", "-v", "--help", "-h")
        : operands.size() == 1 && isVerb(manager, verb.literal());
    boolean notHere = arguments.hasAnyFlag(
        "-g", "--global", "--location", "--dry-run", "--lockfile-only", "--package-lock-only");
    return installs && !notHere ? new NodeInstall(manager, invocation, verb) : null;
  }

  private static boolean isVerb(Manager manager, @Nullable String verb) {
    if (verb == null) {
      return false;
    }
    return switch (manager) {
      case NPM -> NPM_INSTALL.contains(verb) || NPM_CLEAN.contains(verb);
      case YARN -> verb.equals("install");
      case PNPM -> verb.equals("install") || verb.equals("i");
      case BUN -> verb.equals("install") || verb.equals("i") || verb.equals("ci");
    };
  }

  /** Whether it installs exactly what the lockfile says, or fails. */
  public boolean isFrozen() {
    String written = verb == null ? "" : verb.literalPrefix();
    return switch (manager) {
      case NPM -> NPM_CLEAN.contains(written);
      case YARN ->
        hasFlag("--frozen-lockfile") || hasFlag("--immutable") || hasFlag("--pure-lockfile");
      case PNPM -> hasFlag("--frozen-lockfile") || hasFlag("--no-frozen-lockfile");
      case BUN -> written.equals("ci") || hasFlag("--frozen-lockfile");
    };
  }

  private boolean hasFlag(String flag) {
    return invocation.arguments().hasFlag(flag);
  }

  /** The first word that leaves development dependencies out, or null. Its value may stand in the next word. */
  public @Nullable ShellWord productionFlag() {
    ImmutableList<ShellWord> words = invocation.arguments().words();
    for (int i = 0; i < words.size(); i++) {
      String flag = words.get(i).literal();
      String next = i + 1 < words.size() ? words.get(i + 1).literal() : null;
      if (flag != null && leavesDevelopmentOut(flag, next)) {
        return words.get(i);
      }
    }
    return null;
  }

  private boolean leavesDevelopmentOut(String flag, @Nullable String next) {
    return switch (flag) {
      case "--production", "--production=true" -> true;
      case "--omit=dev", "--only=production", "--only=prod" -> manager != Manager.YARN;
      case "--omit" -> manager == Manager.NPM && "dev".equals(next);
      case "--only" -> manager == Manager.NPM && ("production".equals(next) || "prod".equals(next));
      case "--prod", "-P" ->
        manager == Manager.PNPM || (manager != Manager.BUN && flag.equals("--prod"));
      case "-p" -> manager == Manager.BUN;
      default -> false;
    };
  }

  /** Whether a flag asks for development dependencies, whatever NODE_ENV says. */
  public boolean asksForDevelopment() {
    for (ShellWord word : invocation.arguments().words()) {
      String flag = word.literalPrefix();
      if (flag.startsWith("--include")
          || flag.equals("--production=false")
          || flag.equals("--prod=false")
          || flag.equals("--dev")
          || flag.equals("--no-production")) {
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
