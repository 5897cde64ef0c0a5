/** Problems as an editor shows them, and the actions of the light bulb that mend them. */
@NullMarked
package dev.plimsoll.ide.problems;

import org.jspecify.annotations.NullMarked;
