package dev.plimsoll;

import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.server.Workers.Patience;
import java.io.IOException;

/**
 * The language server as a process of its own that waits for the disk as long as a busy machine may need.
 *
 * <p>Its argument says which rules it has: {@code sample} for {@link SampleRules}, {@code all} for those that ship.
 */
public final class SampleServer {

  private static final Patience OF_TESTS = new Patience(60_000, 60_000, 60_000);

  private SampleServer() {}

  public static void main(String[] args) throws IOException {
    System.exit(
        Main.serve(() -> args[0].equals("sample") ? SampleRules.ALL : Rules.ALL, OF_TESTS, null));
  }
}
