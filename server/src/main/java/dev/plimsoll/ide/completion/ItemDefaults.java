package dev.plimsoll.ide.completion;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import java.util.List;
import java.util.function.Function;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemDefaults;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.InsertReplaceEdit;
import org.eclipse.lsp4j.InsertReplaceRange;
import org.eclipse.lsp4j.InsertTextFormat;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/** Says once for a whole list of completions what is the same of most of them, to editors that understand it. */
public final class ItemDefaults {

  private ItemDefaults() {}

  /** The list, with what most items share taken out of them; changed in place. */
  public static CompletionList in(CompletionList list, ClientSupport support) {
    List<CompletionItem> items = list.getItems();
    CompletionItemDefaults defaults = new CompletionItemDefaults();
    boolean any = false;
    if (support.has(Ability.COMPLETION_DEFAULT_FORMAT)) {
      InsertTextFormat format = mostFrequent(items, CompletionItem::getInsertTextFormat);
      if (format != null) {
        defaults.setInsertTextFormat(format);
        takeOut(format, items);
        any = true;
      }
    }
    if (support.has(Ability.COMPLETION_DEFAULT_RANGE)) {
      Either<Range, InsertReplaceRange> range = mostFrequent(items, ItemDefaults::range);
      if (range != null) {
        defaults.setEditRange(range);
        takeOut(range, items);
        any = true;
      }
    }
    if (any) {
      list.setItemDefaults(defaults);
    }
    return list;
  }

  private static <T> @Nullable T mostFrequent(
      List<CompletionItem> items, Function<CompletionItem, @Nullable T> part) {
    Multiset<T> parts = HashMultiset.create();
    T best = null;
    for (CompletionItem item : items) {
      T value = part.apply(item);
      if (value != null) {
        parts.add(value);
        best = best == null || parts.count(value) > parts.count(best) ? value : best;
      }
    }
    return best;
  }

  /** An item without a format of its own has that of the list: one that had none before says what it means. */
  private static void takeOut(InsertTextFormat format, List<CompletionItem> items) {
    for (CompletionItem item : items) {
      if (item.getInsertTextFormat() == format) {
        item.setInsertTextFormat(null);
      } else if (item.getInsertTextFormat() == null) {
        item.setInsertTextFormat(InsertTextFormat.PlainText);
      }
    }
  }

  private static void takeOut(Either<Range, InsertReplaceRange> range, List<CompletionItem> items) {
    for (CompletionItem item : items) {
      if (range.equals(range(item))) {
        String text = text(item.getTextEdit());
        item.setTextEdit(null);
        if (!text.equals(item.getLabel())) {
          item.setTextEditText(text);
        }
      }
    }
  }

  private static @Nullable Either<Range, InsertReplaceRange> range(CompletionItem item) {
    Either<TextEdit, InsertReplaceEdit> edit = item.getTextEdit();
    if (edit == null) {
      return null;
    }
    if (edit.isLeft()) {
      return Either.forLeft(edit.getLeft().getRange());
    }
    InsertReplaceEdit both = edit.getRight();
    return Either.forRight(new InsertReplaceRange(both.getInsert(), both.getReplace()));
  }

  private static String text(Either<TextEdit, InsertReplaceEdit> edit) {
    return edit.isLeft() ? edit.getLeft().getNewText() : edit.getRight().getNewText();
  }
}
