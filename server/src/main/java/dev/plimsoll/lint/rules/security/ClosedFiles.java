package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.List;

/** Files that are made to be read, or run, by their owner only, and that nothing gives to another one. */
final class ClosedFiles {

  private static final CommandQuery CHMOD = CommandQuery.of("chmod");

  private static final CommandQuery CHOWN = CommandQuery.of("chown", "chgrp");

  private static final Trait WITH_MODE =
      Trait.of(Transfer.class, copy -> copy.flag("chmod") != null && copy.flag("chown") == null);

  /** What lets the owner run a file, and nobody else. */
  private static final Regex FOR_OWNER = Regex.of("u[+=]r?w?x");

  private static final Regex OCTAL = Regex.of("[0-7]{3,4}");

  /** What only programs of the system read, or nobody when the program runs. */
  private static final Regex OF_SYSTEM =
      Regex.of("(?:~|\\$HOME|/root|/tmp|/etc/(?:cron|pam|ssh|sudoers|supervisor)|/var/spool).*");

  private ClosedFiles() {}

  /** The first one of a target, as it is written; empty where none is seen. */
  static String in(SemanticModel model, Stage target) {
    List<String> given = new ArrayList<>();
    String closed = "";
    for (Stage stage : Accounts.chain(target)) {
      for (RunCommand command : model.commands(CHOWN, stage)) {
        command.operands().forEach(word -> given.add(word.literalPrefix()));
      }
    }
    for (Stage stage : Accounts.chain(target)) {
      for (RunCommand command : model.commands(CHMOD, stage)) {
        ImmutableList<ShellWord> operands = command.operands();
        boolean closes = operands.size() > 1 && isClosed(operands.get(0).literalPrefix());
        for (ShellWord path :
            closes ? operands.subList(1, operands.size()) : operands.subList(0, 0)) {
          String text = path.literal() == null ? "" : path.literal();
          closed = closed.isEmpty() && !isOpen(text, given) ? text : closed;
        }
      }
      for (Instruction instruction : model.having(WITH_MODE, stage)) {
        Transfer copy = (Transfer) instruction;
        Flag mode = copy.flag("chmod");
        String place = copy.destination() == null ? "" : copy.destination().value();
        boolean closes = mode != null && isClosed(mode.valueOrEmpty());
        closed = closes && closed.isEmpty() && !isOpen(place, given) ? place : closed;
      }
    }
    return closed;
  }

  private static boolean isOpen(String path, List<String> given) {
    return path.isEmpty()
        || OF_SYSTEM.matcher(path).matches()
        || Iterables.any(given, place -> !place.isEmpty() && path.startsWith(place));
  }

  /** Whether others may not read what the owner may, or not run it. */
  private static boolean isClosed(String mode) {
    if (!OCTAL.matcher(mode).matches()) {
      return FOR_OWNER.matcher(mode).matches();
    }
    int owner = mode.charAt(mode.length() - 3) - '0';
    int others = mode.charAt(mode.length() - 1) - '0';
    return (owner & 5 & ~others) != 0;
  }
}
