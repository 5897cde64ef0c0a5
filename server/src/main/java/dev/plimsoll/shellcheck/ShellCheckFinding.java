package dev.plimsoll.shellcheck;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;

/**
 * What ShellCheck says, where it stands in the file.
 *
 * @param range offsets of the file, at least one character
 * @param edits its fix; empty where it has none, or none that is known to mean the same in the file
 */
public record ShellCheckFinding(
    ShellCheckComment comment, TextRange range, ImmutableList<TextEdit> edits) {}
