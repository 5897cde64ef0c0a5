package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnifiedDiffTest {

  @Test
  void showsThreeLinesAround() {
    assertThat(UnifiedDiff.of("f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"))
        .isEqualTo("--- a/f\n+++ b/f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  }

  @Test
  void namesTheLineBeforeAnEmptyRange() {
    assertThat(UnifiedDiff.of("f", "", "a\n")).isEqualTo("--- a/f\n+++ b/f\n@@ -0,0 +1 @@\n+a\n");
    assertThat(UnifiedDiff.of("f", "a\n", "")).isEqualTo("--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n");
  }

  @Test
  void saysWhereTheLastLineEndingIsMissing() {
    assertThat(UnifiedDiff.of("f", "a", "a\n"))
        .isEqualTo("--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
  }

  @Test
  void isEmptyWhereNothingChanges() {
    assertThat(UnifiedDiff.of("f", "a\n", "a\n")).isEmpty();
  }

  /** The program patch, where it is installed, makes the second text of the first. */
  @Test
  void isWhatPatchUnderstands(@TempDir Path folder) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/patch")), "patch is not installed");
    Random random = new Random(7);
    for (int i = 0; i < 30; i++) {
      String before = text(random);
      String after = before.replace(
          random.nextBoolean() ? "3\n" : "7\n", random.nextBoolean() ? "" : "x\ny\n");
      Files.writeString(folder.resolve("f"), before);
      Files.writeString(folder.resolve("diff"), UnifiedDiff.of("f", before, after));
      Process patch = new ProcessBuilder("/usr/bin/patch", "-s", "-p1", "-i", "diff")
          .directory(folder.toFile())
          .inheritIO()
          .start();
      assertThat(patch.waitFor()).isZero();
      assertThat(folder.resolve("f")).hasContent(after);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder("first\n");
    for (int i = 0; i < 40; i++) {
      text.append(random.nextInt(20)).append('\n');
    }
    return text.append("last").append(random.nextBoolean() ? "\n" : "").toString();
  }
}
