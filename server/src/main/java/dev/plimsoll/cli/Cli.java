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
      "1:lint found problems of severity warning or error, or what --fail-on says; format --check a file that is not laid out",
      "2:wrong usage, or a file can't be read, judged or written, or there is no such rule"
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
   * @param environment of the process
   * @return the exit status
   */
  public static int run(
      String[] args,
      @Nullable String version,
      Supplier<ImmutableList<Rule>> rules,
      ImageCatalog images,
      @Nullable Supplier<ImageKnowledge> registries,
      Environment environment,
      Streams streams) {
    LosslessWriter written = new LosslessWriter(streams.out);
    PrintWriter out = new PrintWriter(written);
    int status = run(
        args,
        new Session(
            version,
            rules,
            images,
            registries,
            streams.in,
            out,
            streams.err,
            streams.terminal,
            environment));
    out.flush();
    streams.err.flush();
    IOException failure = written.failure();
    if (failure == null) {
      return status;
    }
    new Messages(streams.err).failed("standard output", ErrorText.of(failure));
    return FAILED;
  }

  /** The same in an environment that says nothing. */
  public static int run(
      String[] args,
      @Nullable String version,
      Supplier<ImmutableList<Rule>> rules,
      ImageCatalog images,
      @Nullable Supplier<ImageKnowledge> registries,
      Streams streams) {
    return run(args, version, rules, images, registries, Environment.NONE, streams);
  }

  private static int run(String[] args, Session session) {
    Messages messages = session.messages();
    CommandLine commandLine = new CommandLine(new Cli());
    addCommands(commandLine, args.length == 0 ? "" : args[0], session);
    commandLine
        .setExpandAtFiles(false) // a file may be called @a
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, arguments) -> explain(wrong, messages))
        .setExecutionExceptionHandler((failure, command, result) -> {
          messages.say("failed, which is a defect of Plimsoll: " + failure);
          return FAILED;
        })
        .setOut(session.out())
        .setErr(session.err());
    String named = "plimsoll " + (session.version() == null ? "(not packaged)" : session.version());
    commandLine.getCommandSpec().version(named);
    commandLine.getSubcommands().values().forEach(it -> it.getCommandSpec().version(named));
    return commandLine.execute(args);
  }

  /** Of one that is called by its name, only that one: what the annotations of each say takes its time to read. */
  private static void addCommands(CommandLine to, String name, Session session) {
    switch (name) {
      case "lint" -> to.addSubcommand(new LintCommand(session));
      case "format" -> to.addSubcommand(new FormatCommand(session));
      case "rules" -> to.addSubcommand(new RulesCommand(session));
      case "explain" -> to.addSubcommand(new ExplainCommand(session));
      case "parse" -> to.addSubcommand(parse(session));
      default ->
        to.addSubcommand(new LintCommand(session))
            .addSubcommand(new FormatCommand(session))
            .addSubcommand(new RulesCommand(session))
            .addSubcommand(new ExplainCommand(session))
            .addSubcommand(parse(session));
    }
  }

  private static ParseCommand parse(Session session) {
    return new ParseCommand(session.in(), session.out(), session.messages());
  }

  private static int explain(ParameterException wrong, Messages messages) {
    messages.say(Strings.nullToEmpty(wrong.getMessage()).strip() + " (see "
        + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help)");
    return FAILED;
  }
}
