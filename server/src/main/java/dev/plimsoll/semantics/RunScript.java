package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableSet;
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
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.Optional;
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

  /** The words of a RUN in exec form, read as if a shell did. */
  private static final Derivation<Optional<ShellCommand>> WORDS =
      run -> Optional.ofNullable(ExecWords.read((Run) run));

  /** What RUNs and the ONBUILDs of RUNs have in common. */
  public static final Trait IS_RUN =
      Trait.orTriggered(Run.class, instruction -> run(instruction) != null);

  /** The RUN that an instruction is or that its ONBUILD triggers, or null. */
  public static @Nullable Run run(Instruction instruction) {
    return instruction.innermost() instanceof Run run ? run : null;
  }

  /** The script of an instruction; null where it runs none or one in another language. */
  static @Nullable RunScript of(SemanticModel model, Instruction instruction) {
    Run run = run(instruction);
    ShellCommand command = run == null ? null : command(run);
    if (run == null || command == null) {
      return null;
    }
    Shell named = named(run, command);
    Shell shell = named == null ? model.shell(instruction) : named;
    return of(instruction, run, command, model.file().start(instruction), shell);
  }

  /**
   * What {@link SemanticModel#script} gives for an instruction, as far as the instruction alone tells: as if it were the first of
   * the file, and no SHELL above it. Null only where that gives null wherever the instruction stands.
   */
  public static @Nullable RunScript alone(Instruction instruction) {
    Run run = run(instruction);
    ShellCommand command = run == null ? null : command(run);
    if (run == null || command == null || !command.script().isComplete()) {
      return null;
    }
    Shell named = named(run, command);
    return of(instruction, run, command, 0, named == null ? Shell.sh() : named);
  }

  private static @Nullable RunScript of(
      Instruction instruction, Run run, ShellCommand command, int start, Shell shell) {
    return shell.isPosix() && !command.script().isOpaque()
        ? new RunScript(instruction, run, start, command.code(), command.script(), shell)
        : null;
  }

  /** The shell that the instruction itself decides on, or null. */
  private static @Nullable Shell named(Run run, ShellCommand command) {
    return run.execForm() ? Shell.sh() : command.interpreter();
  }

  /** What instructions have in common whose scripts run one of some programs, as far as those are written out. */
  static Trait running(ImmutableSet<String> programs) {
    return Trait.orTriggered(Run.class, programs, RunScript::runsAny);
  }

  private static boolean runsAny(Instruction instruction, ImmutableSet<String> programs) {
    Script script = script(instruction);
    return script != null && script.runsAny(programs);
  }

  /** What instructions have in common that run what no POSIX shell reads, or more than can be understood. */
  public static final Trait IS_OBSCURE = Trait.orTriggered(Run.class, RunScript::isObscure);

  private static boolean isObscure(Instruction instruction) {
    Script script = run(instruction) == null ? null : script(instruction);
    return run(instruction) != null && (script == null || !script.isComplete());
  }

  /** What instructions have in common that run a program whose name only the shell knows: <code>$INSTALL nginx</code>. */
  public static final Trait RUNS_UNKNOWN = Trait.orTriggered(Run.class, RunScript::runsUnknown);

  private static boolean runsUnknown(Instruction instruction) {
    Script script = script(instruction);
    return script != null && runsUnknown(script);
  }

  private static boolean runsUnknown(Script script) {
    for (Invocation invocation : script.invocations()) {
      if (invocation.name() == null) {
        return true;
      }
    }
    return false;
  }

  /** What is run, whatever shell SHELL names, or null. */
  public static @Nullable Script script(Instruction instruction) {
    return instruction.derived(SCRIPT).orElse(null);
  }

  /** Most traits of a RUN ask for it, one after the other at each key. */
  private static final Derivation<Optional<Script>> SCRIPT = instruction -> {
    Run run = run(instruction);
    ShellCommand command = run == null ? null : command(run);
    return command == null ? Optional.empty() : Optional.of(command.script());
  };

  private static @Nullable ShellCommand command(Run run) {
    return run.execForm() ? run.derived(WORDS).orElse(null) : ShellForm.of(run);
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

  /**
   * Writes another text in the place of a word, inside its quotes if it stands in quotes; null where the word isn't
   * written as it is read.
   *
   * @param text plain: no quote or escape is needed for it
   */
  public @Nullable TextEdit replace(ShellWord word, String text) {
    String literal = word.literal();
    int quote = literal == null ? -1 : word.raw().indexOf(literal);
    boolean asWritten = literal != null
        && (word.raw().length() == literal.length()
            || quote == 1
                && word.raw().length() == literal.length() + 2
                && "'\"".indexOf(word.raw().charAt(0)) >= 0);
    if (literal == null || !asWritten || !code.isContiguous(word.range())) {
      return null;
    }
    TextRange inside =
        TextRange.ofLength(word.range().start() + Math.max(quote, 0), literal.length());
    return TextEdit.replace(range(inside), text);
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
