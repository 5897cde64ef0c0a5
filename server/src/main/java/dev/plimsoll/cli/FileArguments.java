package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which Dockerfiles a command is for, and what counts for them: the arguments that such commands have in common. */
final class FileArguments {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description =
          "Dockerfiles; folders, in and below which Dockerfiles are looked for that Git doesn't ignore; patterns with *, ?"
              + " and **; - reads one Dockerfile from standard input.")
  private List<String> names = List.of();

  @Option(
      names = {"--stdin-name", "--stdin-filename"},
      paramLabel = "FILE",
      description =
          "What the Dockerfile from standard input is called, and where it is: what is said of it carries that name, and its"
              + " configuration and build context are those of the place. Without FILE, standard input is read.")
  private @Nullable String stdinName;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "A configuration file for all files: hadolint's if its name has hadolint in it. Default: the nearest .hadolint.yaml"
              + " and .plimsoll.yaml of each file.")
  private @Nullable Path config;

  /**
   * The names that were given, or that of standard input.
   *
   * @throws ParameterException if there are none, or a name for what isn't read
   */
  ImmutableList<String> names() {
    if (names.isEmpty() && stdinName == null) {
      throw wrong("FILE is missing: a Dockerfile, a folder, a pattern, or - for standard input");
    }
    if (stdinName != null && !names.isEmpty() && !names.contains(Source.STDIN)) {
      throw wrong("--stdin-name names what - reads, and there is no -");
    }
    return names.isEmpty() ? ImmutableList.of(Source.STDIN) : ImmutableList.copyOf(names);
  }

  /** What standard input is called; null where it has no name. */
  @Nullable String stdinName() {
    return stdinName;
  }

  /** Where a file is; null where it isn't on the disk, or who reads it will say that it can't be. */
  @Nullable Path path(String name) {
    String place = name.equals(Source.STDIN) ? stdinName : name;
    try {
      return place == null ? null : Source.path(place);
    } catch (IOException e) {
      return null;
    }
  }

  /** @throws ParameterException where nothing counts of the file that was chosen */
  ConfigFiles configs(Disk disk, Session session) {
    if (config == null) {
      return ConfigFiles.nearest(disk, session.environment(), session.messages());
    }
    try {
      return ConfigFiles.only(config, disk, session.environment(), session.messages());
    } catch (IOException e) {
      throw wrong("--config " + config + ": " + ErrorText.of(e));
    }
  }

  /**
   * How many files are worked on at once.
   *
   * @param perThread with fewer files the threads would cost more than they bring
   * @param write whether files are written: what is written is read again by the next one where two names mean the same
   */
  static int threads(int files, int perThread, boolean write) {
    int useful = Math.min(Runtime.getRuntime().availableProcessors(), files / perThread);
    return write ? 1 : Math.max(1, useful);
  }

  /** Tells what is wrong with the arguments of the command. */
  ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
