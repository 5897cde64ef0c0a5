package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.BuildContexts;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.context.Disk;
import dev.plimsoll.context.FileName;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.Judgement;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ContextSource;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shellcheck.ShellCheckReport;
import dev.plimsoll.syntax.Dockerfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Judges Dockerfiles together with the folders that they are built in, as an editor does: the context is the folder that
 * was chosen, or else the nearest one in which most of what a file copies exists, from its own folder up to the root of
 * the repository, or to the working directory where that is further up.
 */
final class ContextLinter {

  /** A disk that takes longer tells nothing of a file. */
  private static final long LIMIT_MILLIS = 5_000;

  /** What is found in a file may make a rule ask for another one, as a program imports files that import others. */
  private static final int MAX_ROUNDS = 8;

  private final Linter linter;
  private final @Nullable Path chosen;
  private final BuildContexts contexts;

  /** @param chosen the folder that all files are built in; null where that is left to what they copy */
  ContextLinter(Linter linter, @Nullable Path chosen, Disk disk) {
    this.linter = linter;
    this.chosen = chosen;
    this.contexts = new BuildContexts(disk);
  }

  /** The disk for one command. */
  static Disk disk() {
    return new Disk(
        Executors.newCachedThreadPool(task -> {
          Thread thread = new Thread(task, "files");
          thread.setDaemon(true);
          return thread;
        }),
        LIMIT_MILLIS);
  }

  /**
   * All problems of a file, by position.
   *
   * @param path where the file is, or null where it isn't on the disk
   * @param images what is known of images
   * @param said what ShellCheck says of its scripts
   */
  ImmutableList<Problem> problems(
      Dockerfile file,
      @Nullable Path path,
      ImageCatalog images,
      ShellCheckReport said,
      LintOptions options) {
    SemanticModel model = SemanticModel.of(file, images);
    Path place = path != null ? path : chosen == null ? null : chosen.resolve("Dockerfile");
    if (place == null) {
      return linter.lint(new Subject(model, images).with(said), options);
    }
    FileName name = name(place.toAbsolutePath().normalize());
    SourceReport sources = report(model, place, ImmutableSet.of());
    Judgement judgement =
        linter.judge(new Subject(model, images, sources, name).with(said), options, null);
    for (int round = 1; round < MAX_ROUNDS; round++) {
      ImmutableSet<String> asked = judgement.contextFiles();
      if (sources.files().keySet().containsAll(asked)) {
        break;
      }
      sources = report(model, place, asked);
      judgement =
          linter.judge(new Subject(model, images, sources, name).with(said), options, judgement);
    }
    return judgement.problems();
  }

  private SourceReport report(SemanticModel model, Path file, ImmutableSet<String> asked) {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = chosen == null ? root(absolute) : chosen.toAbsolutePath().normalize();
    return contexts.report(
        absolute.toUri().toString(),
        folder.toUri().toString(),
        chosen == null ? BuildContexts.AUTO : BuildContexts.WORKSPACE_FOLDER,
        ContextSource.telling(model),
        ContextSource.in(model).stream()
            .map(ContextSource::path)
            .collect(ImmutableSet.toImmutableSet()),
        asked,
        Deadline.inMillis(LIMIT_MILLIS));
  }

  private static FileName name(Path file) {
    Path repository = repository(file);
    Path working = Path.of("").toAbsolutePath();
    Path root = repository == null && file.startsWith(working) ? working : repository;
    return FileName.of(file.toUri().toString(), root == null ? "" : root.toUri().toString());
  }

  /** The highest folder that may be the context. */
  private static Path root(Path file) {
    Path repository = repository(file);
    Path own = file.getParent() == null ? file : file.getParent();
    Path root = repository == null ? own : repository;
    Path working = Path.of("").toAbsolutePath();
    boolean isPart = repository == null || isSubmodule(repository);
    return isPart && root.startsWith(working) ? working : root;
  }

  /** Whether a repository is a part of another one, or a second working tree: its {@code .git} is a file. */
  private static boolean isSubmodule(Path repository) {
    return Files.isRegularFile(repository.resolve(".git"));
  }

  /** The root of the Git repository that a file is in, or null. */
  private static @Nullable Path repository(Path file) {
    for (Path at = file.getParent(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) {
        return at;
      }
    }
    return null;
  }
}
