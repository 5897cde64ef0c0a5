package dev.plimsoll.server;

import java.util.concurrent.Executor;

/**
 * Who does what takes time, and how long it may take.
 *
 * @param analysis one task at a time, so that what follows from a text is computed once; none of them waits
 * @param waiting for answers that wait for {@code files}
 * @param files where reading may hang
 * @param searches one thread that may wait long
 */
public record Workers(
    Executor analysis, Executor waiting, Executor files, Executor searches, Patience patience) {

  /** So many folders may hang at once; of more than these nothing is known. */
  private static final int FILE_THREADS = 64;

  /** So many answers may wait for the disk at the same time; others wait for these. */
  private static final int WAITING_THREADS = 8;

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
        new SmallHeap(Threads.single("analysis")),
        Threads.atMost(WAITING_THREADS, "waiting"),
        Threads.eachOnItsOwn(FILE_THREADS, "files"),
        Threads.single("search"),
        patience);
  }

  public Workers withLanes(Executor analysis, Executor waiting) {
    return new Workers(analysis, waiting, files, searches, patience);
  }
}
