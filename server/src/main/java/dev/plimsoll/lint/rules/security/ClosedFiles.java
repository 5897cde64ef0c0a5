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

  /** What is run, whoever may read it; anything else that only its owner may read is mostly meant so. */
  private static final Regex PROGRAM = Regex.of(
      "(?:.*/)?s?bin/[^/]+|(?:.*/)?(?:docker-)?entrypoint|.*\\.(?:ba|z)?sh|.*\\.(?:js|p[ly]|rb)");

  /** What only programs of the system read, or nobody when the program runs. */
  private static final Regex OF_SYSTEM =
      Regex.of("(?:~|\\$HOME|/root|/tmp|/etc/(?:cron|pam|ssh|sudoers|supervisor)|/var/spool).*");

  private ClosedFiles() {}

  /** What to do about the first one of a target, with a blank before it; empty where none is seen. */
  static String advice(SemanticModel model, Stage target) {
    List<String> given = new ArrayList<>();
    String advice = "";
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
          advice = advice.isEmpty() && !isOpen(text, given)
              ? advice(text, operands.get(0).literalPrefix())
              : advice;
        }
      }
      for (Instruction instruction : model.having(WITH_MODE, stage)) {
        Transfer copy = (Transfer) instruction;
        Flag flag = copy.flag("chmod");
        String mode = flag == null ? "" : flag.valueOrEmpty();
        String place = place(copy);
        advice = isClosed(mode) && advice.isEmpty() && !isOpen(place, given)
            ? advice(place, mode)
            : advice;
      }
    }
    return advice;
  }

  /** Where a file is copied to, as it is written. */
  private static String place(Transfer copy) {
    String place = copy.destination() == null ? "" : copy.destination().value();
    String source = copy.sources().size() == 1 ? copy.sources().get(0).value() : "";
    return place.endsWith("/") ? place + source.substring(source.lastIndexOf('/') + 1) : place;
  }

  /** The mode of what isn't run stays: programs refuse keys and passwords that others may read. */
  private static String advice(String path, String mode) {
    boolean isRun =
        !isUnreadable(mode) || isRunByOwner(mode) && PROGRAM.matcher(path).matches();
    return " By its mode, " + path + " may be for root only: "
        + (isRun ? "let others read and run it." : "give it to that user with chown.");
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
    return (ofOwner(mode) & 5 & ~ofOthers(mode)) != 0;
  }

  /** Whether a mode in digits lets only the owner, or the group, read. */
  private static boolean isUnreadable(String mode) {
    return OCTAL.matcher(mode).matches() && (ofOwner(mode) & 4 & ~ofOthers(mode)) != 0;
  }

  private static boolean isRunByOwner(String mode) {
    return (ofOwner(mode) & 1) != 0;
  }

  private static int ofOwner(String mode) {
    return mode.charAt(mode.length() - 3) - '0';
  }

  private static int ofOthers(String mode) {
    return mode.charAt(mode.length() - 1) - '0';
  }
}
