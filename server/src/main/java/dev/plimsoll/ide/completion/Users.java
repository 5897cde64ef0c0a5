package dev.plimsoll.ide.completion;

import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.CompletionItemKind;
import org.jspecify.annotations.Nullable;

/** The users and groups that a stage has: made by its RUNs, brought by its base image, named by an earlier USER. */
final class Users {

  private static final CommandQuery USERS = CommandQuery.of("useradd", "adduser");

  private static final CommandQuery USERS_AND_GROUPS =
      CommandQuery.of("useradd", "adduser", "groupadd", "addgroup");

  private Users() {}

  static void addUsers(Proposals to) {
    addMade(USERS, to);
    addUserOfBase(to, false);
    Instruction here = to.snapshot().file().instructionAt(to.word().start());
    for (Instruction.User user : to.snapshot().model().instructions(Instruction.User.class)) {
      Word written = user.name();
      if (written != null && written.value().indexOf('$') < 0 && user != here) {
        int colon = written.value().indexOf(':');
        String name = colon < 0 ? written.value() : written.value().substring(0, colon);
        add(name, "named in this file", to);
      }
    }
    add("nobody", "", to);
    add("root", "", to);
  }

  static void addGroups(Proposals to) {
    addMade(USERS_AND_GROUPS, to);
    addUserOfBase(to, true);
    add("root", "", to);
  }

  private static void add(@Nullable String name, String detail, Proposals to) {
    if (name != null && !name.isEmpty()) {
      to.add(Proposal.of(name, CompletionItemKind.Value).detail(detail));
    }
  }

  /** What commands make in the RUNs of the stage before the cursor, and in those of the stages that it is FROM. */
  private static void addMade(CommandQuery query, Proposals to) {
    SemanticModel model = to.snapshot().model();
    Stage last = model.stageAt(to.word().cursor());
    for (RunCommand command : before(model, query, last, to.word().start())) {
      add(name(command), "made above", to);
    }
  }

  /** The commands of a stage, and of the stages that it is FROM, before an offset, the nearest stage first. */
  static List<RunCommand> before(
      SemanticModel model, CommandQuery query, @Nullable Stage last, int offset) {
    List<RunCommand> commands = new ArrayList<>();
    for (Stage stage = last; stage != null; stage = stage.parent()) {
      for (Instruction instruction : model.having(query.trait(), stage)) {
        RunScript script =
            instruction instanceof Instruction.Run && model.file().start(instruction) < offset
                ? model.partialScript(instruction)
                : null;
        if (script != null) {
          commands.addAll(query.in(script));
        }
      }
    }
    return commands;
  }

  /** The name of the user or group that a command makes; null where it isn't literal. */
  static @Nullable String name(RunCommand command) {
    return command.operands().isEmpty() ? null : command.operands().get(0).literal();
  }

  private static void addUserOfBase(Proposals to, boolean group) {
    SemanticModel model = to.snapshot().model();
    Stage stage = model.stageAt(to.word().cursor());
    ImageUse base = stage == null ? null : model.baseImage(stage);
    ImageReference image = base == null ? null : base.image();
    if (image == null || image.isScratch()) {
      return;
    }
    ImageUser user = ImageUser.of(image);
    String detail = "of " + image.familiarName();
    if (!group) {
      ImageFacts facts = to.images().facts(image);
      PlatformFacts known = facts.on(ImageFacts.AMD64);
      add(known == null ? null : known.user(), detail, to);
      add(user.instruction(), detail, to);
    }
    add(user.name(), detail, to);
    int number = group ? user.gid() : user.uid();
    add(number == ImageUser.UNKNOWN_ID ? null : String.valueOf(number), detail, to);
  }
}
