package dev.plimsoll.cli;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.Disk;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleNames;
import dev.plimsoll.lint.RuleSetting;
import dev.plimsoll.lint.RuleSettings;
import dev.plimsoll.shellcheck.ShellCheckProgram;
import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plimsoll lint}. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = "Prints what is wrong with Dockerfiles, and repairs what can be repaired safely.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no problems, or none that --fail-on names",
      "1:problems of the severity that --fail-on names, or worse; with --fix, such as remain",
      "2:wrong usage; a file is missing or can't be read, judged or written, and then there is no sum; nothing counts of a"
          + " configuration file; a rule failed; or the program of --shellcheck has not checked a script"
    })
final class LintCommand implements Callable<Integer> {

  /** With fewer files the threads would cost more than they bring. */
  private static final int FILES_PER_THREAD = 8;

  private final Session session;
  private final Messages messages;

  @Mixin
  private final FileArguments files = new FileArguments();

  @Option(
      names = "--fix",
      description =
          "Write the safe fixes into the files, then print what is left. A file is written whole or not at all. The file from"
              + " standard input is written to standard output, and the report to standard error.")
  private boolean fix;

  @Option(
      names = "--diff",
      description =
          "Print the safe fixes as a unified diff after the problems; with --fix what was written.")
  private boolean diff;

  @Option(
      names = "--format",
      description = "${COMPLETION-CANDIDATES}; default: what .hadolint.yaml says, else text.")
  private @Nullable LintFormat format;

  @Option(
      names = "--no-color",
      description = "Use no colors, even on a terminal. The variable NO_COLOR does the same.")
  private boolean noColor;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "Which rules run, and how severe each is, where nothing is set for it: recommended (the default), hadolint,"
              + " buildkit, or all.")
  private @Nullable String profile;

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
              + " default: what .hadolint.yaml says, else warning, or information with the profile hadolint.")
  private @Nullable FailOn failOn;

  @Option(names = "--no-fail", description = "Exit with status 0 whatever the problems are.")
  private boolean noFail;

  @Option(
      names = {"-q", "--quiet"},
      description =
          "Of text print the problems only: no base images, no files that are ignored, and no sum.")
  private boolean quiet;

  @Option(
      names = "--statistics",
      description =
          "Print how often each rule has found something, instead of the problems. As text or JSON.")
  private boolean statistics;

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

  LintCommand(Session session) {
    this.session = session;
    this.messages = session.messages();
  }

  @Override
  public Integer call() {
    ImmutableList<String> arguments = files.names();
    check(arguments);
    FileOptions options = options();
    Disk disk = ContextLinter.disk();
    ConfigFiles configs = files.configs(disk, session);
    LintReport report = report(format(configs, arguments.get(0)), arguments.contains(Source.STDIN));
    AtomicBoolean failed = new AtomicBoolean();
    AtomicBoolean scriptsLeftOut = new AtomicBoolean();
    Linter linter = new Linter(session.rules().get(), (rule, failure) -> {
      failed.set(true);
      messages.say("the rule " + rule.name() + " failed and says nothing: " + failure);
    });
    BiConsumer<String, String> failures = (name, reason) -> {
      failed.set(true);
      messages.failed(name, reason);
      report.failed(name, reason);
    };
    ShellCheckLookup scripts = new ShellCheckLookup(shellCheckProgram(), why -> {
      scriptsLeftOut.set(true);
      messages.say(why);
    });
    FileLinter judge = new FileLinter(
        new ContextLinter(linter, context, disk),
        new ImageLookup(session.images(), session.registries(), !offline),
        scripts,
        diff,
        fix);
    LintRun.Wishes wishes = new LintRun.Wishes(
        fix,
        diff,
        noFail ? FailOn.never : failOn,
        quiet,
        ImmutableSet.copyOf(arguments),
        files.stdinName());
    ImmutableSet<String> found = ImmutableSet.copyOf(InputPaths.of(arguments, failures));
    boolean problems = new LintRun(session, judge, configs, options, report, failures, wishes)
        .lint(found, FileArguments.threads(found.size(), FILES_PER_THREAD, fix));
    configs.failures().forEach((name, reason) -> {
      failed.set(true);
      report.failed(name, reason);
    });
    report.end(!failed.get() && !scriptsLeftOut.get());
    boolean missed =
        scriptsLeftOut.get() && !shellCheck.isEmpty(); // nobody relies on one that is only there
    return failed.get() || missed ? Cli.FAILED : problems ? Cli.PROBLEMS : Cli.OK;
  }

  private void check(ImmutableList<String> arguments) {
    boolean fromInput = arguments.contains(Source.STDIN);
    if (fix && fromInput && ImmutableSet.copyOf(arguments).size() > 1) {
      throw files.wrong("--fix writes the file from - to standard output: not with other files");
    }
    if (context != null && !Files.isDirectory(context)) {
      throw files.wrong("--context " + context + ": there is no such folder");
    }
    boolean shown = format == null || format == LintFormat.text || format == LintFormat.json;
    if ((diff || statistics) && !shown) {
      throw files.wrong(
          (diff ? "--diff" : "--statistics") + " is for text and json, not " + format);
    }
    if (diff && statistics) {
      throw files.wrong("--statistics stands instead of what --diff shows: only one of them");
    }
  }

  private FileOptions options() {
    Set<String> known = new HashSet<>();
    for (Rule rule : severities.isEmpty() ? List.<Rule>of() : session.rules().get()) {
      known.add(rule.info().name());
      rule.info().codes().forEach(code -> known.add(RuleInfo.key(code)));
    }
    severities.keySet().forEach(name -> {
      if (!known.contains(RuleInfo.key(name)) && !RuleNames.isOfShellCheck(name)) {
        String meant = RuleNames.meant(name, session.rules().get());
        throw files.wrong("There is no rule " + name + "."
            + (meant == null ? " plimsoll rules lists all." : " Did you mean " + meant + "?"));
      }
    });
    ImmutableMap<String, RuleSetting> settings =
        RuleSettings.read(severities, session.rules(), (name, why) -> {
          throw files.wrong("--rule " + name + ": " + why);
        });
    return new FileOptions(profile(), settings, session.rules());
  }

  /** That of the command line, else what counts for the first argument. */
  private LintFormat format(ConfigFiles configs, String name) {
    if (format != null) {
      return format;
    }
    Path first = files.path(name);
    String said = configs
        .of(first != null && Files.isDirectory(first) ? first.resolve("Dockerfile") : first)
        .format();
    LintFormat same = said == null ? LintFormat.text : LintFormat.ofHadolint(said);
    if (same == null) {
      messages.say("the format " + said + " isn't one of " + Arrays.toString(LintFormat.values())
          + ", so text is printed");
      return LintFormat.text;
    }
    return (diff || statistics) && same != LintFormat.json ? LintFormat.text : same;
  }

  /** Only the class of the one that is asked for is loaded. */
  private LintReport report(LintFormat chosen, boolean fromInput) {
    PrintWriter out = fix && fromInput ? session.err() : session.out();
    if (statistics) {
      return new StatisticsReport(out, chosen == LintFormat.json);
    }
    return switch (chosen) {
      case text -> new TextReport(out, messages, style());
      case json -> new JsonReport(out, fix);
      case sarif -> new SarifReport(out, paths(), session.version());
      case checkstyle -> new CheckstyleReport(out);
      case gitlab -> new GitLabReport(out, paths());
      case github -> new GitHubReport(out, paths());
      case junit -> new JUnitReport(out);
      case gnu -> new GnuReport(out);
    };
  }

  private static ProjectPaths paths() {
    return ProjectPaths.around(Path.of(""));
  }

  private @Nullable Profile profile() {
    try {
      return profile == null ? null : Profile.parse(profile);
    } catch (IllegalArgumentException e) {
      throw files.wrong("--profile: " + e.getMessage());
    }
  }

  /** Null where none is to be asked, or there is none and nobody has named one. */
  private @Nullable Path shellCheckProgram() {
    String programs = session.environment().variable("PATH");
    if (programs == null || shellCheck.equals("off")) {
      return null;
    }
    String chosen = shellCheck.contains("/") || shellCheck.contains(File.separator)
        ? Path.of(shellCheck).toAbsolutePath().toString()
        : shellCheck;
    Path program = ShellCheckProgram.find(chosen, programs);
    if (program == null && !shellCheck.isEmpty()) {
      throw files.wrong("--shellcheck " + shellCheck + ": there is no such program");
    }
    return program;
  }

  private TextReport.Style style() {
    return new TextReport.Style(
        session.terminal(), !noColor && session.colors(), fix, quiet, frameColumns());
  }

  /** Elsewhere than on a terminal, what is usual: a report is the same for all. */
  private IntSupplier frameColumns() {
    return session.terminal()
        ? Suppliers.memoize(() -> Terminal.width(session.environment(), CodeFrame.USUAL_COLUMNS))
            ::get
        : () -> CodeFrame.USUAL_COLUMNS;
  }
}
