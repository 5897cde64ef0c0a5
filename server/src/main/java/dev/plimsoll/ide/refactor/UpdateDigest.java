package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;

/** An image that is pinned gets the digest that its tag has by now. */
final class UpdateDigest implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    NamedImage named = NamedImage.at(selection);
    if (named == null || named.image().digest() == null || named.image().tag() == null) {
      return ImmutableList.of();
    }
    return named.image().digest().equals(named.knownDigest(selection.images()))
        ? ImmutableList.of()
        : Offer.pinning(
            "Update the digest of " + named.title(), ImmutableList.of(named), selection);
  }
}
