package dev.plimsoll.syntax;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where every instruction stands among the elements of a file. Gathered once, then carried on over edits: only what the
 * edits touched is looked for.
 *
 * @param known the places in an earlier file
 * @param since what has changed since, or null where nothing has
 */
record Places(
    IdentityHashMap<Instruction, Integer> known, @Nullable Window since) {

  /** Elements that are looked through one by one; where more have changed, all places are gathered anew. */
  private static final int MAX_WINDOW = 64;

  static Places of(Element[] elements) {
    IdentityHashMap<Instruction, Integer> known = new IdentityHashMap<>(elements.length);
    for (int i = 0; i < elements.length; i++) {
      if (elements[i] instanceof Instruction instruction) {
        known.put(instruction, i);
      }
    }
    return new Places(known, null);
  }

  /** The places after one more edit, or null where they are to be gathered anew. */
  @Nullable Places after(Window edit) {
    Window both = since == null ? edit : since.then(edit);
    return both.size() > MAX_WINDOW ? null : new Places(known, both);
  }

  /** The index of an instruction among {@code elements}, or -1 where it is none of them. */
  int indexOf(Instruction instruction, Element[] elements) {
    Integer before = known.get(instruction);
    if (since == null) {
      return before == null ? -1 : before;
    }
    if (before != null && before < since.first()) {
      return before;
    }
    if (before != null && before >= since.oldEnd()) {
      return before + since.shift();
    }
    for (int i = since.first(); i < since.newEnd(); i++) {
      if (elements[i] == instruction) {
        return i;
      }
    }
    return -1;
  }
}
