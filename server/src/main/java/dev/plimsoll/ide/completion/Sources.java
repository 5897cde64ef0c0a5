package dev.plimsoll.ide.completion;

import com.google.common.base.CharMatcher;
import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Entry;
import dev.plimsoll.context.Listing;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.CompletionItemKind;

/** What COPY, ADD and bind mounts take: what COPY can see of the build context, or of another stage what is known. */
final class Sources {

  /** What means something else in a path that stands in no quotes. */
  private static final CharMatcher SPECIAL = CharMatcher.whitespace().or(CharMatcher.anyOf("\"',"));

  /** What means something else in every path. */
  private static final CharMatcher PATTERN = CharMatcher.anyOf("$*?[\\`");

  private Sources() {}

  static void add(Slot.Source slot, Proposals to) {
    String from = slot.from();
    if (from != null) {
      Directories.addOfStage(from, to);
      return;
    }
    BuildContext context = to.context();
    String typed = to.word().prefix();
    String folder = typed.substring(0, typed.lastIndexOf('/') + 1);
    if (context == null || folder.contains("..")) {
      return; // nothing outside of the context can be copied, whatever leads out of it
    }
    Listing listing = context.list(folder, to.deadline());
    SourceOrder order = SourceOrder.at(to);
    List<Entry> entries = new ArrayList<>(listing.visible());
    entries.sort(order.comparator());
    boolean root = folder.isEmpty();
    for (Entry entry : entries) {
      if (root && order.isAfterAll(entry)) {
        addContext(to);
        root = false;
      }
      add(entry, folder, slot, to);
    }
    if (root) {
      addContext(to);
    }
    // Another folder has other entries.
    to.addMoreLater();
  }

  private static void addContext(Proposals to) {
    to.add(Proposal.of(".", CompletionItemKind.Folder).detail("the build context"));
  }

  private static void add(Entry entry, String folder, Slot.Source slot, Proposals to) {
    String name = entry.folder() ? entry.name() + "/" : entry.name();
    if (PATTERN.matchesNoneOf(name) && (slot.quoted() || SPECIAL.matchesNoneOf(name))) {
      CompletionItemKind kind =
          entry.folder() ? CompletionItemKind.Folder : CompletionItemKind.File;
      to.add(Proposal.of(name, kind).text(folder + name).filter(folder + name));
    }
  }
}
