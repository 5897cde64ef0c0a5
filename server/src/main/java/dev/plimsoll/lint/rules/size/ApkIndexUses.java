package dev.plimsoll.lint.rules.size;

import dev.plimsoll.lint.rules.layer.LaterUse;
import dev.plimsoll.lint.rules.layer.Leftovers;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Trait;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a file leaves apk's index in the image, and where it may find packages only in one that is left. Of each stage that is
 * noted when it is first asked for, so that many installs may ask.
 */
final class ApkIndexUses {

  private static final CommandQuery APK = CommandQuery.of("apk");
  private static final CommandQuery UPDATE = APK.told("update");

  /** What shows packages by an index that is there already. */
  private static final CommandQuery SHOWS = APK.told("search", "list", "policy", "fetch", "dot");

  private static final LaterUse OF_INDEX = LaterUse.of("cache/apk");

  /** RUNs of which it can't be told what they do. */
  private static final Trait UNCLEAR = RunScript.IS_OBSCURE.or(RunScript.RUNS_UNKNOWN);

  private final SemanticModel model;

  /** The first update of a stage that leaves its index. */
  private final Map<Stage, Optional<RunCommand>> updates = new HashMap<>();

  /** The last command of a stage that may read an index. */
  private final Map<Stage, Optional<RunCommand>> readers = new HashMap<>();

  /** The stages that others are FROM which may read an index. */
  private @Nullable Set<Stage> basesOfReaders;

  private @Nullable Integer lastUse;

  ApkIndexUses(SemanticModel model) {
    this.model = model;
  }

  /** Where a command begins, in the file. */
  static int home(RunCommand command) {
    return command.script().home(command.invocation().nameWord().range().start());
  }

  /** Whether a RUN of the stage above a script has fetched the index, and left it. */
  boolean isLeftBefore(Stage stage, RunScript script) {
    return updates
        .computeIfAbsent(stage, any -> firstUpdate(stage))
        .map(update -> update.script().start() < script.start())
        .orElse(false);
  }

  private Optional<RunCommand> firstUpdate(Stage stage) {
    for (RunCommand update : model.commands(UPDATE, stage)) {
      if (!update.has("--no-cache")
          && Leftovers.in(model, update.script(), "var/cache/apk", "apk").stayBehind(update)) {
        return Optional.of(update);
      }
    }
    return Optional.empty();
  }

  /** Whether a later RUN, or a stage that is FROM this one, may find packages only in an index that a script leaves. */
  boolean isReadAfter(Stage stage, RunScript script) {
    return model.has(UNCLEAR, stage)
        || lastReader(stage)
            .map(reader -> reader.script().start() > script.start())
            .orElse(false)
        || basesOfReaders().contains(stage);
  }

  private Optional<RunCommand> lastReader(Stage stage) {
    return readers.computeIfAbsent(stage, any -> {
      for (RunCommand apk : model.commands(APK, stage).reverse()) {
        if (!apk.has("--no-cache") && !UPDATE.matches(apk.invocation())) {
          return Optional.of(apk);
        }
      }
      return Optional.empty();
    });
  }

  private Set<Stage> basesOfReaders() {
    Set<Stage> known = basesOfReaders;
    if (known == null) {
      known = new HashSet<>();
      for (Stage stage : model.stages().reverse()) {
        Stage parent = stage.parent();
        boolean reads = parent != null
            && (known.contains(stage)
                || model.has(UNCLEAR, stage)
                || lastReader(stage).isPresent());
        if (parent != null && reads) {
          known.add(parent);
        }
      }
      basesOfReaders = known;
    }
    return known;
  }

  /** Where the index is last needed by what doesn't fetch it, in the file. */
  int last() {
    Integer known = lastUse;
    if (known == null) {
      known = findLast();
      lastUse = known;
    }
    return known;
  }

  private int findLast() {
    int last = OF_INDEX.lastIn(model);
    for (Stage stage : model.stages()) {
      for (RunCommand apk : model.commands(APK, stage)) {
        boolean shows =
            SHOWS.matches(apk.invocation()) && !apk.hasAny("--no-cache", "--update-cache");
        if (shows || apk.has("--no-network")) {
          last = Math.max(last, home(apk));
        }
      }
    }
    return last;
  }
}
