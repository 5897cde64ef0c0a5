package dev.plimsoll.ide;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.DockerfileNames;
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
 * @param failures told of a rule that threw
 */
public record Checks(
    Supplier<ImmutableList<Rule>> rules,
    ImageCatalog images,
    LintOptions options,
    BiConsumer<RuleInfo, RuntimeException> failures) {

  public Checks withOptions(LintOptions options) {
    return options == this.options ? this : new Checks(rules, images, options, failures);
  }

  /**
   * @param uri where the file is
   * @param before the judgement of an earlier version, or null
   */
  Judgement judge(
      SemanticModel model, String uri, SourceReport sources, @Nullable Judgement before) {
    Subject subject = new Subject(model, images, sources, DockerfileNames.areForDevelopment(uri));
    return new Linter(rules.get(), failures).judge(subject, options, before);
  }

  public ImmutableList<Problem> problems(Dockerfile file) {
    return judge(SemanticModel.of(file), "", SourceReport.NOTHING, null).problems();
  }
}
