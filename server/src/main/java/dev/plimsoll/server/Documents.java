package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.config.ConfigKind;
import dev.plimsoll.config.Configuration;
import dev.plimsoll.context.NearestFiles;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.problems.ConfigTarget;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.shellcheck.ShellCheckReport;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentItem;
import org.jspecify.annotations.Nullable;

/**
 * The open documents. The thread that reads messages opens, changes and closes them; another one may add what it found of
 * a document's files.
 */
final class Documents {

  private final ConcurrentMap<String, Snapshot> open = new ConcurrentHashMap<>();

  /** By URI, for the open documents that something was asked of. */
  private final Map<String, Told> told = new HashMap<>();

  /** By URI, what configuration files say of it; nothing is kept where there are none. */
  private final Map<String, Configuration> configurations = new ConcurrentHashMap<>();

  private volatile Checks checks;
  private volatile FolderSettings settings;

  /** @param checks how documents are judged, but for the settings */
  Documents(Checks checks, FolderSettings settings) {
    this.checks = checks;
    this.settings = settings;
  }

  private Checks checks(String uri) {
    LintOptions chosen = settings.of(uri).lint();
    Configuration found = configurations.get(uri);
    return checks.of(uri, settings.folderOf(uri), found == null ? chosen : found.over(chosen, uri));
  }

  @Nullable Snapshot get(String uri) {
    return open.get(uri);
  }

  /** What the editor was told of a document; of one that is not open, nothing, and that is not remembered. */
  Told told(String uri) {
    return open.containsKey(uri) ? told.computeIfAbsent(uri, opened -> new Told()) : new Told();
  }

  ImmutableList<Snapshot> all() {
    return ImmutableList.copyOf(open.values());
  }

  Snapshot open(TextDocumentItem item) {
    Snapshot snapshot = Snapshot.open(
        item.getUri(),
        item.getLanguageId(),
        item.getVersion(),
        item.getText(),
        checks(item.getUri()));
    open.put(item.getUri(), snapshot);
    told.remove(item.getUri());
    return snapshot;
  }

  /** The document after changes that were made one after the other; null if it is not open. */
  @Nullable Snapshot change(String uri, int version, Iterable<TextDocumentContentChangeEvent> changes) {
    return open.computeIfPresent(uri, (key, before) -> {
      Snapshot snapshot = before;
      for (TextDocumentContentChangeEvent change : changes) {
        snapshot = snapshot.apply(change);
      }
      return snapshot.withVersion(version);
    });
  }

  /** Adds what is known of the files that a document copies; null if that changes nothing. */
  @Nullable Snapshot found(String uri, SourceReport sources) {
    AtomicReference<@Nullable Snapshot> changed = new AtomicReference<>();
    open.computeIfPresent(uri, (key, before) -> {
      if (before.sources().equals(sources)) {
        return before;
      }
      Snapshot after = before.withSources(sources);
      changed.set(after);
      return after;
    });
    return changed.get();
  }

  /**
   * Adds what ShellCheck says of a document's scripts; null if that changes nothing.
   *
   * @param said tells it of a version; asked again where the document changes meanwhile, which nobody has to wait for
   */
  @Nullable Snapshot shellChecked(String uri, Function<Snapshot, ShellCheckReport> said) {
    while (true) {
      Snapshot before = open.get(uri);
      if (before == null) {
        return null;
      }
      ShellCheckReport report = said.apply(before);
      ShellCheckReport known = before.shellCheck();
      if (report.equals(known) && report.last().equals(known.last())) {
        return null;
      }
      Snapshot after = before.withShellCheck(report);
      if (open.replace(uri, before, after)) {
        return after;
      }
    }
  }

  /** Adds what configuration files say of a document; null if that changes nothing. */
  @Nullable Snapshot configured(String uri, Configuration found) {
    AtomicReference<@Nullable Snapshot> changed = new AtomicReference<>();
    open.computeIfPresent(uri, (key, before) -> {
      Configuration known =
          found.sources().isEmpty() ? configurations.remove(uri) : configurations.put(uri, found);
      Checks now = known == null && found.sources().isEmpty() ? before.checks() : checks(uri);
      if (now.equals(before.checks())) {
        return before;
      }
      Snapshot after = before.withChecks(now);
      changed.set(after);
      return after;
    });
    return changed.get();
  }

  /** Where rules can be turned off for a document; null where no file of this machine is the place. */
  @Nullable ConfigTarget configTarget(String uri) {
    Configuration found = configurations.getOrDefault(uri, Configuration.NONE);
    if (found.sources().isEmpty()) {
      String folder = settings.folderOf(uri);
      return folder == null ? null : asOpen(ConfigTarget.toCreate(folder));
    }
    NearestFiles.Found nearest = Iterables.getLast(found.sources()).found();
    String text = nearest == null ? null : nearest.text();
    ConfigKind kind = nearest == null ? null : ConfigKind.of(nearest.name());
    return nearest == null || text == null || kind == null
        ? null
        : asOpen(new ConfigTarget(nearest.uri(), nearest.name(), kind, text, null, true));
  }

  /** As it stands in the editor, where it is open. */
  private ConfigTarget asOpen(ConfigTarget file) {
    Snapshot opened = openConfig(file.uri());
    return opened == null
        ? file
        : new ConfigTarget(
            opened.uri(), file.name(), file.kind(), opened.text(), opened.version(), true);
  }

  /** What stands in the editor of a configuration file; null where it isn't open. */
  @Nullable String openConfig(NearestFiles.Found file) {
    for (Snapshot snapshot : open.values()) {
      if (snapshot.configKind() != null && NearestFiles.isSame(snapshot.uri(), file.uri())) {
        return snapshot.text();
      }
    }
    return null;
  }

  private @Nullable Snapshot openConfig(String uri) {
    for (Snapshot snapshot : open.values()) {
      if (snapshot.configKind() != null && NearestFiles.isSame(snapshot.uri(), uri)) {
        return snapshot;
      }
    }
    return null;
  }

  void close(String uri) {
    open.computeIfPresent(uri, (key, before) -> {
      configurations.remove(uri);
      return null;
    });
    told.remove(uri);
  }

  /** From now on every document is judged so, the open ones too. Returns those for which that changes something. */
  ImmutableList<Snapshot> judge(FolderSettings settings) {
    this.settings = settings;
    return judge();
  }

  /** From now on this is known of images. Returns the open documents for which that changes something. */
  ImmutableList<Snapshot> learnt(ImageCatalog images) {
    checks = checks.with(images);
    return judge();
  }

  private ImmutableList<Snapshot> judge() {
    ImmutableList.Builder<Snapshot> changed = ImmutableList.builder();
    for (String uri : open.keySet()) {
      open.computeIfPresent(uri, (key, before) -> {
        Checks now = checks(uri); // here, for two threads may change what is in force
        if (now.equals(before.checks())) {
          return before;
        }
        Snapshot judged = before.withChecks(now);
        changed.add(judged);
        return judged;
      });
    }
    return changed.build();
  }
}
