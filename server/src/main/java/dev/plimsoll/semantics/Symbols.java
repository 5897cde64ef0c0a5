package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that has a name in a file: which names mean the same, and where they stand. */
public final class Symbols {

  /** One place and what it means. */
  public record Mention(Symbol symbol, Occurrence occurrence) {}

  private final ImmutableList<Symbol> all;
  private final Map<Stage, Symbol> byStage;
  /** By position. */
  private final ImmutableList<Mention> mentions;

  private Symbols(ImmutableList<Symbol> all, Map<Stage, Symbol> byStage) {
    this.all = all;
    this.byStage = byStage;
    List<Mention> found = new ArrayList<>();
    for (Symbol symbol : all) {
      for (Occurrence occurrence : symbol.occurrences()) {
        found.add(new Mention(symbol, occurrence));
      }
    }
    found.sort(Comparator.comparingInt(mention -> mention.occurrence().range().start()));
    this.mentions = ImmutableList.copyOf(found);
  }

  static Symbols of(SemanticModel model) {
    Map<Stage, Symbol> byStage = new LinkedHashMap<>();
    ImmutableList.Builder<Symbol> all = ImmutableList.builder();
    all.addAll(StageSymbols.of(model, byStage));
    all.addAll(VariableSymbols.of(model));
    HeredocSymbols.of(model, all);
    UserSymbols.of(model, all);
    LabelSymbols.of(model, all);
    return new Symbols(all.build(), byStage);
  }

  public ImmutableList<Symbol> all() {
    return all;
  }

  /** All places of all symbols by position. */
  public ImmutableList<Mention> mentions() {
    return mentions;
  }

  /** What a stage of this file is called by: of stages with one name the same for all. */
  public @Nullable Symbol of(Stage stage) {
    return byStage.get(stage);
  }

  /** What is named at an offset, the end of a name included: the innermost place, and the later of two alike that meet. */
  public @Nullable Mention at(int offset) {
    Mention best = null;
    for (Mention mention : mentions) {
      if (mention.occurrence().range().start() > offset) {
        break;
      }
      if (mention.occurrence().range().touches(offset)
          && (best == null || isCloser(mention, best, offset))) {
        best = mention;
      }
    }
    return best;
  }

  private static boolean isCloser(Mention mention, Mention than, int offset) {
    TextRange range = mention.occurrence().range();
    int longer = range.length() - than.occurrence().range().length();
    return longer < 0 || longer == 0 && range.contains(offset);
  }
}
