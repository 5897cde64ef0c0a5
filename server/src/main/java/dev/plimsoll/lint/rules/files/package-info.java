/** What rules of several categories know of the files of an image: from which file of the build context they come. */
@NullMarked
package dev.plimsoll.lint.rules.files;

import org.jspecify.annotations.NullMarked;
