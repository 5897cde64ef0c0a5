/** What programs are told by their arguments: {@link dev.plimsoll.program.Programs} is the table of them. It knows no shell. */
@NullMarked
package dev.plimsoll.program;

import org.jspecify.annotations.NullMarked;
