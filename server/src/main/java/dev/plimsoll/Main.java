package dev.plimsoll;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.cli.Cli;
import dev.plimsoll.cli.Environment;
import dev.plimsoll.cli.Terminal;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageSource;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.registry.CacheFolder;
import dev.plimsoll.registry.ImageKnowledge;
import dev.plimsoll.registry.Registries;
import dev.plimsoll.registry.RegistryOptions;
import dev.plimsoll.server.Connection;
import dev.plimsoll.server.LanguageServer;
import dev.plimsoll.server.Log;
import dev.plimsoll.server.RegistryAccess;
import dev.plimsoll.server.RuleFailures;
import dev.plimsoll.server.Workers;
import dev.plimsoll.server.Workers.Patience;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses: the language server on standard input and output, or a command of {@link dev.plimsoll.cli}. Launchers have
 * two more choices, which are nobody else's business: {@link TrainingRun} and {@link ClassArchive}.
 */
public final class Main {

  private Main() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Supplier<ImmutableList<Rule>> rules = new BuiltInRules();
    String first = args.length == 0 ? "" : args[0];
    switch (first) {
      case "":
        if (Terminal.isInteractive()) {
          System.exit(command(new String[] {"--help"}, rules)); // nobody speaks it by hand
        }
        System.exit(serveEditor(rules));
        break;
      case "--stdio":
        System.exit(serveEditor(rules));
        break;
      case TrainingRun.OPTION:
        train(args, rules);
        break;
      case ClassArchive.OPTION:
        String[] training = Arrays.copyOfRange(args, 1, args.length);
        training[0] = TrainingRun.OPTION;
        ClassArchive.make(Path.of(args[1]), training);
        break;
      default:
        int status = command(args, rules);
        ClassArchive.keepForCommands();
        System.exit(status);
    }
  }

  private static void train(String[] args, Supplier<ImmutableList<Rule>> rules) throws IOException {
    // Nothing is to be kept here, but one class that is not in the archive would open the jar.
    if (args.length > 1 && args[1].equals(TrainingRun.COMMANDS)) {
      TrainingRun.command(rules);
      ClassArchive.keepForCommands();
    } else {
      ClassArchive.keep();
      TrainingRun.play(rules, OutputStream.nullOutputStream());
    }
  }

  static int command(String[] args, Supplier<ImmutableList<Rule>> rules) {
    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Cli.Streams streams = new Cli.Streams(System.in, out, err, Terminal.isStandardOutput());
    EmbeddedImages images = images();
    boolean offline = System.getenv("PLIMSOLL_OFFLINE") != null;
    return Cli.run(
        args,
        version(),
        rules,
        images,
        offline ? null : () -> knowledge(images),
        Environment.ofThisProcess(),
        streams);
  }

  /** As they are seen today, or on the day that a test names, whose expectations must hold next year, too. */
  private static EmbeddedImages images() {
    return new EmbeddedImages(new Today());
  }

  /** By Greenwich: to read the rules of the time zones takes 20 ms of the first diagnostics. */
  private static final class Today implements Supplier<LocalDate> {
    @Override
    public LocalDate get() {
      String day = System.getProperty("plimsoll.today");
      return day == null
          ? LocalDate.ofEpochDay(TimeUnit.MILLISECONDS.toDays(System.currentTimeMillis()))
          : LocalDate.parse(day);
    }
  }

  /** As the manifest of the jar or, in a runtime image, the module says it; null where neither is there. */
  private static @Nullable String version() {
    ModuleDescriptor module = Main.class.getModule().getDescriptor();
    return module == null
        ? Main.class.getPackage().getImplementationVersion()
        : module.rawVersion().orElse(null);
  }

  /** The rules are looked up when they are asked for, which is at the first judgement of a file. */
  private static final class BuiltInRules implements Supplier<ImmutableList<Rule>> {
    @Override
    public ImmutableList<Rule> get() {
      return Rules.ALL;
    }
  }

  private static int serveEditor(Supplier<ImmutableList<Rule>> rules)
      throws IOException, InterruptedException {
    Thread archive = ClassArchive.keep();
    int status = serve(rules, Patience.OF_PEOPLE, System.getenv("PATH"));
    if (archive != null) {
      archive.interrupt(); // what it waits for has come
      archive.join();
    }
    return status;
  }

  /**
   * Serves one editor on standard input and output until it says exit or goes away.
   *
   * @param patience how long is waited for the disk
   * @param programs the folders where programs are, as the variable {@code PATH} has them; null where none may be run
   * @return the status with which the process has to end
   */
  static int serve(
      Supplier<ImmutableList<Rule>> rules, Patience patience, @Nullable String programs)
      throws IOException {
    // Standard output is the protocol's; what anything else prints must not get into it.
    InputStream in = new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16);
    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
    System.setOut(System.err);
    return serve(rules, in, out, Workers.start(patience), programs);
  }

  static int serve(
      Supplier<ImmutableList<Rule>> rules,
      InputStream in,
      OutputStream out,
      Workers workers,
      @Nullable String programs)
      throws IOException {
    Log log = new Log(System.err);
    Checks checks = new Checks(rules, images(), LintOptions.DEFAULT, new RuleFailures(log));
    Connection client = new Connection(in, out, log);
    LanguageServer server = new LanguageServer(
        version(), client, checks, new OverHttp(), programs, workers, log, Main::abandon);
    client.listen(server);
    return server.exitStatus();
  }

  /** A class of its own, so that nothing of it is loaded before the first look-up, not even a lambda. */
  private static final class OverHttp implements RegistryAccess {
    @Override
    public RegistryOptions options() {
      return RegistryOptions.ofThisProcess();
    }

    @Override
    public ImageSource source(RegistryOptions options) {
      return new Registries(options);
    }

    @Override
    public Path folder() {
      return cacheFolder();
    }
  }

  private static Path cacheFolder() {
    return CacheFolder.of(
        System.getProperty("os.name"),
        ImmutableMap.copyOf(System.getenv()),
        Path.of(System.getProperty("user.home", "")));
  }

  /** For a command, whose user waits for it. */
  private static ImageKnowledge knowledge(EmbeddedImages images) {
    return new ImageKnowledge(
        images,
        () -> new Registries(RegistryOptions.ofThisProcess()),
        cacheFolder(),
        task -> {
          Thread thread = new Thread(task, "lookups");
          thread.setDaemon(true);
          thread.start();
        },
        Clock.systemUTC(),
        learnt -> {});
  }

  private static void abandon() {
    System.exit(1);
  }
}
