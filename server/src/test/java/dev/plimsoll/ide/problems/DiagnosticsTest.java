package dev.plimsoll.ide.problems;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.rules.correctness.PackageManagerMissing;
import org.eclipse.lsp4j.Diagnostic;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {

  private static final Checks CHECKS = new Checks(
      () -> ImmutableList.of(new PackageManagerMissing()),
      new EmbeddedImages(),
      LintOptions.DEFAULT,
      (rule, failure) -> {
        throw failure;
      });

  @Test
  void ofManyPlacesOfOneProblemTheFirstAreNamed() {
    String text = "FROM alpine:3.22\n" + "RUN apt-get install a\n".repeat(1_000);
    Snapshot snapshot = Snapshot.open("file:///Dockerfile", "dockerfile", 1, text, CHECKS);
    Diagnostic diagnostic = Diagnostics.of(snapshot, ClientSupport.full()).get(0);
    assertThat(diagnostic.getRelatedInformation()).hasSize(16);
    assertThat(diagnostic
            .getRelatedInformation()
            .get(0)
            .getLocation()
            .getRange()
            .getStart()
            .getLine())
        .isEqualTo(2);
  }
}
