package dev.plimsoll.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Does tasks one at a time, in their order. While a task waits for the disk, it is the turn of the next: what is computed
 * is computed once, and nobody waits for a folder that somebody else has asked for. Its threads don't keep the process.
 */
final class Turns implements Executor {

  /** Of the tasks that wait. Beyond these a task waits without giving its turn away. */
  private static final int MAX_ASIDE = 8;

  private final String name;
  private final Deque<Runnable> tasks = new ArrayDeque<>();

  /** Whether some task has its turn. */
  private boolean taken;

  /** How many have waited, and want their turn back before another task begins. */
  private int returning;

  private int aside;

  /** Threads that have no task. */
  private int idle;

  /** @param name of the threads */
  Turns(String name) {
    this.name = name;
  }

  @Override
  public synchronized void execute(Runnable task) {
    tasks.add(task);
    if (idle == 0 && !taken) {
      start();
    }
    notifyAll();
  }

  /** Waits for something. If the thread has its turn at some tasks, the others of those are done in the meantime. */
  static void aside(Runnable waiting) {
    if (Thread.currentThread() instanceof Worker worker && worker.turns().giveAway()) {
      try {
        waiting.run();
      } finally {
        worker.turns().takeBack();
      }
    } else {
      waiting.run();
    }
  }

  private synchronized boolean giveAway() {
    if (aside == MAX_ASIDE) {
      return false;
    }
    aside++;
    taken = false;
    if (idle == 0) {
      start();
    }
    notifyAll();
    return true;
  }

  private synchronized void takeBack() {
    aside--;
    returning++;
    while (taken) {
      pause();
    }
    returning--;
    taken = true;
  }

  /** The next task, which has its turn now; null where another thread waits for it already. */
  private synchronized @Nullable Runnable next() {
    while (taken || returning > 0 || tasks.isEmpty()) {
      if (idle > 0) {
        return null;
      }
      idle++;
      pause();
      idle--;
    }
    taken = true;
    return tasks.remove();
  }

  private synchronized void end() {
    taken = false;
    notifyAll();
  }

  private void start() {
    new Worker().start();
  }

  /** Nobody interrupts these threads. */
  private void pause() {
    try {
      wait();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Worker extends Thread {
    Worker() {
      super(name);
      setDaemon(true);
    }

    Turns turns() {
      return Turns.this;
    }

    @Override
    public void run() {
      for (Runnable task = next(); task != null; task = next()) {
        try {
          task.run();
        } catch (RuntimeException | Error e) {
          getUncaughtExceptionHandler().uncaughtException(this, e);
        } finally {
          end();
        }
      }
    }
  }
}
