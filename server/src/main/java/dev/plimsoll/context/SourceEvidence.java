package dev.plimsoll.context;

import java.util.Collection;
import java.util.List;

/**
 * How well the sources of a Dockerfile fit a folder that is taken for its build context because some of them are there. Where
 * many aren't, another folder may be meant, or one that a script gathers.
 *
 * @param there how many of them are in the folder
 * @param gone how many of them are missing, and their folder as well, though Git wouldn't leave them out
 * @param elsewhere whether one that is missing is in another folder that may be meant
 */
record SourceEvidence(int there, int gone, boolean elsewhere) {

  static SourceEvidence of(
      BuildContext context,
      List<BuildContext> others,
      Collection<String> sources,
      Deadline deadline) {
    int there = 0;
    int gone = 0;
    boolean elsewhere = false;
    for (String source : sources) {
      String path = ContextPath.inContext(source);
      if (PathGlob.isPattern(path)) {
        continue;
      }
      if (has(context, path, deadline)) {
        there++;
      } else {
        elsewhere |= others.stream().anyMatch(other -> has(other, path, deadline));
        gone += mayBeMade(context, source, path, deadline) ? 0 : 1;
      }
    }
    return new SourceEvidence(there, gone, elsewhere);
  }

  private static boolean has(BuildContext context, String path, Deadline deadline) {
    return !context.find(path, deadline).entries().isEmpty();
  }

  /** Whether nothing speaks against the context: the folder of the source is there, or Git leaves it out. */
  private static boolean mayBeMade(
      BuildContext context, String source, String path, Deadline deadline) {
    int slash = path.lastIndexOf('/');
    return slash > 0 && has(context, path.substring(0, slash), deadline)
        || !context.isKeptByGit(source, deadline);
  }

  /**
   * Whether it is sure enough that what isn't there is missing.
   *
   * @param own whether the folder is that of the Dockerfile, for which less has to speak
   */
  boolean isConvincing(boolean own) {
    return !elsewhere && (own ? gone <= 2 * there : 2 * gone <= there);
  }
}
