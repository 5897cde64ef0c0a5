package dev.plimsoll.semantics;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Workdir;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The directory in which instructions run, put together from the WORKDIRs of a stage and of those that it is FROM. */
public final class WorkingDirectory {

  /** Relative WORKDIRs that follow each other; who has more than this gets no answer. */
  private static final int MAX_STEPS = 64;

  private static final Splitter SLASH = Splitter.on('/').omitEmptyStrings();

  private WorkingDirectory() {}

  /** The directory that a WORKDIR leads to, or null where that isn't known: the base image's own is not. */
  public static @Nullable String after(SemanticModel model, Workdir workdir) {
    Deque<String> steps = new ArrayDeque<>();
    Workdir at = workdir;
    while (at != null && at.path() != null && steps.size() < MAX_STEPS) {
      String path = path(model, at);
      if (path == null) {
        return null;
      }
      steps.push(path);
      if (path.startsWith("/")) {
        return clean(steps);
      }
      at = model.stateBefore(at).workdir();
    }
    return null;
  }

  /** The directory in which an instruction runs, or null where that isn't known. */
  public static @Nullable String of(SemanticModel model, Instruction instruction) {
    Workdir workdir = model.stateBefore(instruction).workdir();
    return workdir == null ? null : after(model, workdir);
  }

  private static @Nullable String path(SemanticModel model, Workdir workdir) {
    Stage stage = model.stageOf(workdir);
    boolean windows = stage != null && model.family(stage) == BaseFamily.WINDOWS;
    if (windows || workdir.path() == null) {
      return null;
    }
    Expansion path = model.expand(workdir, workdir.path().value());
    return path.error() != null || !path.unmatched().isEmpty() ? null : path.text();
  }

  private static String clean(Deque<String> steps) {
    Deque<String> parts = new ArrayDeque<>();
    for (String step : steps) {
      for (String part : SLASH.split(step)) {
        if (part.equals("..")) {
          parts.pollLast();
        } else if (!part.equals(".")) {
          parts.addLast(part);
        }
      }
    }
    return "/" + Joiner.on('/').join(parts);
  }
}
