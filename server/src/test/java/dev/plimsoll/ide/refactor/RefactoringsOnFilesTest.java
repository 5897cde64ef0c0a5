package dev.plimsoll.ide.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.SharedCases;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must hold of every refactoring that is offered anywhere in a file. */
class RefactoringsOnFilesTest {

  /** How often each refactoring was offered. */
  private final Map<String, Integer> offered = new HashMap<>();

  private static final ImageCatalog IMAGES = new PinnableImages();

  @Test
  void examplesMeanTheSameAfterwards() throws IOException {
    for (String text : examples()) {
      check(text, 1);
      check(text.replace("\n", "\r\n"), 1);
    }
    assertThat(offered).containsKeys("ExtractVariable", "ToExecForm", "PackageList");
  }

  @Test
  void realFilesMeanTheSameAfterwards() {
    for (String text : SharedCases.dockerfiles()) {
      check(text, 1 + text.length() / 20);
    }
    assertThat(offered.keySet())
        .hasSameElementsAs(
            Refactorings.ALL.stream().map(it -> it.getClass().getSimpleName()).toList());
  }

  @Test
  void everyPrefixHasAnAnswerEverywhere() throws IOException {
    for (String text : examples()) {
      for (int end = 0; end <= text.length(); end++) {
        SemanticModel model = SemanticModel.of(Dockerfile.parse(text.substring(0, end)));
        for (Refactoring refactoring : Refactorings.ALL) {
          assertThat(refactoring.at(new Selection(model, TextRange.at(end), IMAGES, false)))
              .isNotNull();
          int start = end * 3 / 4;
          assertThat(refactoring.at(new Selection(model, new TextRange(start, end), IMAGES, false)))
              .isNotNull();
        }
      }
    }
  }

  private static List<String> examples() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("../docs/examples"))) {
      for (Path file : files.sorted().toList()) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }

  /** Asks at every {@code step}th offset, with a cursor and with the word there selected. */
  private void check(String text, int step) {
    SemanticModel model = SemanticModel.of(Dockerfile.parse(text));
    Original original = new Original(model);
    Set<String> seen = new HashSet<>();
    for (int at = 0; at <= text.length(); at += step) {
      for (TextRange range : List.of(TextRange.at(at), word(text, at))) {
        for (Refactoring refactoring : Refactorings.ALL) {
          for (Offer offer : refactoring.at(new Selection(model, range, IMAGES, false))) {
            String what = offer.title() + offer.edits();
            if (seen.add(what)) {
              offered.merge(refactoring.getClass().getSimpleName(), 1, Integer::sum);
              check(refactoring, original, offer);
            }
          }
        }
      }
    }
  }

  private static TextRange word(String text, int at) {
    int start = at;
    int end = at;
    while (start > 0 && isWord(text.charAt(start - 1))) {
      start--;
    }
    while (end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    return new TextRange(start, end);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '_';
  }

  /** What a file is before anything is done to it, worked out once for all that is offered. */
  private static final class Original {
    final Dockerfile file;
    final int errors;
    final int buildErrors;
    final int stages;
    final List<String> images;
    final List<String> repositories;
    final List<String> comments;
    final Meaning meaning;

    Original(SemanticModel model) {
      file = model.file();
      errors = file.errors().size();
      buildErrors = model.buildErrors().size();
      stages = model.stages().size();
      images = images(model);
      repositories = repositories(model);
      comments = comments(file);
      meaning = new Meaning(model);
    }
  }

  private static List<String> images(SemanticModel model) {
    return model.imageUses().stream().map(it -> it.text()).sorted().toList();
  }

  private static List<String> repositories(SemanticModel model) {
    return model.imageUses().stream()
        .map(use -> use.image() == null ? use.text() : use.image().repository())
        .sorted()
        .toList();
  }

  private static void check(Refactoring refactoring, Original original, Offer offer) {
    Dockerfile file = original.file;
    String edited = TextEdit.apply(file.text(), offer.edits());
    String what = offer.title() + " in\n" + file.text() + "\ngives\n" + edited;
    assertThat(edited).as(what).isNotEqualTo(file.text());
    Dockerfile after = Dockerfile.parse(edited);
    SemanticModel modelAfter = SemanticModel.of(after);
    assertThat(after.errors()).as(what).hasSize(original.errors);
    assertThat(modelAfter.buildErrors()).as(what).hasSize(original.buildErrors);
    assertThat(modelAfter.stages()).as(what).hasSize(original.stages);
    if (Meaning.isOfImages(refactoring)) {
      assertThat(repositories(modelAfter)).as(what).isEqualTo(original.repositories);
    } else {
      assertThat(images(modelAfter)).as(what).isEqualTo(original.images);
    }
    assertThat(comments(after)).as(what).containsExactlyInAnyOrderElementsOf(original.comments);
    if (file.text().contains("\r\n") && !file.text().replace("\r\n", "").contains("\n")) {
      assertThat(edited.replace("\r\n", "")).as(what).doesNotContain("\n");
    }
    original.meaning.check(refactoring, modelAfter, what);
  }

  /** All comments, in scripts and here-documents too. */
  private static List<String> comments(Dockerfile file) {
    List<String> comments = new ArrayList<>();
    for (Element element : file.elements()) {
      if (element instanceof Element.Comment comment) {
        comments.add(comment.text().strip());
      } else if (element instanceof Instruction instruction) {
        for (Token token : instruction.source().tokens()) {
          if (token.kind() == Token.Kind.COMMENT) {
            comments.add(token.range().of(instruction.text()).strip());
          }
        }
        if (instruction instanceof Instruction.Run run && run.shellCommand() != null) {
          run.shellCommand()
              .script()
              .comments()
              .forEach(comment -> comments.add(
                  comment.range().of(run.shellCommand().code().code()).strip()));
        }
      }
    }
    return comments;
  }
}
