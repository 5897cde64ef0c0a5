package dev.plimsoll.semantics;

import dev.plimsoll.syntax.CheckOptions;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.ParseFailure;
import dev.plimsoll.syntax.SyntaxError;
import dev.plimsoll.syntax.SyntaxError.Phase;
import org.jspecify.annotations.Nullable;

/**
 * What a build of a file stops at: the first of all its errors, by the order of BuildKit's readers.
 *
 * @param message BuildKit's own text, with what it supposes to be meant
 * @param line the line that BuildKit names, counted from 1 (from 0 for errors in directives); null where it names none
 */
public record BuildFailure(String message, @Nullable Integer line) {

  /** The failure, or null where the file itself doesn't stop a build. */
  public static @Nullable BuildFailure of(SemanticModel model) {
    Dockerfile file = model.file();
    if (file.length() == 0) {
      return new BuildFailure("the Dockerfile cannot be empty", null);
    }
    String options = file.header().checkOptions();
    String problem = options == null ? null : CheckOptions.parse(options).problem();
    if (problem != null) {
      return new BuildFailure("failed to parse check options: " + problem, null);
    }
    ParseFailure parse = ParseFailure.of(file);
    if (parse != null) {
      return new BuildFailure(parse.message(), parse.line());
    }
    BuildFailure single = inSingleInstruction(model);
    return single == null ? inBuild(model) : single;
  }

  private static @Nullable BuildFailure inSingleInstruction(SemanticModel model) {
    for (Instruction instruction : model.file().instructions()) {
      for (SyntaxError error : instruction.errors()) {
        if (error.phase() == Phase.INSTRUCTION) {
          return new BuildFailure(error.buildkit(), line(model, model.file().start(instruction)));
        }
      }
      boolean outside =
          model.stageOf(instruction) == null && !(instruction instanceof Instruction.Arg);
      if (outside) {
        return new BuildFailure(
            "no build stage in current context", line(model, model.file().start(instruction)));
      }
    }
    return null;
  }

  private static @Nullable BuildFailure inBuild(SemanticModel model) {
    if (model.buildErrors().isEmpty()) {
      return null;
    }
    BuildError first = model.buildErrors().get(0);
    Instruction at = model.file().instructionAt(first.range().start());
    return new BuildFailure(
        first.buildkit(),
        first.located() && at != null ? line(model, model.file().start(at)) : null);
  }

  private static int line(SemanticModel model, int offset) {
    int line = 1;
    for (int i = model.file().text().indexOf('\n');
        i >= 0 && i < offset;
        i = model.file().text().indexOf('\n', i + 1)) {
      line++;
    }
    return line;
  }
}
