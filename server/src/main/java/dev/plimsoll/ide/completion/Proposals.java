package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.ImageUse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is offered at one place, that to be tried first in front; of two of a label the first stays. */
final class Proposals {

  private final Snapshot snapshot;
  private final Site site;
  private final ImageSearch images;
  private final Supplier<@Nullable BuildContext> context;
  private final Deadline deadline;
  private final ClientSupport support;
  private final Map<String, Proposal> byLabel = new LinkedHashMap<>();
  private boolean incomplete;

  Proposals(
      Snapshot snapshot,
      Site site,
      ImageSearch images,
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
    return images.catalog();
  }

  ImageSearch search() {
    return images;
  }

  /** The images that are named in this document, but for what is being typed, and in others. */
  ImmutableList<ImageReference> imagesNamedBeside() {
    ImmutableList.Builder<ImageReference> named = ImmutableList.builder();
    for (ImageUse use : snapshot.model().imageUses()) {
      ImageReference image = use.image();
      if (image != null && !use.range().touches(word().cursor())) {
        named.add(image);
      }
    }
    return named.addAll(images.namedElsewhere()).build();
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

  /** Whether anything begins so. */
  boolean hasAny(String prefix) {
    return byLabel.keySet().stream().anyMatch(label -> label.startsWith(prefix));
  }

  /** There may be more, or others once more has been typed. */
  void addMoreLater() {
    incomplete = true;
  }

  /** The same, if so. */
  void addMoreLater(boolean more) {
    incomplete |= more;
  }

  boolean isIncomplete() {
    return incomplete;
  }

  Iterable<Proposal> all() {
    return byLabel.values();
  }
}
