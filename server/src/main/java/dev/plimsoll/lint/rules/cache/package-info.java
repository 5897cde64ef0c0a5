/** Rules about work that a rebuild could spare. */
@NullMarked
package dev.plimsoll.lint.rules.cache;

import org.jspecify.annotations.NullMarked;
