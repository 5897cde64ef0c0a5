package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.RealShell;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random RUNs, what becomes of them as here-documents, and what becomes of those as continued lines, run side by side:
 * all print the same and end with the same status.
 */
class HeredocsBehaveTheSameTest {

  private static final int FILES = 400;

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void thereAndBack(String shell) throws Exception {
    Random random = new Random(1404);
    List<String> versions = new ArrayList<>();
    StringBuilder batch = new StringBuilder();
    while (versions.size() < 3 * FILES) {
      String file = "FROM a\nRUN " + prologue(random) + list(random, 2) + "\n";
      String heredoc = apply(new ToHeredoc(), file);
      String back = apply(new FromHeredoc(), heredoc);
      if (!heredoc.equals(file)) {
        for (String version : List.of(file, heredoc, back)) {
          versions.add(version);
          build(batch, version);
        }
      }
    }
    String[] outcomes = run(shell, batch.toString()).split("=== build\n", -1);
    assertThat(outcomes).hasSize(versions.size() + 1);
    int failed = 0;
    for (int i = 0; i < versions.size(); i++) {
      String original = outcomes[i - i % 3 + 1];
      assertThat(outcomes[i + 1])
          .as("%s%nbecame%n%s", versions.get(i - i % 3), versions.get(i))
          .isEqualTo(original);
      failed += original.endsWith("status 0\n") ? 0 : 1;
    }
    assertThat(failed).as("builds that fail").isBetween(FILES / 4, 3 * FILES * 9 / 10);
  }

  private static String apply(Refactoring refactoring, String text) {
    SemanticModel model = SemanticModel.of(Dockerfile.parse(text));
    List<Offer> offers =
        refactoring.at(new Selection(model, TextRange.at(8), Refactored.IMAGES, false));
    return offers.isEmpty() ? text : TextEdit.apply(text, offers.get(0).edits());
  }

  /** Appends a build of the RUN of a file. A subshell does for a process: it is faster to make. */
  private static void build(StringBuilder batch, String file) {
    batch.append("echo '=== build'\nstatus=0\n");
    for (Instruction instruction : Dockerfile.parse(file).instructions()) {
      if (instruction instanceof Run run && run.shellCommand() != null) {
        String code = run.shellCommand().code().code().replace("'", "'\\''");
        batch.append("( eval '" + code + "' ); status=$?\n");
      }
    }
    batch.append("echo status $status\n");
  }

  private String run(String shell, String batch) throws IOException, InterruptedException {
    Files.createDirectory(folder.resolve("d"));
    return RealShell.output(shell, folder, batch);
  }

  private static String prologue(Random random) {
    return pick(random, "", "", "", "", "set -e; ", "set -eu; ", "set -e && ", "set -u && ");
  }

  private static String list(Random random, int depth) {
    StringBuilder list = new StringBuilder(pipeline(random, depth));
    String joint = pick(random, " && ", " && ", "; ");
    for (int i = random.nextInt(4); i > 0; i--) {
      String one = random.nextInt(5) == 0 ? pick(random, " && ", " || ", "; ") : joint;
      list.append(one).append(pipeline(random, depth));
    }
    return list.toString();
  }

  private static String pipeline(Random random, int depth) {
    String not = random.nextInt(14) == 0 ? "! " : "";
    String reader = random.nextInt(12) == 0 ? " | cat" : "";
    return not + command(random, depth) + reader;
  }

  private static String command(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 8 : 12)) {
      case 0, 1, 2 -> "echo " + (char) ('a' + random.nextInt(26));
      case 3, 4 -> "true";
      case 5 -> "false";
      case 6 -> pick(random, "cd d", "cd .", "v=1", "exit 2", "export v=x", "unset v");
      case 7 ->
        pick(
            random,
            "echo $v",
            "echo ${PWD##*/}",
            "echo $(echo x; false)",
            "test -n \"$v\"",
            "v=$(false)",
            "v=$(echo y \\\n | cat)",
            "echo \\\n  z",
            "echo \"$(false; echo x)\"",
            "eval false");
      case 8 -> "{ " + list(random, depth - 1) + "; }";
      case 9 -> "( " + list(random, depth - 1) + " )";
      case 10 -> "if " + list(random, depth - 1) + "; then " + list(random, depth - 1) + "; fi";
      default -> "for i in 1 2; do " + list(random, depth - 1) + "; done";
    };
  }

  private static String pick(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
