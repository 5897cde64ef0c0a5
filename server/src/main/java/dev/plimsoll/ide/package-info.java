/**
 * The features of an editor, as pure functions of a {@link dev.plimsoll.ide.Snapshot} and a position: one package for
 * each, one class for each part of it. What they share stands here.
 */
@NullMarked
package dev.plimsoll.ide;

import org.jspecify.annotations.NullMarked;
