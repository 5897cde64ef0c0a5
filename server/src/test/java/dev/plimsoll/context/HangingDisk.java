package dev.plimsoll.context;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads on which whatever began while the disk hung goes on only when it answers. */
public final class HangingDisk implements Executor {

  private final CountDownLatch answers = new CountDownLatch(1);
  private final AtomicInteger begun = new AtomicInteger();
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
  private volatile boolean hangs;

  /** From now on what begins hangs. */
  public void hang() {
    hangs = true;
  }

  /** From now on what begins is done; what hangs still does. */
  public void goOn() {
    hangs = false;
  }

  /** Lets all go on, and waits until it is done. */
  public void answer() {
    hangs = false;
    answers.countDown();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  public int begun() {
    return begun.get();
  }

  @Override
  public void execute(Runnable task) {
    boolean waits = hangs; // before anybody is told of it, who may let others go on then
    begun.incrementAndGet();
    Thread thread = new Thread(() -> {
      if (waits) {
        try {
          answers.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      task.run();
    });
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }
}
