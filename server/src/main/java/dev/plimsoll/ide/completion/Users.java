package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.CompletionItemKind;
import org.jspecify.annotations.Nullable;

/** The users and groups that a stage has: made by its RUNs, brought by its base image, named by an earlier USER. */
final class Users {

  private Users() {}

  static void addUsers(Proposals to) {
    for (Instruction.Run run : runsBefore(to)) {
      for (Invocation invocation : invocations(to.snapshot().model(), run)) {
        boolean makes = invocation.is("useradd") || invocation.is("adduser");
        add(makes ? operand(invocation) : null, "made above", to);
      }
    }
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
    for (Instruction.Run run : runsBefore(to)) {
      for (Invocation invocation : invocations(to.snapshot().model(), run)) {
        if (invocation.is("groupadd") || invocation.is("addgroup")) {
          add(operand(invocation), "made above", to);
        } else if (invocation.is("useradd") || invocation.is("adduser")) {
          add(operand(invocation), "made above", to);
        }
      }
    }
    addUserOfBase(to, true);
    add("root", "", to);
  }

  private static void add(@Nullable String name, String detail, Proposals to) {
    if (name != null && !name.isEmpty()) {
      to.add(Proposal.of(name, CompletionItemKind.Value).detail(detail));
    }
  }

  /** The RUNs of the stage before the cursor, and those of the stages that it is FROM. */
  private static List<Instruction.Run> runsBefore(Proposals to) {
    SemanticModel model = to.snapshot().model();
    List<Instruction.Run> runs = new ArrayList<>();
    for (Stage stage = model.stageAt(to.word().cursor()); stage != null; stage = stage.parent()) {
      for (Instruction instruction : stage.instructions()) {
        if (instruction instanceof Instruction.Run run
            && model.file().start(run) < to.word().start()) {
          runs.add(run);
        }
      }
    }
    return runs;
  }

  private static ImmutableList<Invocation> invocations(SemanticModel model, Instruction run) {
    RunScript script = model.partialScript(run);
    return script == null ? ImmutableList.of() : script.script().invocations();
  }

  /** The name of the user that {@code useradd} or {@code adduser} makes; null where it isn't literal. */
  static @Nullable String operand(Invocation invocation) {
    ImmutableList<ShellWord> operands = invocation.arguments().operands();
    return operands.isEmpty() ? null : operands.get(0).literal();
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
