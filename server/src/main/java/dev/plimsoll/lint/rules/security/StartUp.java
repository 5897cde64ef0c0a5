package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.ShellForm;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Shell;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Add;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Onbuild;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Instruction.Volume;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Trait;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How a container of a stage starts, as far as the stages that it is FROM tell.
 *
 * @param entrypoint the ENTRYPOINT in force, or null where it is the base image's
 * @param cmd the CMD in force, or null
 * @param choosesUser whether the file leaves the user to a program that changes it, or to the build of another image
 * @param hasState whether data is kept that the program owns
 * @param madeUser the only user that RUN makes, or null
 * @param mayMakeUser whether RUN reads POSIX shell and nothing makes a user whose name is not known
 */
record StartUp(
    @Nullable Entrypoint entrypoint,
    @Nullable Cmd cmd,
    boolean choosesUser,
    boolean hasState,
    @Nullable String madeUser,
    boolean mayMakeUser) {

  private static final ImmutableSet<String> SHELLS =
      ImmutableSet.of("ash", "bash", "dash", "fish", "ksh", "sh", "zsh");

  /** Programs that start another one as another user; their names mean nothing else. */
  private static final ImmutableList<String> USER_CHANGERS =
      ImmutableList.of("gosu", "su-exec", "setpriv", "s6-setuidgid", "runuser", "chpst", "fixuid");

  static StartUp of(SemanticModel model, Stage last) {
    Deque<Stage> chain = new ArrayDeque<>();
    for (Stage stage = last; stage != null; stage = stage.parent()) {
      chain.push(stage);
    }
    Gathered gathered = new Gathered();
    for (Stage stage : chain) {
      for (Instruction instruction : model.having(MATTERS, stage)) {
        gathered.add(model, instruction);
      }
    }
    return gathered.result();
  }

  private static final CommandQuery MAKERS = CommandQuery.of("useradd", "adduser");

  private static final Trait MAKES_USERS = MAKERS.trait();

  static final Trait MATTERS = MAKES_USERS
      .or(Trait.of(
          Entrypoint.class,
          Cmd.class,
          Volume.class,
          Onbuild.class,
          Instruction.Shell.class,
          Instruction.Healthcheck.class))
      .or(Trait.of(Transfer.class, Gathered::isOfState))
      .or(Trait.of(Run.class, Gathered::changesUser))
      .or(Trait.of(Transfer.class, Gathered::changesUser));

  boolean replacesEntrypoint() {
    return entrypoint != null;
  }

  /** Whether the file names no program to start. */
  boolean isEmpty() {
    return entrypoint == null && cmd == null;
  }

  /** Whether a shell is started that waits for somebody to type. */
  boolean isInteractive() {
    Command last = cmd != null ? cmd : entrypoint;
    return last != null && isShell(last);
  }

  private static boolean isShell(Command command) {
    ImmutableList<String> words = words(command);
    if (words.isEmpty() || !SHELLS.contains(withoutDirectory(words.get(0)))) {
      return false;
    }
    for (String option : words.subList(1, words.size())) {
      if (!option.equals("-l")
          && !option.equals("-i")
          && !option.equals("-il")
          && !option.equals("--login")) {
        return false;
      }
    }
    return true;
  }

  /** The words of the exec form, or of a shell form that is one program. */
  private static ImmutableList<String> words(Command command) {
    if (command.execForm()) {
      return command.words().stream()
          .map(word -> word.value())
          .collect(ImmutableList.toImmutableList());
    }
    ShellCommand shell = ShellForm.of(command);
    if (shell == null) {
      return ImmutableList.of();
    }
    ImmutableList<Invocation> invocations = shell.script().invocations();
    if (invocations.size() != 1 || invocations.get(0).name() == null) {
      return ImmutableList.of();
    }
    return ImmutableList.<String>builder()
        .add(invocations.get(0).nameWord().literalPrefix())
        .addAll(invocations.get(0).arguments().literals())
        .build();
  }

  private static String withoutDirectory(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }

  private static final class Gathered {
    private @Nullable Entrypoint entrypoint;
    private @Nullable Cmd cmd;
    private boolean choosesUser;
    private boolean hasState;
    private @Nullable String madeUser;
    private boolean madeOthers;
    private boolean posix = true;

    void add(SemanticModel model, Instruction instruction) {
      if (instruction instanceof Entrypoint next) {
        entrypoint = next;
      } else if (instruction instanceof Cmd next) {
        cmd = next;
      } else if (instruction instanceof Volume) {
        hasState = true;
      } else if (instruction instanceof Onbuild) {
        choosesUser = true;
      } else if (instruction instanceof Instruction.Shell shell) {
        posix = !shell.source().json()
            || Shell.of(shell.words().stream().map(word -> word.value()).toList())
                .isPosix();
      }
      if (instruction instanceof Transfer transfer) {
        hasState |= isOfState(transfer);
      }
      if (instruction instanceof Run) {
        users(model.partialScript(instruction));
      }
      if (instruction instanceof Command
          || instruction instanceof Copy
          || instruction instanceof Add) {
        choosesUser |= changesUser(instruction);
      }
    }

    private static boolean isOfState(Transfer transfer) {
      String destination =
          transfer.destination() == null ? "" : transfer.destination().value();
      return destination.equals("/data")
          || destination.startsWith("/data/")
          || destination.startsWith("/var/lib/");
    }

    private static boolean changesUser(Instruction instruction) {
      for (String program : USER_CHANGERS) {
        if (instruction.text().contains(program)) {
          return true;
        }
      }
      if (instruction instanceof Run || !(instruction instanceof Command command)) {
        return false;
      }
      ImmutableList<String> words = words(command);
      String first = words.isEmpty() ? "" : withoutDirectory(words.get(0));
      return first.equals("su") || first.equals("sudo");
    }

    private void users(@Nullable RunScript script) {
      if (script != null) {
        MAKERS.in(script).forEach(this::user);
      }
    }

    private void user(RunCommand command) {
      ImmutableList<ShellWord> operands = command.operands();
      if (operands.size() == 2 && command.program().equals("adduser")) {
        return; // adds a user to a group
      }
      String name = operands.size() == 1 ? operands.get(0).literal() : null;
      madeOthers |= name == null || (madeUser != null && !madeUser.equals(name));
      madeUser = name;
    }

    StartUp result() {
      String made = madeOthers ? null : madeUser;
      return new StartUp(entrypoint, cmd, choosesUser, hasState, made, posix && !madeOthers);
    }
  }
}
