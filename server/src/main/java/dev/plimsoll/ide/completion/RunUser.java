package dev.plimsoll.ide.completion;

import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Word;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user as whom a RUN works.
 *
 * @param home the home directory
 * @param uid the number, or {@link ImageUser#UNKNOWN_ID}
 * @param gid the number of the group, or {@link ImageUser#UNKNOWN_ID}
 */
record RunUser(String home, int uid, int gid) {

  private static final CommandQuery MAKERS = CommandQuery.of("useradd", "adduser");

  private static final RunUser ROOT = new RunUser("/root", 0, 0);

  /** Of users whose home isn't {@code /home/NAME}. */
  private static final Map<String, String> HOMES = Map.of(
      "www-data", "/var/www",
      "jenkins", "/var/jenkins_home",
      "postgres", "/var/lib/postgresql",
      "mysql", "/var/lib/mysql");

  boolean isRoot() {
    return uid == 0;
  }

  /** The home directory of the user at the cursor; root's where it isn't known who that is. */
  static String homeAt(Proposals to) {
    SemanticModel model = to.snapshot().model();
    Instruction written = model.file().instructionAt(Math.max(0, to.word().start() - 1));
    Stage stage = written == null ? null : model.stageOf(written);
    RunUser user = written == null || stage == null ? null : of(model, written, stage);
    return user == null ? ROOT.home : user.home;
  }

  /** The user in force for an instruction of the file; null where that isn't known. */
  static @Nullable RunUser of(SemanticModel model, Instruction instruction, Stage stage) {
    ImageReference image = model.baseReference(stage);
    ImageUser shipped = image == null ? null : ImageUser.of(image);
    Instruction.User user = model.stateBefore(instruction).user();
    String learnt = user == null ? model.environment(stage).user() : null;
    if (user == null && (learnt == null || learnt.isEmpty())) {
      return shipped != null
              && shipped.kind() == ImageUser.Kind.NON_ROOT
              && !shipped.name().isEmpty()
          ? of(shipped)
          : ROOT;
    }
    Word written = user == null ? null : user.name();
    String expanded = user == null || written == null
        ? learnt
        : model.expand(user, written.value()).textByDefault();
    String text = expanded == null ? "" : expanded;
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    if (name.equals("root") || name.equals("0")) {
      return ROOT;
    }
    if (shipped != null
        && !shipped.name().isEmpty()
        && (name.equals(shipped.name())
            || name.equals(String.valueOf(shipped.uid()))
            || written != null && written.value().equals(shipped.instruction()))) {
      return of(shipped);
    }
    return name.isEmpty() ? null : made(model, name, instruction, stage);
  }

  private static RunUser of(ImageUser user) {
    return new RunUser(home(user.name()), user.uid(), user.gid());
  }

  private static String home(String name) {
    return HOMES.getOrDefault(name, "/home/" + name);
  }

  /** A user that an earlier RUN made, by its name or number. */
  private static @Nullable RunUser made(
      SemanticModel model, String name, Instruction instruction, Stage stage) {
    int start = model.file().start(instruction);
    for (RunCommand command : Users.before(model, MAKERS, stage, start)) {
      RunUser user = made(name, command);
      if (user != null) {
        return user;
      }
    }
    boolean number = name.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? null : new RunUser(home(name), ImageUser.UNKNOWN_ID, ImageUser.UNKNOWN_ID);
  }

  private static @Nullable RunUser made(String name, RunCommand command) {
    String made = Users.name(command);
    int uid = number(command.value("--uid"));
    boolean same = name.equals(made) || uid >= 0 && name.equals(String.valueOf(uid));
    if (!same || made == null) {
      return null;
    }
    String home = command.value("--home");
    int gid = number(command.value("--gid"));
    return new RunUser(home == null ? home(made) : home, uid, gid);
  }

  private static int number(@Nullable String text) {
    try {
      return text == null ? ImageUser.UNKNOWN_ID : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return ImageUser.UNKNOWN_ID;
    }
  }
}
