/**
 * Dockerfile grammar: text in, {@link dev.plimsoll.syntax.Dockerfile} out, exactly as BuildKit reads it.
 *
 * <p>Parsing never throws and loses nothing: the elements of a file tile its text, an error is data on the element that
 * has it, and what is missing is empty. The rules were learnt from moby/buildkit, frontend/dockerfile 1.26 to 1.28.
 */
@NullMarked
package dev.plimsoll.syntax;

import org.jspecify.annotations.NullMarked;
