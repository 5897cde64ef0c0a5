/** Inlay hints: what a word stands for, behind the word. */
@NullMarked
package dev.plimsoll.ide.hints;

import org.jspecify.annotations.NullMarked;
