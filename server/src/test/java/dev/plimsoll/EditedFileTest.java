package dev.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.Judgement;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.semantics.BuildFailure;
import dev.plimsoll.semantics.Occurrence;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Symbols;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is known of a file doesn't depend on how it came to its text, and every text has an answer to everything. */
class EditedFileTest {

  private static final List<String> TYPED = List.of(
      "x",
      " ",
      "\n",
      "\\\n",
      "#",
      "\"",
      "'",
      "$",
      "${",
      "<<E",
      "\nE\n",
      "FROM a AS b\n",
      "ARG a=1\n",
      "USER root\n",
      "RUN apt-get install -y curl\n",
      "COPY --from=b a b\n",
      "SHELL [\"bash\"]\n",
      "ONBUILD ",
      "# hadolint ignore=DL3008\n",
      " && ",
      "CMD a\n",
      "# escape=`\n",
      "# syntax=a\n",
      "//syntax=b\n",
      "#!",
      "a",
      " git",
      "/",
      "\r\n");

  private static final ImageCatalog IMAGES = new EmbeddedImages();

  private static final Linter LINTER = new Linter(Rules.ALL, (rule, failure) -> {
    throw failure;
  });

  @Test
  void meansTheSameHoweverItCameToItsText() throws IOException {
    typeInto(corpus(), 4_000);
  }

  @Test
  void realFilesMeanTheSameHoweverTheyCameToTheirText() {
    typeInto(SharedCases.dockerfiles(), Integer.getInteger("edits", 800));
  }

  @Test
  void everyPrefixHasAnAnswerToEverything() throws IOException {
    for (String text : corpus()) {
      for (int end = 0; end < text.length(); end++) {
        everything(Dockerfile.parse(text.substring(0, end)));
      }
    }
  }

  @Test
  void prefixesOfRealFilesHaveAnAnswerToEverything() {
    Random random = new Random(3);
    for (String text : SharedCases.dockerfiles()) {
      everything(Dockerfile.parse(text.substring(0, random.nextInt(text.length() + 1))));
    }
  }

  /** Several edits on one file, all of it known before each, so that what was kept too long has time to show. */
  private static void typeInto(List<String> texts, int edits) {
    Random random = new Random(20260101);
    for (int done = 0; done < edits; ) {
      Dockerfile file = Dockerfile.parse(texts.get(random.nextInt(texts.size())));
      Judgement judgement = judge(file, null);
      for (int i = 0; i < 8; i++, done++) {
        everything(file, judgement);
        int at = random.nextInt(file.length() + 1);
        int length = random.nextInt(3) == 0 ? Math.min(random.nextInt(20), file.length() - at) : 0;
        TextEdit edit =
            new TextEdit(TextRange.ofLength(at, length), TYPED.get(random.nextInt(TYPED.size())));
        file = file.edit(edit);
        Dockerfile parsed = Dockerfile.parse(file.text());
        judgement = judge(file, judgement);
        assertThat(everything(file, judgement))
            .as("after %s in%n%s", edit, file.text())
            .isEqualTo(everything(parsed, judge(parsed, null)));
      }
    }
  }

  private static Judgement judge(Dockerfile file, @Nullable Judgement before) {
    Subject subject = new Subject(SemanticModel.of(file), IMAGES);
    return LINTER.judge(subject, LintOptions.DEFAULT, before);
  }

  private static List<Object> everything(Dockerfile file) {
    return everything(file, judge(file, null));
  }

  private static List<Object> everything(Dockerfile file, Judgement judgement) {
    SemanticModel model = SemanticModel.of(file);
    List<Object> known = new ArrayList<>();
    known.add(file.header());
    for (Instruction instruction : file.instructions()) {
      known.add(file.start(instruction));
      known.add(String.valueOf(model.stageOf(instruction)));
      known.add(model.stateBefore(instruction));
      known.add(model.expand(instruction, "$PATH$A"));
    }
    known.add(file.errors());
    known.add(model.buildErrors());
    known.add(model.imageUses());
    for (Symbols.Mention mention : model.symbols().mentions()) {
      Occurrence place = mention.occurrence();
      known.add(mention.symbol() + " " + place.role() + " " + place.form() + " " + place.range());
    }
    known.add(String.valueOf(BuildFailure.of(model)));
    known.add(judgement.problems());
    return known;
  }

  private static List<String> corpus() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/dev/plimsoll/fuzz/corpus"))) {
      for (Path file : files.sorted().toList()) {
        texts.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }
}
