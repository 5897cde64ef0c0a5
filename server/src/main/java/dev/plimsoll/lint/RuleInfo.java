package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;

/**
 * What is known of a rule without running it.
 *
 * @param name in kebab case, unique; never changes once released
 * @param category what the rule is about
 * @param severity how its problems are shown unless a setting says otherwise: what happens if they are ignored
 * @param aliases the same rule's names in other tools, such as {@code DL3009}; they work wherever the name does
 * @param documentation Markdown: why, then pairs of fenced blocks {@code dockerfile bad} and {@code dockerfile good}
 */
public record RuleInfo(
    String name,
    Category category,
    Severity severity,
    ImmutableList<String> aliases,
    String documentation) {

  public static RuleInfo of(
      String name, Category category, Severity severity, String documentation) {
    return new RuleInfo(name, category, severity, ImmutableList.of(), documentation);
  }

  /** This rule with its names in other tools. */
  public RuleInfo withAliases(String... names) {
    return new RuleInfo(name, category, severity, ImmutableList.copyOf(names), documentation);
  }

  /** The first sentence of the documentation. */
  public String summary() {
    int end = documentation.indexOf("\n\n");
    return (end < 0 ? documentation : documentation.substring(0, end))
        .replace('\n', ' ')
        .strip();
  }
}
