package dev.plimsoll.benchmark;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What each rule adds to the cost of judging many files. What follows from an instruction alone, such as its parsed shell,
 * is known before: whichever rule asks first would pay for all. What follows from a whole file is worked out anew.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
public class RuleBenchmark {

  /** All rules, from the texts: what the others are a share of. */
  static final String TOTAL = "total";

  /** No rule, so that what is left is making models. */
  static final String NONE = "none";

  private static final LintOptions OPTIONS = new LintOptions(Profile.ALL, ImmutableMap.of());

  @Param(TOTAL)
  public String rule = "";

  private final ImageCatalog images = new EmbeddedImages();
  private Linter linter = new Linter(ImmutableList.of(), (failed, failure) -> {});
  private List<String> texts = List.of();
  private List<Dockerfile> files = List.of();

  @Setup
  public void read() throws IOException {
    texts = Texts.many();
    files = texts.stream().map(Dockerfile::parse).toList();
    linter = linter(Rules.ALL);
    files.forEach(this::lint);
    if (!rule.equals(TOTAL)) {
      linter = linter(Rules.ALL.stream()
          .filter(one -> one.info().name().equals(rule))
          .collect(ImmutableList.toImmutableList()));
    }
  }

  private static Linter linter(ImmutableList<Rule> rules) {
    return new Linter(rules, (failed, failure) -> {
      throw failure;
    });
  }

  @Benchmark
  public void judge(Blackhole hole) {
    if (rule.equals(TOTAL)) {
      for (String text : texts) {
        hole.consume(lint(Dockerfile.parse(text)));
      }
    } else {
      for (Dockerfile file : files) {
        hole.consume(lint(file));
      }
    }
  }

  private int lint(Dockerfile file) {
    return linter.lint(new Subject(SemanticModel.of(file, images), images), OPTIONS).size();
  }
}
