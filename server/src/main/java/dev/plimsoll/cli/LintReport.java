package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.cli.BaseImages.BaseImage;
import dev.plimsoll.lint.FixAll;
import dev.plimsoll.lint.Problem;

/** A way to print what was found. */
interface LintReport {

  /** What was repaired in a file, which has been written; {@code source} is the file as it was. */
  void repaired(Source source, ImmutableList<FixAll.Repair> repairs);

  void add(Source source, ImmutableList<Problem> problems);

  void images(Source source, ImmutableList<BaseImage> images);

  /** What the safe fixes would change, or have changed; {@code fixed} may be equal to the text. */
  void diff(Source source, String fixed);

  /** A file, folder or pattern of which nothing can be said. */
  void failed(String name, String reason);

  /** After the last file. */
  void end();
}
