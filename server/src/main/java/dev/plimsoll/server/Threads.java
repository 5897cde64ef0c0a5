package dev.plimsoll.server;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads besides the one that reads messages. They start with their first task and don't keep the process. */
public final class Threads {

  private Threads() {}

  /** One thread that does its tasks in order. */
  public static Executor single(String name) {
    return new ThreadPoolExecutor(
        1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new Daemons(name));
  }

  /** Threads for tasks that may hang. They end when they are idle. */
  public static Executor upTo(int count, String name) {
    ThreadPoolExecutor threads = new ThreadPoolExecutor(
        count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new Daemons(name));
    threads.allowCoreThreadTimeOut(true);
    return threads;
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
