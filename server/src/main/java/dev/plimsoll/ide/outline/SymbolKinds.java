package dev.plimsoll.ide.outline;

import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.ValueSet;
import org.eclipse.lsp4j.SymbolKind;

/** Kinds of symbols, as far as the editor knows them. */
final class SymbolKinds {

  private SymbolKinds() {}

  /** The kind, or one that means nearly the same where the editor doesn't know it. */
  static SymbolKind known(SymbolKind kind, ValueSet set, ClientSupport support) {
    if (isKnown(kind, set, support)) {
      return kind;
    }
    SymbolKind other = switch (kind) {
      case Key, Object -> SymbolKind.Property;
      case Event -> SymbolKind.Constant;
      default -> SymbolKind.File;
    };
    return isKnown(other, set, support) ? other : SymbolKind.File;
  }

  /** An editor that lists none knows those of the protocol's first version, which end with {@code Array}. */
  private static boolean isKnown(SymbolKind kind, ValueSet set, ClientSupport support) {
    return support.lists(set)
        ? support.knows(set, Integer.toString(kind.getValue()))
        : kind.getValue() <= SymbolKind.Array.getValue();
  }
}
