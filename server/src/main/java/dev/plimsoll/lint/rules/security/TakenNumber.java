package dev.plimsoll.lint.rules.security;

import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.PartialText;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/** A user or a group that is made with the number 1000, which the user ubuntu has in the images of Ubuntu since 23.04. */
final class TakenNumber {

  private static final String TAKEN = "1000";

  private static final CommandQuery USERS = CommandQuery.of("useradd", "adduser");
  private static final CommandQuery GROUPS = CommandQuery.of("groupadd", "addgroup");

  private static final Regex RENAMES =
      Regex.of("\\busermod\\b[^;&|\\n]{0,200}[ \\t](?:--login|--uid|-[a-z]{0,3}[ul])\\b");

  /** What may make room for it. */
  private static final Trait REMOVES = Trait.containing("userdel")
      .or(Trait.containing("deluser"))
      .or(Trait.orTriggered(Run.class, run -> RENAMES.matcher(run.text()).find()))
      .or(Trait.containing("getent"));

  private TakenNumber() {}

  /** The command that makes it; null where none is known to. */
  static @Nullable String first(SemanticModel model, NamedBase base) {
    for (Stage stage : base.allStages(model)) {
      if (!model.has(REMOVES, stage)) {
        String found = first(model, stage, GROUPS, "--gid");
        found = found == null ? first(model, stage, USERS, "--uid") : found;
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable String first(
      SemanticModel model, Stage stage, CommandQuery query, String number) {
    for (RunCommand command : model.commands(query, stage)) {
      GivenOption given = command.option(number);
      if (given != null
          && !command.hasAny("--non-unique", "--force")
          && isTaken(model, command, given)) {
        return command.invocation().nameWord().raw() + " with the number " + TAKEN
            + ", which the user ubuntu has there";
      }
    }
    return null;
  }

  private static boolean isTaken(SemanticModel model, RunCommand command, GivenOption given) {
    if (given.value() == null || TAKEN.equals(given.literalValue())) {
      return given.value() != null;
    }
    ScriptPlaces places = ScriptPlaces.of(model, command.script(), Basis.DEFAULTS);
    for (PartialText text : places.texts(command.invocation(), given.value())) {
      if (TAKEN.equals(text.text())) {
        return true;
      }
    }
    return false;
  }
}
