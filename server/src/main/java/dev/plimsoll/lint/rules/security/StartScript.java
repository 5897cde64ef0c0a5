package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction.Command;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The script that a container starts, as it is in the build context. */
final class StartScript {

  /** What changes the user, at a place where it is run; in Python, JavaScript and the like, the function. */
  private static final Pattern CHANGE = Pattern.compile("(?m)^(?!\\s*#).*?(?:"
      + "(?<![\\w.-])(?:gosu|su-exec|setpriv|chpst|runuser|s6-setuidgid|setuidgid|setuser|fixuid)(?![\\w-])"
      + "|(?:^|[;&|(]|\\b(?:exec|then|do|else)\\b)\\s*su\\s+\\S"
      + "|\\bsudo\\s+(?:-\\w+\\s+|\\w+=\\S*\\s+){0,9}-(?:\\w*u\\b|-user\\b)"
      + "|\\bset(?:re|res|e)?uid\\()");

  /** Where a program without a directory is looked for. */
  private static final ImmutableList<String> PATH = ImmutableList.of(
      "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  /** Programs that put a file, or a link to it, at another place. */
  private static final CommandQuery COPIES =
      CommandQuery.of("cp", "mv", "ln", "install", "dos2unix");

  private StartScript() {}

  /**
   * What the script says; null where the program is none, or doesn't come from the context.
   *
   * @param start the instruction that names the program
   */
  static @Nullable String text(Subject subject, Stage target, Command start, String program) {
    for (ImagePath place : places(subject.model(), start, program)) {
      CopiedFile file = CopiedFile.atEnd(subject, target, place, Basis.DEFAULTS);
      file = file == null ? original(subject, target, place) : file;
      String text = file == null ? null : file.file().text();
      if (text != null && (text.startsWith("#!") || program.endsWith(".sh"))) {
        return text;
      }
    }
    return null;
  }

  static boolean changesUser(String script) {
    return CHANGE.matcher(script).find();
  }

  private static List<ImagePath> places(SemanticModel model, Command start, String program) {
    if (program.indexOf('/') >= 0) {
      return ImmutableList.of(model.place(start, program, Basis.DEFAULTS));
    }
    return PATH.stream()
        .map(directory -> ImagePath.ROOT.resolve(directory).resolve(program))
        .toList();
  }

  /** The file that a RUN put at a place. */
  private static @Nullable CopiedFile original(Subject subject, Stage target, ImagePath place) {
    SemanticModel model = subject.model();
    for (Stage stage : Accounts.chain(target)) {
      for (RunCommand copy : model.commands(COPIES, stage)) {
        RunScript script = model.partialScript(copy.instruction());
        ImagePath from = script == null
            ? null
            : source(ScriptPlaces.of(model, script, Basis.DEFAULTS), copy, place);
        CopiedFile file =
            from == null ? null : CopiedFile.atEnd(subject, target, from, Basis.DEFAULTS);
        if (file != null) {
          return file;
        }
      }
    }
    return null;
  }

  /** The place that a command copies to another one; null where it doesn't. */
  private static @Nullable ImagePath source(ScriptPlaces places, RunCommand copy, ImagePath to) {
    List<ShellWord> operands = copy.operands();
    if (operands.size() != 2) {
      return null;
    }
    List<ImagePath> from = places.places(copy.invocation(), operands.get(0));
    List<ImagePath> into = places.places(copy.invocation(), operands.get(1));
    return from.size() == 1 && Iterables.any(into, one -> one.certainlyContains(to))
        ? from.get(0)
        : null;
  }
}
