/** Signature help: the parts of the instruction or flag that is being typed, and which of them the cursor is in. */
@NullMarked
package dev.plimsoll.ide.signature;

import org.jspecify.annotations.NullMarked;
