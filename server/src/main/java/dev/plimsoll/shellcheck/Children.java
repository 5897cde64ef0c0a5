package dev.plimsoll.shellcheck;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The processes that run: none of them outlives this one, however it is asked to end. */
final class Children {

  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Children::endAll, "end of shellcheck"));
  }

  private Children() {}

  static void add(Process process) {
    RUNNING.add(process);
  }

  /** Ends a process, if it hasn't ended, and all that it has started. */
  static void end(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    RUNNING.remove(process);
  }

  private static void endAll() {
    RUNNING.forEach(Children::end);
  }
}
