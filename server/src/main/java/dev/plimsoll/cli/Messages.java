package dev.plimsoll.cli;

import java.io.PrintWriter;

/** What a command says beside its result: one line each, on the standard error stream. */
final class Messages {

  private final PrintWriter err;

  Messages(PrintWriter err) {
    this.err = err;
  }

  void say(String message) {
    err.println("plimsoll: " + Printable.line(message));
    err.flush();
  }

  /** Of a file, folder or pattern nothing can be said. */
  void failed(String name, String reason) {
    say((name.equals(Source.STDIN) ? "standard input" : name) + ": " + reason);
  }
}
