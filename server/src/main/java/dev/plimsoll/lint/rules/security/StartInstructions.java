package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.CommandWords;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Expose;
import dev.plimsoll.syntax.Instruction.Healthcheck;
import dev.plimsoll.syntax.Instruction.Onbuild;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Instruction.Volume;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/** Reads from the instructions of a target how its containers start. */
final class StartInstructions {

  /** Programs that start another one as another user, and the option of chroot for it; they mean nothing else. */
  private static final ImmutableList<String> USER_CHANGERS = ImmutableList.of(
      "gosu", "su-exec", "setpriv", "s6-setuidgid", "runuser", "chpst", "fixuid", "--userspec");

  private static final Trait STARTS = Trait.of(Entrypoint.class, Cmd.class);

  private static final Trait IS_VOLUME = Trait.of(Volume.class);

  private static final Trait BRINGS_STATE = Trait.of(Transfer.class, StartInstructions::isOfState);

  private static final Trait IS_EXPOSE = Trait.of(Expose.class);

  private static final Regex ASKS_FOR_HELP =
      Regex.of("[\\s\"]--?(?:help|version)\"?[\\s\\]]{0,9}(?:(?:\\|\\||>)[^&;]{0,100})?$");

  /** A check of what goes on, rather than whether a program is there. */
  private static final Trait IS_HEALTHCHECK =
      Trait.of(Healthcheck.class, check -> !ASKS_FOR_HELP.matcher(check.text()).find());

  private static final Trait CHANGES_USER = Trait.of(Onbuild.class)
      .or(Trait.of(Command.class, StartInstructions::changesUser))
      .or(Trait.of(Transfer.class, StartInstructions::changesUser))
      .or(Trait.of(Volume.class, StartInstructions::changesUser));

  private static final Trait NAMES_PRIVILEGES = Trait.of(Instruction.class, Privileges::areNamed);

  private @Nullable Entrypoint entrypoint;
  private @Nullable Cmd cmd;
  private boolean takesAway;
  private boolean choosesUser;
  private boolean isPrivileged;
  private boolean hasState;
  private boolean exposes;
  private boolean listens;

  private StartInstructions() {}

  /** What the stages of a target say, from the first one on; of the script that is started nothing yet. */
  static StartUp in(Subject subject, Stage target) {
    SemanticModel model = subject.model();
    StartInstructions gathered = new StartInstructions();
    ConfigurationFolders configuration = ConfigurationFolders.of(model, target);
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction instruction : model.having(STARTS, stage)) {
        gathered.add(instruction);
      }
      gathered.hasState |= model.has(BRINGS_STATE, stage);
      for (Instruction volume : model.having(IS_VOLUME, stage)) {
        gathered.hasState |= isOfState((Volume) volume, configuration);
      }
      gathered.exposes |= model.has(IS_EXPOSE, stage);
      gathered.listens |= gathered.exposes || model.has(IS_HEALTHCHECK, stage);
      gathered.choosesUser |= model.has(CHANGES_USER, stage);
      gathered.isPrivileged |= model.has(NAMES_PRIVILEGES, stage);
    }
    return gathered.result();
  }

  private void add(Instruction instruction) {
    if (instruction instanceof Entrypoint next) {
      takesAway = isNothing(next);
      entrypoint = takesAway ? null : next;
    } else if (instruction instanceof Cmd next) {
      cmd = isNothing(next) ? null : next;
    }
  }

  private static boolean isNothing(Command command) {
    return command.execForm() && command.words().isEmpty();
  }

  /** What is in /tmp is nobody's. */
  private static boolean isOfState(Volume volume, ConfigurationFolders configuration) {
    return !Iterables.all(
        volume.words(),
        word -> configuration.include(word.value()) || ScriptWrites.isShared(word.value()));
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
    ImmutableList<String> words = CommandWords.of(command);
    String first = words.isEmpty() ? "" : StartCommand.withoutDirectory(words.get(0));
    return first.equals("su") || first.equals("sudo") || StartCommand.namesUser(words);
  }

  private StartUp result() {
    return new StartUp(
        entrypoint,
        cmd,
        takesAway,
        choosesUser,
        null,
        isPrivileged,
        hasState,
        exposes,
        listens,
        false,
        false);
  }
}
