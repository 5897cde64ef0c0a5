package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopySourceMissingTest {

  @ParameterizedTest
  @CsvSource({"OTHER, 1", "CONF, 0"})
  void theDefaultOfWhatTheProjectGivesIsNoPath(String given, int findings) {
    String text = "FROM alpine:3.22\nARG CONF=gone\nCOPY maps/${CONF} /\n";
    SourceReport none = new SourceReport(
        "shop",
        ImmutableSet.of("maps/gone"),
        ImmutableMap.of(),
        ImmutableMap.of(ContextPath.argumentOf(given), ContextFile.of("")));
    assertThat(findings(text, none)).hasSize(findings);
  }

  /** In a folder in which none of it is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY maps/a.txt /                                                     | 1",
        "COPY maps/a.bag weights/b.safetensors maps/c.iso /                    | 0",
        "COPY docs/img /                                                       | 1",
        "# The folder maps must be there.~COPY maps/a.txt /                    | 0",
        "# Download a.txt before building.~RUN mkdir /maps~COPY maps/a.txt /   | 0",
        "# Run it where maps1 and so on contain data.~COPY maps/a.txt /        | 1",
        "# Copy the maps.~COPY maps/a.txt /                                    | 1",
        "# The folder maps must be there.~~COPY maps/a.txt /                   | 1",
        "COPY __VERSION_FILE__ @program@ conf/%MODE%.conf {{name}}.txt /       | 0",
        "COPY __init__.py /                                                    | 1",
        "COPY shop-server /                                                    | 0",
        "COPY ./model/ /                                                       | 0",
        "COPY src Makefile /                                                   | 2",
        "# %include src~COPY topsrcdir/src /                                   | 0",
        "COPY a/topsrcdir/src /                                                | 1",
        "ARG TARGETPLATFORM~COPY $TARGETPLATFORM/app /                         | 0",
        "ARG TARGETARCH~COPY app-${TARGETARCH} /                               | 0",
        "ARG PLATFORM=linux/amd64~COPY $PLATFORM/app /                         | 1",
        "# Needs data.~COPY maps/a.txt /                                       | 1",
      })
  void whatPeopleHaveToBringIsNoMistake(String lines, int findings) {
    String text = "FROM alpine:3.22\n" + lines.replace("~", "\n") + "\n";
    SourceReport none = new SourceReport(
        "shop",
        ImmutableSet.of(
            "__VERSION_FILE__",
            "@program@",
            "conf/%MODE%.conf",
            "{{name}}.txt",
            "__init__.py",
            "shop-server",
            "./model/",
            "src",
            "Makefile",
            "topsrcdir/src",
            "a/topsrcdir/src",
            "maps/a.txt",
            "maps/a.bag",
            "weights/b.safetensors",
            "maps/c.iso",
            "docs/img",
            "linux/amd64/app",
            "app-amd64"),
        ImmutableMap.of(),
        ImmutableMap.of());
    assertThat(findings(text, none)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY a.x b.x /~COPY c.x / | a.x and 2 more aren't in the build context shop: the build fails here unless something creates them first.",
        "COPY a.x /~COPY a.x /b/~COPY a.x /c/ | a.x isn't in the build context shop: the build fails here unless something creates it first.",
        "COPY d/a.x d/b.x /     | d/a.x and 1 more aren't in the build context shop: the build fails here unless something creates them first.",
      })
  void whatIsMissingForOneReasonIsReportedOnce(String lines, String message) {
    List<Finding> found = findings("FROM alpine:3.22\n" + lines.replace("~", "\n") + "\n", MANY);
    assertThat(found).extracting(Finding::message).containsExactly(message);
  }

  @Test
  void twoMayBeMistakes() {
    assertThat(findings("FROM alpine:3.22\nCOPY a.x b.x /\n", MANY)).hasSize(2);
    assertThat(findings("FROM alpine:3.22\nCOPY a.x d/b.x /\n", MANY)).hasSize(2);
  }

  private static final SourceReport MANY = new SourceReport(
      "shop",
      ImmutableSet.of("a.x", "b.x", "c.x", "d/a.x", "d/b.x"),
      ImmutableMap.of(),
      ImmutableMap.of());

  private static List<Finding> findings(String text, SourceReport sources) {
    List<Finding> found = new ArrayList<>();
    new CopySourceMissing()
        .check(
            new Subject(SemanticModel.of(Dockerfile.parse(text)), new EmbeddedImages(), sources),
            found::add);
    return found;
  }
}
