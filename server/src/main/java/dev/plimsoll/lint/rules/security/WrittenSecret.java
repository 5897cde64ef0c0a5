package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.shell.WordPart;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextRange;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A command that writes a secret into a file of the image: it stays there, wherever the command has it from.
 *
 * @param command what it is called, as far as it tells what is done
 */
record WrittenSecret(String command, TextRange range) {

  /** What keeps what it is told, in the settings of a program or of a repository. */
  private static final Regex STORES = Regex.of(
      "git (?:clone|config|remote)|(?:npm|pnpm|yarn|pip3?|poetry|composer|bundle) config"
          + "|npm set|(?:cargo|docker|npm) login|gh auth login|dotnet nuget add source|aws configure set");

  private static final ImmutableSet<String> PRINTERS = ImmutableSet.of("cat", "echo", "printf");

  /** Further words tell of nothing but what is stored. */
  private static final int MOST_WORDS = 3;

  /** More RUNs that name a secret aren't read. */
  private static final int MOST_RUNS = 20;

  private static final String FORGETS =
      "delete|logout|unset|set-url|--unset(?:-all)?|--remove-section";

  /** What deletes a file again, or may do so: but for the lists of packages. */
  private static final Regex DELETES =
      Regex.of("(?<![\\w-])(?:rm(?!(?:\\s{1,9}-\\w{1,9}){0,3}\\s{1,9}/var/)|shred|" + FORGETS
          + ")(?![\\w-])");

  /** The same of settings, which lie in files and folders with a dot before their names. */
  private static final Regex DELETES_SETTINGS = Regex.of("(?<![\\w-])(?:(?:" + FORGETS
      + ")(?![\\w-])|(?:rm|shred)\\s[^&;|]{0,200}(?:[\\s/\"']\\.[a-z]|/root|HOME))");

  /** The first one in the RUNs of a stage that don't delete it; null where there is none. */
  static @Nullable WrittenSecret first(SemanticModel model, Stage stage, String name) {
    for (Instruction use :
        Iterables.limit(model.having(Trait.containing(name), stage), MOST_RUNS)) {
      RunScript script = use instanceof Instruction.Run ? model.script(use) : null;
      if (script == null) {
        continue;
      }
      ImmutableSortedSet<Integer> uses = uses(script.script(), name);
      boolean isInHeredoc =
          Iterables.any(script.script().heredocs(), heredoc -> has(uses, heredoc.body()));
      for (Invocation invocation : script.script().invocations()) {
        String command = command(invocation, uses, isInHeredoc);
        if (command != null && !isDeleted(command, use.text())) {
          return new WrittenSecret(command, script.range(invocation.range()));
        }
      }
    }
    return null;
  }

  private static boolean isDeleted(String command, String run) {
    boolean isFile = PRINTERS.contains(command) || command.equals("git clone");
    return (isFile ? DELETES : DELETES_SETTINGS).matcher(run).find();
  }

  /** Where the shell puts in what a variable has: not in single quotes, from which programs read its name alone. */
  private static ImmutableSortedSet<Integer> uses(Script script, String name) {
    ImmutableSortedSet.Builder<Integer> starts = ImmutableSortedSet.naturalOrder();
    for (WordPart.Parameter parameter : script.parameters()) {
      if (parameter.name().equals(name) && parameter.prefix().isEmpty()) {
        starts.add(parameter.range().start());
      }
    }
    return starts.build();
  }

  private static boolean has(ImmutableSortedSet<Integer> uses, ShellWord word) {
    Integer next = uses.ceiling(word.range().start());
    return next != null && next < word.range().end();
  }

  private static @Nullable String command(
      Invocation invocation, ImmutableSortedSet<Integer> uses, boolean isInHeredoc) {
    if (PRINTERS.contains(String.valueOf(invocation.name()))) {
      return writesFile(invocation)
              && (names(invocation, uses) || isInHeredoc && readsHeredoc(invocation))
          ? invocation.name()
          : null;
    }
    StringBuilder told = new StringBuilder(String.valueOf(invocation.name()));
    for (ShellWord word : Iterables.limit(invocation.arguments().words(), MOST_WORDS)) {
      told.append(' ').append(word.literalPrefix());
    }
    Matcher stores = STORES.matcher(told);
    return stores.lookingAt() && names(invocation, uses) ? stores.group() : null;
  }

  private static boolean names(Invocation invocation, ImmutableSortedSet<Integer> uses) {
    return Iterables.any(invocation.arguments().words(), word -> has(uses, word));
  }

  private static boolean readsHeredoc(Invocation invocation) {
    return Iterables.any(invocation.command().redirections(), Redirection::isHeredoc);
  }

  private static boolean writesFile(Invocation invocation) {
    return Iterables.any(
        invocation.command().redirections(),
        one -> one.operator().startsWith(">")
            && !one.operator().endsWith("&")
            && (one.descriptor().isEmpty() || one.descriptor().equals("1"))
            && !one.target().literalPrefix().startsWith("/dev/"));
  }
}
