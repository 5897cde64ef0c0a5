package dev.plimsoll.cli;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import dev.plimsoll.lint.Alias;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleNames;
import dev.plimsoll.lint.RuleOption;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.SeverityName;
import dev.plimsoll.shellcheck.ShellCheckProgram;
import dev.plimsoll.text.Visible;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plimsoll explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Prints the documentation of rules.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:every rule is explained", "2:wrong usage, or there is no such rule"})
final class ExplainCommand implements Callable<Integer> {

  private static final String BOLD = "1";

  /** Longer lines are hard to read. */
  private static final int USUAL_COLUMNS = 100;

  private final Session session;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default: text.")
  private RulesCommand.Format format = RulesCommand.Format.text;

  @Parameters(
      paramLabel = "NAME",
      arity = "1..*",
      description = "The name of a rule, its own or one in another tool, such as DL3009.")
  private List<String> names = List.of();

  ExplainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ImmutableList<Rule> rules = session.rules().get();
    Set<RuleInfo> found = new LinkedHashSet<>();
    Set<String> codes = new LinkedHashSet<>();
    boolean missing = false;
    for (String name : names) {
      List<RuleInfo> called = called(name, rules);
      if (called.isEmpty()) {
        session.messages().say("There is no rule " + name + "." + meant(name, rules));
        missing = true;
      }
      found.addAll(called);
      if (RuleNames.isOfShellCheck(name)) {
        codes.add(Ascii.toUpperCase(RuleInfo.key(name)));
      }
    }
    if (format == RulesCommand.Format.json) {
      RuleJson.print(session.out(), found, true);
    } else {
      String before = "";
      for (RuleInfo rule : found) {
        session.out().print(before);
        if (rule.name().equals(ShellCheckProgram.NAME)) {
          codes.forEach(code -> print(session.out(), code));
        }
        print(session.out(), rule);
        before = "\n";
      }
    }
    return missing ? Cli.FAILED : Cli.OK;
  }

  /** One, or several that are one in another tool; the one that passes on all codes of ShellCheck. */
  private static List<RuleInfo> called(String name, ImmutableList<Rule> rules) {
    String listed = RuleNames.isOfShellCheck(name) ? ShellCheckProgram.NAME : name;
    return rules.stream().map(Rule::info).filter(rule -> rule.isCalled(listed)).toList();
  }

  private static String meant(String name, ImmutableList<Rule> rules) {
    ImmutableList<String> near = NearNames.of(name, rules);
    return near.isEmpty()
        ? " plimsoll rules lists all."
        : " Did you mean " + String.join(" or ", near) + "?";
  }

  /** A code of ShellCheck: what there is to say of all of them is said of the rule that passes them on. */
  private void print(PrintWriter out, String code) {
    printName(out, code);
    out.println("A code of ShellCheck, whose wiki has a page for each:");
    out.println(RuleNames.shellCheckPage(code));
    out.println();
  }

  private void printName(PrintWriter out, String name) {
    out.println(session.colors() ? "\033[" + BOLD + "m" + name + "\033[0m" : name);
    out.println();
  }

  private void print(PrintWriter out, RuleInfo rule) {
    printName(out, rule.name());
    out.println("Category:       " + Ascii.toLowerCase(rule.category().name()));
    out.println("Severity:       " + SeverityName.of(rule.severity())
        + (rule.isOnByDefault() ? "" : ", off by default"));
    out.println("Profiles:       " + profiles(rule));
    out.println("Fix:            " + Ascii.toLowerCase(rule.fix().name()));
    if (!rule.aliases().isEmpty()) {
      out.println("Also known as:  " + aliases(rule));
    }
    if (!rule.since().isEmpty()) {
      out.println("Since:          " + rule.since());
    }
    out.println();
    int columns = session.terminal()
        ? Math.min(Terminal.width(session.environment(), USUAL_COLUMNS), USUAL_COLUMNS)
        : USUAL_COLUMNS;
    out.print(Paragraphs.wrapped(Visible.lines(RulePage.text(rule)), columns));
    for (RuleOption<?> option : rule.options()) {
      out.println();
      out.print(Paragraphs.wrapped(RulePage.plain(text(option)), columns));
    }
  }

  private static String text(RuleOption<?> option) {
    String usual = String.valueOf(option.usual());
    return "Option " + option.name() + ": " + option.description() + " Values: "
        + option.type().expected() + ". Default: " + (usual.equals("[]") ? "none" : usual) + ".";
  }

  private static String profiles(RuleInfo rule) {
    StringJoiner profiles = new StringJoiner(", ");
    for (Profile profile : Profile.values()) {
      Severity severity = rule.severity(profile);
      if (severity != null) {
        profiles.add(Ascii.toLowerCase(profile.name()) + " (" + SeverityName.of(severity) + ")");
      }
    }
    return profiles.toString();
  }

  private static String aliases(RuleInfo rule) {
    SetMultimap<String, String> byTool = LinkedHashMultimap.create();
    for (Alias alias : rule.aliases()) {
      byTool.put(alias.tool().displayName(), alias.code());
    }
    StringJoiner tools = new StringJoiner("; ");
    byTool.asMap().forEach((tool, codes) -> tools.add(tool + " " + String.join(", ", codes)));
    return tools.toString();
  }
}
