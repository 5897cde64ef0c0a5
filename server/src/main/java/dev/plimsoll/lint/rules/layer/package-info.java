/** What rules of several categories know of layers: what a RUN leaves in them. */
@NullMarked
package dev.plimsoll.lint.rules.layer;

import org.jspecify.annotations.NullMarked;
