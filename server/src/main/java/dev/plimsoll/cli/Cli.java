package dev.plimsoll.cli;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.registry.ImageKnowledge;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line. Without a command Plimsoll is a language server, which {@code Main} sees to. */
@Command(
    name = "plimsoll",
    mixinStandardHelpOptions = true,
    synopsisHeading = "Usage: ",
    customSynopsis = {"plimsoll [--stdio]", "       plimsoll COMMAND"},
    description = {
      "%nJudges Dockerfiles: what is wrong, what it weighs, and the edit that makes it right.%n",
      "Without a command: a language server on standard input and output, for editors.%n"
    },
    exitCodeListHeading = "%nExit status of the commands:%n",
    exitCodeList = {
      "0:nothing to complain of",
      "1:lint found problems of severity warning or error, or what --fail-on says",
      "2:wrong usage, or a file can't be read, judged or written"
    })
public final class Cli {

  /** The exit status where nothing worse than a suggestion was found. */
  static final int OK = 0;

  /** The exit status where there is a problem of severity warning or error. */
  static final int PROBLEMS = 1;

  /** The exit status where the command was called wrongly, or a file can't be read or written. */
  static final int FAILED = 2;

  private Cli() {}

  /**
   * What a command reads and writes.
   *
   * @param in what {@code -} reads
   * @param out where its result goes; should be buffered
   * @param err where its messages go
   * @param terminal whether {@code out} is shown as it is written
   */
  public record Streams(InputStream in, OutputStream out, PrintWriter err, boolean terminal) {}

  /**
   * Runs a command.
   *
   * @param version what --version says, null where it is not known
   * @param rules asked for by the commands that judge
   * @param images what is known of images
   * @param registries where more can be learnt; asked for when something isn't known; null where none may be asked
   * @return the exit status
   */
  public static int run(
      String[] args,
      @Nullable String version,
      Supplier<ImmutableList<Rule>> rules,
      ImageCatalog images,
      @Nullable Supplier<ImageKnowledge> registries,
      Streams streams) {
    return run(args, version, rules, images, registries, null, streams);
  }

  /**
   * The same where other programs may be run.
   *
   * @param programs the folders that they are in, as the variable {@code PATH} has them; null where none may be run
   */
  public static int run(
      String[] args,
      @Nullable String version,
      Supplier<ImmutableList<Rule>> rules,
      ImageCatalog images,
      @Nullable Supplier<ImageKnowledge> registries,
      @Nullable String programs,
      Streams streams) {
    Messages messages = new Messages(streams.err);
    LosslessWriter written = new LosslessWriter(streams.out);
    PrintWriter out = new PrintWriter(written);
    LintCommand lint = new LintCommand(
        rules, images, registries, programs, streams.in, out, messages, streams.terminal);
    int status = run(args, version, lint, streams, out, messages);
    out.flush();
    streams.err.flush();
    IOException failure = written.failure();
    if (failure == null) {
      return status;
    }
    messages.failed("standard output", ErrorText.of(failure));
    return FAILED;
  }

  private static int run(
      String[] args,
      @Nullable String version,
      LintCommand lint,
      Streams streams,
      PrintWriter out,
      Messages messages) {
    CommandLine commandLine = new CommandLine(new Cli())
        .addSubcommand(lint)
        .addSubcommand(new ParseCommand(streams.in, out, messages))
        .setExpandAtFiles(false) // a file may be called @a
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, arguments) -> explain(wrong, messages))
        .setExecutionExceptionHandler((failure, command, result) -> {
          messages.say("failed, which is a defect of Plimsoll: " + failure);
          return FAILED;
        })
        .setOut(out)
        .setErr(streams.err);
    String named = "plimsoll " + (version == null ? "(not packaged)" : version);
    commandLine.getCommandSpec().version(named);
    commandLine.getSubcommands().values().forEach(it -> it.getCommandSpec().version(named));
    return commandLine.execute(args);
  }

  private static int explain(ParameterException wrong, Messages messages) {
    messages.say(Strings.nullToEmpty(wrong.getMessage()).strip() + " (see "
        + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help)");
    return FAILED;
  }
}
