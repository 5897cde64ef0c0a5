/** Rules about files that are hard to keep. */
@NullMarked
package dev.plimsoll.lint.rules.maintainability;

import org.jspecify.annotations.NullMarked;
