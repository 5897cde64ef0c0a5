package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.collect.Iterables;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Lists;
import com.google.common.collect.MultimapBuilder;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.images.DataStages;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Images from which COPY takes programs, or that RUN mounts: what they are when it builds becomes part of the image. */
final class CopiedImages {

  private static final ImageQuestion<Boolean> IS_KNOWN =
      (images, image, platform) -> !images.tags(image).isEmpty();

  private CopiedImages() {}

  /**
   * Reports each of them once.
   *
   * @param fault what is wrong with one, and what to do; null where nothing is
   */
  static void report(
      Subject subject, Reporter reporter, Function<ImageReference, @Nullable String> fault) {
    ListMultimap<ImageReference, ImageUse> uses =
        MultimapBuilder.linkedHashKeys().arrayListValues().build();
    for (ImageUse use : subject.model().imageUses()) {
      ImageReference image = use.image();
      if (use.role() != ImageUse.Role.BASE
          && image != null
          && use.isCertain()
          && !(use.instruction() instanceof Copy copy && DataStages.areData(copy.sources()))) {
        uses.put(image, use);
      }
    }
    for (ImageReference image : uses.keySet()) {
      List<ImageUse> same = uses.get(image);
      String message = fault.apply(image);
      if (message != null && !isBuiltHere(subject, image)) {
        Finding finding = Finding.at(same.get(0).range(), message)
            .withSeverity(Severity.INFORMATION)
            .beyondHadolint()
            .withRelated(
                Lists.transform(same.subList(1, same.size()), ImageUse::range), "Here, too.");
        reporter.report(finding.withFix(same.size() > 1 ? null : fix(subject, same.get(0), image)));
      }
    }
  }

  /** Whether it may be built on the same machine. */
  private static boolean isBuiltHere(Subject subject, ImageReference image) {
    String name = image.familiarName();
    return name.indexOf('/') < 0 && !subject.about(image, IS_KNOWN)
        || name.startsWith("local/")
        || name.startsWith("localhost/")
        || subject.isReplaced(name)
        || !image.isOfficial() && subject.isBuiltHere(name);
  }

  /** The version that is meant at present, where that is known. */
  private static @Nullable Fix fix(Subject subject, ImageUse use, ImageReference image) {
    String tag = Iterables.getFirst(subject.about(image, MovingTag.VERSIONS), null);
    TextEdit edit = tag == null ? null : use.withTag(tag);
    return edit == null ? null : Fix.suggestion("Use " + image.familiarName() + ":" + tag, edit);
  }
}
