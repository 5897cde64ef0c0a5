package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.FixAll;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.SeverityName;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
      "0:no problems, or none of severity warning or error",
      "1:problems of severity warning or error",
      "2:wrong usage, or a file can't be read or written"
    })
final class LintCommand implements Callable<Integer> {

  private enum Format {
    text,
    json
  }

  private final Supplier<ImmutableList<Rule>> rules;
  private final ImageCatalog images;
  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--fix",
      description = "Write the safe fixes into the files, then print what is left.")
  private boolean fix;

  @Option(
      names = "--diff",
      description = "Print the safe fixes as a unified diff after the problems.")
  private boolean diff;

  @Option(
      names = "--format",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.",
      defaultValue = "text")
  private Format format = Format.text;

  @Option(
      names = "--no-color",
      description = "No colors, on a terminal neither. The variable NO_COLOR does the same.")
  private boolean noColor;

  @Option(
      names = "--rule",
      paramLabel = "NAME=SEVERITY",
      description =
          "Show a rule as error, warning, information or hint, or turn it off. May be repeated.")
  private Map<String, String> severities = Map.of();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Dockerfiles; - reads one from standard input.")
  private List<String> names = List.of();

  LintCommand(
      Supplier<ImmutableList<Rule>> rules,
      ImageCatalog images,
      InputStream in,
      PrintWriter out,
      PrintWriter err) {
    this.rules = rules;
    this.images = images;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if (fix && (diff || names.contains(Source.STDIN))) {
      throw new ParameterException(
          spec.commandLine(), "--fix writes into files: not with --diff or -");
    }
    LintOptions options = options();
    Linter linter = new Linter(rules.get(), this::ruleFailed);
    LintReport report = format == Format.json ? new JsonReport(out) : new TextReport(out, colors());
    boolean failed = false;
    boolean problems = false;
    for (String name : names) {
      try {
        problems |= lint(Source.read(name, in), linter, options, report);
      } catch (IOException e) {
        err.println("plimsoll: " + e.getMessage());
        failed = true;
      }
    }
    report.end();
    return failed ? Cli.FAILED : problems ? Cli.PROBLEMS : Cli.OK;
  }

  /** Reports one file; whether it has problems that the exit status tells of. */
  private boolean lint(Source source, Linter linter, LintOptions options, LintReport report)
      throws IOException {
    Source shown = fix ? write(source, fixed(source, linter, options)) : source;
    ImmutableList<Problem> problems = problems(shown.file(), linter, options);
    report.add(shown, problems);
    report.images(shown, BaseImages.lines(SemanticModel.of(shown.file()), images));
    if (diff) {
      report.diff(shown, fixed(shown, linter, options));
    }
    for (Problem problem : problems) {
      if (problem.severity().compareTo(Severity.WARNING) <= 0) {
        return true;
      }
    }
    return false;
  }

  private ImmutableList<Problem> problems(Dockerfile file, Linter linter, LintOptions options) {
    return linter.lint(new Subject(SemanticModel.of(file), images), options);
  }

  private String fixed(Source source, Linter linter, LintOptions options) {
    return FixAll.apply(source.file(), file -> problems(file, linter, options));
  }

  private static Source write(Source source, String fixed) throws IOException {
    if (fixed.equals(source.text())) {
      return source;
    }
    try {
      Files.writeString(Path.of(source.name()), fixed, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IOException(source.name() + " can't be written: " + e.getMessage(), e);
    }
    return Source.of(source.name(), fixed);
  }

  private LintOptions options() {
    Set<String> known = new HashSet<>();
    for (Rule rule : severities.isEmpty() ? List.<Rule>of() : rules.get()) {
      known.add(rule.info().name());
      known.addAll(rule.info().aliases());
    }
    ImmutableMap.Builder<String, Optional<Severity>> chosen = ImmutableMap.builder();
    severities.forEach((name, severity) -> {
      if (!known.contains(name)) {
        throw new ParameterException(spec.commandLine(), "There is no rule " + name);
      }
      try {
        chosen.put(name, SeverityName.parse(severity));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            spec.commandLine(), "--rule " + name + ": " + e.getMessage(), e);
      }
    });
    return new LintOptions(chosen.buildOrThrow());
  }

  private boolean colors() {
    return !noColor && Ansi.AUTO.enabled();
  }

  private void ruleFailed(RuleInfo rule, RuntimeException failure) {
    err.println("plimsoll: the rule " + rule.name() + " failed and says nothing: " + failure);
  }
}
