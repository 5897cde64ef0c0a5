/** The same engine for a terminal and for continuous integration: lint, parse. */
@NullMarked
package dev.plimsoll.cli;

import org.jspecify.annotations.NullMarked;
