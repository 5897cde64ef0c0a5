package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;

/**
 * A program that a package of the system brings, or that RUN downloads, such as a database: it keeps data and logs in
 * directories that the package gives to a user of its own, or that are root's.
 */
final class ForeignProgram {

  /** What installs packages, or fetches archives. */
  private static final CommandQuery FETCHES = CommandQuery.of(
      "apk", "apt", "apt-get", "curl", "dnf", "dpkg", "microdnf", "rpm", "wget", "yum", "zypper");

  /** What builds or installs programs otherwise, whose owner nobody but root is. */
  private static final Regex BUILDS = Regex.of(
      "\\b(?:bundle|cargo|cmake|composer|conda|cpanm|dotnet|g\\+\\+|gcc|gem|go|gradlew?|make|mamba|mix|mvnw?|npm|pip3?|pnpm|poetry"
          + "|rustc|uv|yarn)\\s");

  /** Programs that run those of others. */
  private static final ImmutableSet<String> LANGUAGES = ImmutableSet.of(
      "Rscript", "bun", "bundle", "deno", "dotnet", "elixir", "erl", "java", "julia", "lua", "mix",
      "mono", "node", "nodejs", "npm", "npx", "perl", "php", "pnpm", "puma", "pypy", "python",
      "python3", "rails", "ruby", "uv", "yarn");

  private static final Trait BRINGS = Trait.of(Transfer.class);

  private static final Trait RUNS = Trait.of(Run.class);

  private ForeignProgram() {}

  /** Whether a target starts one. */
  static boolean isStarted(SemanticModel model, Stage target, StartUp startUp) {
    ImmutableList<String> command = startUp.command();
    String program = command.isEmpty() ? "" : command.get(0);
    String name = StartCommand.withoutDirectory(program);
    boolean isOutside =
        program.startsWith("/usr/") || program.startsWith("/opt/") || program.equals(name);
    if (name.isEmpty() || !isOutside || LANGUAGES.contains(name)) {
      return false;
    }
    boolean fetches = false;
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction one : model.having(BRINGS, stage)) {
        if (mayBring((Transfer) one, program, name)
            || Iterables.any(command, word -> isGiven(one, word))) {
          return false;
        }
      }
      for (Instruction one : model.having(RUNS, stage)) {
        if (BUILDS.matcher(one.text()).find() || one.text().contains("/" + name + " ")) {
          return false;
        }
      }
      fetches |= !model.commands(FETCHES, stage).isEmpty();
    }
    return fetches;
  }

  /** What a program is given to run, rather than to be configured by. */
  private static final Regex RUNS_FILE = Regex.of("\\.(?:jar|war|jl|js|lua|php|pl|py|R|rb|sh)$");

  private static boolean isGiven(Instruction transfer, String word) {
    return RUNS_FILE.matcher(word).find()
        && transfer.text().contains(StartCommand.withoutDirectory(word));
  }

  /** Whether a COPY may bring it: it names it, or a directory for programs, or all. */
  private static boolean mayBring(Transfer transfer, String program, String name) {
    Word destination = transfer.destination();
    String to = destination == null ? "" : destination.value();
    return transfer.text().contains(name)
        || to.equals("/")
        || to.contains("bin")
        || to.startsWith("/opt/") && program.startsWith(to);
  }
}
