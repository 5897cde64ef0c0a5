package dev.plimsoll.lint;

/**
 * The name of a rule in another tool. It works wherever the rule's own name does.
 *
 * @param code as that tool writes it, such as {@code DL3009}
 */
public record Alias(Tool tool, String code) {}
