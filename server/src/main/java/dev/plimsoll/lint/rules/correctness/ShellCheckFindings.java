package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Fix.Safety;
import dev.plimsoll.lint.Fragment;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleNames;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shellcheck.ShellCheckComment;
import dev.plimsoll.shellcheck.ShellCheckComment.Level;
import dev.plimsoll.shellcheck.ShellCheckFinding;
import dev.plimsoll.shellcheck.ShellCheckInput;
import dev.plimsoll.shellcheck.ShellCheckReport;
import dev.plimsoll.shellcheck.ShellCheckScript;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.List;

/** What ShellCheck says of scripts, each code of it as a rule of its own. */
public final class ShellCheckFindings implements Rule {

  private static final String NAME = "shellcheck";

  private static final RuleInfo INFO = RuleInfo.of(
          NAME, Category.CORRECTNESS, Severity.WARNING, """
          ShellCheck, where it is installed, finds mistakes in the scripts of RUN, here-documents and all shell forms.

          Each of its codes is shown as a rule of its own, such as `SC2086`, with its severity in ShellCheck and at the place in \
          the file; its own fixes are suggestions. A code can be set like a rule, in pragmas and in configuration files; \
          `shellcheck` stands for all of them. [More about it](../shellcheck.md).

          ```dockerfile bad fix=suggestion
          FROM debian:12-slim
          COPY conf/ /etc/app/
          RUN set -eux; \\
              for file in /etc/app/*.conf; do \\
                chmod 640 $file; \\
              done
          ```

          ```dockerfile good
          FROM debian:12-slim
          COPY conf/ /etc/app/
          RUN set -eux; \\
              for file in /etc/app/*.conf; do \\
                chmod 640 "$file"; \\
              done
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .in(Profile.HADOLINT, Severity.WARNING);

  /** Carriage returns, which another rule finds, for the whole file once. */
  private static final int CARRIAGE_RETURN = 1017;

  /** Smaller codes are about what can't be read. */
  private static final int FIRST_OF_UNDERSTOOD = 2000;

  /** In the title of a fix, in UTF-16 units. */
  private static final int LONGEST_SHOWN = 40;

  private static final Regex PLACEHOLDER = Regex.of("\\{\\{|\\{%|<%");

  /** What POSIX doesn't have: the codes from this one to before the next thousand. */
  private static final int BEYOND_POSIX = 3000;

  /** What dash has of it all the same: {@code local}. */
  private static final ImmutableSet<Integer> OF_DASH = ImmutableSet.of(3043);

  /**
   * What BusyBox's shell has of it: {@code $'…'}, {@code function}, {@code [[}, {@code ==}, {@code &>}, options of echo, {@code let},
   * pipefail, {@code local}, {@code source}, parts of values, and replacing in them.
   */
  private static final ImmutableSet<Integer> OF_BUSYBOX =
      ImmutableSet.of(3003, 3010, 3014, 3020, 3036, 3037, 3039, 3040, 3043, 3046, 3051, 3057, 3060);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    if (!subject.shellCheck().isEmpty()) {
      subject.eachHaving(ShellCheckScript.MAY_HAVE_ONE, ShellCheckFindings::check, reporter);
    }
  }

  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    Instruction instruction = part.get(0);
    ShellCheckScript script = ShellCheckScript.of(subject.model(), instruction);
    if (script == null) {
      return;
    }
    ImmutableList<ShellCheckFinding> all = subject.shellCheck().of(script);
    if (isTemplate(instruction, all)) {
      return;
    }
    Stage stage = subject.model().stageOf(instruction);
    for (ShellCheckFinding found : all) {
      int code = found.comment().code();
      if (code != CARRIAGE_RETURN) {
        Finding finding = finding(found, script);
        boolean understood = stage != null
            && script.input().shell().equals("sh")
            && isUnderstood(code, subject.model().family(stage));
        reporter.report(info(found.comment()), understood ? finding.asPedantic() : finding);
      }
    }
  }

  /** Whether what it says is shown. */
  public static boolean areWanted(LintOptions options) {
    return options.isOn(INFO);
  }

  /** What ShellCheck has to be asked, to judge a file, and where it stands there: the offsets of the instructions. */
  public static ImmutableSetMultimap<ShellCheckInput, Integer> scripts(Subject subject) {
    Fragment fragment = Fragment.first(subject.model()) == null ? null : Fragment.of(subject);
    SemanticModel model =
        fragment == null ? subject.model() : fragment.subject().model();
    ImmutableSetMultimap.Builder<ShellCheckInput, Integer> scripts = ImmutableSetMultimap.builder();
    for (Instruction instruction : model.having(ShellCheckScript.MAY_HAVE_ONE)) {
      ShellCheckScript script = ShellCheckScript.of(model, instruction);
      if (script != null) {
        int start = script.range().start();
        scripts.put(script.input(), fragment == null ? start : fragment.home(start));
      }
    }
    return scripts.build();
  }

  /**
   * What is known now, together with what was said before of scripts that are still to be asked about.
   *
   * @param subject with what was known before
   */
  public static ShellCheckReport carriedOn(Subject subject, ShellCheckReport now) {
    Fragment fragment = Fragment.first(subject.model()) == null ? null : Fragment.of(subject);
    Subject staged = fragment == null ? subject : fragment.subject();
    ImmutableList.Builder<ShellCheckFinding> last = ImmutableList.builder();
    for (Instruction instruction : staged.model().having(ShellCheckScript.MAY_HAVE_ONE)) {
      ShellCheckScript script = ShellCheckScript.of(staged.model(), instruction);
      if (script != null) {
        boolean settled = now.answers().containsKey(script.input())
            || now.unanswerable().contains(script.input());
        last.addAll((settled ? now : staged.shellCheck()).of(script));
      }
    }
    ShellCheckReport carried = now.with(last.build());
    return fragment == null
        ? carried
        : carried.after(fragment.undone(), staged.file().characters());
  }

  /** Whether a script isn't understood because it is still to be made of a template. */
  private static boolean isTemplate(Instruction instruction, List<ShellCheckFinding> all) {
    return all.stream().anyMatch(found -> isNotUnderstood(found.comment()))
        && PLACEHOLDER.matcher(instruction.text()).find();
  }

  private static boolean isNotUnderstood(ShellCheckComment comment) {
    return comment.level() == Level.ERROR && comment.code() < FIRST_OF_UNDERSTOOD;
  }

  /** Whether the program that is {@code sh} in an image has what POSIX hasn't. */
  private static boolean isUnderstood(int code, BaseFamily family) {
    return code / 1000 * 1000 == BEYOND_POSIX
        && switch (family) {
          case RHEL, RHEL_MINIMAL, ARCH, SUSE -> true; // bash
          case ALPINE, BUSYBOX, WOLFI -> OF_BUSYBOX.contains(code);
          case DEBIAN, UBUNTU -> OF_DASH.contains(code);
          case DISTROLESS, SCRATCH, WINDOWS, UNKNOWN -> false;
        };
  }

  private static Finding finding(ShellCheckFinding found, ShellCheckScript script) {
    Finding finding = Finding.at(found.range(), found.comment().message());
    TextRange edited = found.range();
    for (TextEdit edit : found.edits()) {
      edited = edited.hull(edit.range());
    }
    return found.edits().isEmpty() || !script.range().contains(edited)
        ? finding
        : finding.withFix(new Fix(title(found, edited, script), Safety.SUGGESTION, found.edits()));
  }

  /** What stands there afterwards, where that is short. */
  private static String title(ShellCheckFinding found, TextRange edited, ShellCheckScript script) {
    String after = TextEdit.apply(
        script.text(edited),
        found.edits().stream().map(edit -> edit.shift(-edited.start())).toList());
    return after.isBlank() || after.length() > LONGEST_SHOWN || after.indexOf('\n') >= 0
        ? "Do what ShellCheck suggests for SC" + found.comment().code()
        : "Write " + after.strip();
  }

  private static Severity severity(Level level) {
    return switch (level) {
      case ERROR -> Severity.ERROR;
      case WARNING -> Severity.WARNING;
      case INFO -> Severity.INFORMATION;
      case STYLE -> Severity.HINT;
    };
  }

  /**
   * A code of ShellCheck as a rule. Its severity may be another one at another place. Who types on may be about to end what
   * isn't understood; the rest stays until ShellCheck says something else.
   */
  private static RuleInfo info(ShellCheckComment comment) {
    String name = "SC" + comment.code();
    Severity severity = severity(comment.level());
    RuleInfo info = RuleInfo.of(
            name, Category.CORRECTNESS, severity, """
            ShellCheck explains it: <%s>
            """.formatted(RuleNames.shellCheckPage(name)))
        .since("0.1.0")
        .withAlias(Tool.HADOLINT, name)
        .withAlias(Tool.SHELLCHECK, NAME)
        .withSuggestion()
        .in(Profile.HADOLINT, severity);
    return isNotUnderstood(comment) ? info.whenFinished() : info;
  }
}
