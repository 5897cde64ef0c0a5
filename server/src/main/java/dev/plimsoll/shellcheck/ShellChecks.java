package dev.plimsoll.shellcheck;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks ShellCheck, for each script until it answers, and keeps what it said of those that were asked about last. That it
 * hangs or crashes is no answer: it may be asked again. A program that can't be run, or isn't ShellCheck, is told of once and
 * never run again; so is one that hangs or crashes with one script after the other.
 */
public final class ShellChecks {

  /** How much is kept, in UTF-16 units of scripts and messages. */
  private static final long MAX_KEPT = 1 << 22;

  /** What a comment takes besides its message. */
  private static final int COMMENT_WEIGHT = 100;

  /**
   * So often it is asked about a script in vain. A program that lets so many scripts in a row wait in vain isn't run any
   * more.
   */
  private static final int MAX_IN_VAIN = 3;

  /** Of so many scripts it is kept that it was asked about them in vain. */
  private static final long MAX_FAILURES = 1_000;

  private final ShellCheckProgram program;
  private final Executor executor;
  private final Predicate<ShellCheckInput> wanted;
  private final Consumer<String> complaints;

  private final Cache<ShellCheckInput, ImmutableList<ShellCheckComment>> answers =
      CacheBuilder.newBuilder()
          .concurrencyLevel(1)
          .maximumWeight(MAX_KEPT)
          .<ShellCheckInput, ImmutableList<ShellCheckComment>>weigher(ShellChecks::weight)
          .build();

  private final Cache<ShellCheckInput, Failure> failures =
      CacheBuilder.newBuilder().concurrencyLevel(1).maximumSize(MAX_FAILURES).build();

  private final Map<ShellCheckInput, CompletableFuture<Void>> asked = new ConcurrentHashMap<>();
  private final AtomicInteger inVain = new AtomicInteger();
  private volatile boolean over;

  /** That there is no answer, after it was asked so often; the reason is a clause for people. */
  private record Failure(int times, String reason) {}

  /**
   * @param executor as many processes run as it runs tasks at a time
   * @param wanted asked when the turn of a script comes: whether anybody still wants to know of it
   * @param complaints told, once, in a sentence, why it says nothing any more
   */
  public ShellChecks(
      ShellCheckProgram program,
      Executor executor,
      Predicate<ShellCheckInput> wanted,
      Consumer<String> complaints) {
    this.program = program;
    this.executor = executor;
    this.wanted = wanted;
    this.complaints = complaints;
  }

  private static int weight(ShellCheckInput input, ImmutableList<ShellCheckComment> comments) {
    int weight = input.text().length();
    for (ShellCheckComment comment : comments) {
      weight += COMMENT_WEIGHT + comment.message().length();
    }
    return weight;
  }

  /** Whether it can't be asked: what is known by now is all. */
  public boolean isOver() {
    return over;
  }

  /** From now on nothing is asked, and what waits for its turn is dropped. */
  public void end() {
    over = true;
  }

  /** How many scripts are being asked about, or wait for their turn. */
  public int waiting() {
    return asked.size();
  }

  /** Whether something is known of a script. */
  public boolean knows(ShellCheckInput input) {
    return answers.getIfPresent(input) != null;
  }

  /** Why it said nothing of a script when it was asked last, as a clause; null where it did, or was not asked. */
  public @Nullable String failure(ShellCheckInput input) {
    Failure failure = failures.getIfPresent(input);
    return failure == null ? null : failure.reason;
  }

  /** Whether nothing is known of a script, and nothing will be. */
  private boolean isUnanswerable(ShellCheckInput input) {
    Failure failure = failures.getIfPresent(input);
    return !knows(input) && (over || failure != null && failure.times >= MAX_IN_VAIN);
  }

  /** Asks about a script, unless it is known; completed when it is, or there is no answer this time. Never fails. */
  public CompletableFuture<Void> ask(ShellCheckInput input) {
    if (knows(input) || isUnanswerable(input)) {
      return CompletableFuture.completedFuture(null);
    }
    return asked.computeIfAbsent(
        input, any -> CompletableFuture.runAsync(() -> run(input), executor));
  }

  private void run(ShellCheckInput input) {
    try {
      if (!over && isWanted(input)) {
        answers.put(input, program.check(input));
        failures.invalidate(input);
        inVain.set(0);
      }
    } catch (ShellCheckException e) {
      failed(input, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      asked.remove(input);
    }
  }

  /** Who wants to know of it from the moment on in which it is dropped asks anew. */
  private boolean isWanted(ShellCheckInput input) {
    if (wanted.test(input)) {
      return true;
    }
    asked.remove(input);
    return wanted.test(input);
  }

  private void failed(ShellCheckInput input, ShellCheckException failure) {
    String reason = String.valueOf(failure.getMessage());
    if (failure.isLasting()) {
      giveUp(reason);
      return;
    }
    Failure before = failures.getIfPresent(input);
    failures.put(input, new Failure(before == null ? 1 : before.times + 1, reason));
    if (before == null && inVain.incrementAndGet() >= MAX_IN_VAIN) {
      giveUp(reason);
    }
  }

  private synchronized void giveUp(String reason) {
    if (!over) {
      over = true;
      complaints.accept(
          "ShellCheck is not asked about scripts any more: " + program.file() + ": " + reason);
    }
  }

  /** What is known of some scripts. */
  public ShellCheckReport report(Collection<ShellCheckInput> inputs) {
    ImmutableMap.Builder<ShellCheckInput, ImmutableList<ShellCheckComment>> known =
        ImmutableMap.builder();
    ImmutableSet.Builder<ShellCheckInput> unanswerable = ImmutableSet.builder();
    for (ShellCheckInput input : inputs) {
      ImmutableList<ShellCheckComment> answer = answers.getIfPresent(input);
      if (answer != null) {
        known.put(input, answer);
      } else if (isUnanswerable(input)) {
        unanswerable.add(input);
      }
    }
    return new ShellCheckReport(known.buildKeepingLast(), unanswerable.build(), ImmutableList.of());
  }
}
