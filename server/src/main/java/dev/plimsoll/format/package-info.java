/** The formatter: a file and options in, the edits out that lay it out. */
@NullMarked
package dev.plimsoll.format;

import org.jspecify.annotations.NullMarked;
