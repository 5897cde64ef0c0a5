package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;

/** What {@link PinDigest} does, for all images of the file. */
final class PinAllDigests implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    if (NamedImage.at(selection) == null) {
      return ImmutableList.of();
    }
    ImmutableList<NamedImage> unpinned = NamedImage.in(selection.model()).stream()
        .filter(named -> named.image().digest() == null)
        .collect(ImmutableList.toImmutableList());
    return unpinned.size() < 2
        ? ImmutableList.of()
        : Offer.pinning("Pin all images to their digests", unpinned, selection);
  }
}
