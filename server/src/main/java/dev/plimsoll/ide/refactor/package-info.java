/** One class per refactoring: a change of form that keeps the meaning. Pure functions of a model and a selection. */
@NullMarked
package dev.plimsoll.ide.refactor;

import org.jspecify.annotations.NullMarked;
