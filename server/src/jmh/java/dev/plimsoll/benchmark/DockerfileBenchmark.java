package dev.plimsoll.benchmark;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.format.FormatOptions;
import dev.plimsoll.format.Formatter;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.tokens.SemanticTokens;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.Judgement;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Script;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.text.TextEdit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** What a file costs when it is opened, and what a key costs when it is struck in it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class DockerfileBenchmark {

  @Param("generated")
  public String text = "";

  private final ImageCatalog images = new EmbeddedImages();
  private final Linter linter = new Linter(Rules.ALL, (rule, failure) -> {
    throw failure;
  });

  private String source = "";
  private Dockerfile file = Dockerfile.parse("");
  private Snapshot snapshot = opened();
  private @Nullable Judgement judgement;
  private TextEdit key = TextEdit.insert(0, "");
  private final List<String> scripts = new ArrayList<>();

  @Setup
  public void read() throws IOException {
    source = Texts.named(text);
    file = Dockerfile.parse(source);
    snapshot = opened();
    judgement = judge(file, null);
    Instruction middle = file.instructions().get(file.instructions().size() / 2);
    key = TextEdit.insert(file.range(middle).end(), "x");
    for (Instruction instruction : file.instructions()) {
      if (instruction instanceof Instruction.Run run) {
        ShellCommand command = run.shellCommand();
        if (command != null) {
          scripts.add(command.code().code());
        }
      }
    }
  }

  /** The text becomes a tree. */
  @Benchmark
  public Dockerfile parse() {
    return Dockerfile.parse(source);
  }

  /** One character is typed at the end of the instruction in the middle. */
  @Benchmark
  public Dockerfile edit() {
    return file.edit(key);
  }

  /** The tree becomes stages, scopes and states. */
  @Benchmark
  public SemanticModel model() {
    return SemanticModel.of(file);
  }

  /** The shell code of every RUN becomes a tree. */
  @Benchmark
  public void shell(Blackhole hole) {
    for (String script : scripts) {
      hole.consume(Script.parse(script));
    }
  }

  /** A document is opened: from text to problems, nothing known before. */
  @Benchmark
  public ImmutableList<Problem> open() {
    return lint(Dockerfile.parse(source));
  }

  /** A key is struck: from edit to problems, all that the edit doesn't touch known before. */
  @Benchmark
  public ImmutableList<Problem> keystroke() {
    return judge(file.edit(key), judgement).problems();
  }

  /** The tokens of an open document are asked for again. */
  @Benchmark
  public List<Integer> tokens() {
    return SemanticTokens.of(snapshot, ClientSupport.full());
  }

  /** The tokens of a document of which nothing but its text is known. */
  @Benchmark
  public List<Integer> tokensOfText() {
    return SemanticTokens.of(opened(), ClientSupport.full());
  }

  /** An open document is laid out, gently. */
  @Benchmark
  public List<TextEdit> format() {
    return Formatter.format(snapshot.model(), FormatOptions.DEFAULT);
  }

  /** The same, scripts by their structure. */
  @Benchmark
  public List<TextEdit> formatFully() {
    return Formatter.format(
        snapshot.model(), FormatOptions.DEFAULT.with(FormatOptions.Level.FULL));
  }

  /** A text of which nothing is known is laid out, gently. */
  @Benchmark
  public List<TextEdit> formatText() {
    return Formatter.format(
        SemanticModel.of(Dockerfile.parse(source), images), FormatOptions.DEFAULT);
  }

  private Snapshot opened() {
    Checks checks =
        new Checks(() -> Rules.ALL, images, LintOptions.DEFAULT, (rule, failure) -> {});
    return Snapshot.open("file:///Dockerfile", "dockerfile", 1, source, checks);
  }

  private ImmutableList<Problem> lint(Dockerfile linted) {
    return judge(linted, null).problems();
  }

  private Judgement judge(Dockerfile judged, @Nullable Judgement before) {
    Subject subject = new Subject(SemanticModel.of(judged), images);
    return linter.judge(subject, LintOptions.DEFAULT, before);
  }
}
