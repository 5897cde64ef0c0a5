package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.rules.apt.AptCommand;
import dev.plimsoll.lint.rules.apt.PackageLists;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What RUNs one after the other store in vain: what one of them wrote and a later one deletes, or changes so that it is stored
 * again. It is in vain only because they are layers of their own.
 */
final class LayerWaste {

  /** Programs that store a file again, in another place or form. */
  private static final ImmutableSet<String> CHANGES =
      ImmutableSet.of("strip", "gzip", "gunzip", "bzip2", "bunzip2", "xz", "unxz", "upx");

  private final SemanticModel model;
  private final List<RunScript> row;
  /** By the index of the script, filled where it is asked for. */
  private final @Nullable LayerContents[] layers;

  private LayerWaste(SemanticModel model, List<RunScript> row) {
    this.model = model;
    this.row = row;
    this.layers = new @Nullable LayerContents[row.size()];
  }

  /**
   * RUNs that would save bytes as one.
   *
   * @param from the index of the one that writes
   * @param to the index of the one that undoes it
   * @param related whether all between have to do with it
   * @param much whether it is certain to be more than some file of unknown size
   */
  record Span(int from, int to, boolean related, boolean much) {

    private Span with(Span other) {
      return new Span(
          Math.min(from, other.from),
          Math.max(to, other.to),
          related && other.related,
          much || other.much);
    }
  }

  /** Those of a row, in order, without a RUN in common. */
  static ImmutableList<Span> in(SemanticModel model, List<RunScript> row) {
    LayerWaste waste = new LayerWaste(model, row);
    List<Span> spans = new ArrayList<>();
    for (int later = 1; later < row.size(); later++) {
      Span span = waste.undoneBy(later);
      while (span != null && !spans.isEmpty() && spans.get(spans.size() - 1).to >= span.from) {
        span = spans.remove(spans.size() - 1).with(span);
      }
      if (span != null) {
        spans.add(span);
      }
    }
    return ImmutableList.copyOf(spans);
  }

  private LayerContents layer(int index) {
    LayerContents known = layers[index];
    if (known == null) {
      known = LayerContents.of(model, row.get(index));
      layers[index] = known;
    }
    return known;
  }

  private @Nullable Span undoneBy(int later) {
    Undoing undoing = new Undoing(later);
    for (Invocation invocation : row.get(later).script().invocations()) {
      undoing.add(invocation.module());
    }
    return undoing.span();
  }

  /** What one script deletes or changes of what those before it wrote. */
  private final class Undoing {
    private final int later;
    private final RunScript script;
    /** The scripts whose layers hold something of it. */
    private final BitSet writers = new BitSet();

    /** Those that hold package lists, of which another rule tells where there is nothing else. */
    private final BitSet ofLists = new BitSet();

    private boolean much;
    /** Whether some of it may have come from somewhere else. */
    private boolean guessed;

    private final List<ImagePath> undone = new ArrayList<>();
    private @Nullable ScriptPlaces places;

    Undoing(int later) {
      this.later = later;
      this.script = row.get(later);
    }

    @Nullable Span span() {
      if (writers.isEmpty()) {
        return null;
      }
      writers.or(ofLists);
      int from = writers.nextSetBit(0);
      return new Span(from, later, !guessed && areRelated(from), much);
    }

    private boolean areRelated(int from) {
      for (int i = from + 1; i < later; i++) {
        boolean uses = writers.get(i) || layer(i).readsLists();
        if (!uses && !undone.stream().anyMatch(layer(i)::names)) {
          return false;
        }
      }
      return true;
    }

    private ScriptPlaces places() {
      ScriptPlaces known = places;
      if (known == null) {
        known = ScriptPlaces.of(model, script, Basis.DEFAULTS);
        places = known;
      }
      return known;
    }

    void add(Invocation command) {
      List<ShellWord> operands = command.arguments().operands();
      String name = String.valueOf(command.name());
      switch (name) {
        case "rm" -> undo(command, operands, true);
        case "chown", "chgrp", "chmod" ->
          change(
              command,
              command.arguments().hasFlag("--reference") ? operands : behindFirst(operands),
              command.arguments().hasFlag("-R"));
        case "mv" -> undo(command, withoutLast(operands), true);
        case "make", "gmake" -> make(command);
        default -> {
          if (CHANGES.contains(name)) {
            undo(command, operands, false);
          }
        }
      }
      manager(command);
      packageLists(command);
    }

    private static List<ShellWord> behindFirst(List<ShellWord> operands) {
      return operands.isEmpty() ? operands : operands.subList(1, operands.size());
    }

    private static List<ShellWord> withoutLast(List<ShellWord> operands) {
      return operands.isEmpty() ? operands : operands.subList(0, operands.size() - 1);
    }

    /** Stores again what only gets another owner or mode. */
    private void change(Invocation command, List<ShellWord> words, boolean deep) {
      for (ImagePath place : places().places(command, words)) {
        undo(
            command,
            place,
            deep,
            layer -> layer.hasBesidesData(place, deep) && !layer.isPartOfClone(place),
            layer -> layer.mayHave(place) && !layer.isPartOfClone(place));
      }
    }

    private void undo(Invocation command, List<ShellWord> words, boolean deep) {
      for (ImagePath place : places().places(command, words)) {
        undo(command, place, deep);
      }
    }

    private void undo(Invocation command, ImagePath place, boolean deep) {
      undo(command, place, deep, layer -> layer.has(place, deep), layer -> layer.mayHave(place));
    }

    private void undo(
        Invocation command,
        ImagePath place,
        boolean deep,
        Predicate<LayerContents> wrote,
        Predicate<LayerContents> mayHaveWritten) {
      if (place.depth() > 0
          && (mark(wrote) || deep && markGuessed(command, place, mayHaveWritten))) {
        undone.add(place);
        for (int i = 0; i < later && !much; i++) {
          much = layer(i).hasMuch(place, deep);
        }
      }
    }

    /** What a directory was filled with isn't known: what this script makes itself is none of it. */
    private boolean markGuessed(
        Invocation command, ImagePath place, Predicate<LayerContents> mayHaveWritten) {
      MadePlaces own = layer(later).made();
      if (own.has(place, command)) {
        return false;
      }
      boolean mayBeOwn = own.mayHave(place, command);
      return mark(layer -> {
        boolean named = layer.isNamedByArchive(place);
        boolean wrote = (named || !mayBeOwn) && mayHaveWritten.test(layer);
        guessed |= wrote && !named && layer.isUnpacked(place);
        return wrote;
      });
    }

    private boolean mark(Predicate<LayerContents> wrote) {
      boolean any = false;
      for (int i = 0; i < later; i++) {
        if (wrote.test(layer(i))) {
          writers.set(i);
          any = true;
        }
      }
      return any;
    }

    private void make(Invocation command) {
      if (LayerContents.cleans(command)) {
        ImagePath directory = LayerContents.madeIn(command, places());
        much |= mark(layer -> layer.isMadeIn(directory));
      }
    }

    /** Whether the script cleans up after itself: who leaves a cache in another RUN is told by other rules. */
    private boolean fills(Invocation cleaning) {
      return script.script().invocations().stream()
          .map(Invocation::module)
          .anyMatch(it -> PackageCache.isFilledBy(it) && cleaning.is(String.valueOf(it.name())));
    }

    private boolean updatesLists() {
      return AptCommand.in(script).stream().anyMatch(AptCommand::updatesLists);
    }

    private void manager(Invocation command) {
      if (PackageCache.isCleanedBy(command) && !fills(command)) {
        PackageCache.of(command, places()).forEach(place -> undo(command, place, true));
      } else if (PackageCache.uninstalls(command)) {
        List<ShellWord> packages = command.arguments().operandsOfVerb();
        much |= mark(layer -> packages.stream().anyMatch(layer::hasPackage));
      }
    }

    /** Lists that nothing in between has to do with are removed where they are fetched, as another rule says. */
    private void packageLists(Invocation command) {
      boolean near = layer(later - 1).hasLists() || layer(later - 1).readsLists();
      if (near && PackageLists.in(model, script).areRemovedBy(command) && !updatesLists()) {
        for (int i = later - 1; i >= 0; i--) {
          if (layer(i).hasLists()) {
            ofLists.set(i);
          } else if (!layer(i).readsLists()) {
            return;
          }
        }
      }
    }
  }
}
