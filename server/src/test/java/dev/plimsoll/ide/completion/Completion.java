package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Project;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.CompletionContext;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionTriggerKind;
import org.eclipse.lsp4j.InsertReplaceEdit;
import org.eclipse.lsp4j.Range;
import org.jspecify.annotations.Nullable;

/** What is offered at the cursor {@code <|>} of a Dockerfile, and what becomes of the file where it is taken. */
record Completion(Snapshot snapshot, int offset, List<CompletionItem> items, boolean isIncomplete) {

  static final ImageCatalog IMAGES = new EmbeddedImages();

  private static final Checks CHECKS =
      new Checks(() -> Rules.ALL, IMAGES, LintOptions.DEFAULT, (rule, failure) -> {});

  static Completion at(String marked) {
    return at(marked, null, ClientSupport.full());
  }

  /** Where this is known of images, and looked for. */
  static Completion at(String marked, ImageSearch images) {
    int offset = marked.indexOf("<|>");
    CompletionContext asked = new CompletionContext(CompletionTriggerKind.Invoked);
    return asked(
        open(marked.replace("<|>", "")), offset, asked, images, null, ClientSupport.full());
  }

  /** Where a character that was just typed opens the list. */
  static Completion typed(String marked) {
    return at(
        marked,
        marked.substring(marked.indexOf("<|>") - 1, marked.indexOf("<|>")),
        ClientSupport.full());
  }

  /** Where a list is open while one types, which the editor asks for anew. */
  static Completion again(String marked) {
    int offset = marked.indexOf("<|>");
    CompletionContext asked =
        new CompletionContext(CompletionTriggerKind.TriggerForIncompleteCompletions);
    return asked(open(marked.replace("<|>", "")), offset, asked, null, ClientSupport.full());
  }

  static Completion at(String marked, @Nullable String trigger, ClientSupport support) {
    int offset = marked.indexOf("<|>");
    return at(open(marked.replace("<|>", "")), offset, trigger, support);
  }

  static Completion at(
      Snapshot snapshot, int offset, @Nullable String trigger, ClientSupport support) {
    return at(snapshot, offset, trigger, null, support);
  }

  static Completion at(
      Snapshot snapshot,
      int offset,
      @Nullable String trigger,
      @Nullable BuildContext context,
      ClientSupport support) {
    CompletionContext asked = trigger == null
        ? null
        : new CompletionContext(CompletionTriggerKind.TriggerCharacter, trigger);
    return asked(snapshot, offset, asked, context, support);
  }

  static Completion asked(
      Snapshot snapshot,
      int offset,
      @Nullable CompletionContext asked,
      @Nullable BuildContext context,
      ClientSupport support) {
    return asked(snapshot, offset, asked, ImageSearch.in(IMAGES), context, support);
  }

  private static Completion asked(
      Snapshot snapshot,
      int offset,
      @Nullable CompletionContext asked,
      ImageSearch images,
      @Nullable BuildContext context,
      ClientSupport support) {
    CompletionList list =
        Completions.at(snapshot, offset, asked, images, () -> context, Project.soon(), support);
    return new Completion(snapshot, offset, list.getItems(), list.isIncomplete());
  }

  static Snapshot open(String text) {
    return Snapshot.open("file:///Dockerfile", "dockerfile", 1, text, CHECKS);
  }

  List<String> labels() {
    return items.stream().map(CompletionItem::getLabel).toList();
  }

  CompletionItem item(String label) {
    return items.stream()
        .filter(item -> item.getLabel().equals(label))
        .findFirst()
        .orElseThrow(() -> new AssertionError(label + " is not among " + labels()));
  }

  /** The file after taking an item, snippets as they are written. */
  String taking(String label) {
    return taking(item(label));
  }

  String taking(CompletionItem item) {
    List<TextEdit> edits = new ArrayList<>();
    if (item.getAdditionalTextEdits() != null) {
      for (org.eclipse.lsp4j.TextEdit edit : item.getAdditionalTextEdits()) {
        edits.add(TextEdit.replace(snapshot.range(edit.getRange()), edit.getNewText()));
      }
    }
    edits.add(TextEdit.replace(replaced(item), text(item)));
    return TextEdit.apply(snapshot.text(), ImmutableList.copyOf(edits));
  }

  TextRange replaced(CompletionItem item) {
    return snapshot.range(
        item.getTextEdit().isLeft()
            ? item.getTextEdit().getLeft().getRange()
            : item.getTextEdit().getRight().getReplace());
  }

  /** All ranges that the editor may replace. */
  static List<Range> ranges(CompletionItem item) {
    if (item.getTextEdit().isLeft()) {
      return List.of(item.getTextEdit().getLeft().getRange());
    }
    InsertReplaceEdit edit = item.getTextEdit().getRight();
    return List.of(edit.getInsert(), edit.getReplace());
  }

  static String text(CompletionItem item) {
    return item.getTextEdit().isLeft()
        ? item.getTextEdit().getLeft().getNewText()
        : item.getTextEdit().getRight().getNewText();
  }
}
