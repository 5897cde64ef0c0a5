package dev.plimsoll.shellcheck;

import org.jspecify.annotations.Nullable;

/**
 * What ShellCheck is given. It says the same of equal ones.
 *
 * @param shell whose language it is: one of those that ShellCheck has for {@code --shell}
 * @param text all that it reads: a line for each variable, then the script
 */
public record ShellCheckInput(String shell, String text) {

  @Override
  public boolean equals(@Nullable Object other) { // that of records is linked at the start
    return other instanceof ShellCheckInput that
        && shell.equals(that.shell)
        && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return 31 * text.hashCode() + shell.hashCode();
  }
}
