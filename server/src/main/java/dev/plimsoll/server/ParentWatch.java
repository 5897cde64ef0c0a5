package dev.plimsoll.server;

import java.util.Optional;

/**
 * Waits for the editor's process to end. An editor that is killed may leave our input open, where another process has
 * inherited it.
 */
final class ParentWatch implements Runnable {

  private static final long PERIOD_MILLIS = 2000;

  private final ProcessHandle parent;
  private final Runnable ended;

  private ParentWatch(ProcessHandle parent, Runnable ended) {
    this.parent = parent;
    this.ended = ended;
  }

  /**
   * Begins to watch. A process that isn't there to begin with is not watched: the editor may run in another container,
   * where the same number means another process.
   */
  static void start(long processId, Runnable ended) {
    Optional<ProcessHandle> parent = ProcessHandle.of(processId);
    if (parent.isPresent()) {
      Thread thread = new Thread(new ParentWatch(parent.get(), ended), "parent watch");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void run() {
    // ProcessHandle.onExit would poll too, with a thread and a delay of its own.
    try {
      while (parent.isAlive()) {
        Thread.sleep(PERIOD_MILLIS);
      }
      ended.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
