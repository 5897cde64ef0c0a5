package dev.plimsoll.server;

import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.BuildContexts;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.links.SourceFiles;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The build context of any document, for one request.
 *
 * @param patience how long is waited for a slow disk
 * @param cancelled whether nobody waits for the answer any more
 */
record DocumentContexts(
    BuildContexts contexts,
    FolderSettings settings,
    Workers.Patience patience,
    BooleanSupplier cancelled) {

  Deadline deadline() {
    return Deadline.inMillis(patience.answerMillis()).unless(cancelled);
  }

  /** The context of a Dockerfile or of a .dockerignore file; null where the document is no file of this machine. */
  @Nullable BuildContext of(Snapshot snapshot, Deadline deadline) {
    String uri = snapshot.uri();
    String folder = settings.folderOf(uri);
    String choice = settings.of(uri).buildContext();
    return snapshot.isIgnoreFile()
        ? contexts.ofIgnoreFile(uri, folder, choice, snapshot.ignoreFile(), deadline)
        : contexts.of(uri, folder, choice, SourceFiles.paths(snapshot), deadline);
  }
}
