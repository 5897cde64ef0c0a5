/** Completion: what belongs at the cursor ({@link dev.plimsoll.ide.completion.Slot}), and what is offered for it. */
@NullMarked
package dev.plimsoll.ide.completion;

import org.jspecify.annotations.NullMarked;
