package dev.plimsoll.server;

/** Where an answer is computed. */
enum Lane {

  /** One thread on which nothing waits: diagnostics are here, and what is asked with each key. */
  ANALYSIS,

  /**
   * Threads that may wait, for the disk and one day for the network. A question about a document begins on
   * {@link #ANALYSIS} all the same, and comes here only where its place has to do with files.
   */
  WAITING
}
