package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.SampleFiles;
import dev.plimsoll.rewrite.ToolComment;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No refactoring parts a comment that a tool reads from the instruction that it is for, or brings others under it: what
 * stands below it afterwards is that instruction, of the same keyword and not joined to another of those that had one.
 */
class RefactoringsKeepPragmasTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"# nosemgrep: %d\n", "# hadolint ignore=DL%d\n", "# hadolint ignore=DL%d\n\n"})
  void staysWithItsInstruction(String comment) {
    for (String text : SampleFiles.all()) {
      Dockerfile file = Dockerfile.parse(commented(text, comment));
      SemanticModel model = SemanticModel.of(file);
      Set<String> seen = new HashSet<>();
      for (int at = 0; at <= file.length(); at += 3) {
        for (Refactoring refactoring : Refactorings.ALL) {
          for (Offer offer :
              refactoring.at(new Selection(model, TextRange.at(at), Refactored.IMAGES, false))) {
            if (seen.add(offer.title() + offer.edits())) {
              String fixed = TextEdit.apply(file.text(), offer.edits());
              assertThat(byPragma(Dockerfile.parse(fixed)))
                  .as("%s in\n%s\ngives\n%s", offer.title(), file.text(), fixed)
                  .isEqualTo(byPragma(file));
            }
          }
        }
      }
    }
  }

  /** With a comment of its own above every instruction but the first. */
  private static String commented(String text, String comment) {
    StringBuilder commented = new StringBuilder();
    int count = 0;
    for (Element element : Dockerfile.parse(text).elements()) {
      commented.append(
          element instanceof Instruction && !commented.isEmpty() ? comment.formatted(++count) : "");
      commented.append(element.text());
    }
    return commented.toString();
  }

  /** By each such comment the keyword of the instruction that it is for. */
  private static Map<String, String> byPragma(Dockerfile file) {
    Map<String, String> found = new HashMap<>();
    for (Instruction instruction : file.instructions()) {
      for (ToolComment comment : ToolComment.above(file, instruction)) {
        String keyword = instruction.keyword().name();
        found.put(comment.content(), keyword.equals("COPY") ? "RUN" : keyword); // ToCopy
      }
    }
    return found;
  }
}
