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
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Packages that are installed because another one recommends them. */
public final class AptNoInstallRecommends implements Rule {

  private static final ImmutableSet<String> PROGRAMS = ImmutableSet.<String>builder()
      .addAll(AptCommand.PROGRAMS)
      .add("dnf", "dnf5", "microdnf", "zypper")
      .build();

  private static final Trait MATTERS = RunScript.running(PROGRAMS).or(AptConfiguration.MAY_SET);

  private static final RuleInfo INFO = RuleInfo.of(
          "apt-no-install-recommends", Category.SIZE, Severity.INFORMATION, """
          Packages that others only recommend are installed too, and often weigh more than what was asked for.

          `--no-install-recommends` of apt and nala, `--without-recommends` of aptitude, `--no-recommends` of zypper and
          `--setopt=install_weak_deps=False` of dnf leave them out. What is really needed then has to be named:
          `ca-certificates` beside curl, wget and git, `dirmngr` and `gpg-agent` beside gnupg.

          ```dockerfile bad fix=suggestion
          FROM debian:bookworm
          RUN apt-get update && apt-get install -y python3 && rm -rf /var/lib/apt/lists/*
          ```

          ```dockerfile good
          FROM debian:bookworm
          RUN apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*
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
      .withSuggestion()
      .withAlias(Tool.HADOLINT, "DL3015")
      .withAlias(Tool.TRIVY, "DS-0029")
      .withAlias(Tool.DROAST, "DF016")
      .reading(MATTERS);

  private static final String APT = "--no-install-recommends";
  private static final String APTITUDE = "--without-recommends";
  private static final String DNF = "--setopt=install_weak_deps=False";
  private static final String ZYPPER = "--no-recommends";

  private static final ImmutableList<String> CERTIFICATES = ImmutableList.of("ca-certificates");
  private static final ImmutableList<String> AGENTS = ImmutableList.of("dirmngr", "gpg-agent");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    AptConfiguration configuration = new AptConfiguration("Install-Recommends");
    for (Stage stage : subject.model().stages()) {
      boolean configured = configuration.before(stage);
      for (Instruction instruction : subject.model().having(MATTERS, stage)) {
        configured = configured || configuration.isSetBy(instruction);
        boolean recommends = !configured;
        subject.inside(
            this,
            instruction,
            ImmutableList.of(recommends, subject.model().ships(stage)),
            found -> check(subject, stage, instruction, recommends, found),
            reporter);
      }
      configuration.end(stage, configured);
    }
  }

  /** Layers of stages that don't ship weigh nothing in the image, but they take time. */
  private static void check(
      Subject subject,
      Stage stage,
      Instruction instruction,
      boolean recommends,
      Reporter reporter) {
    RunScript script = subject.model().script(instruction);
    if (script == null) {
      return;
    }
    for (Invocation invocation : script.script().invocations()) {
      Finding finding = recommends ? apt(script, invocation) : null;
      finding = finding == null ? rpm(script, invocation) : finding;
      if (finding != null) {
        reporter.report(
            subject.model().ships(stage) ? finding : finding.withSeverity(Severity.HINT));
      }
    }
  }

  private static @Nullable Finding apt(RunScript script, Invocation invocation) {
    AptCommand apt = AptCommand.of(invocation);
    if (apt == null
        || !apt.verb().equals("install")
        || apt.decidesOnRecommends()
        || apt.changesNothing()) {
      return null;
    }
    ImmutableList<ShellWord> packages = apt.packages();
    boolean repairs = packages.isEmpty() && invocation.prefix("xargs") == null;
    if (repairs || apt.arguments().mayHideOptions()) {
      return null;
    }
    String flag = invocation.is("aptitude") ? APTITUDE : APT;
    Finding finding = Finding.at(
            script.range(apt.range()),
            "This installs recommended packages too. Add " + flag
                + ", and name those that are needed.")
        .withFix(Fix.suggestion("Add " + flag, insert(script, invocation, apt.action(), flag)));
    return finding.withFix(withCompanions(script, apt, packages, flag));
  }

  private static @Nullable Finding rpm(RunScript script, Invocation invocation) {
    boolean dnf = invocation.is("dnf") || invocation.is("dnf5") || invocation.is("microdnf");
    boolean zypper = invocation.is("zypper");
    if (!dnf && !zypper) {
      return null;
    }
    Arguments arguments = invocation.arguments();
    ShellWord verb = arguments.verbWord();
    if (verb == null || !"install".equals(arguments.verb()) || decides(arguments)) {
      return null;
    }
    String flag = dnf ? DNF : ZYPPER;
    return Finding.at(
            script.range(invocation.nameWord().range().hull(verb.range())),
            "This installs recommended packages too. Add " + flag
                + ", and name those that are needed.")
        .withFix(Fix.suggestion("Add " + flag, insert(script, invocation, verb, flag)));
  }

  private static boolean decides(Arguments arguments) {
    for (GivenOption given : arguments.options()) {
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
  private static TextEdit insert(
      RunScript script, Invocation invocation, ShellWord verb, String flag) {
    ShellWord last = verb;
    for (GivenOption given : invocation.arguments().options()) {
      boolean next = given.word().range().start() > last.range().end()
          && isNextTo(invocation, last, given.word());
      if (next && (given.is("-y") || given.is("--quiet"))) {
        last = given.word();
      }
    }
    return script.insertAfter(invocation, last, flag);
  }

  private static boolean isNextTo(Invocation invocation, ShellWord first, ShellWord second) {
    List<ShellWord> words = invocation.arguments().words();
    return words.indexOf(second) == words.indexOf(first) + 1;
  }

  /** The flag, and what it leaves out that is needed most often. */
  private static @Nullable Fix withCompanions(
      RunScript script, AptCommand apt, ImmutableList<ShellWord> packages, String flag) {
    Set<String> names = new HashSet<>();
    for (ShellWord word : packages) {
      names.add(name(word));
    }
    TextEdit flagEdit = insert(script, apt.invocation(), apt.action(), flag);
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    edits.add(flagEdit);
    StringBuilder title = new StringBuilder("Add ").append(flag);
    for (ShellWord word : packages) {
      ImmutableList<String> missing = missing(names, companions(name(word)));
      TextEdit edit = missing.isEmpty() ? null : before(script, apt.invocation(), word, missing);
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
      case "gnupg", "gnupg2" -> AGENTS;
      default -> ImmutableList.of();
    };
  }

  private static ImmutableList<String> missing(Set<String> names, ImmutableList<String> wanted) {
    ImmutableList.Builder<String> missing = ImmutableList.builder();
    for (String name : wanted) {
      if (!names.contains(name)) {
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
