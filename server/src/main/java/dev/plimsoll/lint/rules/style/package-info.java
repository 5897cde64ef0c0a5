/** Rules about the form. */
@NullMarked
package dev.plimsoll.lint.rules.style;

import org.jspecify.annotations.NullMarked;
