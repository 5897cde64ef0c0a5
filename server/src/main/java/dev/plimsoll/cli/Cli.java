package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.Rule;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Without a command Plimsoll is a language server, which {@code Main} sees to. */
@Command(
    name = "plimsoll",
    exitCodeOnExecutionException = Cli.FAILED,
    mixinStandardHelpOptions = true,
    synopsisHeading = "Usage: ",
    customSynopsis = {"plimsoll [--stdio]", "       plimsoll COMMAND"},
    description = {
      "%nJudges Dockerfiles: what is wrong, what it weighs, and the edit that makes it right.%n",
      "Without a command: a language server on standard input and output, for editors.%n"
    })
public final class Cli {

  /** The exit status where nothing worse than a piece of advice was found. */
  static final int OK = 0;

  /** The exit status where there is a problem of severity warning or error. */
  static final int PROBLEMS = 1;

  /** The exit status where the command was called wrongly, or a file can't be read or written. */
  static final int FAILED = 2;

  private Cli() {}

  /**
   * Runs a command.
   *
   * @param version what --version says, null where it is not known
   * @param rules asked for by the commands that judge
   * @param images what is known of images
   * @param in what {@code -} reads
   * @return the exit status
   */
  public static int run(
      String[] args,
      @Nullable String version,
      Supplier<ImmutableList<Rule>> rules,
      ImageCatalog images,
      InputStream in,
      PrintWriter out,
      PrintWriter err) {
    CommandLine commandLine = new CommandLine(new Cli())
        .addSubcommand(new LintCommand(rules, images, in, out, err))
        .addSubcommand(new ParseCommand(in, out, err))
        .setOut(out)
        .setErr(err);
    String named = "plimsoll " + (version == null ? "(not packaged)" : version);
    commandLine.getCommandSpec().version(named);
    commandLine.getSubcommands().values().forEach(it -> it.getCommandSpec().version(named));
    int status = commandLine.execute(args);
    out.flush();
    err.flush();
    return status;
  }
}
