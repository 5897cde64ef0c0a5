package dev.plimsoll.lint.rules.reproducibility;

import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Instruction.Workdir;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Packages that a stage has copied below GOPATH, where {@code go get} looks for them before it fetches any. */
final class CopiedGoPackages {

  private static final Trait COPIES = Trait.of(Transfer.class);

  private static final Regex BELOW_GOPATH =
      Regex.of("(?:/go|\\$GOPATH|\\$\\{GOPATH\\})/src/(.{1,300}?)/?");

  private CopiedGoPackages() {}

  /** Which of the packages that a command names they are. */
  static Predicate<String> of(Subject subject, RunCommand command) {
    SemanticModel model = subject.model();
    Set<String> folders = new HashSet<>();
    for (Stage one = model.stageOf(command.instruction()); one != null; one = one.parent()) {
      for (Instruction copy : model.having(COPIES, one)) {
        String folder = folder(place(model, (Transfer) copy));
        if (folder != null) {
          folders.add(folder + "/");
        }
      }
    }
    return name -> command.isTold("get")
        && folders.stream().anyMatch((name + "/")::startsWith)
        && command.operands().stream()
            .noneMatch(word -> word.literalPrefix().startsWith(name + "@"));
  }

  /** The folder of a package as it is written, behind the one that holds all of them; null of another place. */
  static @Nullable String folder(String place) {
    Matcher found = BELOW_GOPATH.matcher(place);
    return found.matches() ? found.group(1) : null;
  }

  private static String place(SemanticModel model, Transfer copy) {
    Word last = copy.destination();
    String written = last == null ? "" : last.value();
    Workdir workdir = model.workdirBefore(copy);
    Word directory = workdir == null ? null : workdir.path();
    return directory != null && (written.equals(".") || written.equals("./"))
        ? directory.value()
        : written;
  }
}
