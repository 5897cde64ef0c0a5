package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.plimsoll.semantics.Symbols.Mention;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the thing that a place names gets its meaning. */
public final class Origins {

  private Origins() {}

  /** The first declaration: of an ARG in a stage the one before the first FROM; null where the file has none. */
  public static @Nullable Occurrence declaration(Mention mention) {
    Stage stage = mention.occurrence().stage();
    Occurrence first = null;
    for (Occurrence occurrence : mention.symbol().occurrences()) {
      if (occurrence.role() != Occurrence.Role.DECLARATION) {
        continue;
      }
      boolean reaches =
          occurrence.stage() == null || stage == null || occurrence.stage().root() == stage.root();
      if (reaches) {
        return occurrence;
      }
      first = first == null ? occurrence : first;
    }
    return first;
  }

  /**
   * The declarations that matter at a place, by position. For a variable they are its first one in the stage, the last
   * one before the place, and that which an ARG without a value takes its value from; or the base image that sets it.
   */
  public static ImmutableList<Occurrence> definitions(SemanticModel model, Mention mention) {
    if (mention.symbol().kind() == Symbol.Kind.VARIABLE) {
      return ofVariable(model, mention);
    }
    ImmutableList.Builder<Occurrence> declarations = ImmutableList.builder();
    for (Occurrence occurrence : mention.symbol().occurrences()) {
      if (occurrence.role() == Occurrence.Role.DECLARATION) {
        declarations.add(occurrence);
      }
    }
    return declarations.build();
  }

  private static ImmutableList<Occurrence> ofVariable(SemanticModel model, Mention mention) {
    ImmutableSortedSet.Builder<Occurrence> origins =
        ImmutableSortedSet.orderedBy(Occurrence.BY_POSITION);
    Map<@Nullable Stage, List<Occurrence>> settings = settings(model, mention.symbol());
    Dockerfile file = model.file();
    int here = file.indexAt(mention.occurrence().range().start());
    Occurrence last = null;
    for (Stage stage = mention.occurrence().stage(); last == null; stage = stage.parent()) {
      List<Occurrence> own = settings.getOrDefault(stage, List.of());
      if (!own.isEmpty()) {
        origins.add(own.get(0));
      }
      for (Occurrence setting : own) {
        boolean inForce = file.indexAt(setting.range().start()) < here;
        last = inForce || setting.equals(mention.occurrence()) ? setting : last;
      }
      if (stage == null || stage.parent() == null) {
        break;
      }
    }
    if (last == null) {
      Occurrence base = inBaseImage(model, mention);
      if (base != null) {
        origins.add(base);
      }
    } else {
      origins.add(last);
      if (last.stage() != null && takesOver(model, last)) {
        List<Occurrence> outside = settings.getOrDefault(null, List.of());
        origins.addAll(outside.subList(Math.max(0, outside.size() - 1), outside.size()));
      }
    }
    return origins.build().asList();
  }

  /** The name of the base image, if it is known that this sets the variable; else null. */
  private static @Nullable Occurrence inBaseImage(SemanticModel model, Mention mention) {
    Stage stage = mention.occurrence().stage();
    ImageUse base = stage == null ? null : model.baseImage(stage);
    return stage != null
            && base != null
            && model.environment(stage).variables().containsKey(mention.symbol().name())
        ? Occurrence.of(base.range(), Occurrence.Role.DECLARATION, null)
        : null;
  }

  /** Where ARG and ENV name a variable, by stage; under null what is outside of all. */
  private static Map<@Nullable Stage, List<Occurrence>> settings(
      SemanticModel model, Symbol symbol) {
    Map<@Nullable Stage, List<Occurrence>> settings = new HashMap<>();
    for (Occurrence occurrence : symbol.occurrences()) {
      if (!occurrence.isRead() && !(at(model, occurrence) instanceof Instruction.Run)) {
        settings.computeIfAbsent(occurrence.stage(), any -> new ArrayList<>(2)).add(occurrence);
      }
    }
    return settings;
  }

  private static @Nullable Instruction at(SemanticModel model, Occurrence occurrence) {
    return model.file().instructionAt(occurrence.range().start());
  }

  /** Whether an ARG has no value of its own. */
  private static boolean takesOver(SemanticModel model, Occurrence occurrence) {
    if (!(at(model, occurrence) instanceof Instruction.Arg arg)) {
      return false;
    }
    int start = occurrence.range().start() - model.file().start(arg);
    return arg.pairs().stream()
        .anyMatch(it -> it.value() == null && it.key().range().start() == start);
  }
}
