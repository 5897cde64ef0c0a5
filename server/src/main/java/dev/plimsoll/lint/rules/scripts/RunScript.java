package dev.plimsoll.lint.rules.scripts;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.Shell;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a RUN, or the RUN of an ONBUILD, gives to a shell of the POSIX family, understood as a whole.
 *
 * @param instruction the RUN or the ONBUILD
 * @param run the RUN
 * @param start where the instruction begins, as an offset of the file
 * @param code what the shell runs, with its place relative to the instruction; of the exec form, the words that are run
 * @param script the code, parsed
 * @param shell what runs it; a {@code #!} in a here-document decides
 */
public record RunScript(
    Instruction instruction, Run run, int start, EmbeddedText code, Script script, Shell shell) {

  /** What is run, whether a shell reads it or a RUN in exec form is read as if one did. */
  private static final Derivation<Optional<ShellCommand>> COMMAND = RunScript::command;

  /** The RUN that an instruction is or that its ONBUILD triggers, or null. */
  public static @Nullable Run run(Instruction instruction) {
    return instruction.innermost() instanceof Run run ? run : null;
  }

  /** The script of an instruction; null where it runs none, in another language, or one that isn't understood. */
  public static @Nullable RunScript of(SemanticModel model, Instruction instruction) {
    Run run = run(instruction);
    if (run == null) {
      return null;
    }
    int start = model.file().start(instruction);
    ShellCommand command = instruction.derived(COMMAND).orElse(null);
    if (command == null || !command.script().isComplete()) {
      return null;
    }
    if (run.execForm()) {
      return new RunScript(instruction, run, start, command.code(), command.script(), Shell.sh());
    }
    Shell shell = shell(model, instruction, run, command.script().code());
    return shell.isPosix()
        ? new RunScript(instruction, run, start, command.code(), command.script(), shell)
        : null;
  }

  /** What instructions have in common whose scripts run one of some programs, as far as those are written out. */
  public static Trait running(ImmutableSet<String> programs) {
    return element -> {
      Script script = element instanceof Instruction instruction ? script(instruction) : null;
      return script != null && script.runsAny(programs);
    };
  }

  /** What RUNs in shell form have in common of whose commands one is wanted. */
  public static Trait invoking(Predicate<Invocation> wanted) {
    return element -> {
      ShellCommand command = element instanceof Run run ? run.shellCommand() : null;
      return command != null && command.script().invocations().stream().anyMatch(wanted);
    };
  }

  /** What instructions have in common that run what no POSIX shell reads, or more than can be understood. */
  public static final Trait IS_OBSCURE = element -> {
    Run run = element instanceof Instruction instruction ? run(instruction) : null;
    Script script = run == null ? null : script((Instruction) element);
    return run != null
        && (script == null || !script.isComplete() || script.code().startsWith("#!"));
  };

  /** What instructions have in common that run a program whose name only the shell knows: <code>$INSTALL nginx</code>. */
  public static final Trait RUNS_UNKNOWN = element -> {
    Script script = element instanceof Instruction instruction ? script(instruction) : null;
    return script != null && runsUnknown(script);
  };

  private static boolean runsUnknown(Script script) {
    for (Invocation invocation : script.invocations()) {
      if (invocation.name() == null) {
        return true;
      }
    }
    return false;
  }

  /** The script whatever shell runs it, or null. */
  static @Nullable Script script(Instruction instruction) {
    if (run(instruction) == null) {
      return null; // without keeping that with every instruction
    }
    ShellCommand command = instruction.derived(COMMAND).orElse(null);
    return command == null ? null : command.script();
  }

  private static Shell shell(SemanticModel model, Instruction instruction, Run run, String code) {
    if (run.heredocs().isEmpty() || !code.startsWith("#!")) {
      return model.shell(instruction);
    }
    int lineFeed = code.indexOf('\n');
    String line = code.substring(2, lineFeed < 0 ? code.length() : lineFeed).strip();
    ImmutableList.Builder<String> words = ImmutableList.builder();
    for (int i = 0; i < line.length(); ) {
      int blank = line.indexOf(' ', i);
      int end = blank < 0 ? line.length() : blank;
      if (end > i) {
        words.add(line.substring(i, end));
      }
      i = end + 1;
    }
    return Shell.of(words.build());
  }

  private static Optional<ShellCommand> command(Instruction instruction) {
    Run run = run(instruction);
    return run == null
        ? Optional.empty()
        : Optional.ofNullable(run.execForm() ? ofWords(run) : run.shellCommand());
  }

  /** The words of the exec form: in their double quotes a shell reads them as they are, unless they have more in them. */
  private static @Nullable ShellCommand ofWords(Run run) {
    EmbeddedText.Builder code = new EmbeddedText.Builder();
    String text = run.text();
    int end = 0;
    for (Word word : run.words()) {
      if (!word.value().equals(withoutQuotes(word.range().of(text))) || hasSpecial(word.value())) {
        return null;
      }
      if (end > 0) {
        code.append(" ", 0, 1, end);
      }
      code.append(text, word.range().start(), word.range().end());
      end = word.range().end();
    }
    EmbeddedText words = code.build(0);
    return new ShellCommand(words, Script.parse(words.code()));
  }

  private static String withoutQuotes(String json) {
    return json.length() < 2 ? json : json.substring(1, json.length() - 1);
  }

  private static boolean hasSpecial(String value) {
    return value.indexOf('$') >= 0
        || value.indexOf('`') >= 0
        || value.indexOf('\\') >= 0
        || value.indexOf('"') >= 0;
  }

  /** Whether the builder runs the words themselves: nothing but arguments can be added. */
  public boolean execForm() {
    return run.execForm();
  }

  /** Whether the script is the body of a here-document, so that its lines are lines of the shell. */
  public boolean isHeredocBody() {
    return !run.heredocs().isEmpty()
        && run.heredocs().get(0).opener().inLine().equals(run.source().argumentsInLine());
  }

  /** A range of the script as offsets of the file. */
  public TextRange range(TextRange inScript) {
    return code.home(inScript).shift(start);
  }

  /** Where the character at an offset of the script stands in the file. */
  public int home(int inScript) {
    return start + code.home(inScript);
  }

  /** Where the character before an offset of the script ends in the file. */
  public int homeEnd(int inScript) {
    return start + code.homeEnd(inScript);
  }

  /** Inserts arguments of a command behind one of its words. */
  public TextEdit insertAfter(Invocation command, ShellWord word, String... arguments) {
    boolean json = execForm() && !command.isIn(Nesting.EMBEDDED);
    StringBuilder text = new StringBuilder();
    for (String argument : arguments) {
      text.append(json ? ", \"" : " ").append(argument).append(json ? "\"" : "");
    }
    return TextEdit.insert(homeEnd(word.range().end()), text.toString());
  }
}
