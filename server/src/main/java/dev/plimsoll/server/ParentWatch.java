package dev.plimsoll.server;

import java.util.Optional;

/**
 * Waits for the editor's process to end. An editor that is killed may leave our input open, where another process has
 * inherited it.
 */
final class ParentWatch implements Runnable {

  private static final long PERIOD_MILLIS = 2000;

  /** Looking for a process loads classes for which the first document should not have to wait. */
  private static final long STARTING_MILLIS = 1_000;

  private final long processId;
  private final Runnable ended;

  private ParentWatch(long processId, Runnable ended) {
    this.processId = processId;
    this.ended = ended;
  }

  /**
   * Begins to watch. A process that isn't there to begin with is not watched: the editor may run in another container,
   * where the same number means another process.
   */
  static void start(long processId, Runnable ended) {
    Thread thread = new Thread(new ParentWatch(processId, ended), "parent watch");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    // ProcessHandle.onExit would poll too, with a thread and a delay of its own.
    try {
      Thread.sleep(STARTING_MILLIS);
      Optional<ProcessHandle> parent = ProcessHandle.of(processId);
      if (parent.isPresent()) {
        while (parent.get().isAlive()) {
          Thread.sleep(PERIOD_MILLIS);
        }
        ended.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
