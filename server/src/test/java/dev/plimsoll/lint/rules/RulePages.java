package dev.plimsoll.lint.rules;

import com.google.common.base.CaseFormat;
import dev.plimsoll.lint.Alias;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.FixAvailability;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleOption;
import dev.plimsoll.lint.Tool;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code docs/rules} says, made of what the rules say of themselves. */
final class RulePages {

  /** An option in the info string of an example. */
  private static final Pattern OPTION =
      Pattern.compile("(```dockerfile (?:good|bad fix=\\w+)) (\\w+)=(\\S+)");

  private RulePages() {}

  /** The page of one rule. */
  static String page(RuleInfo rule) {
    return "# " + rule.name() + "\n\n" + facts(rule) + "\n\n"
        + withOptions(rule.documentation())
            .replace("```dockerfile bad fix=none", "Bad:\n\n```dockerfile")
            .replace(
                "```dockerfile bad fix=suggestion", "Bad, with a suggested fix:\n\n```dockerfile")
            .replace("```dockerfile bad fix=safe", "Bad, with a safe fix:\n\n```dockerfile")
            .replace("```dockerfile good", "Good:\n\n```dockerfile")
        + options(rule);
  }

  /** Says above an example which options it is about, and not in its info string. */
  private static String withOptions(String documentation) {
    return OPTION
        .matcher(documentation)
        .replaceAll(example -> "With `" + example.group(2) + "` set to `"
            + example.group(3).replace(",", "`, `") + "`:\n\n" + example.group(1));
  }

  private static String facts(RuleInfo rule) {
    String aliases = rule.aliases().isEmpty()
        ? ""
        : "\\\n**Also known as** "
            + rule.aliases().stream()
                .map(alias -> alias.tool().displayName() + " `" + alias.code() + "`")
                .collect(Collectors.joining(", "));
    return "**Category** " + lower(rule.category()) + " · **Severity** " + severity(rule)
        + " · **Fix** " + lower(rule.fix()) + " · **Since** " + rule.since()
        + (rule.forDeployment()
            ? " · **Judges** [what is deployed](README.md#what-is-deployed)"
            : "")
        + aliases;
  }

  private static String options(RuleInfo rule) {
    if (rule.options().isEmpty()) {
      return "";
    }
    StringBuilder options = new StringBuilder(
        "\n## Options\n\n| option | values | default | what it does |\n| --- | --- | --- | --- |\n");
    for (RuleOption<?> option : rule.options()) {
      options.append("| `%s` | %s | `%s` | %s |\n"
          .formatted(
              option.name(), option.type().expected(), option.usual(), option.description()));
    }
    return options.toString();
  }

  /** The page that leads to all others. */
  static String index(List<Rule> rules) {
    List<RuleInfo> byName = rules.stream()
        .map(Rule::info)
        .sorted(Comparator.comparing(RuleInfo::name))
        .toList();
    return """
        # Rules

        A fix is *safe* if the image stays the same or gets strictly better, and is then applied by `plimsoll lint --fix` and on save; a
        *suggestion* is left to you. Every name here, those of other tools included, works in settings and in comments that silence a rule.

        """
        + "[By category](#by-category) · [By name](#by-name) · [By the name in another tool](#by-the-name-in-another-tool)\n"
        + DEPLOYED + byCategory(byName) + byName(byName) + byAlias(byName);
  }

  private static final String DEPLOYED = """

      ## What is deployed

      Some rules judge only images that are deployed, as their pages say: what an image for development weighs, and as whom it runs,
      matters little. The last stage is deployed, and so is each that starts a program (CMD, ENTRYPOINT) and that no other stage uses,
      unless its name says that it is for development, tests or a pipeline: `dev`, `unit-test`, `lint`, `audit`, `upload-artifact`. Where
      there are no others, the last stage is judged whatever its name. What the deployed ones are FROM belongs to them.

      A file is not deployed if its name or a folder says so: `Dockerfile.dev`, `Dockerfile.test`, `dev.Dockerfile`, `.devcontainer`,
      `.github`, `ci`, `docker-dev`, `e2e`, `tests`, `builders`, `packaging/debian` and the like. Only folders inside the project count: in an editor
      those below the folder that is open, on the command line those below the root of the Git repository, or else below the working
      directory. So is none of which all that is deployed has `NODE_ENV`, `RAILS_ENV`, `APP_ENV`, `FLASK_ENV` or the like set to
      `development`, `dev` or `local` by ENV.

      Of files that others wrote, as in `vendor/host/owner/name`, `node_modules` and `third_party`, and of what tests read, as in
      `testdata` and `fixtures`, only those are told what concerns size, maintainability or style who ask for the rule or for more than
      what is recommended. All else but what makes a build fail is information at most, there and in a folder of `vendor`, `external`
      or `third_party` that has a license of its own.

      ## How loud it is

      Where it is known how many bytes an image stores in vain, because the build context tells or somebody has measured it, the message
      says so, and they decide the severity: less than 100 kB is a hint, 10 MB or more is a warning, and what is between is information.
      """;

  private static String byCategory(List<RuleInfo> rules) {
    StringBuilder text = new StringBuilder("\n## By category\n");
    for (Category category : Category.values()) {
      List<RuleInfo> members =
          rules.stream().filter(rule -> rule.category() == category).toList();
      if (!members.isEmpty()) {
        text.append("\n### ").append(title(category)).append("\n\n| rule | why |\n| --- | --- |\n");
        members.forEach(rule ->
            text.append("| %s | %s |\n".formatted(link(rule), rule.summary().replace("|", "\\|"))));
      }
    }
    return text.toString();
  }

  private static String byName(List<RuleInfo> rules) {
    StringBuilder text = new StringBuilder(
        "\n## By name\n\n| rule | category | severity | fix | since |\n| --- | --- | --- | --- | --- |\n");
    for (RuleInfo rule : rules) {
      text.append("| %s | %s | %s | %s | %s |\n"
          .formatted(
              link(rule),
              lower(rule.category()),
              severity(rule),
              rule.fix() == FixAvailability.NONE ? "" : lower(rule.fix()),
              rule.since()));
    }
    return text.toString();
  }

  private static String byAlias(List<RuleInfo> rules) {
    StringBuilder text = new StringBuilder(
        "\n## By the name in another tool\n\n| tool | name there | rule |\n| --- | --- | --- |\n");
    for (Tool tool : Tool.values()) {
      rules.stream()
          .flatMap(rule -> rule.aliases().stream()
              .filter(alias -> alias.tool() == tool)
              .map(alias -> row(alias, rule)))
          .sorted()
          .forEach(text::append);
    }
    return text.toString();
  }

  private static String row(Alias alias, RuleInfo rule) {
    return "| %s | `%s` | %s |\n".formatted(alias.tool().displayName(), alias.code(), link(rule));
  }

  private static String link(RuleInfo rule) {
    return "[" + rule.name() + "](" + rule.name() + ".md)";
  }

  private static String severity(RuleInfo rule) {
    return lower(rule.severity()) + (rule.isOnByDefault() ? "" : ", off by default");
  }

  private static String title(Enum<?> value) {
    String lower = lower(value);
    return Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
  }

  private static String lower(Enum<?> value) {
    return CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.LOWER_HYPHEN, value.name());
  }
}
