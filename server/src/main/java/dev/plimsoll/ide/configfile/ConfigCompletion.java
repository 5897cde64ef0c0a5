package dev.plimsoll.ide.configfile;

import com.google.common.base.Ascii;
import dev.plimsoll.config.ConfigKind;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Keys, values and rules that can be written in a configuration file. */
public final class ConfigCompletion {

  private ConfigCompletion() {}

  public static CompletionList at(
      Snapshot snapshot, ConfigKind kind, int offset, boolean markdown) {
    ConfigPlace place = ConfigPlace.at(snapshot.text(), offset);
    List<CompletionItem> items = new ArrayList<>();
    if (place != null) {
      String typed = Ascii.toLowerCase(snapshot.text().substring(place.word().start(), offset));
      for (ConfigSuggestion suggestion : ConfigSuggestions.at(kind, place)) {
        if (Ascii.toLowerCase(suggestion.text()).contains(typed)) {
          items.add(item(snapshot, place, suggestion, markdown));
        }
      }
    }
    return new CompletionList(false, items);
  }

  private static CompletionItem item(
      Snapshot snapshot, ConfigPlace place, ConfigSuggestion suggestion, boolean markdown) {
    CompletionItem item = new CompletionItem(suggestion.text());
    boolean key = place.role() == ConfigPlace.Role.KEY;
    item.setKind(key ? CompletionItemKind.Property : CompletionItemKind.Value);
    boolean written = snapshot.text().startsWith(":", place.word().end());
    item.setTextEdit(Either.forLeft(new TextEdit(
        snapshot.range(place.word()), suggestion.text() + (written ? "" : suggestion.behind()))));
    if (!suggestion.about().isEmpty()) {
      Markup about = new Markup(markdown);
      about.prose(suggestion.about());
      item.setDocumentation(about.content());
    }
    return item;
  }
}
