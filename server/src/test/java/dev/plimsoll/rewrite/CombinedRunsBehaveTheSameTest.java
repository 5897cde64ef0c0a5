package dev.plimsoll.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.RealShell;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.text.TextEdit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random RUNs and what RunMerge makes of them, run side by side: both print the same and end with the same status.
 * Each RUN is a process of its own; the first one that fails ends the build.
 */
class CombinedRunsBehaveTheSameTest {

  private static final int FILES = 250;

  /** What a shell keeps in other ways than the random ones, RUNs with a bar between. */
  private static final List<String> ROWS = List.of(
      "tool | mv bin/tool bin2/ | tool",
      "tool && mv bin/tool bin2/ | tool",
      "true | mv bin/tool bin2/ && tool",
      "printf -v v 4 | echo $v",
      "echo $((v++)) | echo $v",
      "echo ${v:=4} | echo $v",
      "ulimit -c 0 | ulimit -c",
      "trap 'echo bye' EXIT | echo a",
      "exec echo a | echo b",
      "alias echo=false | echo a",
      "f() { echo f; } | f || echo none",
      "hash -r; echo a | echo b");

  @TempDir
  Path folder;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"dash, ''", "bash, ''", "sh, -e", "bash, -eo pipefail"})
  void combined(String shell, String options) throws Exception {
    Random random = new Random(3059);
    String shellInstruction = options.isEmpty() && !shell.equals("bash")
        ? ""
        : "SHELL [\"/bin/" + shell + "\", \"" + options.replace(" ", "\", \"")
            + (options.isEmpty() ? "" : "\", \"") + "-c\"]\n";
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    StringBuilder batch = new StringBuilder();
    Iterator<String> rows = ROWS.iterator();
    while (before.size() < FILES) {
      String head = "FROM scratch\n" + shellInstruction;
      String file = rows.hasNext()
          ? head + "RUN " + rows.next().replace(" | ", "\nRUN ") + "\n"
          : file(random, head);
      String combined = combine(file);
      if (!combined.equals(file)) {
        before.add(file);
        after.add(combined);
        build(batch, options, file);
        build(batch, options, combined);
      }
    }
    String[] outcomes = run(shell, batch.toString()).split("=== build\n", -1);
    assertThat(outcomes).hasSize(2 * FILES + 1);
    int failed = 0;
    for (int i = 0; i < FILES; i++) {
      String expected = outcomes[2 * i + 1];
      assertThat(outcomes[2 * i + 2])
          .as("%s%nbecame%n%s", before.get(i), after.get(i))
          .isEqualTo(expected);
      failed += expected.endsWith("status 0\n") ? 0 : 1;
    }
    assertThat(failed).as("builds that fail").isBetween(FILES / 10, FILES * 9 / 10);
  }

  /** Joins each RUN with as many of those behind it as can be joined. */
  private static String combine(String text) {
    SemanticModel model = SemanticModel.of(Dockerfile.parse(text));
    List<RunScript> scripts = model.scripts(model.stages().get(0));
    List<TextEdit> edits = new ArrayList<>();
    for (int at = 0; at < scripts.size(); ) {
      RunMerge merge = new RunMerge(model, scripts.get(at++));
      while (at < scripts.size() && merge.add(scripts.get(at))) {
        at++;
      }
      Rewrite rewrite = merge.size() > 1 ? merge.rewrite() : null;
      if (rewrite != null) {
        assertThat(rewrite.safe()).isTrue();
        edits.addAll(rewrite.edits());
      }
    }
    return TextEdit.apply(text, edits);
  }

  /** Appends a build of the RUNs of a file. Subshells do for processes: they are faster to make. */
  private static void build(StringBuilder batch, String options, String file) {
    batch.append("echo '=== build'\nstatus=0\nmv bin2/tool bin/ 2>/dev/null\n");
    for (Instruction instruction : Dockerfile.parse(file).instructions()) {
      if (instruction instanceof Run run && run.shellCommand() != null) {
        String code = run.shellCommand().code().code().replace("'", "'\\''");
        String set = options.isEmpty() ? "" : "set " + options + "; ";
        batch.append(
            "if [ $status = 0 ]; then ( " + set + "eval '" + code + "' ); status=$?; fi\n");
      }
    }
    batch.append("echo status $status\n");
  }

  private String run(String shell, String batch) throws IOException, InterruptedException {
    Files.createDirectory(folder.resolve("d"));
    Files.createDirectory(folder.resolve("bin2"));
    Path tool = Files.createDirectory(folder.resolve("bin")).resolve("tool");
    Files.writeString(tool, "#!/bin/sh\necho tool\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    return RealShell.output(shell, folder, "export PATH=$PWD/bin:$PWD/bin2:$PATH\n" + batch);
  }

  private static String file(Random random, String head) {
    StringBuilder file = new StringBuilder(head);
    String prologue =
        pick(random, "", "", "", "set -e; ", "set -eux; ", "set -ex && ", "set -x; ", "set -u && ");
    int runs = 2 + random.nextInt(3);
    for (int i = 0; i < runs; i++) {
      String own = random.nextInt(6) == 0
          ? pick(random, "", "set -e; ", "set -xe && ", "set -u; ")
          : prologue;
      file.append("RUN ")
          .append(own)
          .append(list(random, 2))
          .append(random.nextInt(6) == 0 ? ";" : "")
          .append('\n');
    }
    return file.toString();
  }

  private static String list(Random random, int depth) {
    StringBuilder list = new StringBuilder(pipeline(random, depth));
    for (int i = random.nextInt(3); i > 0; i--) {
      list.append(pick(random, " && ", " && ", " || ", "; ")).append(pipeline(random, depth));
    }
    return list.toString();
  }

  private static String pipeline(Random random, int depth) {
    String not = random.nextInt(12) == 0 ? "! " : "";
    String command = command(random, depth);
    return not + command + (random.nextInt(12) == 0 ? " | " + reader(random) : "");
  }

  /** Reads all of its input: a writer that nobody reads may or may not be killed. */
  private static String reader(Random random) {
    return "while read line; do echo $line; " + pick(random, ":", "false", "x=$line") + "; done";
  }

  private static String command(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 8 : 13);
    return switch (kind) {
      case 0, 1, 2 -> "echo " + (char) ('a' + random.nextInt(26));
      case 3, 4 -> "true";
      case 5 -> "false";
      case 6 ->
        pick(
            random,
            "cd d",
            "cd .",
            "v=" + random.nextInt(3),
            "exit " + random.nextInt(3),
            "export v=x",
            ": $((v=4))",
            "echo $((v+=1))",
            "umask 077",
            "set -f");
      case 7 ->
        pick(
            random,
            "echo $v",
            "echo ${PWD##*/}",
            "echo $(echo x; false)",
            "test -n \"$v\"",
            "umask",
            "v=$(false)");
      case 8 -> "{ " + list(random, depth - 1) + "; }";
      case 9 -> "( " + list(random, depth - 1) + " )";
      case 10 -> "if " + list(random, depth - 1) + "; then " + list(random, depth - 1) + "; fi";
      case 11 -> "for i in 1 2; do " + list(random, depth - 1) + "; done";
      default ->
        "case $v in x) " + list(random, depth - 1) + " ;; *) " + command(random, 0) + " ;; esac";
    };
  }

  private static String pick(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
