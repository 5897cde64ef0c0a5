/** From a name to its other places: definition, references, highlights, linked editing, lenses, rename. */
@NullMarked
package dev.plimsoll.ide.navigation;

import org.jspecify.annotations.NullMarked;
