/** Semantic tokens: what kind of word stands where, in a Dockerfile and in the shell code inside it. */
@NullMarked
package dev.plimsoll.ide.tokens;

import org.jspecify.annotations.NullMarked;
