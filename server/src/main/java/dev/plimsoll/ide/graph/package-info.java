/** Which stage needs which: the build graph, and the same as a call hierarchy. */
@NullMarked
package dev.plimsoll.ide.graph;

import org.jspecify.annotations.NullMarked;
