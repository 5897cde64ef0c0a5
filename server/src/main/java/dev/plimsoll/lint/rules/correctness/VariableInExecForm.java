package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.rewrite.ExecForm;
import dev.plimsoll.semantics.EntrypointArguments;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Healthcheck;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A variable in a JSON array, which nobody expands. */
public final class VariableInExecForm implements Rule {

  private static final Regex VARIABLE =
      Regex.of("(?<![\\\\$])\\$(?:\\{([A-Za-z_]\\w*)(?::?[-+?=][^{}]*)?}|([A-Za-z_]\\w*))");

  /** The output of a command as a whole word, or behind an option's equals sign. */
  private static final Regex SUBSTITUTION =
      Regex.of("(?:-{1,2}[\\w-]+=)?(\\$\\((?![(])[^()$]{1,500}\\))");

  /** Programs that are told code of their own, in which a dollar sign may mean something. */
  private static final ImmutableSet<String> INTERPRETERS = ImmutableSet.of(
      "ash",
      "awk",
      "bash",
      "busybox",
      "cmd",
      "cmd.exe",
      "csh",
      "dash",
      "env",
      "envsubst",
      "eval",
      "expect",
      "fish",
      "gawk",
      "groovy",
      "jq",
      "ksh",
      "lua",
      "make",
      "mawk",
      "nawk",
      "node",
      "perl",
      "php",
      "powershell",
      "powershell.exe",
      "psql",
      "pwsh",
      "ruby",
      "runuser",
      "script",
      "sed",
      "sh",
      "ssh",
      "su",
      "tclsh",
      "watch",
      "yq",
      "zsh");

  private static final Trait HAS_VARIABLE = Trait.orTriggered(
      Command.class,
      outer -> outer.innermost() instanceof Command command
          && command.execForm()
          && command.text().indexOf('$') >= 0);

  private static final RuleInfo INFO = RuleInfo.of(
          "variable-in-exec-form", Category.CORRECTNESS, Severity.WARNING, """
          No shell reads the exec form, so the program gets `$PORT` as these five characters.

          BuildKit expands no variables in RUN, CMD, ENTRYPOINT and HEALTHCHECK: shells do. Start one where a variable is \
          needed; with `exec` the program takes its place and gets the signals that stop the container.

          ```dockerfile bad fix=suggestion
          FROM python:3.13-slim
          ENV PORT=8000
          USER nobody
          CMD ["python", "-m", "http.server", "$PORT"]
          ```

          ```dockerfile good
          FROM python:3.13-slim
          ENV PORT=8000
          USER nobody
          CMD ["sh", "-c", "exec python -m http.server \\"$PORT\\""]
          ```

          Nothing is reported where the program is a shell, or another one that takes code as an argument:

          ```dockerfile good
          FROM debian:13-slim
          RUN ["sed", "-i", "/^x =/,$d", "/etc/app.conf"]
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    ImmutableList<Instruction> candidates = subject.model().having(HAS_VARIABLE);
    if (candidates.isEmpty()) {
      return;
    }
    EntrypointArguments arguments = EntrypointArguments.of(subject.model());
    for (Instruction outer : candidates) {
      Command command = (Command) outer.innermost();
      ImmutableList<Word> words = argv(command);
      if (words.stream().anyMatch(word -> isInterpreter(word.value()))) {
        continue;
      }
      for (Word word : words) {
        String name = variable(subject.model(), outer, word.value());
        if (name != null) {
          Instruction started = outer == command ? arguments.entrypoint(command) : null;
          Finding finding = Finding.at(
              subject.model().range(outer, word.range()),
              "No shell reads the exec form, so " + name + " is not expanded" + advice(started));
          reporter.report(
              isScript(started)
                  ? finding.withSeverity(Severity.HINT)
                  : finding.withFix(
                      outer == command && started == null
                          ? withShell(subject.model(), command, words)
                          : null));
          break;
        }
      }
    }
  }

  /** @param started the ENTRYPOINT that gets the words as arguments; null where they are the program themselves */
  private static String advice(@Nullable Instruction started) {
    return isScript(started)
        ? ", unless the script in ENTRYPOINT does that."
        : started == null
            ? ". Start the program with sh -c, or use the shell form."
            : ". Start the program in ENTRYPOINT with sh -c.";
  }

  /** How scripts are called that images start; {@code start} without a directory is rather what a program is told. */
  private static final Regex SCRIPT = Regex.of(
      "(?i)(?:.*/)?(?:[^/]*\\.(?:ba|z|da|k)?sh|[^/]*entry-?point[^/]*)|.*/(?:start|run|init)");

  private static boolean isScript(@Nullable Instruction started) {
    return started instanceof Entrypoint entrypoint
        && entrypoint.words().stream()
            .anyMatch(word -> SCRIPT.matcher(word.value()).matches());
  }

  private static ImmutableList<Word> argv(Command command) {
    return command instanceof Healthcheck && !command.words().isEmpty()
        ? command.words().subList(1, command.words().size())
        : command.words();
  }

  private static boolean isInterpreter(String word) {
    String name = word.substring(word.lastIndexOf('/') + 1);
    return INTERPRETERS.contains(name);
  }

  /** The first variable in a word that was hardly meant as text, as it is written; or null. */
  private static @Nullable String variable(SemanticModel model, Instruction at, String word) {
    Matcher substitution = SUBSTITUTION.matcher(word);
    if (substitution.matches()) {
      return substitution.group(1);
    }
    boolean isWhole = VARIABLE.matcher(word).matches();
    if (!isWhole && word.chars().anyMatch(Character::isWhitespace)) {
      return null; // code, or a text with a meaning of its own
    }
    Matcher variables = VARIABLE.matcher(word);
    while (variables.find()) {
      String name = variables.group(1) == null ? variables.group(2) : variables.group(1);
      boolean usual = name.length() > 1 && name.equals(Ascii.toUpperCase(name));
      if (usual || model.isBound(at, name)) {
        return variables.group();
      }
    }
    return null;
  }

  /** The same program, started by a shell that it replaces; null where there may be no shell, or lines are continued. */
  private static @Nullable Fix withShell(
      SemanticModel model, Command command, ImmutableList<Word> words) {
    Stage stage = model.stageOf(command);
    int open = command.text().lastIndexOf('[', words.get(0).range().start());
    if (stage == null || !mayHaveShell(model, stage) || open < 0) {
      return null;
    }
    TextRange array = new TextRange(open, command.source().argumentsRange().end());
    if (array.of(command.text()).indexOf('\n') >= 0) {
      return null;
    }
    StringBuilder code = new StringBuilder(command instanceof Instruction.Run ? "" : "exec");
    for (Word word : words) {
      if (word.value().chars().anyMatch(c -> c < ' ')) {
        return null;
      }
      code.append(code.isEmpty() ? "" : " ").append(quoted(word.value()));
    }
    boolean takesArguments = command instanceof Entrypoint;
    String made = "[\"sh\", \"-c\", "
        + ExecForm.quoted(takesArguments ? code + " \"$@\"" : code.toString())
        + (takesArguments ? ", \"--\"]" : "]");
    return Fix.suggestion(
        "Start it with sh -c", TextEdit.replace(model.range(command, array), made));
  }

  private static boolean mayHaveShell(SemanticModel model, Stage stage) {
    ImageReference image = model.baseReference(stage);
    return image != null
        && !image.isScratch()
        && !image.text().contains("distroless")
        && model.family(stage) != BaseFamily.WINDOWS;
  }

  /** A word as a shell reads it, variables expanded. Options in a variable are words of their own, as they were meant. */
  private static String quoted(String word) {
    Matcher variable = VARIABLE.matcher(word);
    if (variable.matches() && word.matches("\\$\\{?\\w*(OPTS|OPTIONS|ARGS|FLAGS|PARAMS)}?")) {
      return word;
    }
    if (word.indexOf('$') >= 0) {
      return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("`", "\\`") + '"';
    }
    boolean plain = !word.isEmpty()
        && word.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_./:=@%+,-".indexOf(c) >= 0);
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
