package dev.plimsoll.cli;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Works on many things, several at once, and hands over the results in the order of the things. */
final class InOrder {

  /** Results that wait for an earlier one, per thread: a large file must not fill the memory with those after it. */
  private static final int AHEAD = 4;

  private InOrder() {}

  /**
   * Works on each thing.
   *
   * @param threads how many at once; with one, this thread does it all
   * @param begin what there is to do for a thing; asked in order on this thread
   * @param end gets each result, in order on this thread
   */
  static <T, R> void each(
      Iterable<T> things, int threads, Function<T, Supplier<R>> begin, Consumer<R> end) {
    if (threads == 1) {
      things.forEach(thing -> end.accept(begin.apply(thing).get()));
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
      Thread thread = new Thread(task, "lint");
      thread.setDaemon(true);
      return thread;
    });
    try {
      Deque<Future<R>> begun = new ArrayDeque<>();
      for (T thing : things) {
        if (begun.size() == AHEAD * threads) {
          end.accept(result(begun.remove()));
        }
        Supplier<R> work = begin.apply(thing);
        begun.add(pool.submit(work::get));
      }
      for (Future<R> each : begun) {
        end.accept(result(each));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static <R> R result(Future<R> future) {
    try {
      return Uninterruptibles.getUninterruptibly(future);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
