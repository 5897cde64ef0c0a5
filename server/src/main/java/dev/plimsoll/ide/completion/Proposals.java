package dev.plimsoll.ide.completion;

import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.ImageCatalog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is offered at one place, that to be tried first in front; of two of a label the first stays. */
final class Proposals {

  private final Snapshot snapshot;
  private final Site site;
  private final ImageCatalog images;
  private final Supplier<@Nullable BuildContext> context;
  private final Deadline deadline;
  private final ClientSupport support;
  private final Map<String, Proposal> byLabel = new LinkedHashMap<>();
  private boolean incomplete;

  Proposals(
      Snapshot snapshot,
      Site site,
      ImageCatalog images,
      Supplier<@Nullable BuildContext> context,
      Deadline deadline,
      ClientSupport support) {
    this.snapshot = snapshot;
    this.site = site;
    this.images = images;
    this.context = context;
    this.deadline = deadline;
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

  /** The folder that the file is built in, or null where none is known. Found when it is asked for: from the disk. */
  @Nullable BuildContext context() {
    return context.get();
  }

  /** Until when the disk is waited for. */
  Deadline deadline() {
    return deadline;
  }

  boolean takesSnippets() {
    return support.has(Ability.COMPLETION_SNIPPETS);
  }

  void add(Proposal proposal) {
    byLabel.putIfAbsent(proposal.label(), proposal);
  }

  boolean isEmpty() {
    return byLabel.isEmpty();
  }

  /** There may be more, or others once more has been typed. */
  void addMoreLater() {
    incomplete = true;
  }

  boolean isIncomplete() {
    return incomplete;
  }

  Iterable<Proposal> all() {
    return byLabel.values();
  }
}
