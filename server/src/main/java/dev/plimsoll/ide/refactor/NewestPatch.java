package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.PatchTags;

/** An image is named by the newest patch of its release line and variant: a tag that hardly ever moves. */
final class NewestPatch implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    NamedImage named = NamedImage.at(selection);
    String tag = named == null ? null : PatchTags.newest(selection.images(), named.image());
    return named == null || tag == null
        ? ImmutableList.of()
        : Offer.one(
            "Use the newest patch, " + named.image().familiarName() + ":" + tag,
            named.withTag(tag));
  }
}
