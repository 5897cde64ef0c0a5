package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;

/** An image that is pinned is named by its tag alone. One that has no tag would be another one without its digest. */
final class UnpinDigest implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    NamedImage named = NamedImage.at(selection);
    return named == null || named.image().digest() == null || named.image().tag() == null
        ? ImmutableList.of()
        : Offer.one("Remove the digest of " + named.title(), named.withoutDigest());
  }
}
