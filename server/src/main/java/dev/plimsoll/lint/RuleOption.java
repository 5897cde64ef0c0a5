package dev.plimsoll.lint;

/**
 * Something that can be chosen about a rule, besides its severity. A constant of the rule, which asks for the value with
 * {@link Subject#option}.
 *
 * @param name in camel case, as JSON has it: {@code maxLength}
 * @param type what values it can have
 * @param usual its value unless a setting says otherwise
 * @param description Markdown, for people who choose
 */
public record RuleOption<T>(String name, OptionType<T> type, T usual, String description) {}
