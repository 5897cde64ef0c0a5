package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Problem;

/** A way to print what was found. */
interface LintReport {

  void add(Source source, ImmutableList<Problem> problems);

  /** What the base images of a file weigh, a line each. */
  void images(Source source, ImmutableList<String> lines);

  /** What the safe fixes would change; {@code fixed} may be equal to the text. */
  void diff(Source source, String fixed);

  /** After the last file. */
  void end();
}
