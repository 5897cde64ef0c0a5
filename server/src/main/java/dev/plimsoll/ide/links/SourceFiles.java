package dev.plimsoll.ide.links;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.context.Entry;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.semantics.ContextSource;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/** The way from a path in COPY, ADD or a bind mount to the file that it names. */
public final class SourceFiles {

  /** More files than anyone chooses from. */
  private static final int MAX_LOCATIONS = 100;

  /**
   * A path that is the name of one file.
   *
   * @param range where it is written
   * @param target the URI of the file
   */
  public record Link(TextRange range, String target) {}

  private SourceFiles() {}

  /** Whether the path of a file or folder of the build context stands at an offset. */
  public static boolean isAt(Snapshot snapshot, int offset) {
    return snapshot.isDockerfile() && ContextSource.at(snapshot.model(), offset) != null;
  }

  /** The paths in a Dockerfile that tell which folder it is built in. */
  public static ImmutableSet<String> paths(Snapshot snapshot) {
    return snapshot.isDockerfile() ? ContextSource.telling(snapshot.model()) : ImmutableSet.of();
  }

  /** All paths of the build context that a Dockerfile names. */
  public static ImmutableSet<String> all(Snapshot snapshot) {
    return snapshot.isDockerfile()
        ? ContextSource.in(snapshot.model()).stream()
            .map(ContextSource::path)
            .collect(ImmutableSet.toImmutableSet())
        : ImmutableSet.of();
  }

  /** The files that the path at an offset names; a folder is nothing that an editor opens. */
  public static List<Location> at(
      Snapshot snapshot, int offset, BuildContext context, Deadline deadline) {
    ContextSource source =
        snapshot.isDockerfile() ? ContextSource.at(snapshot.model(), offset) : null;
    if (source == null) {
      return List.of();
    }
    Range start = new Range(new Position(0, 0), new Position(0, 0));
    return context.find(source.path(), deadline).entries().stream()
        .filter(entry -> !entry.folder())
        .limit(MAX_LOCATIONS)
        .map(entry -> new Location(context.uri(entry), start))
        .toList();
  }

  /** All paths of a document that are names of files that exist. */
  public static ImmutableList<Link> links(
      Snapshot snapshot, BuildContext context, Deadline deadline) {
    ImmutableList.Builder<Link> links = ImmutableList.builder();
    if (!snapshot.isDockerfile()) {
      return ImmutableList.of();
    }
    for (ContextSource source : ContextSource.in(snapshot.model())) {
      if (deadline.isOver()) {
        break;
      }
      if (!PathGlob.isPattern(source.path())) {
        for (Entry entry : context.find(source.path(), deadline).entries()) {
          if (!entry.folder()) {
            links.add(new Link(source.range(), context.uri(entry)));
          }
        }
      }
    }
    return links.build();
  }
}
