/** One class per editor feature: pure functions of a {@link dev.plimsoll.ide.Snapshot} and a position. */
@NullMarked
package dev.plimsoll.ide;

import org.jspecify.annotations.NullMarked;
