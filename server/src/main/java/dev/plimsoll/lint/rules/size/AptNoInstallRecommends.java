package dev.plimsoll.lint.rules.size;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.InstalledPackages;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.size.AptInstallations.Installation;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Packages that are installed because another one recommends them. */
public final class AptNoInstallRecommends implements Rule {

  /** Images with microdnf or zypper are set up to install nothing that is only recommended. */
  private static final CommandQuery OTHERS = CommandQuery.of("dnf").told("install");

  private static final CommandQuery APT_GET = CommandQuery.of("apt-get").told("install");

  private static final RuleInfo INFO = RuleInfo.of(
          "apt-no-install-recommends", Category.SIZE, Severity.INFORMATION, """
          Packages that others only recommend are installed too, and often weigh more than what was asked for.

          `--no-install-recommends` of apt and nala, `--without-recommends` of aptitude and
          `--setopt=install_weak_deps=False` of dnf leave them out. What is really needed then has to be named. The first fix
          names what a command or a script of the build context is seen to use, such as `gnupg` for `apt-key`, `openssh-client` beside git or `lintian` beside
          devscripts, and what is needed most often: `ca-certificates` beside curl, wget and git, `libc6-dev` beside gcc,
          the C library beside a compiler for another processor, the fonts beside chromium and libreoffice, `python3-dev` beside python3-pip and, wherever
          it would be left out, `build-essential` for packages that are compiled, unless gcc and make are named.

          What apt would leave out is computed from the packages of Debian 12, less what the base image and earlier commands
          have installed. What an earlier command brings only as a recommendation is named all the same: it goes with the flag there. Nothing is said where less than 2 MB would be spared, or 5 MB on a base of which nothing is known, nor
          of packages that aren't Debian's, nor on images that leave them out by themselves, such as all with microdnf or zypper.
          The message has a figure where the tag of the base names that release: what the flag spares once all that the first fix names is named. It names no packages where it names another
          one, or where nothing is known of the base.

          ```dockerfile bad fix=suggestion
          FROM debian:bookworm
          RUN apt-get update && apt-get install -y cron && rm -rf /var/lib/apt/lists/*
          ```

          ```dockerfile good
          FROM debian:bookworm
          RUN apt-get update && apt-get install -y --no-install-recommends cron && rm -rf /var/lib/apt/lists/*
          ```

          ```dockerfile bad fix=suggestion
          FROM debian:bookworm
          RUN apt-get update && apt-get install -y curl gcc && rm -rf /var/lib/apt/lists/*
          ```

          ```dockerfile good
          FROM debian:bookworm
          RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl libc6-dev gcc && rm -rf /var/lib/apt/lists/*
          ```

          ```dockerfile good
          FROM node:22
          RUN apt-get update && apt-get install -y cmake jq && rm -rf /var/lib/apt/lists/*
          ```

          ```dockerfile bad fix=suggestion
          FROM fedora:42
          RUN dnf install -y git nodejs
          ```

          ```dockerfile good
          FROM fedora:42
          RUN dnf install -y --setopt=install_weak_deps=False git nodejs
          ```

          Of dnf nothing is known but some packages that recommend none; so something is said where at least two others
          are installed.

          ```dockerfile good
          FROM fedora:42
          RUN dnf install -y make tar
          ```
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withSuggestion()
      .withAlias(Tool.HADOLINT, "DL3015")
      .in(Profile.HADOLINT, Severity.INFORMATION)
      .withAlias(Tool.TRIVY, "DS-0029")
      .withAlias(Tool.DROAST, "DF016");

  /** Bytes on the disk; for less nobody changes a line. */
  private static final long WORTH_SAYING = 2_000_000;

  /** The same where the base image may have some of it already. */
  private static final long WORTH_GUESSING = 5_000_000;

  /** Packages of Fedora and its relatives that recommend nothing, or nothing that an image lacks. */
  private static final ImmutableSet<String> WITHOUT = ImmutableSet.of(
      "bzip2",
      "ca-certificates",
      "curl",
      "curl-minimal",
      "diffutils",
      "file",
      "findutils",
      "gawk",
      "glibc-langpack-en",
      "grep",
      "gzip",
      "hostname",
      "iproute",
      "iputils",
      "jq",
      "less",
      "make",
      "ncurses",
      "nmap-ncat",
      "openssl",
      "patch",
      "procps",
      "procps-ng",
      "rsync",
      "sed",
      "shadow-utils",
      "sudo",
      "tar",
      "timezone",
      "tini",
      "tzdata",
      "unzip",
      "util-linux",
      "wget",
      "which",
      "xz",
      "zip");

  private static final String UNMEASURED =
      "What these packages recommend is installed, too. Add %s, and name what you use of it.";

  private static final String APT = "--no-install-recommends";
  private static final String APTITUDE = "--without-recommends";
  private static final String DNF = "--setopt=install_weak_deps=False";

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    List<ImmutableList<Instruction>> others = new ArrayList<>();
    for (Stage stage : subject.model().stages()) {
      if (subject.model().ships(stage) && !isOfMicrosoft(subject, stage)) {
        for (Instruction instruction : subject.model().having(OTHERS.trait(), stage)) {
          others.add(ImmutableList.of(instruction));
        }
      }
    }
    subject.each(others, AptNoInstallRecommends::others, reporter);
    Map<Stage, ImmutableSet<String>> programs = new HashMap<>();
    Map<Integer, List<Finding>> runs = new LinkedHashMap<>(); // by place: RUNs may be written alike
    Set<String> named = new HashSet<>(); // by the fix of a RUN, which is one for all its commands
    Instruction last = null;
    for (Installation installation : AptInstallations.undecided(subject.model())) {
      Instruction run = installation.apt().command().instruction();
      if (run != last) {
        named.clear();
      }
      last = run;
      Finding finding = apt(subject, installation, programs, named);
      if (finding != null) {
        runs.computeIfAbsent(subject.file().indexOf(run), key -> new ArrayList<>())
            .add(finding);
      }
    }
    runs.values().forEach(findings -> reporter.report(joined(findings)));
  }

  /** Azure Linux has its own packages, of which hardly any recommends another. */
  private static boolean isOfMicrosoft(Subject subject, Stage stage) {
    ImageReference image = subject.model().baseReference(stage);
    return image != null && image.repository().startsWith("mcr.microsoft.com/");
  }

  /** hadolint asks neither what is recommended nor which stages ship. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    subject.eachHaving(APT_GET.trait(), AptNoInstallRecommends::checkAny, reporter);
  }

  private static void checkAny(
      Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    RunScript script = subject.model().script(part.get(0));
    for (RunCommand install : script == null ? List.<RunCommand>of() : APT_GET.in(script)) {
      if (!install.has(APT) && !isConfigured(install)) {
        reporter.report(Finding.at(install.head(), UNMEASURED.formatted(APT))
            .withFix(withFlag(install, APT))
            .forHadolintOnly());
        return;
      }
    }
  }

  private static boolean isConfigured(RunCommand install) {
    return install.arguments().options().stream()
        .anyMatch(given -> given.value() != null
            && given.value().literalPrefix().startsWith("APT::Install-Recommends"));
  }

  /** One finding for the commands of a RUN, at the first of them: each of its fixes mends all. */
  private static Finding joined(List<Finding> findings) {
    Finding first = findings.get(0);
    if (findings.size() == 1) {
      return first;
    }
    List<Finding> others = findings.subList(1, findings.size());
    boolean beyond = findings.stream()
        .allMatch(finding -> finding.audience() == Finding.Audience.BEYOND_HADOLINT);
    Finding alone = Finding.at(first.range(), first.message());
    Finding joined = beyond ? alone.beyondHadolint() : alone;
    for (Fix fix : first.fixes()) {
      joined = joined.withFix(joined(fix, others));
    }
    return joined;
  }

  /** A fix of the first command, with the best one of each other. */
  private static Fix joined(Fix fix, List<Finding> others) {
    ImmutableList.Builder<TextEdit> edits = ImmutableList.<TextEdit>builder().addAll(fix.edits());
    Set<String> added = new LinkedHashSet<>(Splitter.on(", ").splitToList(fix.title()));
    for (Finding other : others) {
      Fix best = Iterables.getFirst(other.fixes(), null);
      if (best != null) {
        edits.addAll(best.edits());
        added.addAll(Splitter.on(", ").splitToList(best.title()));
      }
    }
    return new Fix(Joiner.on(", ").join(added), Fix.Safety.SUGGESTION, edits.build());
  }

  private static void others(Subject subject, ImmutableList<Instruction> run, Reporter reporter) {
    RunScript script = subject.model().script(run.get(0));
    List<Finding> findings = new ArrayList<>();
    for (RunCommand command : script == null ? List.<RunCommand>of() : OTHERS.in(script)) {
      Finding finding = rpm(command);
      if (finding != null) {
        findings.add(finding);
      }
    }
    if (!findings.isEmpty()) {
      reporter.report(joined(findings));
    }
  }

  /** @param named what the fix of earlier commands of the RUN names */
  private static @Nullable Finding apt(
      Subject subject,
      Installation installation,
      Map<Stage, ImmutableSet<String>> programs,
      Set<String> named) {
    long least = installation.baseKnown() ? WORTH_SAYING : WORTH_GUESSING;
    RecommendedPackages recommended = RecommendedPackages.of(
        installation,
        least,
        () -> programs.computeIfAbsent(
            installation.stage(), stage -> RecommendedPackages.programs(subject, stage)),
        () -> RecommendedPackages.programsUntilNextInstall(subject, installation));
    boolean worth = recommended != null && recommended.sparedBytes() >= least;
    if (recommended == null || !worth && installation.complete()) {
      return null;
    }
    RunCommand command = installation.apt().command();
    String flag = command.program().equals("aptitude") ? APTITUDE : APT;
    String message = worth
        ? recommended.message(installation.measured(), release(subject, installation), flag)
        : UNMEASURED.formatted(flag);
    boolean isEnough = named.containsAll(recommended.used())
        && named.containsAll(recommended.essential().values());
    Finding finding = Finding.at(command.head(), message)
        .withFix(withNamed(installation, recommended, flag, named))
        .withFix(isEnough ? withFlag(command, flag) : null);
    return command.program().equals("apt-get") ? finding : finding.beyondHadolint();
  }

  private static InstalledPackages.Release release(Subject subject, Installation installation) {
    if (!installation.baseKnown()) {
      return InstalledPackages.Release.ANOTHER;
    }
    ImageReference image = subject.model().baseReference(installation.stage());
    return image == null ? InstalledPackages.Release.UNKNOWN : InstalledPackages.releaseOf(image);
  }

  private static @Nullable Finding rpm(RunCommand command) {
    long others = command.operands().stream()
        .filter(word -> !WITHOUT.contains(word.literalPrefix()))
        .count();
    return decides(command) || others < 2
        ? null
        : Finding.at(
                command.head(),
                "This installs recommended packages too. Add " + DNF
                    + ", and name those that you use.")
            .withFix(withFlag(command, DNF))
            .beyondHadolint();
  }

  private static Fix withFlag(RunCommand command, String flag) {
    return Fix.suggestion("Add " + flag, insert(command, flag));
  }

  private static boolean decides(RunCommand command) {
    for (GivenOption given : command.arguments().options()) {
      if (given.value() != null && given.value().literalPrefix().contains("install_weak_deps")) {
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

  /** The flag, and what it leaves out that is needed; each package before the first that brings it. */
  private static @Nullable Fix withNamed(
      Installation installation,
      RecommendedPackages recommended,
      String flag,
      Set<String> namedBefore) {
    RunCommand command = installation.apt().command();
    TextEdit flagEdit = insert(command, flag);
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    edits.add(flagEdit);
    Set<String> missing = new LinkedHashSet<>(recommended.toName());
    missing.removeAll(namedBefore);
    Set<String> named = new LinkedHashSet<>();
    Set<String> tried = new HashSet<>();
    for (ShellWord word : command.operands()) {
      if (missing.isEmpty() || !tried.add(AptInstallations.name(word))) {
        continue;
      }
      InstalledPackages with =
          installation.sure().withRecommended(ImmutableList.of(AptInstallations.name(word)));
      List<String> essential = recommended.essential().get(AptInstallations.name(word));
      List<String> brought = missing.stream()
          .filter(name -> essential.contains(name) || with.has(name))
          .toList();
      TextEdit edit =
          brought.isEmpty() ? null : before(command.script(), command.invocation(), word, brought);
      if (edit != null && edit.range().start() >= flagEdit.range().start()) {
        edits.add(edit);
        named.addAll(brought);
        missing.removeAll(brought);
      }
    }
    namedBefore.addAll(named);
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
