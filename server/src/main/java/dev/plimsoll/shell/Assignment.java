package dev.plimsoll.shell;

import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * {@code name=value}, {@code name+=value}, {@code name[index]=value}, {@code name=(a b)} before a command or alone.
 *
 * @param index the raw text between the brackets
 * @param value empty where nothing follows the {@code =}; an array is one {@link WordPart.Array}
 */
public record Assignment(
    TextRange range, String name, @Nullable String index, boolean append, ShellWord value) {}
