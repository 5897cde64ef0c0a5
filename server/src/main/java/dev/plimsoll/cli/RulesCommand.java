package dev.plimsoll.cli;

import com.google.common.base.Ascii;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.FixAvailability;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.SeverityName;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plimsoll rules}. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "Lists the rules.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:the rules are listed", "2:wrong usage"})
final class RulesCommand implements Callable<Integer> {

  /** How rules are printed, as it is called on the command line. */
  enum Format {
    text,
    json
  }

  private static final ImmutableList<String> TITLES =
      ImmutableList.of("rule", "category", "severity", "fix", "profiles", "also known as");

  private final Session session;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default: text.")
  private Format format = Format.text;

  @Option(
      names = "--category",
      paramLabel = "NAME",
      description = "Only the rules of a category: correctness, security, size, cache,"
          + " reproducibility, maintainability, style, or shell.")
  private @Nullable Category category;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Only the rules of a profile, each with its severity there: recommended,"
          + " hadolint, buildkit, or all.")
  private @Nullable Profile profile;

  RulesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<RuleInfo> rules = session.rules().get().stream()
        .map(Rule::info)
        .filter(rule -> category == null || rule.category() == category)
        .filter(rule -> profile == null || rule.severity(profile) != null)
        .sorted(Comparator.comparing(RuleInfo::category).thenComparing(RuleInfo::name))
        .toList();
    if (format == Format.json) {
      RuleJson.print(session.out(), rules, false);
    } else {
      print(rules.stream().map(this::row).toList());
    }
    return Cli.OK;
  }

  private ImmutableList<String> row(RuleInfo rule) {
    return ImmutableList.of(
        rule.name(),
        Ascii.toLowerCase(rule.category().name()),
        severity(rule),
        rule.fix() == FixAvailability.NONE ? "" : Ascii.toLowerCase(rule.fix().name()),
        profiles(rule),
        String.join(", ", rule.codes()));
  }

  /** In the profile that was asked for, else in the usual one. */
  private String severity(RuleInfo rule) {
    Severity there = rule.severity(profile == null ? Profile.RECOMMENDED : profile);
    return there == null || profile == null && !rule.isOnByDefault()
        ? SeverityName.OFF
        : SeverityName.of(there);
  }

  /** Those that it is in, but for the one that has all. */
  private static String profiles(RuleInfo rule) {
    StringJoiner names = new StringJoiner(", ");
    for (Profile each : Profile.values()) {
      if (each != Profile.ALL && rule.severity(each) != null) {
        names.add(Ascii.toLowerCase(each.name()));
      }
    }
    return names.toString();
  }

  private void print(List<ImmutableList<String>> rows) {
    int[] widths = new int[TITLES.size()];
    ImmutableList<ImmutableList<String>> all =
        ImmutableList.<ImmutableList<String>>builder().add(TITLES).addAll(rows).build();
    for (ImmutableList<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (ImmutableList<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(Strings.padEnd(row.get(i), widths[i] + 2, ' '));
      }
      session.out().println(line.toString().stripTrailing());
    }
  }
}
