package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.cli.BaseImages.BaseImage;
import dev.plimsoll.lint.FixAll;
import dev.plimsoll.lint.Problem;

/** A way to print what was found; not each has a place for all of it. */
interface LintReport {

  /** What was repaired in a file, which has been written; {@code source} is the file as it was. */
  default void repaired(Source source, ImmutableList<FixAll.Repair> repairs) {}

  /** What is wrong with a file, which may be nothing. */
  void add(Source source, ImmutableList<Problem> problems);

  default void images(Source source, ImmutableList<BaseImage> images) {}

  /** What the safe fixes would change, or have changed; {@code fixed} may be equal to the text. */
  default void diff(Source source, String fixed) {}

  /** A file, folder or pattern of which nothing can be said; the standard error stream says so, too. */
  default void failed(String name, String reason) {}

  /**
   * After the last file.
   *
   * @param whole whether every file was read and judged by every rule; else a sum would look like the whole
   */
  void end(boolean whole);
}
