/** Where the program begins: {@link dev.plimsoll.Main}. */
@NullMarked
package dev.plimsoll;

import org.jspecify.annotations.NullMarked;
