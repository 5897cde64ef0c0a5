/** The features of a .dockerignore file. */
@NullMarked
package dev.plimsoll.ide.ignorefile;

import org.jspecify.annotations.NullMarked;
