/**
 * What rules of several categories know of dependencies: who installs them, from which files, in which directory, and what they
 * and the stages need of the base image.
 */
@NullMarked
package dev.plimsoll.lint.rules.dependencies;

import org.jspecify.annotations.NullMarked;
