package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ConcreteTags;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.TagMovement;
import dev.plimsoll.image.UnversionedImages;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.LinkedCrates;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.Dependency;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;

/** What is said of a base image whose tag means another image tomorrow, or which has none. */
final class MovingTag {

  private static final ImageQuestion<ImmutableList<String>> VERSIONS =
      (images, image, platform) -> ConcreteTags.of(images, image);

  private MovingTag() {}

  /**
   * A finding that offers the tags of the version that is meant at present.
   *
   * @param fault what is wrong, a sentence
   */
  static Finding finding(NamedBase base, String fault, Subject subject) {
    ImageReference image = base.image();
    boolean isMissing = image.tagOrLatest().equals("latest") && UnversionedImages.lackLatest(image);
    String said =
        isMissing ? image.familiarName() + " has no tag latest, so the build fails." : fault;
    Finding finding = base.finding(said + " " + advice(base, subject));
    if (UnversionedImages.include(image) || UnversionedImages.areOfRelease(image)) {
      finding = finding.withSeverity(Severity.INFORMATION);
    }
    if (UnversionedImages.areRolling(image) && runs(OF_ROLLING, subject, base)) {
      return finding.asPedantic();
    }
    if (base.shared()) {
      return finding;
    }
    for (String tag : subject.about(image, VERSIONS)) {
      if (!suits(subject, base, tag)) {
        continue;
      }
      TextEdit edit = base.use().withTag(tag);
      finding = finding.withFix(
          edit == null ? null : Fix.suggestion("Use " + image.familiarName() + ":" + tag, edit));
    }
    return finding;
  }

  /** Package managers, of which each distribution has its own. */
  private static final CommandQuery MANAGERS =
      CommandQuery.of("apk", "apt", "apt-get", "dnf", "microdnf", "yum", "zypper");

  /** Those of distributions without releases. */
  private static final CommandQuery OF_ROLLING =
      CommandQuery.of("apt", "apt-get", "emerge", "pacman", "xbps-install", "yay", "zypper");

  /** Whether a tag has what crates are linked with, and is of the same distribution, or no stage on the image asks for a package manager. */
  private static boolean suits(Subject subject, NamedBase base, String tag) {
    ImageReference other = ImageReference.of(base.image().familiarName() + ":" + tag);
    if (other != null && LinkedCrates.isWithout(other) && !LinkedCrates.isWithout(base.image())) {
      for (Stage stage : base.allStages(subject.model())) {
        if (LinkedCrates.areIn(subject, stage)) {
          return false;
        }
      }
    }
    if (other == null || BaseFamily.of(other) == BaseFamily.of(base.image())) {
      return true;
    }
    return !runs(MANAGERS, subject, base);
  }

  private static boolean runs(CommandQuery managers, Subject subject, NamedBase base) {
    for (Stage stage : base.allStages(subject.model())) {
      if (subject.model().has(managers.trait(), stage)) {
        return true;
      }
    }
    return false;
  }

  private static String advice(NamedBase base, Subject subject) {
    ImageReference image = base.image();
    if (UnversionedImages.include(image)) {
      String release = UnversionedImages.withRelease(image, builders(base, subject.model()));
      return "No tag of it names a version. "
          + (release == null
              ? "Pin"
              : "Use an image of one release, such as " + release + ", or pin")
          + " its digest.";
    }
    if (subject.about(image, ImageQuestion.MOVEMENT) == TagMovement.DEVELOPMENT) {
      return "Use the tag of a release, or pin its digest.";
    }
    return image.tag() == null ? "Add the tag of a version." : "Use the tag of a version.";
  }

  /** The images of the stages that are copied from into those on a base. */
  private static List<ImageReference> builders(NamedBase base, SemanticModel model) {
    List<ImageReference> builders = new ArrayList<>();
    for (Stage stage : base.stages()) {
      for (Dependency dependency : model.dependencies(stage)) {
        ImageUse use = model.baseImage(dependency.stage().root());
        ImageReference image = use == null ? null : use.image();
        if (image != null) {
          builders.add(image);
        }
      }
    }
    return builders;
  }
}
