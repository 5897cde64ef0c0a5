package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.config.Configuration;
import dev.plimsoll.context.Disk;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.FixAll;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleSetting;
import dev.plimsoll.lint.RuleSettings;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.registry.ImageKnowledge;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shellcheck.ShellCheckProgram;
import dev.plimsoll.shellcheck.ShellCheckReport;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plimsoll lint}. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = "Prints what is wrong with Dockerfiles, and repairs what can be repaired safely.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no problems, or none that --fail-on names",
      "1:problems of the severity that --fail-on names, or worse; with --fix, such as remain",
      "2:wrong usage; a file is missing or can't be read, judged or written, and then there is no sum; or a rule failed"
    })
final class LintCommand implements Callable<Integer> {

  private enum Format {
    text,
    json
  }

  /** From which severity on problems make the exit status 1. */
  private enum FailOn {
    error,
    warning,
    information,
    hint,
    never;

    boolean fails(Severity severity) {
      return this != never && severity.ordinal() <= ordinal();
    }

    /** What a configuration file says, else the usual. */
    static FailOn of(Configuration configuration) {
      Severity said = configuration.failOn();
      return configuration.neverFails() ? never : said == null ? warning : values()[said.ordinal()];
    }
  }

  private final Supplier<ImmutableList<Rule>> rules;
  private final ImageCatalog images;
  private final @Nullable Supplier<ImageKnowledge> registries;
  private final @Nullable String programs;
  private final InputStream in;
  private final PrintWriter out;
  private final Messages messages;
  private final boolean terminal;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--fix",
      description =
          "Write the safe fixes into the files, then print what is left. A file is written whole or not at all.")
  private boolean fix;

  @Option(
      names = "--diff",
      description =
          "Print the safe fixes as a unified diff after the problems; with --fix what was written.")
  private boolean diff;

  @Option(
      names = "--format",
      description = "${COMPLETION-CANDIDATES}; default: what .hadolint.yaml says, else text.")
  private @Nullable Format format;

  @Option(
      names = "--no-color",
      description = "No colors, on a terminal neither. The variable NO_COLOR does the same.")
  private boolean noColor;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "Which rules run, and how severe each is, where nothing is set for it: recommended (the default), hadolint,"
              + " buildkit, or all.")
  private @Nullable String profile;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "A configuration file for all files: hadolint's if its name has hadolint in it. Default: the nearest .hadolint.yaml"
              + " and .plimsoll.yaml of each file.")
  private @Nullable Path config;

  @Option(
      names = "--rule",
      paramLabel = "NAME=SEVERITY",
      description =
          "Show a rule as error, warning, information or hint, or turn it off. May be repeated.")
  private Map<String, String> severities = Map.of();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description =
          "Exit with status 1 where there is a problem of this severity or worse: ${COMPLETION-CANDIDATES};"
              + " default: what .hadolint.yaml says, else warning.")
  private @Nullable FailOn failOn;

  @Option(
      names = "--stdin-filename",
      paramLabel = "FILE",
      description =
          "What the Dockerfile from standard input is called, and where it is: its problems carry that name, and its build"
              + " context is that of the place.")
  private @Nullable String stdinName;

  @Option(
      names = "--context",
      paramLabel = "FOLDER",
      description =
          "The build context of all files. Default: the nearest folder that has most of what a file copies, from its"
              + " own up to the root of the repository.")
  private @Nullable Path context;

  @Option(
      names = "--offline",
      description =
          "Ask no registry for images that the built-in table doesn't know, and go by what was answered before. With the"
              + " variable PLIMSOLL_OFFLINE former answers are left alone, too.")
  private boolean offline;

  @Option(
      names = "--shellcheck",
      paramLabel = "PROGRAM",
      description =
          "Ask this program about scripts, a path or a name; off: ask none. Default: shellcheck, if it is in the PATH.")
  private String shellCheck = "";

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Dockerfiles; folders, in and below which Dockerfiles are looked for that Git doesn't ignore; patterns with *, ?"
              + " and **; - reads one Dockerfile from standard input.")
  private List<String> names = List.of();

  LintCommand(
      Supplier<ImmutableList<Rule>> rules,
      ImageCatalog images,
      @Nullable Supplier<ImageKnowledge> registries,
      @Nullable String programs,
      InputStream in,
      PrintWriter out,
      Messages messages,
      boolean terminal) {
    this.rules = rules;
    this.images = images;
    this.registries = registries;
    this.programs = programs;
    this.in = in;
    this.out = out;
    this.messages = messages;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean fromInput = names.contains(Source.STDIN);
    if (fix && fromInput) {
      throw new ParameterException(spec.commandLine(), "--fix writes into files: not with -");
    }
    if (stdinName != null && !fromInput) {
      throw new ParameterException(
          spec.commandLine(), "--stdin-filename names what - reads, and there is no -");
    }
    FileOptions options = options();
    Disk disk = ContextLinter.disk();
    ConfigFiles configs = configs(disk);
    LintReport report = format(configs) == Format.json
        ? new JsonReport(out, fix)
        : new TextReport(out, messages, style());
    boolean[] failed = {false};
    Linter linter = new Linter(rules.get(), (rule, failure) -> {
      failed[0] = true;
      messages.say("the rule " + rule.name() + " failed and says nothing: " + failure);
    });
    BiConsumer<String, String> failures = (name, reason) -> {
      failed[0] = true;
      messages.failed(name, reason);
      report.failed(name, reason);
    };
    if (context != null && !Files.isDirectory(context)) {
      throw new ParameterException(
          spec.commandLine(), "--context " + context + ": there is no such folder");
    }
    ContextLinter judge = new ContextLinter(linter, context, disk);
    ImageLookup lookup = new ImageLookup(images, registries, !offline);
    ShellCheckLookup scripts = new ShellCheckLookup(shellCheckProgram(), why -> {
      failed[0] |= !shellCheck.isEmpty();
      messages.say(why);
    });
    boolean problems = false;
    for (String name : ImmutableSet.copyOf(InputPaths.of(names, failures))) {
      try {
        problems |= lint(name, judge, configs, options, lookup, scripts, report, failures);
      } catch (IOException e) {
        failures.accept(name, ErrorText.of(e));
      } catch (OutOfMemoryError e) {
        failures.accept(name, ErrorText.of(e));
      }
    }
    report.end();
    return failed[0] ? Cli.FAILED : problems ? Cli.PROBLEMS : Cli.OK;
  }

  /** Reports one file; whether it has problems that the exit status tells of. */
  private boolean lint(
      String name,
      ContextLinter judge,
      ConfigFiles configs,
      FileOptions chosen,
      ImageLookup lookup,
      ShellCheckLookup scripts,
      LintReport report,
      BiConsumer<String, String> failures)
      throws IOException {
    boolean fromInput = name.equals(Source.STDIN);
    Source source = fromInput && stdinName != null
        ? Source.read(name, in).called(stdinName)
        : Source.read(name, in);
    Path path = fromInput && stdinName == null ? null : Source.path(source.name());
    Configuration configuration = configs.of(path);
    Configuration.Source leftOut =
        path == null ? null : configuration.leavesOut(ConfigFiles.uri(path));
    if (leftOut != null) {
      messages.say(name + ": not judged, for " + ConfigFiles.shown(leftOut) + " ignores it");
      return false;
    }
    LintOptions options = chosen.under(configuration);
    Source shown = source;
    String fixed = source.text();
    ImageCatalog known = lookup.of(SemanticModel.of(source.file()));
    if (fix || diff) {
      FixAll.Outcome outcome = FixAll.repair(
          source.file(),
          file -> judge.problems(file, path, known, ShellCheckReport.NOTHING, options));
      fixed = outcome.text();
      say(source.name(), outcome);
      if (fix && !fixed.equals(source.text())) {
        try {
          shown = write(source, fixed);
          report.repaired(source, outcome.repairs());
        } catch (IOException e) {
          fixed = source.text();
          failures.accept(name, "not fixed: " + ErrorText.of(e));
        }
      }
    }
    ImmutableList<Problem> problems = judge.problems(
        shown.file(), path, known, scripts.of(shown.file(), known, options), options);
    report.add(shown, problems);
    report.images(shown, BaseImages.of(SemanticModel.of(shown.file()), known));
    if (diff) {
      report.diff(source, fixed);
    }
    FailOn least = failOn == null ? FailOn.of(configuration) : failOn;
    for (Problem problem : problems) {
      if (least.fails(problem.severity())) {
        return true;
      }
    }
    return false;
  }

  /** Says what was not done, and why. */
  private void say(String name, FixAll.Outcome outcome) {
    for (FixAll.Repair refused : outcome.refused()) {
      messages.say(name + ": the fix \"" + refused.fix().title() + "\" of "
          + refused.rule().name()
          + " is left out: the file would have an error that it doesn't have now");
    }
    if (!outcome.settled()) {
      messages.say(name + ": the fixes don't come to rest: some undo others. Look at the result.");
    }
  }

  private static Source write(Source source, String fixed) throws IOException {
    FileReplacement.write(Source.path(source.name()), source.bytes(), LosslessUtf8.encode(fixed));
    return Source.of(source.name(), fixed);
  }

  private FileOptions options() {
    Set<String> known = new HashSet<>();
    for (Rule rule : severities.isEmpty() ? List.<Rule>of() : rules.get()) {
      known.add(rule.info().name());
      rule.info().codes().forEach(code -> known.add(RuleInfo.key(code)));
    }
    severities.keySet().forEach(name -> {
      if (!known.contains(RuleInfo.key(name))) {
        throw new ParameterException(spec.commandLine(), "There is no rule " + name);
      }
    });
    ImmutableMap<String, RuleSetting> settings =
        RuleSettings.read(severities, rules, (name, why) -> {
          throw new ParameterException(spec.commandLine(), "--rule " + name + ": " + why);
        });
    return new FileOptions(profile(), settings, rules);
  }

  private ConfigFiles configs(Disk disk) {
    if (config == null) {
      return ConfigFiles.nearest(disk, messages);
    }
    ConfigFiles only = ConfigFiles.only(config, disk, messages);
    if (only == null) {
      throw new ParameterException(
          spec.commandLine(), "--config " + config + ": there is no such file");
    }
    return only;
  }

  /** That of the command line, else what counts for the first argument. */
  private Format format(ConfigFiles configs) {
    String name = names.get(0);
    if (format != null) {
      return format;
    }
    String said = null;
    try {
      Path first = !name.equals(Source.STDIN)
          ? Source.path(name)
          : stdinName == null ? null : Source.path(stdinName);
      said = configs
          .of(first != null && Files.isDirectory(first) ? first.resolve("Dockerfile") : first)
          .format();
    } catch (IOException e) {
      // It is told of where the file is read.
    }
    if (said != null && !said.equals("tty") && !said.equals(Format.json.name())) {
      messages.say("the format " + said + " isn't one of " + Arrays.toString(Format.values())
          + ", so text is printed");
    }
    return Format.json.name().equals(said) ? Format.json : Format.text;
  }

  private @Nullable Profile profile() {
    try {
      return profile == null ? null : Profile.parse(profile);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--profile: " + e.getMessage());
    }
  }

  /** Null where none is to be asked, or there is none and nobody has named one. */
  private @Nullable Path shellCheckProgram() {
    if (programs == null || shellCheck.equals("off")) {
      return null;
    }
    String chosen = shellCheck.contains("/") || shellCheck.contains(File.separator)
        ? Path.of(shellCheck).toAbsolutePath().toString()
        : shellCheck;
    Path program = ShellCheckProgram.find(chosen, programs);
    if (program == null && !shellCheck.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--shellcheck " + shellCheck + ": there is no such program");
    }
    return program;
  }

  private TextReport.Style style() {
    return new TextReport.Style(terminal, !noColor && Ansi.AUTO.enabled(), fix);
  }
}
