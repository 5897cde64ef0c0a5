package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.semantics.CommandWords;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Whether what a stage starts is named in the directory that it starts in, to which it was copied, perhaps with its folder. */
final class StartedBeside {

  private static final Trait STARTS = Trait.of(Cmd.class, Entrypoint.class);

  /** More words, or sources, are not looked at. */
  private static final int MOST = 10;

  /** A path with folders, or a name with an extension. */
  private static final Regex FILE =
      Regex.of("\\w[\\w.-]{0,60}(?:/[\\w.-]{1,60}){1,9}|\\w[\\w.-]{0,60}\\.[A-Za-z]\\w{0,9}");

  /** What servers for Python are told: {@code shop.main:app}. */
  private static final Regex MODULE =
      Regex.of("([A-Za-z_][\\w.]{0,99}):[A-Za-z_]\\w{0,60}(?:\\(\\))?");

  private StartedBeside() {}

  static boolean isIn(Subject subject, Stage stage, Transfer transfer) {
    Word destination = transfer.destination();
    if (destination == null || subject.model().stateAtEnd(stage).workdir() != null) {
      return false;
    }
    for (Instruction start : subject.model().having(STARTS, stage)) {
      for (String word : Iterables.limit(CommandWords.of((Command) start), MOST)) {
        String file = file(word);
        if (file != null && brings(subject, transfer, plain(destination.value()), file)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The path that a word names, from the directory in which a command starts; null where it names none. */
  private static @Nullable String file(String word) {
    Matcher module = MODULE.matcher(word);
    if (module.matches()) {
      return module.group(1).replace('.', '/') + ".py";
    }
    return word.startsWith("./") ? plain(word) : FILE.matcher(word).matches() ? word : null;
  }

  private static String plain(String path) {
    String inside = path.equals(".") ? "" : path.startsWith("./") ? path.substring(2) : path;
    return inside.endsWith("/") ? inside.substring(0, inside.length() - 1) : inside;
  }

  /** Whether a path is, or may be, of something that is copied to a folder. */
  private static boolean brings(Subject subject, Transfer transfer, String folder, String file) {
    if (!folder.isEmpty()) {
      return file.equals(folder) || file.startsWith(folder + "/");
    }
    for (Word source : Iterables.limit(transfer.sources(), MOST)) {
      if (ContextPath.name(source.value()).equals(file)) {
        return true;
      }
    }
    ContextCopy copy = ContextCopy.of(subject.model(), transfer, Basis.DEFAULTS);
    if (copy == null) {
      // Of what another stage has made, only a name with a dot tells that it is no folder.
      return transfer instanceof Copy from
          && from.from() != null
          && Iterables.any(
              transfer.sources(),
              source -> ContextPath.name(source.value()).indexOf('.') < 0
                  || ContextPath.name(source.value()).equals("."));
    }
    return copy.copiesDirectory(subject) && isIn(subject, copy.sources(), file);
  }

  private static boolean isIn(Subject subject, ImmutableList<String> sources, String file) {
    for (String source : Iterables.limit(sources, MOST)) {
      String folder = source.equals("*")
          ? ""
          : source.endsWith("/*") ? source.substring(0, source.length() - 2) : source;
      ContextFile found = subject.contextFile(folder.isEmpty() ? file : folder + "/" + file);
      if (found.isFile() || !found.isKnown()) {
        return true;
      }
    }
    return false;
  }
}
