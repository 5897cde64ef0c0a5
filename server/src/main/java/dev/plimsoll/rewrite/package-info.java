/** How a file is laid out and edited, for rules and refactorings alike: edits that lose no comment and touch nothing else. */
@NullMarked
package dev.plimsoll.rewrite;

import org.jspecify.annotations.NullMarked;
