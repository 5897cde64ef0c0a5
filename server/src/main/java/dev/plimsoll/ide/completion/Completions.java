package dev.plimsoll.ide.completion;

import com.google.common.base.Strings;
import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Edits;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.lsp4j.CompletionContext;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.CompletionItemLabelDetails;
import org.eclipse.lsp4j.CompletionItemTag;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionTriggerKind;
import org.eclipse.lsp4j.InsertReplaceEdit;
import org.eclipse.lsp4j.InsertTextFormat;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/** What may be written at the cursor. */
public final class Completions {

  private final Snapshot snapshot;
  private final TypedWord word;
  private final ClientSupport support;

  private Completions(Proposals proposals, ClientSupport support) {
    this.snapshot = proposals.snapshot();
    this.word = proposals.word();
    this.support = support;
  }

  /**
   * What is offered at an offset. Where a line can't end behind the word, editors narrow it down while the user types on;
   * elsewhere they ask anew with each key, so that nothing is offered in place of a finished word ({@link FinishedWord}).
   *
   * @param asked why the list is asked for; null where the editor doesn't say
   * @param images what is known of images, and who looks for more
   * @param context finds the folder that the file is built in; asked only where a path of it belongs
   * @param deadline until when the disk is waited for
   */
  public static CompletionList at(
      Snapshot snapshot,
      int offset,
      @Nullable CompletionContext asked,
      ImageSearch images,
      Supplier<@Nullable BuildContext> context,
      Deadline deadline,
      ClientSupport support) {
    Site site = snapshot.isDockerfile() ? Sites.at(snapshot.model(), offset) : null;
    String trigger = asked == null ? null : asked.getTriggerCharacter();
    if (site == null || (" ".equals(trigger) || "#".equals(trigger)) && !site.needed()) {
      return new CompletionList(false, List.of());
    }
    Proposals proposals = new Proposals(snapshot, site, images, context, deadline, support);
    for (Slot slot : site.slots()) {
      Offers.add(slot, proposals);
    }
    FinishedWord finished = FinishedWord.of(proposals, isAutomatic(asked));
    boolean strict = trigger != null || asked != null && finished.mayEnd();
    List<Proposal> fitting = fitting(proposals, strict);
    Completions completions = new Completions(proposals, support);
    List<CompletionItem> items = new ArrayList<>();
    for (Proposal proposal : finished.without(fitting)) {
      items.add(completions.item(proposal, items.size()));
    }
    boolean incomplete = proposals.isIncomplete() || finished.mayEnd() && !fitting.isEmpty();
    return new CompletionList(incomplete, items);
  }

  /** Whether nobody asked for the list, but a key was struck that opens it, or one while it was open. */
  private static boolean isAutomatic(@Nullable CompletionContext asked) {
    return asked != null
        && asked.getTriggerKind() != null
        && asked.getTriggerKind() != CompletionTriggerKind.Invoked;
  }

  /** @param strict whether only what begins with the typed word is wanted */
  private static List<Proposal> fitting(Proposals proposals, boolean strict) {
    TypedWord word = proposals.word();
    String required = strict ? word.prefix() : word.head();
    List<Proposal> fitting = new ArrayList<>();
    for (Proposal proposal : proposals.all()) {
      if (proposal.filter().regionMatches(true, 0, required, 0, required.length())
          && proposal.text().regionMatches(true, 0, word.head(), 0, word.head().length())) {
        fitting.add(proposal);
      }
    }
    return fitting;
  }

  /** An item with its documentation. */
  public static CompletionItem resolve(
      CompletionItem item, String reference, ImageCatalog images, ClientSupport support) {
    boolean markdown = support.has(Ability.COMPLETION_MARKDOWN);
    Markup documentation = Documentation.of(reference, images, markdown);
    if (documentation != null) {
      item.setDocumentation(documentation.content());
    }
    return item;
  }

  private CompletionItem item(Proposal proposal, int rank) {
    CompletionItem item = new CompletionItem(Visible.of(proposal.label()));
    item.setKind(kind(proposal.kind()));
    item.setSortText(Strings.padStart(Integer.toString(rank), 4, '0'));
    String filter = proposal.filter().substring(word.head().length());
    if (!filter.equals(item.getLabel())) {
      item.setFilterText(filter);
    }
    item.setInsertTextFormat(
        proposal.isSnippet() ? InsertTextFormat.Snippet : InsertTextFormat.PlainText);
    item.setTextEdit(edit(proposal));
    describe(item, proposal);
    if (proposal.isDeprecated()) {
      deprecate(item);
    }
    if (!proposal.additional().isEmpty()) {
      item.setAdditionalTextEdits(Edits.of(snapshot, proposal.additional()));
    }
    return item;
  }

  private Either<TextEdit, InsertReplaceEdit> edit(Proposal proposal) {
    String text = proposal.text().substring(word.head().length());
    Range insert = snapshot.range(word.insert());
    if (!proposal.separator().isEmpty()) {
      return Either.forLeft(new TextEdit(insert, text + proposal.separator()));
    }
    Range replace = snapshot.range(word.replace());
    return word.isBegun() && support.has(Ability.COMPLETION_INSERT_REPLACE)
        ? Either.forRight(new InsertReplaceEdit(text, insert, replace))
        : Either.forLeft(new TextEdit(replace, text));
  }

  private void describe(CompletionItem item, Proposal proposal) {
    if (!proposal.detail().isEmpty()) {
      String detail = Visible.of(proposal.detail());
      item.setDetail(detail);
      if (support.has(Ability.COMPLETION_LABEL_DETAILS)) {
        CompletionItemLabelDetails details = new CompletionItemLabelDetails();
        details.setDescription(detail);
        item.setLabelDetails(details);
      }
    }
    if (proposal.documentation() != null) {
      item.setDocumentation(Visible.lines(proposal.documentation()));
    }
    if (!proposal.reference().isEmpty()) {
      item.setData(proposal.reference());
    }
  }

  @SuppressWarnings("deprecation") // the older way of saying it, for editors that know no other
  private void deprecate(CompletionItem item) {
    if (support.has(Ability.COMPLETION_TAGS)) {
      item.setTags(List.of(CompletionItemTag.Deprecated));
    }
    if (support.has(Ability.COMPLETION_DEPRECATED)) {
      item.setDeprecated(true);
    }
  }

  /** Editors that don't say which kinds they know know those of the protocol's first version. */
  private CompletionItemKind kind(CompletionItemKind kind) {
    return kind.getValue() <= CompletionItemKind.Reference.getValue()
            || support.has(Ability.COMPLETION_KINDS)
        ? kind
        : CompletionItemKind.Value;
  }
}
