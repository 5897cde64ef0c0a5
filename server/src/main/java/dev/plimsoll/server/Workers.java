package dev.plimsoll.server;

import java.util.concurrent.Executor;

/**
 * Who does what takes time, and how long it may take.
 *
 * @param analysis one task at a time, so that what follows from a text is computed once
 * @param files where reading may hang
 * @param searches one thread that may wait long
 */
public record Workers(Executor analysis, Executor files, Executor searches, Patience patience) {

  /** So many folders may hang at once; of more than these nothing is known. */
  private static final int FILE_THREADS = 64;

  /**
   * How long somebody waits for the disk.
   *
   * @param answerMillis for an answer, while typing
   * @param searchMillis for an answer about the whole workspace
   * @param hangingMillis what takes longer counts as hanging: nobody else waits for it
   */
  public record Patience(long answerMillis, long searchMillis, long hangingMillis) {
    public static final Patience OF_PEOPLE = new Patience(300, 2_000, 300);
  }

  /** Threads that start with their first task and don't keep the process. */
  public static Workers start(Patience patience) {
    return new Workers(
        new Turns("analysis"),
        Threads.eachOnItsOwn(FILE_THREADS, "files"),
        Threads.single("search"),
        patience);
  }

  public Workers withAnalysis(Executor analysis) {
    return new Workers(analysis, files, searches, patience);
  }
}
