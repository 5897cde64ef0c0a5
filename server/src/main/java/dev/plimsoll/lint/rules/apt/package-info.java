/** What rules of several categories know of apt: its command line, its configuration and its package lists. */
@NullMarked
package dev.plimsoll.lint.rules.apt;

import org.jspecify.annotations.NullMarked;
