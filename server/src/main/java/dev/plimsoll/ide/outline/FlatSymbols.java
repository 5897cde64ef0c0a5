package dev.plimsoll.ide.outline;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.ValueSet;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Header;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.SymbolTag;
import org.jspecify.annotations.Nullable;

/** The outline for editors that show no tree: directives, the keyword of each instruction, the names of stages. */
public final class FlatSymbols {

  private final Snapshot snapshot;
  private final ClientSupport support;
  private final ImmutableList.Builder<SymbolInformation> symbols = ImmutableList.builder();

  private FlatSymbols(Snapshot snapshot, ClientSupport support) {
    this.snapshot = snapshot;
    this.support = support;
  }

  public static ImmutableList<SymbolInformation> of(Snapshot snapshot, ClientSupport support) {
    if (!snapshot.isDockerfile()) {
      return ImmutableList.of();
    }
    FlatSymbols all = new FlatSymbols(snapshot, support);
    for (Header.Directive directive : snapshot.file().header().directives()) {
      TextRange name = directive.nameRange();
      all.add(name.of(snapshot.text()), SymbolKind.Property, name, null);
    }
    for (Instruction instruction : snapshot.file().instructions()) {
      all.instruction(instruction);
    }
    return all.symbols.build();
  }

  private void instruction(Instruction instruction) {
    int start = snapshot.file().start(instruction);
    Stage stage = snapshot.model().stageOf(instruction);
    SymbolInformation symbol = add(
        SymbolNames.visible(instruction.source().writtenKeyword(), SymbolNames.of(instruction)),
        SymbolKind.Function,
        instruction.source().keywordRange().shift(start),
        stage == null ? null : SymbolNames.of(stage));
    if (instruction.keyword() == Keyword.MAINTAINER) {
      deprecate(symbol);
    }
    if (instruction instanceof Instruction.From from) {
      Word name = from.stageName();
      if (name != null) {
        add(name.value(), SymbolKind.Module, name.range().shift(start), null);
      }
    }
  }

  @SuppressWarnings("deprecation") // it is what the editors understand that get this list
  private void deprecate(SymbolInformation symbol) {
    symbol.setDeprecated(true);
    if (support.has(Ability.SYMBOL_TAGS)) {
      symbol.setTags(List.of(SymbolTag.Deprecated));
    }
  }

  @SuppressWarnings("deprecation")
  private SymbolInformation add(
      String name, SymbolKind kind, TextRange range, @Nullable String container) {
    SymbolInformation symbol = new SymbolInformation(
        SymbolNames.visible(name, ""),
        SymbolKinds.known(kind, ValueSet.SYMBOL_KINDS, support),
        new Location(snapshot.uri(), snapshot.range(range)),
        container);
    symbols.add(symbol);
    return symbol;
  }
}
