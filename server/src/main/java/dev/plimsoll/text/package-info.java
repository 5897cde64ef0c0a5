/**
 * Characters: {@link dev.plimsoll.text.TextRange}, {@link dev.plimsoll.text.TextEdit}, {@link
 * dev.plimsoll.text.LineMap}, {@link dev.plimsoll.text.EmbeddedText}; and the text of tables in the jar, {@link
 * dev.plimsoll.text.Resource}.
 *
 * <p>Every position is a UTF-16 offset, which is both Java's {@code char} index and the default unit of the Language
 * Server Protocol.
 */
@NullMarked
package dev.plimsoll.text;

import org.jspecify.annotations.NullMarked;
