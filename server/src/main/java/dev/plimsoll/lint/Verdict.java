package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Reads;
import java.util.List;

/**
 * What one rule made of a file, whether or not other rules supersede it.
 *
 * @param found the problems that are not of a part
 * @param reads what it looked at, but for what it looked at in parts
 * @param parts what it looked at part by part, in the order in which it did
 */
record Verdict(ImmutableList<Problem> found, Reads reads, ImmutableList<Part> parts) {

  /** Nothing, of which nothing is known for another version. */
  static Verdict none() {
    Reads everything = new Reads();
    everything.addEverything();
    return new Verdict(ImmutableList.of(), everything, ImmutableList.of());
  }

  void addTo(List<Problem> problems) {
    problems.addAll(found);
    for (Part part : parts) {
      problems.addAll(part.found());
    }
  }
}
