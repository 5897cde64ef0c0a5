package dev.plimsoll.ide.completion;

import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.ImageCatalog;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is offered at one place, that to be tried first in front; of two of a label the first stays. */
final class Proposals {

  private final Snapshot snapshot;
  private final Site site;
  private final ImageCatalog images;
  private final ClientSupport support;
  private final Map<String, Proposal> byLabel = new LinkedHashMap<>();

  Proposals(Snapshot snapshot, Site site, ImageCatalog images, ClientSupport support) {
    this.snapshot = snapshot;
    this.site = site;
    this.images = images;
    this.support = support;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  Site site() {
    return site;
  }

  TypedWord word() {
    return site.word();
  }

  ImageCatalog images() {
    return images;
  }

  boolean takesSnippets() {
    return support.has(Ability.COMPLETION_SNIPPETS);
  }

  void add(Proposal proposal) {
    byLabel.putIfAbsent(proposal.label(), proposal);
  }

  Iterable<Proposal> all() {
    return byLabel.values();
  }
}
