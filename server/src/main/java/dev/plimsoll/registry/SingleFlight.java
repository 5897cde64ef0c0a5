package dev.plimsoll.registry;

import dev.plimsoll.image.LookupFailure.Reason;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Answers equal questions that are asked at the same time with one answer. Afterwards it knows nothing of it. */
final class SingleFlight<K, V> {

  private final Map<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

  /** The answer of whoever asks the same already, else that of {@code question}. */
  V share(K key, Deadline deadline, Host.Question<V> question)
      throws LookupException, InterruptedException {
    while (true) {
      CompletableFuture<V> mine = new CompletableFuture<>();
      CompletableFuture<V> others = flights.putIfAbsent(key, mine);
      if (others == null) {
        return fly(key, mine, question);
      }
      V answer = await(others, deadline);
      if (answer != null) {
        return answer;
      }
    }
  }

  private V fly(K key, CompletableFuture<V> mine, Host.Question<V> question)
      throws LookupException, InterruptedException {
    try {
      V answer = question.ask();
      mine.complete(answer);
      return answer;
    } catch (LookupException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      flights.remove(key, mine);
      mine.cancel(false); // nothing where it has an end already
    }
  }

  /** Null where the other one gave up before its time was over that the answer would have taken. */
  private @Nullable V await(CompletableFuture<V> others, Deadline deadline)
      throws LookupException, InterruptedException {
    try {
      return others.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new LookupException(Reason.TIMEOUT);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LookupException failure && failure.reason() != Reason.TIMEOUT) {
        throw failure;
      }
      return null;
    } catch (CancellationException e) {
      return null;
    }
  }
}
