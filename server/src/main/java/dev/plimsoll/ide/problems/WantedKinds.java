package dev.plimsoll.ide.problems;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of code actions that are asked for. Each stands for its sub-kinds too: {@code source} for all sources.
 *
 * @param kinds empty where any will do
 */
record WantedKinds(ImmutableList<String> kinds) {

  /** @param only what the editor sent */
  static WantedKinds of(@Nullable List<String> only) {
    return new WantedKinds(only == null ? ImmutableList.of() : ImmutableList.copyOf(only));
  }

  boolean have(String kind) {
    return kinds.isEmpty() || name(kind);
  }

  /** Whether the kind is asked for by its name, or by that of a larger one. */
  boolean name(String kind) {
    for (String wanted : kinds) {
      if (wanted.isEmpty() || (kind + ".").startsWith(wanted + ".")) {
        return true;
      }
    }
    return false;
  }
}
