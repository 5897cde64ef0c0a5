/**
 * The build context: .dockerignore, files that COPY can see.
 *
 * <p>Patterns and paths are judged as on Linux, where builds run: names differ by case, the separator is a slash.
 */
@NullMarked
package dev.plimsoll.context;

import org.jspecify.annotations.NullMarked;
