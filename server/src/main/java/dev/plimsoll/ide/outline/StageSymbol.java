package dev.plimsoll.ide.outline;

import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.syntax.Element;
import java.util.List;
import java.util.function.Function;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.Position;
import org.jspecify.annotations.Nullable;

/**
 * A stage in the outline. Editors ask for the whole outline after every edit, so a stage that edits left as and where it
 * was is handed out again, with the JSON that it was written as.
 */
public final class StageSymbol extends DocumentSymbol {

  private final transient ClientSupport support;
  private final transient Element[] elements;
  private final transient Position position;
  private transient @Nullable String json;

  /**
   * @param support what the symbol depends on besides
   * @param elements all that the stage is made of, comments and blank lines too
   * @param position where they begin
   */
  StageSymbol(ClientSupport support, List<Element> elements, Position position) {
    this.support = support;
    this.elements = elements.toArray(new Element[0]);
    this.position = position;
  }

  /** Whether this is the symbol of what stands there: every element but the first begins a line. */
  boolean isOf(ClientSupport client, List<Element> others, Position place) {
    if (!support.equals(client) || elements.length != others.size() || !position.equals(place)) {
      return false;
    }
    for (int i = 0; i < elements.length; i++) {
      if (elements[i] != others.get(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The symbol as JSON.
   *
   * @param writer pure; asked once
   */
  public String json(Function<DocumentSymbol, String> writer) {
    String known = json;
    if (known == null) {
      known = writer.apply(this);
      json = known;
    }
    return known;
  }
}
