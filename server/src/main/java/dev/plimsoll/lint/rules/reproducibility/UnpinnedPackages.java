package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.images.DeliberateVersion;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.PartialText;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Packages that a command installs in the version that is the newest when it runs: operands that are neither pinned nor
 * something else than a package, such as a file.
 *
 * <p>Of an operand that ends in something unknown nothing is said, for that may be the version. The value of a variable is
 * taken from the script, ENV or the default of an ARG, and may name several packages.
 *
 * @param installs the commands
 * @param elsewhere whether something else than its operands tells a command which versions to install
 * @param pinned whether an operand of a command names a version, or nothing of which there are several
 * @param pin what to write behind a name, such as {@code =VERSION}
 * @param tools what people keep up to date along with the package manager: no more than a hint
 * @param present which packages of a command, by their names, may be there already, or give way to others, in a version that
 *     somebody has chosen, or have none on purpose
 * @param others programs about which hadolint says nothing under the rule's alias
 * @param placeholders packages that only keep a name, and that fail when they are installed, with those that are meant
 */
record UnpinnedPackages(
    CommandQuery installs,
    Predicate<RunCommand> elsewhere,
    BiPredicate<RunCommand, String> pinned,
    String pin,
    ImmutableSet<String> tools,
    BiFunction<Subject, RunCommand, Predicate<String>> present,
    ImmutableSet<String> others,
    ImmutableMap<String, String> placeholders) {

  /** Versions that are another one tomorrow. */
  private static final ImmutableSet<String> MOVING = ImmutableSet.of(
      "latest", "next", "upgrade", "patch", "nightly", "master", "main", "HEAD", "develop",
      "trunk");

  /** What only packs and unpacks the others. */
  private static final ImmutableSet<String> HELPERS = ImmutableSet.of("pip", "setuptools", "wheel");

  /** In a longer script nobody looks for each command at those before it: scripts that people write are shorter. */
  private static final int MOST_COMMANDS = 500;

  private static final String UNKNOWN = "x";

  private static final CharMatcher QUOTE = CharMatcher.anyOf("\"'");

  static UnpinnedPackages of(
      CommandQuery installs, BiPredicate<RunCommand, String> pinned, String pin) {
    return new UnpinnedPackages(
        installs,
        command -> false,
        pinned,
        pin,
        ImmutableSet.of(),
        UnpinnedPackages::meant,
        ImmutableSet.of(),
        ImmutableMap.of());
  }

  UnpinnedPackages unless(Predicate<RunCommand> chosenElsewhere) {
    return new UnpinnedPackages(
        installs, chosenElsewhere, pinned, pin, tools, present, others, placeholders);
  }

  UnpinnedPackages withTools(String... names) {
    return new UnpinnedPackages(
        installs,
        elsewhere,
        pinned,
        pin,
        ImmutableSet.copyOf(names),
        present,
        others,
        placeholders);
  }

  UnpinnedPackages unlessPresent(BiFunction<Subject, RunCommand, Predicate<String>> mayBePresent) {
    return new UnpinnedPackages(
        installs,
        elsewhere,
        pinned,
        pin,
        tools,
        (subject, command) -> mayBePresent.apply(subject, command).or(meant(subject, command)),
        others,
        placeholders);
  }

  /** Those of which a comment says that they have no version on purpose. */
  private static Predicate<String> meant(Subject subject, RunCommand command) {
    return DeliberateVersion.ofPackages(subject, command.instruction());
  }

  UnpinnedPackages beyondHadolint(String... programs) {
    return new UnpinnedPackages(
        installs,
        elsewhere,
        pinned,
        pin,
        tools,
        present,
        ImmutableSet.copyOf(programs),
        placeholders);
  }

  /** @param names in lower case */
  UnpinnedPackages withPlaceholders(ImmutableMap<String, String> names) {
    return new UnpinnedPackages(installs, elsewhere, pinned, pin, tools, present, others, names);
  }

  /** Whether a version or a branch is one that moves on. */
  static boolean isMoving(String version) {
    return version.isEmpty() || MOVING.contains(version);
  }

  /** Reports each command of a RUN that installs such packages, at the first of them. */
  void check(Subject subject, Instruction run, Reporter reporter) {
    each(subject, run, command -> report(subject, command, reporter));
  }

  /**
   * Reports only what is a mistake whoever builds, and whether or not the newest version is wanted: names that can't be
   * installed, and comparisons that the shell takes for redirections.
   */
  void checkMistakes(Subject subject, Instruction run, Reporter reporter) {
    each(subject, run, command -> {
      List<Unpinned> all = unpinned(subject, command);
      all.removeIf(one -> reportPlaceholder(command, one, reporter));
      all.removeIf(one -> !isRedirected(command, one.word));
      if (!all.isEmpty()) {
        reporter.report(finding(subject, command, all));
      }
    });
  }

  private void each(Subject subject, Instruction run, Consumer<RunCommand> check) {
    RunScript script = subject.model().script(run);
    if (script != null) {
      for (RunCommand command : installs.in(script)) {
        if (!elsewhere.test(command)) {
          check.accept(command);
        }
      }
    }
  }

  private record Unpinned(ShellWord word, String name) {}

  private void report(Subject subject, RunCommand command, Reporter reporter) {
    List<Unpinned> all = unpinned(subject, command);
    List<Unpinned> known = new ArrayList<>(all);
    known.removeIf(one -> reportPlaceholder(command, one, reporter));
    if (known.size() == all.size()) {
      if (!all.isEmpty()) {
        reporter.report(finding(subject, command, all));
      }
      return;
    }
    if (!others.contains(command.program())) { // hadolint knows of no placeholders
      reporter.report(finding(subject, command, all).forHadolintOnly());
    }
    Finding rest = known.isEmpty() ? null : finding(subject, command, known);
    if (rest != null && !rest.isPedantic()) {
      reporter.report(rest.beyondHadolint());
    }
  }

  private Finding finding(Subject subject, RunCommand command, List<Unpinned> all) {
    Predicate<String> mayBePresent = command.script().script().invocations().size() > MOST_COMMANDS
        ? name -> false
        : present.apply(subject, command);
    Predicate<String> isMeant = mayBePresent.or(WantedNewest.of(subject, command)::include);
    List<Unpinned> found = new ArrayList<>(all);
    found.removeIf(one -> !isRedirected(command, one.word) && isMeant.test(one.name));
    boolean allMeant = found.isEmpty();
    if (allMeant) {
      found = all;
    }
    boolean redirected = found.stream().anyMatch(one -> isRedirected(command, one.word));
    String message = redirected ? ofRedirected(found) : message(found);
    Finding plain = Finding.at(command.range(found.get(0).word), message);
    Finding finding = others.contains(command.program()) ? plain.beyondHadolint() : plain;
    boolean minor = !redirected && found.stream().allMatch(one -> tools.contains(one.name));
    boolean wanted = minor
        && (command.has("--upgrade") || found.stream().allMatch(one -> HELPERS.contains(one.name)));
    Finding whole = finding
        .withRelated(furtherWords(command, found), "this has no version either")
        .withSeverity(minor ? Severity.HINT : null);
    return wanted || allMeant || PassingFolder.isTargetOf(command, subject)
        ? whole.asPedantic()
        : whole;
  }

  private boolean reportPlaceholder(RunCommand command, Unpinned one, Reporter reporter) {
    String meant = placeholders.get(Ascii.toLowerCase(one.name));
    if (meant == null) {
      return false;
    }
    reporter.report(Finding.at(
            command.range(one.word),
            "On PyPI, " + one.name + " is a placeholder that can't be installed. Name " + meant
                + " instead.")
        .withSeverity(Severity.WARNING)
        .beyondHadolint());
    return true;
  }

  /** Whether the shell has taken a comparison behind a name for a redirection: {@code pip install flask>=3}. */
  private static boolean isRedirected(RunCommand command, ShellWord word) {
    for (Redirection redirection : command.invocation().command().redirections()) {
      if (redirection.range().start() == word.range().end()
          && redirection.operator().equals(">")
          && redirection.target().raw().startsWith("=")) {
        return true;
      }
    }
    return false;
  }

  private static String ofRedirected(List<Unpinned> found) {
    String first = found.get(0).name;
    return "Each build installs the newest " + first
        + (found.size() == 1 ? "" : " and " + (found.size() - 1) + " more")
        + ": without quotes the shell takes > for a redirection to a file. Write \"" + first
        + ">=VERSION\".";
  }

  /** One word may name several packages, which stand side by side then. */
  private static List<TextRange> furtherWords(RunCommand command, List<Unpinned> found) {
    List<TextRange> further = new ArrayList<>();
    for (int i = 1; i < found.size(); i++) {
      if (found.get(i).word != found.get(i - 1).word) {
        further.add(command.range(found.get(i).word));
      }
    }
    return further;
  }

  private String message(List<Unpinned> found) {
    String written = found.get(0).name;
    String first = shown(written);
    if (found.size() == 1) {
      return isRepository(written)
          ? "Each build installs the newest state of " + first + ". Name a tag or a commit."
          : "Each build installs the newest " + first + ". Name the version: " + first + pin + ".";
    }
    String others = found.size() == 2
        ? " and " + shown(found.get(1).name)
        : ", " + shown(found.get(1).name)
            + (found.size() == 3
                ? " and " + shown(found.get(2).name)
                : " and " + (found.size() - 2) + " more packages");
    return "Each build installs the newest " + first + others + ". Name their versions, as in "
        + (isRepository(written) ? "NAME" : first) + pin + ".";
  }

  /** The name alone of a package whose address follows: {@code tool @ git+https://host/tool}. */
  private static String shown(String name) {
    int at = name.indexOf(" @ ");
    return at > 0 ? name.substring(0, at) : name;
  }

  /** An address, or how npm abbreviates one. */
  private static final Regex REPOSITORY = Regex.of(
      ".{0,500}://.{0,500}|git@.{0,500}|(?:github|gitlab|bitbucket|gist):.{0,500}|[\\w-]{1,100}/[\\w.-]{1,100}");

  private static boolean isRepository(String name) {
    return REPOSITORY.matcher(name).matches();
  }

  private List<Unpinned> unpinned(Subject subject, RunCommand command) {
    List<Unpinned> found = new ArrayList<>();
    ScriptPlaces places = null;
    for (ShellWord word : packages(command)) {
      if (word.raw().startsWith("~")) {
        continue; // a path
      }
      ImmutableList<PartialText> texts;
      if (word.literal() != null) {
        texts = ImmutableList.of(PartialText.of(word.literal()));
      } else {
        places = places == null
            ? ScriptPlaces.of(subject.model(), command.script(), Basis.DEFAULTS)
            : places;
        texts = places.texts(command.invocation(), word);
      }
      for (PartialText text : texts) {
        if (isUnpinned(command, text)) {
          found.add(new Unpinned(word, name(text, word)));
        }
      }
    }
    return found;
  }

  private boolean isUnpinned(RunCommand command, PartialText text) {
    boolean endsInExtras = text.suffix().startsWith("["); // of a file, or behind a version
    boolean ends = text.isKnown() || !text.suffix().isEmpty() && !endsInExtras;
    String operand = text.filled(UNKNOWN).strip();
    return ends && !operand.isEmpty() && !operand.startsWith("-") && !pinned.test(command, operand);
  }

  /** Without a version that moves; as it is written where not all of it is known. */
  private static String name(PartialText text, ShellWord word) {
    String operand = text.isKnown()
        ? text.filled(UNKNOWN).strip()
        : QUOTE.removeFrom(word.raw()).strip();
    int at = operand.lastIndexOf('@');
    return at > 0 && isMoving(operand.substring(at + 1)) ? operand.substring(0, at) : operand;
  }

  /**
   * The operands, without those that may be the value of an option that isn't known, and without what is handed on: options
   * behind {@code --}.
   */
  private static List<ShellWord> packages(RunCommand command) {
    ImmutableList<ShellWord> words = command.arguments().words();
    int end = end(words);
    List<ShellWord> packages = new ArrayList<>(command.operands());
    packages.removeIf(word -> word.range().start() >= end);
    for (GivenOption option : command.arguments().unknownOptions()) {
      int next = words.indexOf(option.word()) + 1;
      if (option.value() == null && next < words.size()) {
        packages.remove(words.get(next));
      }
    }
    return packages;
  }

  private static int end(ImmutableList<ShellWord> words) {
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).isLiteral("--") && words.get(i + 1).literalPrefix().startsWith("-")) {
        return words.get(i).range().start();
      }
    }
    return Integer.MAX_VALUE;
  }
}
