package dev.plimsoll.ide;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.FileName;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.Judgement;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shellcheck.ShellCheckReport;
import dev.plimsoll.syntax.Dockerfile;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How open documents are judged.
 *
 * @param rules asked for at the first judgement, so that starting doesn't load them
 * @param images what is known of images
 * @param options severities that the user chose
 * @param name how such a document is called
 * @param failures told of a rule that threw
 */
public record Checks(
    Supplier<ImmutableList<Rule>> rules,
    ImageCatalog images,
    LintOptions options,
    FileName name,
    BiConsumer<RuleInfo, RuntimeException> failures) {

  /** For documents of which nobody says where they are. */
  public Checks(
      Supplier<ImmutableList<Rule>> rules,
      ImageCatalog images,
      LintOptions options,
      BiConsumer<RuleInfo, RuntimeException> failures) {
    this(rules, images, options, FileName.UNKNOWN, failures);
  }

  @Override
  public boolean equals(@Nullable Object other) { // that of records is linked at the start
    return other instanceof Checks that
        && rules == that.rules
        && images.equals(that.images)
        && options.equals(that.options)
        && name.equals(that.name)
        && failures == that.failures;
  }

  @Override
  public int hashCode() {
    return 31 * images.hashCode() + options.hashCode();
  }

  /** The same with something else known of images. */
  public Checks with(ImageCatalog known) {
    return new Checks(rules, known, options, name, failures);
  }

  /**
   * The same for one document.
   *
   * @param folder URI of the folder that is open around it, or null
   */
  public Checks of(String uri, @Nullable String folder, LintOptions options) {
    FileName called = FileName.of(uri, Strings.nullToEmpty(folder));
    return new Checks(rules, images, options, called, failures);
  }

  /** @param before the judgement of an earlier version, or null */
  Judgement judge(
      SemanticModel model,
      SourceReport sources,
      ShellCheckReport shellCheck,
      @Nullable Judgement before) {
    Subject subject = new Subject(model, images, sources, name).with(shellCheck);
    return new Linter(rules.get(), failures).judge(subject, options, before);
  }

  public ImmutableList<Problem> problems(Dockerfile file) {
    return judge(
            SemanticModel.of(file, images), SourceReport.NOTHING, ShellCheckReport.NOTHING, null)
        .problems();
  }
}
