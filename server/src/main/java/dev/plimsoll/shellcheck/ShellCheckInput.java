package dev.plimsoll.shellcheck;

/**
 * What ShellCheck is given. It says the same of equal ones.
 *
 * @param shell whose language it is: one of those that ShellCheck has for {@code --shell}
 * @param text all that it reads: a line for each variable, then the script
 */
public record ShellCheckInput(String shell, String text) {}
