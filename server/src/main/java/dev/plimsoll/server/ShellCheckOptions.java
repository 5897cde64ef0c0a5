package dev.plimsoll.server;

import org.jspecify.annotations.Nullable;

/**
 * What the user decided about ShellCheck.
 *
 * @param enabled whether it may be asked
 * @param program an absolute path, or a name that is looked for; empty for the usual name
 */
record ShellCheckOptions(boolean enabled, String program) {

  static final ShellCheckOptions DEFAULT = new ShellCheckOptions(true, "");

  @Override
  public boolean equals(@Nullable Object other) { // that of records is linked at the start
    return other instanceof ShellCheckOptions that
        && enabled == that.enabled
        && program.equals(that.program);
  }

  @Override
  public int hashCode() {
    return program.hashCode();
  }
}
