package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.apt.AptCommand;
import dev.plimsoll.lint.rules.apt.AptConfiguration;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Packages that are installed because another one recommends them. */
public final class AptNoInstallRecommends implements Rule {

  private static final CommandQuery OTHERS =
      CommandQuery.of("dnf", "microdnf", "zypper").told("install");

  private static final Trait MATTERS =
      AptCommand.ANY.trait().or(OTHERS.trait()).or(AptConfiguration.MAY_SET);

  private static final RuleInfo INFO = RuleInfo.of(
          "apt-no-install-recommends", Category.SIZE, Severity.INFORMATION, """
          Packages that others only recommend are installed too, and often weigh more than what was asked for.

          `--no-install-recommends` of apt and nala, `--without-recommends` of aptitude, `--no-recommends` of zypper and
          `--setopt=install_weak_deps=False` of dnf leave them out. What is really needed then has to be named:
          `ca-certificates` beside curl, wget and git, `libc6-dev` beside gcc, `build-essential` and `python3-dev` beside
          python3-pip for packages that are compiled. The first fix adds these, and what a command or a script of the build
          context runs: `openssh-client` beside git, `lintian` beside devscripts. Nothing is said of packages that are known to
          recommend nothing, such as jq and unzip.

          ```dockerfile bad fix=suggestion
          FROM debian:bookworm
          RUN apt-get update && apt-get install -y python3 && rm -rf /var/lib/apt/lists/*
          ```

          ```dockerfile good
          FROM debian:bookworm
          RUN apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*
          ```

          ```dockerfile bad fix=suggestion
          FROM debian:bookworm
          RUN apt-get update && apt-get install -y curl gcc && rm -rf /var/lib/apt/lists/*
          ```

          ```dockerfile good
          FROM debian:bookworm
          RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl libc6-dev gcc && rm -rf /var/lib/apt/lists/*
          ```

          ```dockerfile bad fix=suggestion
          FROM fedora:42
          RUN dnf install -y git
          ```

          ```dockerfile good
          FROM fedora:42
          RUN dnf install -y --setopt=install_weak_deps=False git
          ```
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withSuggestion()
      .withAlias(Tool.HADOLINT, "DL3015")
      .withAlias(Tool.TRIVY, "DS-0029")
      .withAlias(Tool.DROAST, "DF016");

  private static final String APT = "--no-install-recommends";
  private static final String APTITUDE = "--without-recommends";
  private static final String DNF = "--setopt=install_weak_deps=False";
  private static final String ZYPPER = "--no-recommends";

  /** Packages of Debian and Ubuntu that recommend nothing, and depend on nothing that recommends more than a few kB. */
  private static final ImmutableSet<String> RECOMMEND_NOTHING = ImmutableSet.of(
      "bc",
      "bzip2",
      "ca-certificates",
      "dos2unix",
      "dumb-init",
      "file",
      "gosu",
      "gzip",
      "jq",
      "less",
      "locales",
      "make",
      "net-tools",
      "netcat",
      "netcat-openbsd",
      "netcat-traditional",
      "patch",
      "psmisc",
      "socat",
      "tini",
      "tree",
      "tzdata",
      "unzip",
      "xz-utils",
      "zstd");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    List<ImmutableList<Instruction>> usual = new ArrayList<>();
    List<ImmutableList<Instruction>> whereConfigured = new ArrayList<>();
    AptConfiguration configuration = new AptConfiguration("Install-Recommends");
    for (Stage stage : subject.model().stages()) {
      boolean configured = configuration.before(stage);
      boolean ships = subject.model().ships(stage);
      for (Instruction instruction : subject.model().having(MATTERS, stage)) {
        configured = configured || configuration.isSetBy(instruction);
        if (ships) {
          (configured ? whereConfigured : usual).add(ImmutableList.of(instruction));
        }
      }
      configuration.end(stage, configured);
    }
    subject.each(usual, (part, run, to) -> check(part, run.get(0), true, to), reporter);
    subject.each(whereConfigured, (part, run, to) -> check(part, run.get(0), false, to), reporter);
  }

  private static void check(
      Subject subject, Instruction instruction, boolean recommends, Reporter reporter) {
    RunScript script = subject.model().script(instruction);
    if (script == null) {
      return;
    }
    Stage stage = subject.model().stageOf(instruction);
    if (recommends && stage != null) {
      for (AptCommand apt : AptCommand.in(script)) {
        report(apt(subject, stage, apt), reporter);
      }
    }
    for (RunCommand command : OTHERS.in(script)) {
      report(rpm(command), reporter);
    }
  }

  private static void report(@Nullable Finding finding, Reporter reporter) {
    if (finding != null) {
      reporter.report(finding);
    }
  }

  private static @Nullable Finding apt(Subject subject, Stage stage, AptCommand apt) {
    RunCommand command = apt.command();
    if (!command.isTold("install") || apt.decidesOnRecommends() || apt.changesNothing()) {
      return null;
    }
    boolean repairs = command.operands().isEmpty() && command.invocation().prefix("xargs") == null;
    if (repairs || command.arguments().mayHideOptions()) {
      return null;
    }
    if (recommendNothing(command)) {
      return null;
    }
    String flag = command.program().equals("aptitude") ? APTITUDE : APT;
    RecommendedPackages recommended = RecommendedPackages.in(subject, stage);
    ImmutableSet<String> needed = recommended.neededBy(command);
    return finding(command, flag, needed)
        .withFix(withNeeded(command, recommended, flag))
        .withFix(recommended.areRun(command) ? null : withFlag(command, flag));
  }

  private static boolean recommendNothing(RunCommand command) {
    for (ShellWord word : command.operands()) {
      String name = RecommendedPackages.name(word);
      boolean whole =
          word.literal() != null || name.length() < word.literalPrefix().length();
      if (!whole || !RECOMMEND_NOTHING.contains(name)) {
        return false;
      }
    }
    return !command.operands().isEmpty() && command.invocation().prefix("xargs") == null;
  }

  private static @Nullable Finding rpm(RunCommand command) {
    String flag = command.program().equals("zypper") ? ZYPPER : DNF;
    return decides(command)
        ? null
        : finding(command, flag, ImmutableSet.of()).withFix(withFlag(command, flag));
  }

  private static Finding finding(RunCommand command, String flag, Set<String> needed) {
    return Finding.at(
        command.head(),
        "This installs recommended packages too. Add " + flag + ", and name those that you use"
            + (needed.isEmpty() ? "." : ": " + String.join(", ", needed) + "."));
  }

  private static Fix withFlag(RunCommand command, String flag) {
    return Fix.suggestion("Add " + flag, insert(command, flag));
  }

  private static boolean decides(RunCommand command) {
    for (GivenOption given : command.arguments().options()) {
      boolean weak =
          given.value() != null && given.value().literalPrefix().contains("install_weak_deps");
      if (weak
          || given.is("--no-recommends")
          || given.is("--recommends")
          || given.is("--install-weak-deps")) {
        return true;
      }
    }
    return false;
  }

  /** Adds a flag behind the verb, and behind {@code -y} and {@code -q}, which people write next to it. */
  private static TextEdit insert(RunCommand command, String flag) {
    List<ShellWord> words = command.arguments().words();
    int at = words.indexOf(command.arguments().verbWord());
    int last = at;
    while (last + 1 < words.size() && isYesOrQuiet(command, words.get(last + 1))) {
      last++;
    }
    return last == at ? command.insert(flag) : command.insertAfter(words.get(last), flag);
  }

  /** Whether a word is {@code -y}, {@code -qq} or the like and nothing else. */
  private static boolean isYesOrQuiet(RunCommand command, ShellWord word) {
    boolean any = false;
    for (GivenOption given : command.arguments().options()) {
      if (given.word() == word) {
        boolean is = given.is("-y") || given.is("--quiet");
        if (!is || given.hasSeparateValue()) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  /** The flag, and what it leaves out that is needed. */
  private static @Nullable Fix withNeeded(
      RunCommand command, RecommendedPackages recommended, String flag) {
    TextEdit flagEdit = insert(command, flag);
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    edits.add(flagEdit);
    Set<String> named = new LinkedHashSet<>();
    for (ShellWord word : command.operands()) {
      ImmutableList<String> needed = recommended.neededBy(word, named);
      TextEdit edit =
          needed.isEmpty() ? null : before(command.script(), command.invocation(), word, needed);
      if (edit != null && edit.range().start() >= flagEdit.range().start()) {
        edits.add(edit);
        named.addAll(needed);
      }
    }
    String title = "Add " + flag + ", " + String.join(", ", named);
    return named.isEmpty() ? null : new Fix(title, Fix.Safety.SUGGESTION, edits.build());
  }

  /** Adds packages before another one, apart from it as that one is from what stands before it. */
  private static @Nullable TextEdit before(
      RunScript script, Invocation invocation, ShellWord word, List<String> names) {
    int end = 0;
    for (ShellWord one : invocation.arguments().words()) {
      if (one.range().end() <= word.range().start()) {
        end = one.range().end();
      }
    }
    String text = script.instruction().text();
    String between = text.substring(
        script.code().homeEnd(end), script.code().home(word.range().start()));
    boolean json = script.execForm() && !invocation.isIn(Nesting.EMBEDDED);
    if (json || end == 0 || between.indexOf('#') >= 0) {
      return null;
    }
    return TextEdit.insert(
        script.home(word.range().start()), String.join(between, names) + between);
  }
}
