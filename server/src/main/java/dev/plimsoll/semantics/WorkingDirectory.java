package dev.plimsoll.semantics;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.Instruction.Workdir;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directories that WORKDIRs lead to, put together from those of a stage and of the stages that it is FROM. Keeps what
 * it has found, so that asking for all of a file takes no longer than the file is.
 */
public final class WorkingDirectory {

  /** What Linux calls {@code PATH_MAX}. */
  private static final int MAX_LENGTH = 4096;

  private static final Splitter SLASH = Splitter.on('/').omitEmptyStrings();

  private final SemanticModel model;
  /** Null where the directory isn't known. */
  private final Map<Workdir, @Nullable String> known = new IdentityHashMap<>();

  public WorkingDirectory(SemanticModel model) {
    this.model = model;
  }

  /** The directory that a WORKDIR leads to, or null where that isn't known: the base image's own is not. */
  public @Nullable String after(Workdir workdir) {
    Deque<Workdir> open = new ArrayDeque<>();
    Workdir at = workdir;
    while (at != null && !known.containsKey(at)) {
      open.push(at);
      at = isAbsolute(at) ? null : model.stateBefore(at).workdir();
    }
    String directory = at == null ? null : known.get(at);
    while (!open.isEmpty()) {
      Workdir next = open.pop();
      directory = join(directory, path(next));
      known.put(next, directory);
    }
    return directory;
  }

  private boolean isAbsolute(Workdir workdir) {
    String path = path(workdir);
    return path != null && path.startsWith("/");
  }

  private @Nullable String path(Workdir workdir) {
    Stage stage = model.stageOf(workdir);
    boolean windows = stage != null && model.family(stage) == BaseFamily.WINDOWS;
    if (windows || workdir.path() == null) {
      return null;
    }
    Expansion path = model.expand(workdir, workdir.path().value());
    return path.textByDefault();
  }

  private static @Nullable String join(@Nullable String directory, @Nullable String path) {
    if (path == null || (directory == null && !path.startsWith("/"))) {
      return null;
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : SLASH.split(path.startsWith("/") ? path : directory + "/" + path)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.equals(".")) {
        parts.addLast(part);
      }
    }
    String joined = "/" + Joiner.on('/').join(parts);
    return joined.length() > MAX_LENGTH ? null : joined;
  }
}
