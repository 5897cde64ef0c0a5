package dev.plimsoll.shell;

import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * The lines that a {@code <<} redirection reads.
 *
 * @param redirection where it was asked for
 * @param delimiter the line that ends it, quotes removed
 * @param literal whether the delimiter was quoted, so that nothing in the body is expanded
 * @param body the lines; one part only where it is literal
 * @param closing where the delimiter stands; null where it is missing
 */
public record HereDocument(
    Redirection redirection,
    String delimiter,
    boolean literal,
    ShellWord body,
    @Nullable TextRange closing) {}
