package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.Rule;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line. Without a command Plimsoll is a language server, which {@code Main} sees to. */
@Command(
    name = "plimsoll",
    exitCodeOnExecutionException = Cli.FAILED,
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class,
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
   * @param rules asked for by the commands that judge
   * @param images what is known of images
   * @param in what {@code -} reads
   * @return the exit status
   */
  public static int run(
      String[] args,
      Supplier<ImmutableList<Rule>> rules,
      ImageCatalog images,
      InputStream in,
      PrintWriter out,
      PrintWriter err) {
    int status = new CommandLine(new Cli())
        .addSubcommand(new LintCommand(rules, images, in, out, err))
        .addSubcommand(new ParseCommand(in, out, err))
        .setOut(out)
        .setErr(err)
        .execute(args);
    out.flush();
    err.flush();
    return status;
  }

  /** What the package says that it is. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Cli.class.getPackage().getImplementationVersion();
      return new String[] {"plimsoll " + (version == null ? "(not packaged)" : version)};
    }
  }
}
