/** Rules about bytes in the image that nobody needs. */
@NullMarked
package dev.plimsoll.lint.rules.size;

import org.jspecify.annotations.NullMarked;
