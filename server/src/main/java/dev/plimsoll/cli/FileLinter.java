package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.FixAll;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shellcheck.ShellCheckReport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Judges files, on any number of threads. */
final class FileLinter {

  private final ContextLinter judge;
  private final ImageLookup lookup;
  private final ShellCheckLookup scripts;
  private final boolean repairs;
  private final boolean fixes;

  /**
   * @param repairs whether to say what the safe fixes change
   * @param fixes whether to judge the files with their safe fixes
   */
  FileLinter(
      ContextLinter judge,
      ImageLookup lookup,
      ShellCheckLookup scripts,
      boolean repairs,
      boolean fixes) {
    this.judge = judge;
    this.lookup = lookup;
    this.scripts = scripts;
    this.repairs = repairs;
    this.fixes = fixes;
  }

  /** @param path where the file is; null where it isn't on the disk */
  LintedFile lint(Source source, @Nullable Path path, LintOptions options) {
    ImageCatalog known = lookup.of(SemanticModel.of(source.file()));
    FixAll.Outcome repair = repairs || fixes
        ? FixAll.repair(
            source.file(),
            file -> judge.problems(file, path, known, ShellCheckReport.NOTHING, options))
        : null;
    Source after = repair == null || !fixes || repair.text().equals(source.text())
        ? source
        : Source.of(source.name(), repair.text());
    return judged(source, after, repair, path, known, options);
  }

  /** The same of a file whose fixes could not be written. */
  LintedFile unfixed(LintedFile file, @Nullable Path path, LintOptions options) {
    ImageCatalog known = lookup.of(SemanticModel.of(file.before().file()));
    return judged(file.before(), file.before(), null, path, known, options);
  }

  private LintedFile judged(
      Source before,
      Source after,
      FixAll.@Nullable Outcome repair,
      @Nullable Path path,
      ImageCatalog known,
      LintOptions options) {
    ImmutableList<Problem> problems =
        judge.problems(after.file(), path, known, scripts.of(after, known, options), options);
    return new LintedFile(
        before, after, repair, problems, BaseImages.of(SemanticModel.of(after.file()), known));
  }
}
