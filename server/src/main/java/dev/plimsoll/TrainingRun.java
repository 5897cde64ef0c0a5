package dev.plimsoll;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.Example;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.server.Workers;
import dev.plimsoll.server.Workers.Patience;
import dev.plimsoll.syntax.Dockerfile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Plays recorded sessions of editors with nobody listening: what JEP 483 calls a training run. An archive of classes
 * that is made of it holds the classes of a real session. Every class in it is in memory in every session, so it has
 * none of the command line's, whose archive has a run of its own.
 *
 * <p>The recording has one message a line. It is to use all that the server can do.
 */
final class TrainingRun {

  /** The command that a launcher gives. */
  static final String OPTION = "--training-run";

  /** The argument of that command where it is the command line that is to be trained. */
  static final String COMMANDS = "commands";

  private static final String RECORDING = "training-run.jsonl";

  private TrainingRun() {}

  /** Writes to {@code out} what an editor would read. */
  static void play(Supplier<ImmutableList<Rule>> rules, OutputStream out) throws IOException {
    // Each message is dealt with before the next is read, or the end would come before the answers.
    Workers workers = Workers.start(Patience.OF_PEOPLE);
    Workers awaited = workers.withLanes(
        task -> CompletableFuture.runAsync(task, workers.analysis()).join(),
        task -> CompletableFuture.runAsync(task, workers.waiting()).join());
    for (String session : recording().split("\n\n")) {
      Main.serve(rules, framed(session), out, awaited, null);
    }
    judgeExamples(rules.get());
    // Whether an answer is there when somebody begins to wait for it differs from run to run, and
    // with it the classes.
    new CompletableFuture<Void>().whenComplete((result, failure) -> {});
  }

  /** Gives the commands the rules' own examples, as files of a folder that is gone afterwards; what they say is discarded. */
  static void command(Supplier<ImmutableList<Rule>> rules) throws IOException {
    Path folder = Files.createTempDirectory("plimsoll");
    try {
      int count = 0;
      for (Rule rule : rules.get()) {
        for (Example example : Example.of(rule.info())) {
          Files.writeString(folder.resolve("Dockerfile." + ++count), example.text());
        }
      }
      String all = folder.toString();
      String one = all + "/Dockerfile.1";
      for (String[] args : new String[][] {
        {"lint", "--offline", "--shellcheck=off", "--diff", all},
        {"lint", "--offline", "--format=json", all},
        {"lint", "--offline", "--shellcheck=off", "--format=sarif", one},
        {"lint", "--offline", "--shellcheck=off", "--format=checkstyle", one},
        {"lint", "--offline", "--shellcheck=off", "--format=gitlab", one},
        {"lint", "--offline", "--shellcheck=off", "--format=github", one},
        {"lint", "--offline", "--shellcheck=off", "--format=junit", one},
        {"lint", "--offline", "--shellcheck=off", "--format=gnu", one},
        {"lint", "--offline", "--shellcheck=off", "--statistics", one},
        {"lint", "--offline", "--shellcheck=off", "--fix", all, all + "/none"},
        {"rules"},
        {"explain", rules.get().get(0).info().name()},
        {"parse", all},
        {"lint", "--wrong"},
        {"--version"}
      }) {
        Main.command(args, rules);
      }
    } finally {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  /** The rules' own examples, the bad and the good, so that what any file makes a rule do is in the archive. */
  private static void judgeExamples(ImmutableList<Rule> rules) {
    Linter linter = new Linter(rules, (rule, failure) -> {
      throw failure;
    });
    EmbeddedImages images = new EmbeddedImages();
    for (Rule rule : rules) {
      for (Example example : Example.of(rule.info())) {
        Subject subject = new Subject(SemanticModel.of(Dockerfile.parse(example.text())), images);
        linter.lint(subject, LintOptions.DEFAULT);
      }
    }
  }

  private static String recording() throws IOException {
    try (InputStream in = TrainingRun.class.getResourceAsStream(RECORDING)) {
      if (in == null) {
        throw new FileNotFoundException(RECORDING);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream framed(String messages) {
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    messages.lines().forEach(line -> {
      byte[] message = line.getBytes(StandardCharsets.UTF_8);
      framed.writeBytes(
          ("Content-Length: " + message.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      framed.writeBytes(message);
    });
    return new ByteArrayInputStream(framed.toByteArray());
  }
}
