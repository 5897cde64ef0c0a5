package dev.plimsoll.config;

import dev.plimsoll.lint.Severity;
import dev.plimsoll.text.TextRange;

/**
 * What is wrong with a configuration file.
 *
 * @param range UTF-16 offsets of the file
 * @param severity {@link Severity#ERROR} where nothing of the file counts
 * @param message sentences that say what is wrong and what to do
 */
public record ConfigMistake(TextRange range, Severity severity, String message) {}
