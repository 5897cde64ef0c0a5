package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a rule judges.
 *
 * @param model the file and what it means
 * @param images what is known of the images that the file names
 * @param sources what is known of the files that it copies
 */
public record Subject(SemanticModel model, ImageCatalog images, SourceReport sources) {

  /** A file of which nobody has looked what lies beside it. */
  public Subject(SemanticModel model, ImageCatalog images) {
    this(model, images, SourceReport.NOTHING);
  }

  private static final Function<Asked<?>, Object> ANSWER = Asked::answer;

  public Dockerfile file() {
    return model.file();
  }

  /** The answer to a question about an image on linux/amd64, which is kept as long as the file asks for it. */
  public <T> T about(ImageReference image, ImageQuestion<T> question) {
    return about(image, ImageFacts.AMD64, question);
  }

  /** The same for another platform. */
  public <T> T about(ImageReference image, String platform, ImageQuestion<T> question) {
    @SuppressWarnings("unchecked") // what the question answers
    T answer = (T) model.file().memo().get(ANSWER, new Asked<>(question, images, image, platform));
    return answer;
  }

  /**
   * Reports what is found in elements that follow each other. It must depend on them alone and on {@code state}, and lie
   * in them: then it is kept as long as they stand like that in the file, wherever.
   *
   * @param first the index of the first of them in the file
   * @param last the index of the last
   * @param state what else counts, compared by {@code equals}
   * @param check finds it
   */
  public void inside(
      Rule rule, int first, int last, Object state, Consumer<Reporter> check, Reporter reporter) {
    int start = file().start(first);
    ImmutableList<Finding> found = file()
        .memo()
        .get(new Passage(rule, file(), first, last, state), () -> gather(check, start));
    for (Finding finding : found) {
      reporter.report(finding.moved(range -> range.shift(start)));
    }
  }

  /** The same of one instruction, if the shell that is in force counts besides {@code state}. */
  public void inside(
      Rule rule,
      Instruction instruction,
      Object state,
      Consumer<Reporter> check,
      Reporter reporter) {
    int index = file().indexOf(instruction);
    Object both = ImmutableList.of(model.shell(instruction).argv(), state);
    inside(rule, index, index, both, check, reporter);
  }

  private static ImmutableList<Finding> gather(Consumer<Reporter> check, int start) {
    ImmutableList.Builder<Finding> found = ImmutableList.builder();
    check.accept(finding -> found.add(finding.moved(range -> range.shift(-start))));
    return found.build();
  }

  /** All that an answer depends on. */
  private static final class Asked<T> {
    private final ImageQuestion<T> question;
    private final ImageCatalog images;
    private final ImageReference image;
    private final String platform;

    Asked(ImageQuestion<T> question, ImageCatalog images, ImageReference image, String platform) {
      this.question = question;
      this.images = images;
      this.image = image;
      this.platform = platform;
    }

    Object answer() {
      return question.answer(images, image, platform);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Asked<?> that
          && question == that.question
          && images == that.images
          && platform.equals(that.platform)
          && image.text().equals(that.image.text());
    }

    @Override
    public int hashCode() {
      return 31 * image.text().hashCode() + System.identityHashCode(question);
    }
  }
}
