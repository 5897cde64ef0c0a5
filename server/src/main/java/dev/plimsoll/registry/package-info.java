/** Answers questions about images over HTTP; implements {@link dev.plimsoll.image.ImageSource}. */
@NullMarked
package dev.plimsoll.registry;

import org.jspecify.annotations.NullMarked;
