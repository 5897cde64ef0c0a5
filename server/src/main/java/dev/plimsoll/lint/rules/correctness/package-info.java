/** Rules about builds that fail and images that are not what they seem to be. */
@NullMarked
package dev.plimsoll.lint.rules.correctness;

import org.jspecify.annotations.NullMarked;
