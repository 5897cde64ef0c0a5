/** What rules of several categories know of the code that RUN gives to a shell: how to read it, add to it and join it. */
@NullMarked
package dev.plimsoll.lint.rules.scripts;

import org.jspecify.annotations.NullMarked;
