package dev.plimsoll;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.cli.Cli;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.server.Connection;
import dev.plimsoll.server.LanguageServer;
import dev.plimsoll.server.Log;
import dev.plimsoll.server.RuleFailures;
import dev.plimsoll.server.Threads;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Chooses: the language server on standard input and output, or a command of {@link dev.plimsoll.cli}. */
public final class Main {

  private Main() {}

  public static void main(String[] args) throws IOException {
    Supplier<ImmutableList<Rule>> rules = new BuiltInRules();
    if (args.length > 0 && !args[0].equals("--stdio")) {
      System.exit(command(args, rules));
    } else if (args.length == 0 && isTerminal()) {
      System.exit(command(new String[] {"--help"}, rules)); // nobody speaks the protocol by hand
    } else {
      System.exit(serve(rules));
    }
  }

  private static boolean isTerminal() {
    // Otherwise JDK 22 and later give a console where there is no terminal.
    System.setProperty("jdk.console", "java.base");
    return System.console() != null;
  }

  private static int command(String[] args, Supplier<ImmutableList<Rule>> rules) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return Cli.run(args, rules, new EmbeddedImages(), System.in, out, err);
  }

  /** The rules are looked up when they are asked for, which is at the first judgement of a file. */
  private static final class BuiltInRules implements Supplier<ImmutableList<Rule>> {
    @Override
    public ImmutableList<Rule> get() {
      return Rules.ALL;
    }
  }

  /**
   * Serves one editor until it says exit or goes away.
   *
   * @return the status with which the process has to end
   */
  static int serve(Supplier<ImmutableList<Rule>> rules) throws IOException {
    // Standard output is the protocol's; what anything else prints must not get into it.
    InputStream in = new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16);
    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
    System.setOut(System.err);

    Log log = new Log(System.err);
    Checks checks =
        new Checks(rules, new EmbeddedImages(), LintOptions.DEFAULT, new RuleFailures(log));
    Connection client = new Connection(in, out, log);
    LanguageServer server =
        new LanguageServer(client, checks, Threads.single("analysis"), log, Main::abandon);
    client.listen(server);
    return server.exitStatus();
  }

  private static void abandon() {
    System.exit(1);
  }
}
