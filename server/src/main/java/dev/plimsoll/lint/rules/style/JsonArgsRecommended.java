package dev.plimsoll.lint.rules.style;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.BaseFamily;
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
import dev.plimsoll.lint.rules.files.StartedScripts;
import dev.plimsoll.lint.rules.files.WithoutInterpreter;
import dev.plimsoll.rewrite.ExecForm;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.semantics.EntrypointArguments;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.ShellForm;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Healthcheck;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CMD or ENTRYPOINT in shell form, where no SHELL says that a shell is wanted. */
public final class JsonArgsRecommended implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "json-args-recommended", Category.STYLE, Severity.INFORMATION, """
          The exec form, a JSON array, starts the program itself; the shell form starts a shell, which starts the program.

          That shell is process 1 of the container and gets the signal that `docker stop` sends. Many shells don't forward \
          it, so the program is killed after ten seconds instead of shutting down in order. The shell form of ENTRYPOINT also \
          ignores CMD and the arguments of `docker run`.

          ```dockerfile bad fix=suggestion
          FROM node:22-slim
          CMD node server.js --port 3000
          ```

          ```dockerfile good
          FROM node:22-slim
          CMD ["node", "server.js", "--port", "3000"]
          ```

          Continued lines stay continued, and an `exec` that is no longer needed is removed:

          ```dockerfile bad fix=suggestion
          FROM eclipse-temurin:21-jre
          ENTRYPOINT exec java -jar \\
              # the address of the configuration
              --spring.config.location=/etc/app/ \\
              app.jar
          ```

          ```dockerfile good
          FROM eclipse-temurin:21-jre
          ENTRYPOINT ["java", "-jar", \\
              # the address of the configuration
              "--spring.config.location=/etc/app/", \\
              "app.jar"]
          ```

          CMD gives the arguments of ENTRYPOINT, unless that is in shell form:

          ```dockerfile bad fix=suggestion
          FROM node:22-slim
          ENTRYPOINT /usr/local/bin/entrypoint.sh
          CMD ["node", "server.js"]
          ```

          ```dockerfile good
          FROM node:22-slim
          ENTRYPOINT ["/usr/local/bin/entrypoint.sh"]
          CMD ["node", "server.js"]
          ```

          Where ENTRYPOINT is no script that may start what CMD names, such a CMD would become arguments of its program, so the fix
          deletes it:

          ```dockerfile bad fix=suggestion
          FROM eclipse-temurin:21-jre
          ENTRYPOINT java -jar /srv/app.jar
          CMD ["rm", "-rf", "/src"]
          ```

          ```dockerfile good
          FROM eclipse-temurin:21-jre
          ENTRYPOINT ["java", "-jar", "/srv/app.jar"]
          ```

          The fix is a suggestion, because a script without `#!` in its first line is run by a shell only. Where the build \
          context or the file itself shows such a script, or neither tells of one in a folder that is copied, the message says so and there is no fix.

          HEALTHCHECK is reported as a hint: its shell is started again for every check; not where it has both kinds of quotes, or code after `-c` or `-e`, \
          which JSON makes hard to read. `CMD bash` is not reported, nor is what \
          ends with `tail`, `sleep` or a shell: as process 1 they ignore the stop signal, with a shell above them or without. \
          Nor is a script called `usage` or `help`, which says how the image is used, and ends, nor a list of commands that ends with `cp`, `echo` and the like, a check such as `test -z "$(gofmt -l .)"`, nor a script of the build context \
          that doesn't start its own last program with `exec`: no signal gets further than to that. Of an instruction that a later one of \
          the same stage takes the place of, nothing is said here, nor of a CMD that each stage FROM it replaces where the project is \
          known not to build its stage.

          What runs tests or a build, which ends by itself, is a hint. So is a command that needs the shell, for a variable or `&&` for example: start its last program with \
          `exec`, or put the commands into a script and start that. Where it does start so, the program gets the signal, and \
          nothing is reported by default: a SHELL would only say that the shell is wanted. If the last program is a script that isn't in the build context, nobody \
          knows whether that would help, and nothing is reported. Where a SHELL instruction stands before, the shell is wanted \
          and nothing is reported.

          ```dockerfile good
          FROM debian:bookworm-slim
          SHELL ["/bin/bash", "-o", "pipefail", "-c"]
          CMD exec server --port "$PORT" | tee /var/log/server.log
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.BUILDKIT, "JSONArgsRecommended")
      .withAlias(Tool.HADOLINT, "DL3025")
      .in(Profile.HADOLINT, Severity.WARNING);

  private static final Trait IS_SHELL_FORM = Trait.of(Cmd.class, JsonArgsRecommended::isShellForm)
      .or(Trait.of(Entrypoint.class, JsonArgsRecommended::isShellForm))
      .or(Trait.of(Healthcheck.class, JsonArgsRecommended::isShellForm));

  private static final String ARRAY = "Use the exec form, a JSON array.";

  private static final Trait STARTS = Trait.of(Cmd.class, Entrypoint.class);

  private static final ImmutableSet<String> INTERPRETERS =
      ImmutableSet.of("bun", "deno", "node", "perl", "php", "python", "ruby");

  /** Scripts and targets that test or build. */
  private static final Regex TEST =
      Regex.of("(?:test|lint|build|check|e2e|ci|verify)(?:[:-].{0,60})?");

  private static final ImmutableSet<String> SHELLS =
      ImmutableSet.of("ash", "bash", "dash", "fish", "ksh", "sh", "zsh");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    Check check = new Check(subject, subject.model(), EntrypointArguments.of(subject.model()));
    check.all(subject.model().instructions(Cmd.class), reporter);
    check.all(subject.model().instructions(Entrypoint.class), reporter);
    check.all(subject.model().instructions(Healthcheck.class), reporter);
  }

  /** hadolint asks for nothing but the form. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    subject.eachHaving(IS_SHELL_FORM, JsonArgsRecommended::checkAny, reporter);
  }

  private static void checkAny(
      Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    Instruction instruction = part.get(0);
    TextRange range = instruction.source().argumentsRange();
    reporter.report(Finding.at(
            subject.model().range(instruction, range),
            instruction.keyword() + " is run by a shell. Use the exec form, a JSON array.")
        .forHadolintOnly());
  }

  private static boolean isShellForm(Instruction instruction) {
    return instruction instanceof Command command && !command.execForm()
        || instruction instanceof Healthcheck check && !check.none() && !check.execForm();
  }

  private record Check(Subject subject, SemanticModel model, EntrypointArguments arguments) {

    /** @param commands all of a kind, of which the last in each stage counts */
    void all(List<? extends Command> commands, Reporter reporter) {
      for (int i = 0; i < commands.size(); i++) {
        Command command = commands.get(i);
        boolean counts = !isReplacedBelow(command)
            && (i + 1 == commands.size()
                || model.stageOf(command) != model.stageOf(commands.get(i + 1)));
        if (!(command instanceof Healthcheck healthcheck)) {
          of(command, counts, reporter);
        } else if (counts) {
          of(healthcheck, reporter);
        }
      }
    }

    /** Whether it is the CMD of a stage that nobody builds by itself, and each that is FROM it starts something else. */
    private boolean isReplacedBelow(Command command) {
      Stage own = command instanceof Cmd ? model.stageOf(command) : null;
      if (own == null) {
        return false;
      }
      boolean isBase = false;
      for (Stage stage : model.stages()) {
        if (stage.parent() == own) {
          if (!model.has(STARTS, stage)) {
            return false;
          }
          isBase = true;
        }
      }
      return isBase && subject.isNoTarget(own);
    }

    private void of(Command instruction, boolean counts, Reporter reporter) {
      Stage stage = model.stageOf(instruction);
      if (instruction.execForm()
          || !instruction.errors().isEmpty()
          || stage == null
          || model.isShellChosen(instruction)) {
        return;
      }
      ShellCommand shell = ShellForm.of(instruction);
      if (shell == null) {
        reporter.report(Finding.at(
            model.range(instruction),
            instruction.keyword()
                + " names no program. Add the program and its arguments as a JSON array."));
        return;
      }
      ImmutableList<Cmd> ignored = arguments.of(instruction);
      ImmutableList<ShellWord> words = plainWords(shell);
      boolean isOwn = isOwn(stage, instruction);
      boolean matters = !ignored.isEmpty() || arguments.isIgnored(instruction) || isOwn;
      if (!counts
          || !matters && gainsNothing(stage, instruction, shell.script(), words.isEmpty())) {
        reporter.report(Finding.at(
                model.range(instruction, instruction.source().argumentsRange()),
                message(instruction, shell.script(), !words.isEmpty()))
            .forTheCheckOnly());
        return;
      }
      Finding finding = Finding.at(
          model.range(instruction, instruction.source().argumentsRange()),
          isOwn
              ? messageOfOwn(instruction, shell.script(), !words.isEmpty())
              : message(instruction, shell.script(), words));
      if (ignored.isEmpty()
          && (words.isEmpty() || words.get(0).isLiteral("exec") || runsTests(shell.script()))) {
        finding = finding.withSeverity(Severity.HINT);
      }
      for (Cmd cmd : ignored) {
        finding = finding.withRelated(model.range(cmd), "This CMD is ignored.");
      }
      if (model.family(stage) != BaseFamily.WINDOWS) {
        finding = finding
            .withFix(isOwn ? withoutCmd(instruction) : toArrays(instruction, ignored))
            .withFix(
                !isOwn && words.isEmpty() && ignored.isEmpty()
                    ? withShell(instruction, shell)
                    : null);
      }
      // The program that exec starts gets the signal: with SHELL only BuildKit's check would be
      // content.
      boolean isEnough = !matters && words.isEmpty() && StartedScripts.endsWithExec(shell.script());
      reporter.report(isEnough ? finding.asPedantic() : finding);
    }

    /** Whether it is a CMD that no ENTRYPOINT could do anything with, or an ENTRYPOINT that ignores one. */
    private boolean isOwn(Stage stage, Command instruction) {
      if (instruction instanceof Cmd cmd) {
        return CmdOfOwn.is(subject, stage, arguments.entrypoint(cmd), cmd);
      }
      return instruction instanceof Entrypoint entrypoint
          && Iterables.any(
              arguments.of(entrypoint), cmd -> CmdOfOwn.is(subject, stage, entrypoint, cmd));
    }

    private String messageOfOwn(Command instruction, Script script, boolean plain) {
      if (instruction instanceof Cmd) {
        return arguments.isIgnored(instruction)
            ? "The shell form of ENTRYPOINT ignores this CMD. Delete it."
            : "ENTRYPOINT doesn't start this CMD, but takes it as arguments: /bin/sh, -c and the command. Delete it, "
                + "or write arguments of ENTRYPOINT as a JSON array.";
      }
      return "The shell form of ENTRYPOINT ignores CMD, and its shell may not forward the stop signal. Delete CMD, and "
          + (plain
              ? "use the exec form, a JSON array."
              : "start the " + (script.invocations().size() == 1 ? "" : "last ")
                  + "program with exec.");
    }

    /** Deletes a CMD, or all that an ENTRYPOINT ignores, so that the exec form doesn't take them as arguments. */
    private @Nullable Fix withoutCmd(Command instruction) {
      List<TextEdit> edits = new ArrayList<>();
      List<TextEdit> toArray =
          instruction instanceof Cmd ? ImmutableList.of() : toArray(instruction);
      for (Command cmd :
          instruction instanceof Cmd ? ImmutableList.of(instruction) : arguments.of(instruction)) {
        ImmutableList<TextEdit> deletion = InstructionEdits.delete(model.file(), cmd);
        if (deletion == null) {
          return null;
        }
        edits.addAll(deletion);
      }
      edits.addAll(toArray);
      return new Fix(
          toArray.isEmpty()
              ? "Delete CMD"
              : "Use the exec form of ENTRYPOINT, and delete CMD, which it ignores",
          Fix.Safety.SUGGESTION,
          TextEdit.inOrder(edits));
    }

    private String message(Command instruction, Script script, ImmutableList<ShellWord> words) {
      if (mayNeedShell(instruction, words)) {
        String message = message(instruction, script, true);
        return message.endsWith(ARRAY)
            ? message.substring(0, message.length() - 1) + ", if " + program(words)
                + " begins with #!."
            : message;
      }
      return isScriptOfShell(instruction, words)
          ? instruction.keyword()
              + " is run by a shell, which may not forward the stop signal. Begin the script "
              + program(words) + " with #!/bin/sh, then use the exec form, a JSON array."
          : message(instruction, script, !words.isEmpty());
    }

    /** Whether the program that gets the signal makes no use of it. */
    private boolean gainsNothing(
        Stage stage, Command instruction, Script script, boolean needsShell) {
      return endsWithDeafProgram(script)
          || printsHelp(script)
          || endsAtOnce(script)
          || endsWithScript(stage, instruction, script, needsShell);
    }

    /** Whether it runs tests or a build, which end by themselves, and are seldom stopped before. */
    private static boolean runsTests(Script script) {
      Invocation last = Iterables.getLast(script.invocations(), null);
      return last != null
          && switch (String.valueOf(last.name())) {
            case "make", "pytest", "rspec", "tox" -> true;
            case "cargo", "go", "gradle", "mvn", "npm", "pnpm", "yarn" ->
              Iterables.any(
                  last.arguments().words(), word -> TEST.matcher(word.raw()).matches());
            default -> false;
          };
    }

    /**
     * Whether a signal doesn't get further without the shell either, because a script stays in its place.
     *
     * @param missing what is taken for true of one that the context doesn't have
     */
    private boolean endsWithScript(
        Stage stage, Command instruction, Script script, boolean missing) {
      Invocation last = Iterables.getLast(script.invocations(), null);
      return last != null
          && StartedScripts.keepsSignals(subject, stage, instruction, last, missing);
    }

    /** A check that needs no shell: it is started again and again, and fails in an image without one. */
    private void of(Healthcheck instruction, Reporter reporter) {
      Stage stage = model.stageOf(instruction);
      ShellCommand shell = instruction.none() ? null : ShellForm.of(instruction);
      if (shell == null
          || instruction.execForm()
          || stage == null
          || model.isShellChosen(instruction)
          || model.family(stage) == BaseFamily.WINDOWS
          || plainWords(shell).size() < 2
          || isHardToRead(shell) && !isShell(plainWords(shell).get(0))
          || isScriptOfShell(instruction, plainWords(shell))) {
        return;
      }
      List<TextEdit> edits = toArray(instruction);
      reporter.report(Finding.at(
              model.range(instruction, shell.home(new TextRange(0, shell.code().length()))),
              "A shell is started for every check only to start this program. Use the exec form, a JSON array.")
          .withSeverity(Severity.HINT)
          .beyondTheCheck()
          .withFix(
              edits.isEmpty()
                  ? null
                  : new Fix(
                      "Use the exec form of HEALTHCHECK",
                      Fix.Safety.SUGGESTION,
                      TextEdit.inOrder(edits))));
    }

    /** Whether a JSON array would be harder to read: it has quotes in quotes, or is the code of an interpreter. */
    private static boolean isHardToRead(ShellCommand shell) {
      String code = shell.code().code();
      boolean quoted = code.indexOf('"') >= 0 && code.indexOf('\'') >= 0;
      return quoted
          || Iterables.any(
              plainWords(shell), word -> String.valueOf(word.literal()).indexOf('"') >= 0)
          || Iterables.any(shell.script().invocations(), Check::isGivenCode);
    }

    private static boolean isGivenCode(Invocation invocation) {
      return INTERPRETERS.contains(invocation.program().name())
          && (invocation.arguments().hasAnyFlag("-c", "-e")
              || invocation.is("php") && invocation.arguments().hasFlag("-r"));
    }

    /** Whether the program is a script that only a shell can start. */
    private boolean isScriptOfShell(Command instruction, List<ShellWord> words) {
      return !words.isEmpty() && WithoutInterpreter.isProgram(subject, instruction, program(words));
    }

    /** Whether the program may be such a script, that nobody has seen. */
    private boolean mayNeedShell(Command instruction, List<ShellWord> words) {
      return !words.isEmpty()
          && WithoutInterpreter.mayBeProgram(subject, instruction, program(words));
    }

    private String message(Command instruction, Script script, boolean plain) {
      if (!arguments.of(instruction).isEmpty()) {
        return "The shell form of ENTRYPOINT ignores CMD, and its shell may not forward the stop signal. "
            + (plain
                ? "Use the exec form, a JSON array."
                : "Put the commands into a script that ends with exec \"$@\", and use the exec form.");
      }
      if (arguments.isIgnored(instruction)) {
        return "The shell form of ENTRYPOINT ignores this CMD. Use the exec form, a JSON array, for both.";
      }
      if (StartedScripts.endsWithExec(script)) {
        return plain
            ? "A shell starts this program and is replaced by it at once. Use the exec form, a JSON array, which needs no shell."
            : "This needs a shell, which exec then replaces. Declare that shell: SHELL [\"/bin/sh\", \"-c\"].";
      }
      return plain
          ? instruction.keyword()
              + " is run by a shell, which may not forward the stop signal. Use the exec form, a JSON array."
          : instruction.keyword()
              + " is run by a shell, which may not forward the stop signal. Start the "
              + (script.invocations().size() == 1 ? "" : "last ")
              + "program with exec, or put the commands into a script and use the exec form.";
    }

    /**
     * The exec form of an instruction, and of each CMD that becomes its arguments: in shell form these would be a shell
     * and its options.
     */
    private @Nullable Fix toArrays(Command instruction, ImmutableList<Cmd> awakened) {
      List<TextEdit> edits = new ArrayList<>(toArray(instruction));
      boolean both = false;
      for (Cmd cmd : awakened) {
        if (!cmd.execForm()) {
          List<TextEdit> more = toArray(cmd);
          if (more.isEmpty()) {
            return null;
          }
          edits.addAll(more);
          both = true;
        }
      }
      String title = "Use the exec form of " + instruction.keyword()
          + (awakened.isEmpty()
              ? ""
              : both ? ", and of CMD as its arguments" : ", with CMD as its arguments");
      return toArray(instruction).isEmpty()
          ? null
          : new Fix(title, Fix.Safety.SUGGESTION, TextEdit.inOrder(edits));
    }

    /** What makes the best of a command that needs a shell, as the message says. */
    private @Nullable Fix withShell(Command instruction, ShellCommand shell) {
      if (arguments.isIgnored(instruction)) {
        return null;
      }
      if (StartedScripts.endsWithExec(shell.script())) {
        return Fix.suggestion("Declare the shell with SHELL", shellAbove(instruction));
      }
      ShellWord program = ExecForm.lastProgram(shell.script());
      return program == null || isGivenScript(shell.script(), program)
          ? null
          : Fix.suggestion(
              "Start the last program with exec, and declare the shell with SHELL",
              shellAbove(instruction),
              TextEdit.insert(
                  model.file().start(instruction)
                      + shell.code().home(program.range().start()),
                  "exec "));
    }

    /** Whether a program is a shell that is told a script, whose last program would still have that shell above it. */
    private static boolean isGivenScript(Script script, ShellWord program) {
      return isShell(program)
          && Iterables.any(
              script.invocations(),
              one -> one.nameWord() == program && one.arguments().hasAnyFlag("-c"));
    }

    private TextEdit shellAbove(Command instruction) {
      String keyword = instruction.source().inSameCase(Keyword.SHELL);
      return InstructionEdits.insertAbove(
          model.file(), instruction, ImmutableList.of(keyword + " [\"/bin/sh\", \"-c\"]"));
    }

    /** The edits to the exec form; none where there is no such form. */
    private List<TextEdit> toArray(Command instruction) {
      ShellCommand shell = ShellForm.of(instruction);
      List<ShellWord> words = shell == null ? List.of() : plainWords(shell);
      return shell == null
              || words.isEmpty()
              || isScriptOfShell(instruction, words)
              || mayNeedShell(instruction, words)
          ? List.of()
          : ExecForm.edits(shell.code(), words, model.file().start(instruction));
    }
  }

  /** The words of a command that means the same without a shell; else nothing. */
  private static ImmutableList<ShellWord> plainWords(ShellCommand shell) {
    ImmutableList<ShellWord> words = ExecForm.words(shell.script());
    return !words.isEmpty() && ExecForm.isPlain(words) ? words : ImmutableList.of();
  }

  /** The program that plain words start. */
  private static String program(List<ShellWord> words) {
    int first = words.size() > 1 && words.get(0).isLiteral("exec") ? 1 : 0;
    return String.valueOf(words.get(first).literal());
  }

  /** Programs that are done before anybody stops them. */
  private static final ImmutableSet<String> SHORT =
      ImmutableSet.of("chmod", "chown", "cp", "echo", "ls", "mv", "printf", "rm", "true");

  private static final ImmutableSet<String> CHECKS =
      ImmutableSet.of(":", "[", "[[", "cmp", "diff", "exit", "false", "grep", "test");

  /** Whether it is a task that ends: its last program gets no signal that matters. */
  private static boolean endsAtOnce(Script script) {
    Invocation last = Iterables.getLast(script.invocations(), null);
    boolean isLast =
        last != null && last.nesting().isEmpty() && SHORT.contains(String.valueOf(last.name()));
    return isLast || onlyChecks(script);
  }

  /** Whether it only looks whether something holds: {@code if [ "$(gofmt -l .)" ]; then exit 1; fi}. */
  private static boolean onlyChecks(Script script) {
    boolean checks = false;
    for (Invocation invocation : script.invocations()) {
      String name = String.valueOf(invocation.name());
      checks |= CHECKS.contains(name);
      if (invocation.isIn(Nesting.LOOP)
          || !invocation.isIn(Nesting.SUBSTITUTION)
              && !CHECKS.contains(name)
              && !SHORT.contains(name)) {
        return false;
      }
    }
    return checks;
  }

  /** Whether it is a script that tells how the image is used, and ends. */
  private static boolean printsHelp(Script script) {
    Invocation last = Iterables.getLast(script.invocations(), null);
    String program = last == null ? "" : last.nameWord().raw();
    return program.endsWith("/usage") || program.endsWith("/help");
  }

  /**
   * Whether the last program is one that has no handler for the stop signal, which process 1 therefore ignores: it only
   * keeps the container alive, or talks to people, who end it by themselves.
   */
  private static boolean endsWithDeafProgram(Script script) {
    List<Invocation> invocations = script.invocations();
    if (invocations.isEmpty()) {
      return false;
    }
    Invocation last = invocations.get(invocations.size() - 1);
    return last.is("tail")
        || last.is("sleep")
        || (isShell(last.nameWord()) && last.arguments().words().isEmpty());
  }

  private static boolean isShell(ShellWord word) {
    String path = word.literalPrefix();
    return SHELLS.contains(path.substring(path.lastIndexOf('/') + 1));
  }
}
