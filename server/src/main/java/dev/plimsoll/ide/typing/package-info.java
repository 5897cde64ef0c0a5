/** What is laid out while somebody types. */
@NullMarked
package dev.plimsoll.ide.typing;

import org.jspecify.annotations.NullMarked;
