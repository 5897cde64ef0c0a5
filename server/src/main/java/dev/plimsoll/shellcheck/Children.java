package dev.plimsoll.shellcheck;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The processes that run: none of them outlives this one, however it is asked to end. What one of them has started ends with
 * it; only what it leaves behind when it ends by itself is nobody's child any more, and can't be told from others.
 */
final class Children {

  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Children::endAll, "end of shellcheck"));
  }

  private Children() {}

  static void add(Process process) {
    RUNNING.add(process);
  }

  /** Ends a process, if it hasn't ended, and all that it has started; it first, lest it starts something in their place. */
  static void end(Process process) {
    if (process.isAlive()) {
      List<ProcessHandle> started = process.descendants().toList();
      process.destroyForcibly();
      started.forEach(ProcessHandle::destroyForcibly);
    }
    RUNNING.remove(process);
  }

  private static void endAll() {
    RUNNING.forEach(Children::end);
  }
}
