package dev.plimsoll.syntax;

import org.jspecify.annotations.Nullable;

/**
 * One key and its value in ENV, LABEL or ARG, quotes kept.
 *
 * @param key the name as written; BuildKit expands it in ENV and LABEL, never in ARG
 * @param value null in an ARG that has no default
 * @param legacy whether it was written with white space ({@code ENV key the rest of the line})
 */
public record Pair(Word key, @Nullable Word value, boolean legacy) {}
