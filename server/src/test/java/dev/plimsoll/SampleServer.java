package dev.plimsoll;

import java.io.IOException;

/** The language server with {@link SampleRules}, as a process of its own. */
public final class SampleServer {

  private SampleServer() {}

  public static void main(String[] args) throws IOException {
    System.exit(Main.serve(() -> SampleRules.ALL));
  }
}
