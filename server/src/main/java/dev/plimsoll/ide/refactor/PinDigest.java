package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;

/** An image is named by the digest that its tag has at present, too, so that every build takes the same one. */
final class PinDigest implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    NamedImage named = NamedImage.at(selection);
    return named == null || named.image().digest() != null
        ? ImmutableList.of()
        : Offer.pinning(
            "Pin " + named.title() + " to its digest", ImmutableList.of(named), selection);
  }
}
