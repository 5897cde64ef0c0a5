package dev.plimsoll.shellcheck;

/** Why ShellCheck says nothing; the message is a clause for people. */
final class ShellCheckException extends Exception {

  private static final long serialVersionUID = 1;

  /** Whether it would be the same with any other script. */
  private final boolean lasting;

  private ShellCheckException(String message, boolean lasting) {
    super(message);
    this.lasting = lasting;
  }

  static ShellCheckException always(String message) {
    return new ShellCheckException(message, true);
  }

  static ShellCheckException thisTime(String message) {
    return new ShellCheckException(message, false);
  }

  boolean isLasting() {
    return lasting;
  }
}
