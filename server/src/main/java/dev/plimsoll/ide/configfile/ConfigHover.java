package dev.plimsoll.ide.configfile;

import com.google.common.base.Ascii;
import dev.plimsoll.config.ConfigKind;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Snapshot;
import org.eclipse.lsp4j.Hover;
import org.jspecify.annotations.Nullable;

/** What a key or a rule in a configuration file means. */
public final class ConfigHover {

  private ConfigHover() {}

  /** The hover at an offset, or null where there is nothing to say. */
  public static @Nullable Hover at(
      Snapshot snapshot, ConfigKind kind, int offset, boolean markdown) {
    ConfigPlace place = ConfigPlace.at(snapshot.text(), offset);
    if (place == null || place.word().isEmpty()) {
      return null;
    }
    String word = snapshot.text().substring(place.word().start(), place.word().end());
    String name = word.substring(word.lastIndexOf('/') + 1);
    for (ConfigSuggestion suggestion : ConfigSuggestions.at(kind, place)) {
      if (Ascii.equalsIgnoreCase(suggestion.text(), name) && !suggestion.about().isEmpty()) {
        Markup said = new Markup(markdown);
        said.heading(suggestion.text());
        said.prose(suggestion.about());
        return new Hover(said.content(), snapshot.range(place.word()));
      }
    }
    return null;
  }
}
