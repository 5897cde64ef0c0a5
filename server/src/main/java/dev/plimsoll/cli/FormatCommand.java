package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.config.Configuration;
import dev.plimsoll.config.FormatSettings;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.context.Disk;
import dev.plimsoll.context.EditorConfig;
import dev.plimsoll.format.FormatKey;
import dev.plimsoll.format.FormatOptions;
import dev.plimsoll.format.Formatter;
import dev.plimsoll.format.Indent;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.Visible;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plimsoll format}. */
@Command(
    name = "format",
    mixinStandardHelpOptions = true,
    description =
        "Lays Dockerfiles out, such that they mean the same. Prints each file in its layout, unless an option says otherwise.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every file is laid out: it was before, or it is printed or written so",
      "1:with --check or --diff, a file is not laid out",
      "2:wrong usage; a file is missing or can't be read, laid out or written; or nothing counts of a configuration file"
    })
final class FormatCommand implements Callable<Integer> {

  /** With fewer files the threads would cost more than they bring. */
  private static final int FILES_PER_THREAD = 16;

  private static final long LIMIT_MILLIS = 5_000;

  /**
   * What was made of a file.
   *
   * @param source null where it couldn't be read
   * @param laidOut its text in its layout
   * @param failure why there is none, or null
   * @param leftOut the configuration file that leaves it out, or null
   */
  private record Result(
      String name,
      @Nullable Source source,
      String laidOut,
      @Nullable String failure,
      Configuration.@Nullable Source leftOut) {

    boolean isChanged() {
      return source != null && !source.text().equals(laidOut);
    }
  }

  private final Session session;
  private final Messages messages;

  @Mixin
  private final FileArguments files = new FileArguments();

  @Option(
      names = "--check",
      description = "Print the names of the files that are not laid out, and change nothing.")
  private boolean check;

  @Option(
      names = "--diff",
      description = "Print what would change as a unified diff, and change nothing.")
  private boolean diff;

  @Option(
      names = "--write",
      description =
          "Write the files. A file is written whole or not at all. The file from standard input is written to standard"
              + " output.")
  private boolean write;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description =
          "gentle (the default): every word stays in its line; full: scripts are laid out by their structure.")
  private @Nullable String level;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "Choose as the settings plimsoll.format.NAME do: keywordCase, indent, operators, separateStages, sortFlags,"
              + " sortPackages. May be repeated. Counts more than .plimsoll.yaml and .editorconfig.")
  private Map<String, String> chosen = Map.of();

  private boolean failed;
  private int changed;

  FormatCommand(Session session) {
    this.session = session;
    this.messages = session.messages();
  }

  @Override
  public Integer call() {
    if (write && (check || diff)) {
      throw files.wrong("--write changes files, and " + (check ? "--check" : "--diff")
          + " changes nothing: only one of them");
    }
    ImmutableList<String> arguments = files.names();
    ImmutableMap<String, String> wanted = wanted();
    Disk disk = ContextLinter.disk();
    ConfigFiles configs = files.configs(disk, session);
    LeftOut leftOut = new LeftOut(ImmutableSet.copyOf(arguments), "laid out", messages);
    EditorConfig editorConfig = new EditorConfig(disk);
    ImmutableSet<String> found = ImmutableSet.copyOf(InputPaths.of(arguments, this::fail));
    Function<String, Supplier<Result>> begin = name -> {
      Path path = files.path(name);
      Configuration configuration = configs.of(path);
      return () -> layOut(name, path, configuration, editorConfig, wanted);
    };
    int threads = FileArguments.threads(found.size(), FILES_PER_THREAD, write);
    InOrder.each(found, threads, begin, result -> tell(result, leftOut));
    leftOut.end();
    if (changed > 0 && (check || write)) {
      messages.say(changed + " of " + found.size() + (found.size() == 1 ? " file " : " files ")
          + (write ? "written" : "not laid out"));
    }
    return failed ? Cli.FAILED : changed > 0 && (check || diff) ? Cli.PROBLEMS : Cli.OK;
  }

  private ImmutableMap<String, String> wanted() {
    ImmutableMap.Builder<String, String> wanted = ImmutableMap.builder();
    chosen.forEach((name, value) -> wanted.put(name, checked("--set " + name, name, value)));
    if (level != null) {
      wanted.put(FormatKey.LEVEL.key(), checked("--level", FormatKey.LEVEL.key(), level));
    }
    return wanted.buildKeepingLast();
  }

  private String checked(String option, String name, String value) {
    FormatKey key = FormatKey.of(name);
    if (key == null) {
      throw files.wrong(option + ": there is only "
          + Arrays.stream(FormatKey.values())
              .map(FormatKey::key)
              .collect(Collectors.joining(", ")));
    }
    if (!key.choices().contains(value)) {
      throw files.wrong(option + ": " + value + " is none of " + String.join(", ", key.choices()));
    }
    return value;
  }

  private Result layOut(
      String name,
      @Nullable Path path,
      Configuration configuration,
      EditorConfig editorConfig,
      ImmutableMap<String, String> wanted) {
    Configuration.Source leftOut =
        path == null ? null : configuration.leavesOut(ConfigFiles.uri(path));
    if (!configuration.isKnown()) {
      String why = "not laid out: its configuration file doesn't count";
      return new Result(name, null, "", why, null);
    }
    try {
      Source source = Source.read(name, session.in());
      ImmutableMap<String, String> properties = path == null
          ? ImmutableMap.of()
          : editorConfig.of(ConfigFiles.uri(path), Deadline.inMillis(LIMIT_MILLIS));
      FormatOptions options =
          FormatSettings.options(Indent.USUAL, properties, configuration.formatting(), wanted);
      return new Result(
          name, source, leftOut == null ? laidOut(source, options) : source.text(), null, leftOut);
    } catch (IOException e) {
      return new Result(name, null, "", ErrorText.of(e), null);
    } catch (OutOfMemoryError e) {
      return new Result(name, null, "", ErrorText.of(e), null);
    } catch (RuntimeException | StackOverflowError e) {
      return new Result(name, null, "", "not laid out, which is a defect of Plimsoll: " + e, null);
    }
  }

  private String laidOut(Source source, FormatOptions options) {
    SemanticModel model = SemanticModel.of(source.file(), session.images());
    return TextEdit.apply(source.text(), Formatter.format(model, options));
  }

  private void tell(Result result, LeftOut leftOut) {
    Source source = result.source;
    if (source == null) {
      fail(result.name, result.failure == null ? "" : result.failure);
      return;
    }
    if (result.leftOut != null) {
      leftOut.add(result.name, result.leftOut);
    }
    boolean fromInput = result.name.equals(Source.STDIN);
    if (!check && !diff && (!write || fromInput)) {
      session.out().print(result.laidOut);
    }
    if (!result.isChanged()) {
      return;
    }
    String stdinName = files.stdinName();
    String name = fromInput && stdinName != null ? stdinName : result.name;
    if (check && !diff) {
      session.out().println(Visible.of(name));
    }
    if (diff) {
      session.out().print(UnifiedDiff.of(name, source.text(), result.laidOut));
    }
    if (!write || fromInput || isWritten(source, result.laidOut)) {
      changed++;
    }
  }

  private boolean isWritten(Source source, String laidOut) {
    try {
      FileReplacement.write(
          Source.path(source.name()), source.bytes(), LosslessUtf8.encode(laidOut));
      return true;
    } catch (IOException e) {
      fail(source.name(), "not written: " + ErrorText.of(e));
      return false;
    }
  }

  private void fail(String name, String reason) {
    failed = true;
    messages.failed(name, reason);
  }
}
