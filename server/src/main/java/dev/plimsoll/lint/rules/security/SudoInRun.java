package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.ImageReference;
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
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Invocation.Prefix;
import dev.plimsoll.shell.Script;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** sudo in a build, where USER says who runs what. */
public final class SudoInRun implements Rule {

  private static final Trait USES_SUDO = Trait.orTriggered(Run.class, SudoInRun::usesSudo);

  /** Builders of packages, which refuse to run as root: another user runs them, and becomes root for what needs it. */
  static final CommandQuery REFUSES_ROOT =
      CommandQuery.of("abuild", "brew", "makepkg", "paru", "yay");

  /** What sudo is told that changes nothing for root. */
  private static final ImmutableSet<String> NEEDLESS =
      ImmutableSet.of("-E", "-H", "-n", "--non-interactive", "--preserve-env", "--set-home");

  private static final RuleInfo INFO = RuleInfo.of(
          "sudo-in-run", Category.SECURITY, Severity.INFORMATION, """
          A build runs as root until USER says otherwise, so sudo is one more program to install and to trust.

          Where another user is in force, change to root with `USER root` for the steps that need it, and back: who can \
          use sudo in the image is root in the container. As root, sudo does nothing but take most variables away from \
          the command.

          ```dockerfile bad fix=suggestion
          FROM debian:13-slim
          RUN sudo mkdir /srv/site
          ```

          ```dockerfile good
          FROM debian:13-slim
          RUN mkdir /srv/site
          ```

          A stage is reported once, with the other places beside it; the fix is for all of them.

          Where it isn't known that root runs the command it is a hint, and so it is where another user does. Nothing is \
          said where the same RUN builds with what refuses root, such as `abuild`, `makepkg` and `brew`, \
          nor of sudo that runs a command as another user than root, nor in workspaces of Gitpod, as on `gitpod/workspace-full`.
          """)
      .since("0.1.0")
      .withSuggestion()
      .withAlias(Tool.HADOLINT, "DL3004")
      .withAlias(Tool.TRIVY, "DS-0010")
      .withAlias(Tool.CHECKOV, "CKV2_DOCKER_1")
      .withAlias(Tool.DROAST, "DF010")
      .withAlias(Tool.DOCKLE, "DKL-DI-0001")
      .in(Profile.HADOLINT, Severity.ERROR);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    List<ImmutableList<Instruction>> stages = new ArrayList<>();
    for (Stage stage : subject.model().stages()) {
      ImmutableList<Instruction> uses = subject.model().having(USES_SUDO, stage);
      if (!uses.isEmpty()) {
        stages.add(uses);
      }
    }
    subject.each(stages, SudoInRun::check, reporter);
  }

  /** Reports a stage once for RUNs that root runs, and once for the others. */
  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    Found needless = new Found();
    Found others = new Found();
    for (Instruction run : part) {
      RunScript script = subject.model().script(run);
      if (script != null) {
        check(subject, run, script, isRoot(subject, run) ? needless : others, reporter);
      }
    }
    boolean isForGitpod = isForGitpod(subject, part);
    Reporter quieter = isForGitpod ? finding -> reporter.report(finding.asPedantic()) : reporter;
    needless.report(quieter, true);
    others.report(quieter, false);
  }

  /** Whether it is a workspace of Gitpod, whose user has sudo, and whose makers write it so. */
  private static boolean isForGitpod(Subject subject, ImmutableList<Instruction> part) {
    Stage stage = subject.model().stageOf(part.get(0));
    ImageReference image = stage == null ? null : subject.model().baseReference(stage);
    return image != null && image.repository().startsWith("docker.io/gitpod/workspace-")
        || OF_GITPOD.matcher(subject.name().path()).find();
  }

  private static final Regex OF_GITPOD = Regex.of("(?:^|/)\\.gitpod(?:/|\\.)");

  private static void check(
      Subject subject, Instruction run, RunScript script, Found all, Reporter reporter) {
    Set<TextEdit> edits = new LinkedHashSet<>(); // one sudo may be before several commands
    TextRange first = null;
    TextRange other = null;
    for (Invocation invocation : script.script().invocations()) {
      Prefix sudo = invocation.prefix("sudo");
      if (sudo == null && !invocation.is("sudo")) {
        continue;
      }
      TextRange place = sudo == null
          ? invocation.nameWord().range()
          : TextRange.ofLength(sudo.range().start(), nameLength(script, sudo));
      if (sudo != null && isToOtherUser(sudo)) {
        other = other == null ? script.range(place) : other;
        continue;
      }
      first = first == null ? script.range(place) : first;
      TextEdit edit = sudo == null ? null : deletion(script, sudo);
      if (edit != null) {
        edits.add(edit);
      }
    }
    if (first != null && REFUSES_ROOT.in(script).isEmpty()) {
      all.places.add(first);
      all.edits.addAll(edits);
    } else if (first != null) {
      reporter.report(finding(isRoot(subject, run), first, edits).asPedantic());
    } else if (other != null) {
      reporter.report(Finding.at(
              other,
              "Don't use sudo in a build. Change to the user with USER for what has to run as that user.")
          .withSeverity(Severity.HINT)
          .asPedantic());
    }
  }

  /** Where RUNs of a stage use it alike, each named once. */
  private static final class Found {
    private final List<TextRange> places = new ArrayList<>();
    private final Set<TextEdit> edits = new LinkedHashSet<>();

    void report(Reporter reporter, boolean isRoot) {
      if (places.isEmpty()) {
        return;
      }
      List<TextRange> more = places.subList(1, places.size());
      Finding finding = finding(isRoot, places.get(0), edits);
      reporter.report(more.isEmpty() ? finding : finding.withRelated(more, "here, too"));
      for (TextRange place : more) {
        reporter.report(finding(isRoot, place, Set.of()).forHadolintOnly());
      }
    }
  }

  /** Whether it gives the command another user or group than root's: databases and others refuse to run as root. */
  private static boolean isToOtherUser(Prefix sudo) {
    GivenOption user = sudo.arguments().option("--user");
    return user == null
        ? sudo.arguments().hasFlag("--group")
        : !ROOT.contains(String.valueOf(user.literalValue()));
  }

  private static final ImmutableSet<String> ROOT = ImmutableSet.of("root", "0", "#0");

  private static Finding finding(boolean isRoot, TextRange place, Set<TextEdit> edits) {
    if (!isRoot) {
      return Finding.at(
              place,
              "Don't use sudo in a build. Change to root with USER root for the steps that need it.")
          .withSeverity(Severity.HINT);
    }
    Fix fix = edits.isEmpty()
        ? null
        : new Fix("Remove sudo", Fix.Safety.SUGGESTION, ImmutableList.copyOf(edits));
    return Finding.at(place, "This runs as root already, so sudo is not needed.")
        .withFix(fix);
  }

  /** Whether root runs an instruction: USER says so, or the base image is known to. */
  private static boolean isRoot(Subject subject, Instruction run) {
    SemanticModel model = subject.model();
    Stage stage = model.stageOf(run);
    Instruction.User user = model.stateBefore(run).user();
    if (stage == null || user != null || run instanceof Instruction.Onbuild) {
      return user != null && LastUserRoot.isRoot(model, user);
    }
    ImageUse base = model.baseImage(stage);
    ImageReference image = base == null ? null : base.image();
    if (image == null) {
      return false;
    }
    return switch (subject.about(image, Accounts.USER).kind()) {
      case NONE, SHIPS_USER, DROPS_PRIVILEGES -> true;
      case NON_ROOT, UNKNOWN -> false;
    };
  }

  private static int nameLength(RunScript script, Prefix sudo) {
    String code = script.script().code();
    int end = sudo.range().start();
    while (end < code.length() && !Character.isWhitespace(code.charAt(end))) {
      end++;
    }
    return end - sudo.range().start();
  }

  /** Takes sudo from the command that it runs; null where it is told something, or more than the word would have to go. */
  private static @Nullable TextEdit deletion(RunScript script, Prefix sudo) {
    boolean plain = !script.execForm()
        && script.code().isContiguous(sudo.range())
        && sudo.arguments().words().stream()
            .allMatch(word -> NEEDLESS.contains(word.literalPrefix()));
    return plain ? TextEdit.delete(script.range(sudo.range())) : null;
  }

  private static boolean usesSudo(Instruction instruction) {
    Script script = instruction.text().contains("sudo") ? RunScript.script(instruction) : null;
    return script != null
        && script.invocations().stream().anyMatch(one -> one.isSudo() || one.is("sudo"));
  }
}
