/**
 * What a file means: stages and their graph, scopes and variables, image uses, effective shell, user and working
 * directory.
 */
@NullMarked
package dev.plimsoll.semantics;

import org.jspecify.annotations.NullMarked;
