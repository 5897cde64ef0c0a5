package dev.plimsoll.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.plimsoll.SampleFiles;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import org.junit.jupiter.api.Test;

/** What others write is laid out as the formatter would: it changes nothing of it. */
class WrittenBesidesTest {

  private static final ImageCatalog IMAGES = new EmbeddedImages();

  private static final LintOptions ALL = new LintOptions(Profile.parse("all"), ImmutableMap.of());

  private final Linter linter = new Linter(Rules.ALL, (rule, failure) -> {
    throw failure;
  });

  @Test
  void fixesOfFilesThatAreLaidOut() {
    int fixes = 0;
    for (String sample : SampleFiles.all()) {
      String text = Layout.format(sample, FormatOptions.DEFAULT);
      Dockerfile file = Dockerfile.parse(text);
      if (FileStyle.of(file, FormatOptions.DEFAULT).indented()) {
        continue; // a fix beside a FROM at the margin doesn't know of it
      }
      for (Problem problem : linter.lint(new Subject(SemanticModel.of(file), IMAGES), ALL)) {
        for (Fix fix : problem.fixes()) {
          String fixed = TextEdit.apply(text, fix.edits());
          fixes++;
          assertThat(Layout.format(fixed, FormatOptions.DEFAULT))
              .as("%s: %s", problem.rule().name(), fix.title())
              .isEqualTo(fixed);
        }
      }
    }
    assertThat(fixes).isGreaterThan(300);
  }
}
