/**
 * Shell grammar inside RUN: {@link dev.plimsoll.shell.Script} and what can be asked of it.
 *
 * <p>The code is clean shell text that knows nothing of Dockerfiles; every range is in UTF-16 offsets of that text.
 * What the parser can't understand becomes an opaque node, never an error.
 */
@NullMarked
package dev.plimsoll.shell;

import org.jspecify.annotations.NullMarked;
