package dev.plimsoll.context;

import dev.plimsoll.context.BuildContext.Place;
import dev.plimsoll.context.Folder.Item;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** A walk through the build context that ends by its deadline, and after so many entries. Links are not followed. */
final class Walk {

  /** Enough for what people copy; node_modules of a big project has more. */
  private static final int MAX_ENTRIES = 50_000;

  private final BuildContext context;
  private final Deadline deadline;
  private boolean sizes;
  private boolean ignored;

  Walk(BuildContext context, Deadline deadline) {
    this.context = context;
    this.deadline = deadline;
  }

  /** Reads every folder anew, for the sizes of its files. */
  Walk withSizes() {
    sizes = true;
    return this;
  }

  /** Goes into folders, too, that are left out as a whole. */
  Walk intoIgnored() {
    ignored = true;
    return this;
  }

  private record Level(Place folder, int depth) {}

  /**
   * Shows every entry below a folder.
   *
   * @param depth how many levels
   * @param visitor says whether to go into a folder
   * @return whether nothing was left out
   */
  boolean below(Place top, int depth, Predicate<Place> visitor) {
    Deque<Level> pending = new ArrayDeque<>();
    pending.add(new Level(top, depth));
    boolean complete = true;
    int seen = 0;
    while (!pending.isEmpty()) {
      Level level = pending.remove();
      Folder contents = context.contents(level.folder, sizes, deadline);
      complete &= contents.complete();
      for (Item item : contents.items().values()) {
        if (++seen > MAX_ENTRIES || deadline.isOver()) {
          return false;
        }
        Place place = context.inside(level.folder, item, deadline);
        boolean goesOn = visitor.test(place)
            && place.entry().folder()
            && !place.link()
            && (ignored || place.entry().isVisible());
        if (goesOn && level.depth > 1) {
          pending.add(new Level(place, level.depth - 1));
        }
      }
    }
    return complete && !deadline.isOver();
  }
}
