package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.HereDocument;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.Shell;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.EmbeddedText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A here-document of RUN that is a script of a POSIX shell: the RUN has nothing else, or a shell in it
 * reads it, as in {@code RUN bash -e <<EOF}.
 *
 * @param script its body
 * @param code the body with its place, relative to the instruction
 * @param errexit whether the shell is told to stop where a command fails
 */
record ShellInput(Script script, EmbeddedText code, boolean errexit) {

  private static final ImmutableSet<String> SHELLS =
      ImmutableSet.of("ash", "bash", "dash", "ksh", "sh", "zsh");

  static @Nullable ShellInput of(SemanticModel model, Instruction instruction) {
    RunScript run = model.script(instruction);
    if (run == null) {
      return null;
    }
    return run.isHeredocBody()
        ? new ShellInput(run.script(), run.code(), run.shell().errexit())
        : readByShell(run);
  }

  private static @Nullable ShellInput readByShell(RunScript run) {
    Script script = run.script();
    if (script.heredocs().size() != 1) {
      return null;
    }
    HereDocument heredoc = script.heredocs().get(0);
    for (Invocation shell : script.invocations()) {
      List<String> words = words(shell);
      if (words != null
          && !shell.isIn(Nesting.EMBEDDED)
          && SHELLS.contains(words.get(0))
          && shell.command().redirections().contains(heredoc.redirection())) {
        int start = heredoc.body().range().start();
        int end = heredoc.body().range().end();
        return new ShellInput(
            script.body(heredoc), run.code().slice(start, end), Shell.of(words).errexit());
      }
    }
    return null;
  }

  /** The shell and its options; null where it is given a script or something that isn't known. */
  private static @Nullable List<String> words(Invocation shell) {
    List<String> words = new ArrayList<>();
    words.add(String.valueOf(shell.name()));
    for (ShellWord word : shell.arguments().words()) {
      String literal = word.literal();
      boolean option = literal != null && literal.startsWith("-") && !literal.contains("c");
      boolean value = literal != null && words.get(words.size() - 1).endsWith("o");
      if (literal == null || !option && !value) {
        return null;
      }
      words.add(literal);
    }
    return words;
  }
}
