package dev.plimsoll.ide.graph;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.outline.SymbolNames;
import dev.plimsoll.semantics.Dependency;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.Symbol;
import dev.plimsoll.semantics.Symbols.Mention;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import dev.plimsoll.text.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.CallHierarchyIncomingCall;
import org.eclipse.lsp4j.CallHierarchyItem;
import org.eclipse.lsp4j.CallHierarchyOutgoingCall;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SymbolKind;
import org.jspecify.annotations.Nullable;

/** The graph of stages as a call hierarchy: a stage calls the stages and images that it stands on or takes files from. */
public final class StageCalls {

  private static final SymbolKind STAGE = SymbolKind.Module;
  private static final SymbolKind IMAGE = SymbolKind.Package;

  private StageCalls() {}

  /** The stage or image that is named at an offset, or the stage whose FROM it is in; null where there is none. */
  public static @Nullable List<CallHierarchyItem> prepare(Snapshot snapshot, int offset) {
    if (!snapshot.isDockerfile()) {
      return null;
    }
    Stage stage = stageAt(snapshot, offset);
    if (stage != null) {
      return List.of(item(snapshot, stage));
    }
    for (ImageUse use : snapshot.model().imageUses()) {
      if (use.range().touches(offset)) {
        return List.of(item(snapshot, use));
      }
    }
    return null;
  }

  private static @Nullable Stage stageAt(Snapshot snapshot, int offset) {
    SemanticModel model = snapshot.model();
    Mention mention = snapshot.mentionAt(offset);
    if (mention != null && mention.symbol().kind() == Symbol.Kind.IMAGE) {
      return null;
    }
    Instruction instruction = snapshot.file().instructionAt(offset);
    Stage own = instruction == null ? null : model.stageOf(instruction);
    if (own == null) {
      return null;
    }
    for (Dependency dependency : model.dependencies(own)) {
      if (dependency.range().touches(offset)) {
        return dependency.stage();
      }
    }
    return instruction instanceof Instruction.From ? own : null;
  }

  /** Who uses the stage or image. */
  public static ImmutableList<CallHierarchyIncomingCall> incoming(
      Snapshot snapshot, CallHierarchyItem item) {
    Map<Stage, List<Range>> callers = new LinkedHashMap<>();
    SemanticModel model = snapshot.model();
    if (item.getKind() == IMAGE) {
      for (ImageUse use : model.imageUses()) {
        Stage caller = model.stageOf(use.instruction());
        if (caller != null && Ascii.equalsIgnoreCase(name(snapshot, use), item.getName())) {
          add(callers, caller, snapshot.range(use.range()));
        }
      }
    } else {
      Stage callee = stageOf(snapshot, item);
      for (Stage caller : model.stages()) {
        for (Dependency dependency : model.dependencies(caller)) {
          if (dependency.stage() == callee) {
            add(callers, caller, snapshot.range(dependency.range()));
          }
        }
      }
    }
    ImmutableList.Builder<CallHierarchyIncomingCall> calls = ImmutableList.builder();
    callers.forEach((caller, ranges) ->
        calls.add(new CallHierarchyIncomingCall(item(snapshot, caller), ranges)));
    return calls.build();
  }

  /** What the stage uses. An image uses nothing that is known here. */
  public static ImmutableList<CallHierarchyOutgoingCall> outgoing(
      Snapshot snapshot, CallHierarchyItem item) {
    SemanticModel model = snapshot.model();
    Stage caller = item.getKind() == IMAGE ? null : stageOf(snapshot, item);
    if (caller == null) {
      return ImmutableList.of();
    }
    Map<Stage, List<Range>> stages = new LinkedHashMap<>();
    for (Dependency dependency : model.dependencies(caller)) {
      add(stages, dependency.stage(), snapshot.range(dependency.range()));
    }
    Map<String, List<ImageUse>> images = new LinkedHashMap<>();
    for (ImageUse use : model.imageUses()) {
      if (model.stageOf(use.instruction()) == caller) {
        add(images, Ascii.toLowerCase(name(snapshot, use)), use);
      }
    }
    ImmutableList.Builder<CallHierarchyOutgoingCall> calls = ImmutableList.builder();
    images.forEach((name, uses) -> calls.add(new CallHierarchyOutgoingCall(
        item(snapshot, uses.get(0)),
        uses.stream().map(use -> snapshot.range(use.range())).toList())));
    stages.forEach((callee, ranges) ->
        calls.add(new CallHierarchyOutgoingCall(item(snapshot, callee), ranges)));
    return calls.build();
  }

  private static <K, V> void add(Map<K, List<V>> to, K key, V value) {
    to.computeIfAbsent(key, any -> new ArrayList<>(1)).add(value);
  }

  /** The image; as it is written where it comes to nothing. */
  private static String name(Snapshot snapshot, ImageUse use) {
    return SymbolNames.visible(use.text(), use.range().of(snapshot.text()));
  }

  /** The stage that an item stands for, as far as it still stands where it was. */
  private static @Nullable Stage stageOf(Snapshot snapshot, CallHierarchyItem item) {
    int offset = snapshot.offset(item.getSelectionRange().getStart());
    Instruction instruction = snapshot.file().instructionAt(offset);
    return instruction == null ? null : snapshot.model().stageOf(instruction);
  }

  private static CallHierarchyItem item(Snapshot snapshot, Stage stage) {
    SemanticModel model = snapshot.model();
    TextRange range = model.range(stage.from());
    if (!model.instructions(stage).isEmpty()) {
      Instruction last = model.instructions(stage).get(model.instructions(stage).size() - 1);
      range = range.hull(model.range(last));
    }
    Word name = stage.from().stageName();
    TextRange selection = name == null ? stage.from().source().keywordRange() : name.range();
    CallHierarchyItem item = new CallHierarchyItem(
        SymbolNames.visible(stage.displayName(), ""),
        STAGE,
        snapshot.uri(),
        snapshot.range(range),
        snapshot.range(model.range(stage.from(), selection)));
    Word image = stage.from().image();
    item.setDetail(image == null ? null : Visible.of("FROM " + image.value()));
    return item;
  }

  private static CallHierarchyItem item(Snapshot snapshot, ImageUse use) {
    Range range = snapshot.range(use.range());
    return new CallHierarchyItem(name(snapshot, use), IMAGE, snapshot.uri(), range, range);
  }
}
