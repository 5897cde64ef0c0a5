/** Rules about files that build another image tomorrow. */
@NullMarked
package dev.plimsoll.lint.rules.reproducibility;

import org.jspecify.annotations.NullMarked;
