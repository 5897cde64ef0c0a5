package dev.plimsoll.shellcheck;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Asks ShellCheck, for each script once, and keeps what it said of those that were asked about last. A program that can't be
 * run, or isn't ShellCheck, is told of once and never run again; so is one that hangs again and again.
 */
public final class ShellChecks {

  /** How much is kept, in UTF-16 units of scripts and messages. */
  private static final long MAX_KEPT = 1 << 22;

  /** What a comment takes besides its message. */
  private static final int COMMENT_WEIGHT = 100;

  /** A program that lets so many scripts in a row wait in vain isn't run any more. */
  private static final int MAX_IN_VAIN = 3;

  private final ShellCheckProgram program;
  private final Executor executor;
  private final Consumer<String> complaints;

  private final Cache<ShellCheckInput, ImmutableList<ShellCheckComment>> answers =
      CacheBuilder.newBuilder()
          .concurrencyLevel(1)
          .maximumWeight(MAX_KEPT)
          .<ShellCheckInput, ImmutableList<ShellCheckComment>>weigher(ShellChecks::weight)
          .build();

  private final Map<ShellCheckInput, CompletableFuture<Void>> asked = new ConcurrentHashMap<>();
  private final AtomicInteger inVain = new AtomicInteger();
  private volatile boolean over;

  /**
   * @param executor as many processes run as it runs tasks at a time
   * @param complaints told, once, in a sentence, why it says nothing any more
   */
  public ShellChecks(ShellCheckProgram program, Executor executor, Consumer<String> complaints) {
    this.program = program;
    this.executor = executor;
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

  /** Whether something is known of a script. */
  public boolean knows(ShellCheckInput input) {
    return answers.getIfPresent(input) != null;
  }

  /** Asks about a script, unless it is known; completed when it is, or is not to be known. Never fails. */
  public CompletableFuture<Void> ask(ShellCheckInput input) {
    if (over || knows(input)) {
      return CompletableFuture.completedFuture(null);
    }
    return asked.computeIfAbsent(
        input, any -> CompletableFuture.runAsync(() -> run(input), executor));
  }

  private void run(ShellCheckInput input) {
    try {
      if (!over) {
        answers.put(input, program.check(input));
        inVain.set(0);
      }
    } catch (ShellCheckException e) {
      answers.put(input, ImmutableList.of());
      if (e.isLasting() || inVain.incrementAndGet() == MAX_IN_VAIN) {
        giveUp(String.valueOf(e.getMessage()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      asked.remove(input);
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
    for (ShellCheckInput input : inputs) {
      ImmutableList<ShellCheckComment> answer = answers.getIfPresent(input);
      if (answer != null) {
        known.put(input, answer);
      }
    }
    return new ShellCheckReport(known.buildKeepingLast());
  }
}
