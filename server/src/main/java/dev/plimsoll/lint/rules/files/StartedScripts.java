package dev.plimsoll.lint.rules.files;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.CommandWords;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptFile;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shell scripts of the build context that a stage starts, or that it copies by their names to be started. */
public final class StartedScripts {

  private static final Trait COMMANDS =
      Trait.orTriggered(Command.class, one -> one.innermost() instanceof Command);
  private static final Trait COPIES = Trait.of(Transfer.class);
  private static final ImmutableSet<String> SHELLS =
      ImmutableSet.of("sh", "bash", "dash", "ash", "source", ".", "exec");

  /** Where a command may not run, or not as the last one. */
  private static final ImmutableSet<Nesting> MAY_NOT_RUN = ImmutableSet.of(
      Nesting.BRANCH, Nesting.CONDITION, Nesting.FUNCTION, Nesting.LOOP, Nesting.SUBSTITUTION);

  /** Words among which a script is: behind {@code tini --} or {@code bash -e}, for example. */
  private static final int STARTERS_AND_SCRIPT = 5;

  /** More words are not looked for as scripts. */
  private static final int MAX_NAMES = 200;

  /** More commands are not looked at. */
  private static final int MAX_COMMANDS = 1000;

  /** More calls of make are not followed. */
  private static final int MAX_CALLS = 10;

  private StartedScripts() {}

  /** Gives each to somebody, and those that they start, as far as they are known and can be read. */
  public static void each(Subject subject, Stage stage, Consumer<Script> scripts) {
    eachNamed(subject, stage, (path, script) -> scripts.accept(script));
  }

  /** The same with the paths that they have in the context. */
  public static void eachNamed(Subject subject, Stage stage, BiConsumer<String, Script> scripts) {
    Set<String> seen = new HashSet<>();
    for (Instruction instruction : subject.model().having(COMMANDS, stage)) {
      for (ImagePath place : started(subject.model(), instruction)) {
        CopiedFile file = CopiedFile.atEnd(subject, stage, place, Basis.DEFAULTS);
        give(subject, stage, instruction, file, seen, scripts);
      }
    }
    for (Instruction instruction : subject.model().having(COPIES, stage)) {
      Transfer transfer = (Transfer) instruction;
      ContextCopy copy = ContextCopy.of(subject.model(), transfer, Basis.DEFAULTS);
      for (String source : copy == null ? ImmutableSet.<String>of() : copy.sources()) {
        if (isScript(source)) {
          CopiedFile file = new CopiedFile(transfer, source, subject.contextFile(source));
          give(subject, stage, instruction, file, seen, scripts);
        }
      }
    }
  }

  /**
   * What a container runs in the end, word by word: the last program of the command, or of the script that this starts, if the
   * context has it; empty where that isn't known, or may be one of several.
   *
   * @param start the command
   */
  public static ImmutableList<String> lastCommand(Subject subject, Stage target, Command start) {
    Script code = CommandWords.script(start);
    ImmutableList<String> words = code == null ? CommandWords.of(start) : lastCommand(code);
    for (String word : Iterables.limit(words, STARTERS_AND_SCRIPT)) {
      String text = word.startsWith("-") ? null : ProgramFile.text(subject, target, start, word);
      Script script = script(subject, text);
      if (script != null) {
        return lastCommand(script);
      }
    }
    return words;
  }

  /**
   * All that a container may run when it starts, word by word each: the programs of the command, of the scripts of the context
   * that it starts, and of those that they start; also what {@code make} runs.
   *
   * @param start the command
   */
  public static ImmutableList<ImmutableList<String>> allCommands(
      Subject subject, Stage target, Command start) {
    Script code = CommandWords.script(start);
    return allCommands(
        subject,
        target,
        start,
        code == null ? ImmutableList.of(CommandWords.of(start)) : commands(code));
  }

  /** The same for commands that it runs in the directory in which it starts. */
  public static ImmutableList<ImmutableList<String>> allCommands(
      Subject subject, Stage target, Command start, List<ImmutableList<String>> commands) {
    ImmutableList.Builder<ImmutableList<String>> all = ImmutableList.builder();
    Deque<ImmutableList<String>> rest = new ArrayDeque<>(commands);
    Set<String> seen = new HashSet<>();
    Set<ImmutableList<String>> calls = new HashSet<>();
    for (int i = 0; i < MAX_COMMANDS && !rest.isEmpty(); i++) {
      ImmutableList<String> words = rest.remove();
      all.add(words);
      Script recipe = MakeRecipe.isMake(words) && calls.size() < MAX_CALLS && calls.add(words)
          ? MakeRecipe.of(subject, target, start, words)
          : null;
      if (recipe != null) {
        rest.addAll(commands(recipe));
      }
      for (String word : Iterables.limit(words, STARTERS_AND_SCRIPT)) {
        boolean isNew = !word.startsWith("-") && seen.size() < MAX_NAMES && seen.add(word);
        String text = isNew ? ProgramFile.text(subject, target, start, word) : null;
        Script script = script(subject, text);
        if (script != null) {
          rest.addAll(commands(script));
        }
      }
    }
    return all.build();
  }

  /**
   * Whether one of some commands of a stage starts a shell script, by its name, that may come from another stage and of which
   * nobody can tell what it says, or lets make run what nobody can tell.
   */
  public static boolean areHidden(
      Subject subject, Stage target, Command start, List<ImmutableList<String>> commands) {
    Set<ImmutableList<String>> calls = new HashSet<>();
    for (ImmutableList<String> words : Iterables.limit(commands, MAX_NAMES)) {
      if (MakeRecipe.isMake(words)
          && calls.size() < MAX_CALLS
          && calls.add(words)
          && MakeRecipe.of(subject, target, start, words) == null) {
        return true;
      }
      for (String word : Iterables.limit(words, STARTERS_AND_SCRIPT)) {
        if (isScript(word) && ProgramFile.isHidden(subject, target, start, word)) {
          return true;
        }
      }
    }
    return false;
  }

  private static ImmutableList<ImmutableList<String>> commands(Script script) {
    return script.invocations().stream()
        .map(CommandWords::of)
        .collect(ImmutableList.toImmutableList());
  }

  private static ImmutableList<String> lastCommand(Script script) {
    Invocation last = Iterables.getLast(script.invocations(), null);
    return last == null || MAY_NOT_RUN.stream().anyMatch(last::isIn)
        ? ImmutableList.of()
        : CommandWords.of(last);
  }

  /**
   * Whether what a command runs in the end is a script of the context that isn't replaced by the program that it starts: as
   * process 1 it would forward no signal, however it is started itself.
   *
   * @param last what the command runs in the end
   * @param missing the answer for a script that the context doesn't have, as one that is mounted
   */
  public static boolean keepsSignals(
      Subject subject, Stage stage, Command instruction, Invocation last, boolean missing) {
    List<ShellWord> operands = last.arguments().operands();
    boolean reads = CommandWords.isShell(ContextPath.name(String.valueOf(last.name())))
        && !operands.isEmpty()
        && !last.arguments().hasAnyFlag("-c");
    String path = (reads ? operands.get(0) : last.nameWord()).literal();
    if (path == null) {
      return false;
    }
    if (!(reads || path.endsWith(".sh") || path.endsWith(".bash"))) {
      String text = ProgramFile.text(subject, stage, instruction, path);
      Script script = script(subject, text);
      return script != null && !endsWithExec(script);
    }
    ImagePath place = subject.model().place(instruction, path, Basis.DEFAULTS);
    CopiedFile copied = CopiedFile.atEnd(subject, stage, place, Basis.DEFAULTS);
    ContextFile file = copied != null ? copied.file() : subject.contextFile(ContextPath.name(path));
    boolean[] stays = {missing && file.isMissing()};
    give(subject, file, script -> stays[0] = !endsWithExec(script));
    return stays[0];
  }

  /** Whether the last program of a script takes its place. */
  public static boolean endsWithExec(Script script) {
    List<Invocation> invocations = script.invocations();
    return !invocations.isEmpty() && invocations.get(invocations.size() - 1).prefix("exec") != null;
  }

  private static final Function<String, Optional<Script>> PARSE =
      text -> Optional.ofNullable(ScriptFile.parse(text));

  /** What a file holds that is read for each of several findings. */
  private static @Nullable Script script(Subject subject, @Nullable String text) {
    return text == null ? null : subject.derived(PARSE, text).orElse(null);
  }

  private static boolean isScript(String source) {
    String name = ContextPath.name(source);
    return !PathGlob.isPattern(source)
        && (name.endsWith(".sh") || name.endsWith(".bash") || name.endsWith("entrypoint"));
  }

  private static void give(Subject subject, ContextFile file, Consumer<Script> scripts) {
    Script script = script(subject, file.text());
    if (script != null) {
      scripts.accept(script);
    }
  }

  /** Gives a script, and those that it starts, to somebody who hasn't seen it. */
  private static void give(
      Subject subject,
      Stage stage,
      Instruction starter,
      @Nullable CopiedFile first,
      Set<String> seen,
      BiConsumer<String, Script> scripts) {
    Deque<CopiedFile> rest = new ArrayDeque<>();
    Set<String> started = new HashSet<>();
    for (CopiedFile file = first; file != null; file = rest.poll()) {
      Script script = seen.size() < MAX_NAMES && seen.add(file.path())
          ? script(subject, file.file().text())
          : null;
      if (script == null) {
        continue;
      }
      scripts.accept(file.path(), script);
      for (Invocation invocation : script.invocations()) {
        String path = started(invocation);
        ImagePath place = path != null && started.add(path)
            ? subject.model().place(starter, path, Basis.DEFAULTS)
            : null;
        CopiedFile next =
            place == null ? null : CopiedFile.atEnd(subject, stage, place, Basis.DEFAULTS);
        if (next != null) {
          rest.add(next);
        }
      }
    }
  }

  /** The places of what a command starts, and of what a shell is told to read. */
  private static List<ImagePath> started(SemanticModel model, Instruction instruction) {
    List<ImagePath> places = new ArrayList<>();
    if (!(instruction.innermost() instanceof Command command)) {
      return places;
    }
    RunScript run = model.partialScript(instruction);
    Script script = run != null ? run.script() : CommandWords.script(command);
    if (script == null) {
      Iterables.limit(command.words(), STARTERS_AND_SCRIPT).forEach(word -> {
        if (word.value().indexOf('/') >= 0 || isScript(word.value())) {
          places.add(model.place(instruction, word.value(), Basis.DEFAULTS));
        }
      });
      return places;
    }
    ScriptPlaces of = null;
    for (Invocation invocation : script.invocations()) {
      String path = started(invocation);
      if (path != null && run != null) {
        of = of == null ? ScriptPlaces.of(model, run, Basis.DEFAULTS) : of;
        places.add(of.directory(invocation).resolve(path));
      } else if (path != null) {
        places.add(model.place(instruction, path, Basis.DEFAULTS));
      }
    }
    return places;
  }

  /** The path of what a command of a script starts, or has a shell read; null where it is a program without a directory. */
  private static @Nullable String started(Invocation invocation) {
    List<ShellWord> operands = invocation.arguments().operands();
    boolean reads = SHELLS.contains(String.valueOf(invocation.name())) && !operands.isEmpty();
    String path = (reads ? operands.get(0) : invocation.nameWord()).literal();
    return path != null && (reads || path.indexOf('/') >= 0) ? path : null;
  }
}
