/** What a rule is and how rules are run: {@link dev.plimsoll.lint.Rule}, {@link dev.plimsoll.lint.Problem}, {@link dev.plimsoll.lint.Linter}. */
@NullMarked
package dev.plimsoll.lint;

import org.jspecify.annotations.NullMarked;
