/** What ShellCheck says of the scripts in a file: what it is given, how it is run, and where its positions stand. */
@NullMarked
package dev.plimsoll.shellcheck;

import org.jspecify.annotations.NullMarked;
