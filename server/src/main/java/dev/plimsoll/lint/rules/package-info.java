/** One class per rule, in a folder per category, and the one list of them: {@link dev.plimsoll.lint.rules.Rules}. */
@NullMarked
package dev.plimsoll.lint.rules;

import org.jspecify.annotations.NullMarked;
