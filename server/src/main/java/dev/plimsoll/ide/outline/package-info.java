/** How a file is structured: its symbols, what can be folded, and what is selected by and by. */
@NullMarked
package dev.plimsoll.ide.outline;

import org.jspecify.annotations.NullMarked;
