package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Trait;

/**
 * What is known of a rule without running it.
 *
 * @param name in kebab case, unique; never changes once released
 * @param category what the rule is about
 * @param severity how its problems are shown unless a setting says otherwise: what happens if they are ignored
 * @param aliases the same rule's names in other tools, such as {@code DL3009}; they work wherever the name does
 * @param documentation Markdown: why, then {@linkplain Example examples}
 * @param reads the elements whose text can matter to the rule, besides the context; all unless it says otherwise
 * @param mayBeUnfinished whether the rest of an instruction may mend what is reported in it, so that an editor doesn't show
 *     it while the instruction is being typed
 */
public record RuleInfo(
    String name,
    Category category,
    Severity severity,
    ImmutableList<String> aliases,
    String documentation,
    Trait reads,
    boolean mayBeUnfinished) {

  private static final Trait EVERYTHING = element -> true;

  public static RuleInfo of(
      String name, Category category, Severity severity, String documentation) {
    return new RuleInfo(
        name, category, severity, ImmutableList.of(), documentation, EVERYTHING, false);
  }

  /** This rule with its names in other tools. */
  public RuleInfo withAliases(String... names) {
    return new RuleInfo(
        name,
        category,
        severity,
        ImmutableList.copyOf(names),
        documentation,
        reads,
        mayBeUnfinished);
  }

  /**
   * This rule, which need not run again after an edit that touches no element with a trait: of what follows from such an
   * edit nothing can change its verdict. {@link Rule#IS_CONTEXT Context} need not be named.
   */
  public RuleInfo reading(Trait elements) {
    return new RuleInfo(
        name, category, severity, aliases, documentation, elements, mayBeUnfinished);
  }

  /** The same where only context matters. */
  public RuleInfo readingContext() {
    return reading(element -> false);
  }

  /** This rule, whose problems an editor doesn't show in an instruction that is being typed: its rest may mend them. */
  public RuleInfo whenFinished() {
    return new RuleInfo(name, category, severity, aliases, documentation, reads, true);
  }

  /** The first sentence of the documentation. */
  public String summary() {
    int end = documentation.indexOf("\n\n");
    return (end < 0 ? documentation : documentation.substring(0, end))
        .replace('\n', ' ')
        .strip();
  }
}
