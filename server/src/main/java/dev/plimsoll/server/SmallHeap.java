package dev.plimsoll.server;

import java.util.concurrent.Executor;

/**
 * Runs tasks, and collects garbage after one that let the heap grow.
 *
 * <p>The serial collector of JDK 25 looks through the old generation only when the heap can't grow any more; that of
 * JDK 17 did whenever it had to grow. Without this, a day of typing comes to what {@code -Xmx} allows, nearly all of it
 * garbage. The young generation has a fixed size ({@code bin/java.options}), so the heap grows by what gets old.
 */
final class SmallHeap implements Executor {

  /** How much the heap may grow until it is looked through, in bytes, or a quarter of it if that is more. */
  private static final long ROOM = 4 << 20;

  private final Executor tasks;
  /** In bytes; only tasks look at it, one after the other. */
  private long limit;

  /** @param tasks runs one after the other */
  SmallHeap(Executor tasks) {
    this.tasks = tasks;
    limit = limit();
  }

  private static long limit() {
    long heap = Runtime.getRuntime().totalMemory();
    return heap + Math.max(ROOM, heap / 4);
  }

  @Override
  public void execute(Runnable task) {
    tasks.execute(new Task(task));
  }

  /** No lambda, which would be linked in the middle of the start. */
  private final class Task implements Runnable {
    private final Runnable task;

    Task(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      task.run();
      if (Runtime.getRuntime().totalMemory() > limit) {
        System.gc();
        limit = limit();
      }
    }
  }
}
