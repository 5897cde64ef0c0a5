package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.SampleFiles;
import dev.plimsoll.SharedCases;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is done in one place of a file is not offered again, and is the same from both sides. */
class ThereAndBackTest {

  /** How often something was done and looked at afterwards. */
  private int done;

  private static List<String> files() {
    List<String> files = new ArrayList<>(SharedCases.dockerfiles());
    files.addAll(SampleFiles.whole());
    return files;
  }

  @Test
  void anInstructionMovesDownOverWhatMovesUpOverIt() throws IOException {
    for (String text : files()) {
      SemanticModel model = SemanticModel.of(Dockerfile.parse(text));
      Dockerfile file = model.file();
      for (int i = 1; i < file.instructions().size(); i++) {
        int start = file.start(file.instructions().get(i));
        String up = done(new MoveInstruction(), "up over", model, start);
        if (up != null) {
          int above = file.start(file.instructions().get(i - 1));
          assertThat(done(new MoveInstruction(), "down over", model, above))
              .as(text)
              .isEqualTo(up);
          Dockerfile after = Dockerfile.parse(up);
          int now = after.start(after.instructions().get(i));
          assertThat(done(new MoveInstruction(), "up over", SemanticModel.of(after), now))
              .as(text + "\nmoved is\n" + up)
              .isNull();
        }
      }
    }
    assertThat(done).isGreaterThan(10);
  }

  @Test
  void sortedPackagesAreNotSortedAgain() throws IOException {
    for (String text : files()) {
      SemanticModel model = SemanticModel.of(Dockerfile.parse(text));
      Dockerfile file = model.file();
      for (Instruction instruction : file.instructions()) {
        int start = file.start(instruction);
        String sorted = done(new PackageList(), "one per line", model, start);
        if (sorted != null) {
          assertThat(done(
                  new PackageList(), "packages", SemanticModel.of(Dockerfile.parse(sorted)), start))
              .as(text + "\nsorted is\n" + sorted)
              .isNull();
        }
      }
    }
  }

  /** The text after the first offer with a title that has these words; null where there is none. */
  private @Nullable String done(
      Refactoring refactoring, String words, SemanticModel model, int at) {
    for (Offer offer :
        refactoring.at(new Selection(model, TextRange.at(at), Refactored.IMAGES, false))) {
      if (offer.title().contains(words)) {
        done++;
        return TextEdit.apply(model.file().text(), offer.edits());
      }
    }
    return null;
  }
}
