/** What rules of several categories know of the images that FROM names: where the name and its tag are decided. */
@NullMarked
package dev.plimsoll.lint.rules.images;

import org.jspecify.annotations.NullMarked;
