package dev.plimsoll.ide.outline;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.ValueSet;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Header;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import dev.plimsoll.text.Visible;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.SymbolTag;

/** The outline of a document: directives, global ARGs, and stages with their instructions. */
public final class DocumentSymbols {

  private final Snapshot snapshot;
  private final ClientSupport support;

  private DocumentSymbols(Snapshot snapshot, ClientSupport support) {
    this.snapshot = snapshot;
    this.support = support;
  }

  /** The outline, for editors that show it as a tree. */
  public static ImmutableList<DocumentSymbol> of(Snapshot snapshot, ClientSupport support) {
    return of(snapshot, support, ImmutableList.of());
  }

  /**
   * The same outline, made in less time.
   *
   * @param before an outline of the document as it was once; a stage that stands as and where it stood is taken from it
   */
  public static ImmutableList<DocumentSymbol> of(
      Snapshot snapshot, ClientSupport support, ImmutableList<DocumentSymbol> before) {
    return snapshot.isDockerfile()
        ? new DocumentSymbols(snapshot, support).all(before)
        : ImmutableList.of();
  }

  private ImmutableList<DocumentSymbol> all(ImmutableList<DocumentSymbol> before) {
    ImmutableList.Builder<DocumentSymbol> symbols = ImmutableList.builder();
    for (Header.Directive directive : snapshot.file().header().directives()) {
      DocumentSymbol symbol = symbol(
          directive.name(),
          SymbolKind.Property,
          directive.nameRange().hull(directive.valueRange()),
          directive.nameRange());
      symbol.setDetail(Visible.of(directive.value()));
      symbols.add(symbol);
    }
    for (Instruction instruction : snapshot.file().instructions()) {
      if (instruction instanceof Instruction.From) {
        break;
      }
      symbols.add(instruction(instruction));
    }
    addStages(stages(before), symbols);
    return symbols.build();
  }

  private static List<StageSymbol> stages(ImmutableList<DocumentSymbol> outline) {
    List<StageSymbol> stages = new ArrayList<>();
    for (DocumentSymbol symbol : outline) {
      if (symbol instanceof StageSymbol stage) {
        stages.add(stage);
      }
    }
    return stages;
  }

  private void addStages(List<StageSymbol> before, ImmutableList.Builder<DocumentSymbol> symbols) {
    for (Stage stage : snapshot.model().stages()) {
      Position position = snapshot.position(snapshot.file().start(stage.from()));
      List<Element> elements = snapshot.model().elements(stage);
      int index = stage.index();
      boolean same = index < before.size() && before.get(index).isOf(support, elements, position);
      symbols.add(
          same ? before.get(index) : stage(stage, new StageSymbol(support, elements, position)));
    }
  }

  private StageSymbol stage(Stage stage, StageSymbol symbol) {
    TextRange from = snapshot.file().range(stage.from());
    TextRange range = from;
    List<DocumentSymbol> children =
        new ArrayList<>(snapshot.model().instructions(stage).size());
    for (Instruction instruction : snapshot.model().instructions(stage)) {
      children.add(instruction(instruction));
      range = range.hull(snapshot.file().range(instruction));
    }
    Word name = stage.from().stageName() != null
        ? stage.from().stageName()
        : stage.from().image();
    TextRange selection = name == null || name.range().isEmpty()
        ? stage.from().source().keywordRange()
        : name.range();
    symbol.setName(SymbolNames.of(stage));
    symbol.setDetail(SymbolNames.detail(stage));
    symbol.setKind(SymbolKinds.known(SymbolKind.Module, ValueSet.SYMBOL_KINDS, support));
    symbol.setRange(snapshot.range(range));
    symbol.setSelectionRange(snapshot.range(selection.shift(snapshot.file().start(stage.from()))));
    symbol.setChildren(children);
    return symbol;
  }

  private DocumentSymbol instruction(Instruction instruction) {
    int start = snapshot.file().start(instruction);
    DocumentSymbol symbol = symbol(
        SymbolNames.of(instruction),
        kind(instruction.keyword()),
        instruction.range().shift(start),
        instruction.source().keywordRange().shift(start));
    symbol.setDetail(SymbolNames.detail(instruction));
    symbol.setChildren(children(instruction, start));
    if (instruction.keyword() == Keyword.MAINTAINER) {
      deprecate(symbol);
    }
    return symbol;
  }

  private void deprecate(DocumentSymbol symbol) {
    if (support.has(Ability.SYMBOL_TAGS)) {
      symbol.setTags(List.of(SymbolTag.Deprecated));
    } else {
      symbol.setDeprecated(true);
    }
  }

  private List<DocumentSymbol> children(Instruction instruction, int start) {
    List<DocumentSymbol> children = new ArrayList<>(0);
    // An instruction with one name has it in its own.
    if (instruction instanceof Instruction.Pairs pairs && pairs.pairs().size() > 1) {
      for (Pair pair : pairs.pairs()) {
        children.add(pair(pair, instruction, start));
      }
    } else if (instruction instanceof Instruction.Onbuild onbuild && onbuild.trigger() != null) {
      return children(onbuild.trigger(), start);
    }
    for (Heredoc heredoc : instruction.heredocs()) {
      TextRange body = heredoc.body().hull(heredoc.terminator()).shift(start);
      TextRange end = heredoc.terminator().shift(start);
      children.add(symbol(heredoc.name(), SymbolKind.String, body, end));
    }
    return children;
  }

  private DocumentSymbol pair(Pair pair, Instruction instruction, int start) {
    TextRange key = pair.key().range();
    TextRange range = pair.value() == null ? key : key.hull(pair.value().range());
    String name = pair.key().value();
    DocumentSymbol symbol = symbol(
        name.isEmpty() ? "=" : name,
        instruction.keyword() == Keyword.LABEL ? SymbolKind.Key : SymbolKind.Variable,
        range.shift(start),
        key.shift(start));
    symbol.setDetail(SymbolNames.value(pair));
    return symbol;
  }

  private DocumentSymbol symbol(
      String name, SymbolKind kind, TextRange range, TextRange selection) {
    return new DocumentSymbol(
        SymbolNames.visible(name, ""),
        SymbolKinds.known(kind, ValueSet.SYMBOL_KINDS, support),
        snapshot.range(range),
        snapshot.range(selection));
  }

  private static SymbolKind kind(Keyword keyword) {
    return switch (keyword) {
      case COPY, ADD, VOLUME, WORKDIR -> SymbolKind.File;
      case ARG, ENV -> SymbolKind.Variable;
      case LABEL, MAINTAINER -> SymbolKind.Property;
      case EXPOSE -> SymbolKind.Interface;
      case USER -> SymbolKind.Object;
      case STOPSIGNAL -> SymbolKind.Event;
      default -> SymbolKind.Function;
    };
  }
}
