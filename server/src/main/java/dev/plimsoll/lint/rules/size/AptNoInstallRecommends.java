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
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
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
          python3-pip for packages that are compiled. The first fix adds these. Nothing is said of stages that don't ship,
          nor of packages that are known to recommend nothing, such as jq and unzip.

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

  private static final ImmutableList<String> CERTIFICATES = ImmutableList.of("ca-certificates");
  private static final ImmutableList<String> C_HEADERS = ImmutableList.of("libc6-dev");
  private static final ImmutableList<String> C_COMPILER = ImmutableList.of("gcc", "libc6-dev");
  private static final ImmutableList<String> PYTHON_COMPILER =
      ImmutableList.of("build-essential", "python3-dev");
  private static final ImmutableList<String> R_COMPILER = ImmutableList.of("r-base-dev");

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

  /** What depends on the headers of the C library, so that they needn't be named. */
  private static final ImmutableSet<String> WITH_C_HEADERS =
      ImmutableSet.of("build-essential", "g++", "clang", "libc-dev", "python3-dev");

  private static final Pattern GCC = Pattern.compile("gcc(-\\d+)?");

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
    for (AptCommand apt : recommends ? AptCommand.in(script) : ImmutableList.<AptCommand>of()) {
      report(apt(apt), reporter);
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

  private static @Nullable Finding apt(AptCommand apt) {
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
    return finding(command, flag, String.join(", ", companions(command)))
        .withFix(withCompanions(command, flag))
        .withFix(withFlag(command, flag));
  }

  private static boolean recommendNothing(RunCommand command) {
    for (ShellWord word : command.operands()) {
      String name = name(word);
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
    return decides(command) ? null : finding(command, flag, "").withFix(withFlag(command, flag));
  }

  private static Finding finding(RunCommand command, String flag, String needed) {
    return Finding.at(
        command.head(),
        "This installs recommended packages too. Add " + flag
            + (needed.isEmpty() ? "." : ", and what is needed of them: " + needed + "."));
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

  /** What the flag leaves out that is needed most often. */
  private static Set<String> companions(RunCommand command) {
    Set<String> names = new HashSet<>();
    for (ShellWord word : command.operands()) {
      names.add(name(word));
    }
    Set<String> companions = new LinkedHashSet<>();
    for (ShellWord word : command.operands()) {
      ImmutableList<String> missing = missing(names, companions(name(word)));
      names.addAll(missing);
      companions.addAll(missing);
    }
    return companions;
  }

  /** The flag, and what it leaves out that is needed most often. */
  private static @Nullable Fix withCompanions(RunCommand command, String flag) {
    ImmutableList<ShellWord> packages = command.operands();
    Set<String> names = new HashSet<>();
    for (ShellWord word : packages) {
      names.add(name(word));
    }
    TextEdit flagEdit = insert(command, flag);
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    edits.add(flagEdit);
    StringBuilder title = new StringBuilder("Add ").append(flag);
    for (ShellWord word : packages) {
      ImmutableList<String> missing = missing(names, companions(name(word)));
      TextEdit edit =
          missing.isEmpty() ? null : before(command.script(), command.invocation(), word, missing);
      if (edit != null && edit.range().start() >= flagEdit.range().start()) {
        edits.add(edit);
        names.addAll(missing);
        title.append(", ").append(String.join(", ", missing));
      }
    }
    ImmutableList<TextEdit> all = edits.build();
    return all.size() == 1 ? null : new Fix(title.toString(), Fix.Safety.SUGGESTION, all);
  }

  /** What a package of Debian recommends and hardly works without. */
  private static ImmutableList<String> companions(String name) {
    return switch (name) {
      case "curl", "wget", "git" -> CERTIFICATES;
      case "golang", "golang-go" -> C_COMPILER;
      case "python3-pip" -> PYTHON_COMPILER;
      case "r-base", "r-base-core" -> R_COMPILER;
      default -> GCC.matcher(name).matches() ? C_HEADERS : ImmutableList.of();
    };
  }

  private static ImmutableList<String> missing(Set<String> names, ImmutableList<String> wanted) {
    ImmutableList.Builder<String> missing = ImmutableList.builder();
    for (String name : wanted) {
      boolean comes = name.equals("libc6-dev") && !Collections.disjoint(names, WITH_C_HEADERS)
          || name.equals("gcc") && names.contains("build-essential");
      if (!names.contains(name) && !comes) {
        missing.add(name);
      }
    }
    return missing.build();
  }

  /** A package without its version and architecture. */
  private static String name(ShellWord word) {
    String text = word.literalPrefix();
    int end = 0;
    while (end < text.length() && "=:/".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, end);
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
