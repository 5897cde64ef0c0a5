package dev.plimsoll.context;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What sources weigh. To weigh a folder all in it is looked at, so a weight is kept for a while. */
final class Weights {

  private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(2);

  /** More than are of use at a time. */
  private static final int MAX_KEPT = 256;

  private record Source(String root, IgnoreFile ignore, String path) {}

  private record Weighed(ContextFile file, long nanoTime) {}

  private final Map<Source, Weighed> known = new ConcurrentHashMap<>();

  /** What a source copies, as {@link ContextFile#weight()}. */
  ContextFile of(BuildContext context, String path, Deadline deadline) {
    Source source = new Source(context.root(), context.ignore(), path);
    Weighed kept = known.get(source);
    long now = System.nanoTime();
    if (kept != null && now - kept.nanoTime < KEPT_NANOS) {
      return kept.file;
    }
    ContextFile file = ContextFile.of(context.weigh(path, deadline));
    if (!file.isKnown()) {
      return file; // the disk may answer next time
    }
    if (known.size() >= MAX_KEPT) {
      known.clear();
    }
    known.put(source, new Weighed(file, now));
    return file;
  }
}
