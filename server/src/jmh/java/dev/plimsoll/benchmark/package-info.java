/** How fast the parser and what stands on it are: not part of the server, nor of its tests. */
@NullMarked
package dev.plimsoll.benchmark;

import org.jspecify.annotations.NullMarked;
