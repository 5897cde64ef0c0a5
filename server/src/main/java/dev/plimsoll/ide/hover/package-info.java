/** What is said of the place under the mouse: {@link dev.plimsoll.ide.hover.Hovers} asks one class per kind of place. */
@NullMarked
package dev.plimsoll.ide.hover;

import org.jspecify.annotations.NullMarked;
