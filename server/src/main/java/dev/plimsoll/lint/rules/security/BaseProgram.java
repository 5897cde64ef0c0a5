package dev.plimsoll.lint.rules.security;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/** A program that is started by its path and that the base image brings: mostly a script, which may change the user. */
final class BaseProgram {

  private static final Trait BRINGS = Trait.of(Run.class).or(Trait.of(Transfer.class));

  /** Where the programs of distributions are. */
  private static final ImmutableList<ImagePath> OF_SYSTEM = ImmutableList.of(
      ImagePath.ROOT.resolve("bin"),
      ImagePath.ROOT.resolve("sbin"),
      ImagePath.ROOT.resolve("usr/bin"),
      ImagePath.ROOT.resolve("usr/sbin"));

  /** An ending such as .jar, a version, or a variable: scripts of shells are looked at elsewhere. */
  private static final CharMatcher NO_SCRIPT = CharMatcher.anyOf(".$");

  /** What runs a program of another language, as the user who starts it. */
  private static final Regex INTERPRETER = Regex.of(
      "(?:python|pypy|node|nodejs|bun|deno|java|ruby|perl|php|dotnet|Rscript|lua|erl|elixir|uvicorn|gunicorn)\\d{0,3}");

  private BaseProgram() {}

  /** The path of a program where nothing shows that the file itself brings it; else null. */
  static @Nullable String of(SemanticModel model, Stage target, ImmutableList<String> command) {
    String program = command.isEmpty() ? "" : command.get(0);
    if (!program.startsWith("/")
        || NO_SCRIPT.matchesAnyOf(StartCommand.withoutDirectory(program))
        || INTERPRETER.matcher(StartCommand.withoutDirectory(program)).matches()) {
      return null;
    }
    ImagePath place = ImagePath.ROOT.resolve(program);
    for (ImagePath directory : OF_SYSTEM) {
      if (directory.mayContain(place)) {
        return null;
      }
    }
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction instruction : model.having(BRINGS, stage)) {
        if (mayBring(model, instruction, place)) {
          return null;
        }
      }
    }
    return program;
  }

  private static boolean mayBring(SemanticModel model, Instruction instruction, ImagePath program) {
    if (instruction instanceof Transfer transfer) {
      return transfer.destination() == null
          || model
              .place(transfer, transfer.destination().value(), Basis.DEFAULTS)
              .mayContain(program);
    }
    ImagePath parent = program.parent();
    return instruction.text().contains(String.valueOf(program.name()))
        || parent.depth() > 0
            && !parent.equals(LOCAL)
            && instruction.text().contains(String.valueOf(parent.text()))
        || model.directory(instruction, Basis.DEFAULTS).contains(program) == ImagePath.Answer.YES
            && model.workdirBefore(instruction) != null;
  }

  /** Where any RUN may put something else. */
  private static final ImagePath LOCAL = ImagePath.ROOT.resolve("usr/local/bin");
}
