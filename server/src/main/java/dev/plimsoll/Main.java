package dev.plimsoll;

/** Chooses: language server on stdio, or a command of {@link dev.plimsoll.cli}. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.err.println("usage: plimsoll --stdio | lint | format | parse");
    System.exit(2);
  }
}
