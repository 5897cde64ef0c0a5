package dev.plimsoll.server;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads besides the one that reads messages. They start with their first task and don't keep the process. */
final class Threads {

  private Threads() {}

  /** One thread that does its tasks in order. */
  static Executor single(String name) {
    return atMost(1, name);
  }

  /** So many threads that do their tasks in order. */
  static Executor atMost(int count, String name) {
    return new ThreadPoolExecutor(
        count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new Daemons(name));
  }

  /**
   * A thread for each task, which may hang; it ends when it is idle. More tasks than {@code count} at a time are refused
   * with a {@link java.util.concurrent.RejectedExecutionException}.
   */
  static Executor eachOnItsOwn(int count, String name) {
    return new ThreadPoolExecutor(
        0, count, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), new Daemons(name));
  }

  /**
   * The same thread, which sleeps until so many milliseconds have passed since a task was given. The JDK's executor with a
   * delay has one more thread, which starts with the first task: before the first diagnostics.
   *
   * @param thread one that does its tasks in order and may be held up
   */
  static Executor after(long millis, Executor thread) {
    return new Delayed(millis, thread);
  }

  private record Delayed(long millis, Executor thread) implements Executor {
    @Override
    public void execute(Runnable task) {
      thread.execute(new Sleeper(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), task));
    }
  }

  private record Sleeper(long dueNanos, Runnable task) implements Runnable {
    @Override
    public void run() {
      try {
        TimeUnit.NANOSECONDS.sleep(dueNanos - System.nanoTime());
        task.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // nobody does, but then it is to end
      }
    }
  }

  private record Daemons(String name) implements ThreadFactory {
    @Override
    public Thread newThread(Runnable task) {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    }
  }
}
