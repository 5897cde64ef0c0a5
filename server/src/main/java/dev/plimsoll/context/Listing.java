package dev.plimsoll.context;

import com.google.common.collect.ImmutableList;

/**
 * Some entries of the build context.
 *
 * @param entries by path, ignored ones too
 * @param complete whether these are all that there are, as far as the disk told in time
 */
public record Listing(ImmutableList<Entry> entries, boolean complete) {

  static final Listing UNKNOWN = new Listing(ImmutableList.of(), false);

  /** The entries that COPY can see, or may see something in. */
  public ImmutableList<Entry> visible() {
    return entries.stream().filter(Entry::isVisible).collect(ImmutableList.toImmutableList());
  }
}
