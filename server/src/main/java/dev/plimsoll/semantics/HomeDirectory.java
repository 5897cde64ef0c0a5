package dev.plimsoll.semantics;

import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Word;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The home directory of the user in force, where it is known: that of root, or what ENV says. It is looked for when it is
 * asked for: few scripts name it.
 */
final class HomeDirectory {

  /** That of nobody knows whom. */
  static final HomeDirectory UNKNOWN = new HomeDirectory(ImagePath::unknown);

  private static final ImagePath OF_ROOT = ImagePath.ROOT.resolve("root");

  private final Supplier<ImagePath> search;

  /** Filled at the first call; a race computes the same value twice. */
  private @Nullable ImagePath path;

  private HomeDirectory(Supplier<ImagePath> search) {
    this.search = search;
  }

  /** That of the user in force before an instruction. */
  static HomeDirectory of(SemanticModel model, Instruction instruction, Basis basis) {
    return new HomeDirectory(() -> find(model, instruction, basis));
  }

  ImagePath path() {
    ImagePath known = path;
    if (known == null) {
      known = search.get();
      path = known;
    }
    return known;
  }

  private static ImagePath find(SemanticModel model, Instruction instruction, Basis basis) {
    if (instruction instanceof Instruction.Onbuild) {
      return ImagePath.unknown();
    }
    Binding home = model.binding(instruction, "HOME");
    if (home != null) {
      return home.byDefault() == null
          ? ImagePath.unknown("HOME")
          : ImagePath.unknown("HOME").resolve(home.on(basis));
    }
    return isRoot(model, instruction, basis) ? OF_ROOT : ImagePath.unknown("HOME");
  }

  private static boolean isRoot(SemanticModel model, Instruction instruction, Basis basis) {
    Instruction.User user = model.stateBefore(instruction).user();
    if (user != null) {
      Word written = user.name();
      String name =
          written == null ? null : model.expand(user, written.value()).on(basis).text();
      return name != null && isRoot(name);
    }
    Stage stage = model.stageOf(instruction);
    ImageUse base =
        stage == null || instruction instanceof Instruction.Onbuild ? null : model.baseImage(stage);
    String learnt = stage == null || basis == Basis.ANY_BUILD
        ? null
        : model.environment(stage).user();
    if (stage != null && learnt != null) {
      return model.family(stage) != BaseFamily.WINDOWS && (learnt.isEmpty() || isRoot(learnt));
    }
    return base != null && beginsAsRoot(base, basis);
  }

  private static boolean isRoot(String user) {
    int colon = user.indexOf(':');
    String name = colon < 0 ? user : user.substring(0, colon);
    return name.equals("root") || name.equals("0");
  }

  private static boolean beginsAsRoot(ImageUse base, Basis basis) {
    if (base.image() == null || basis == Basis.ANY_BUILD && !base.isCertain()) {
      return false;
    }
    return switch (ImageUser.of(base.image()).kind()) {
      case NON_ROOT, UNKNOWN -> false;
      case DROPS_PRIVILEGES, SHIPS_USER, NONE -> true;
    };
  }
}
