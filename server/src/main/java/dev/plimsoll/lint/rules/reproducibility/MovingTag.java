package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ConcreteTags;
import dev.plimsoll.image.EndOfLife;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.TagMovement;
import dev.plimsoll.image.UnversionedImages;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.CompiledPackages;
import dev.plimsoll.lint.rules.dependencies.LinkedCrates;
import dev.plimsoll.lint.rules.dependencies.UsedPrograms;
import dev.plimsoll.lint.rules.dependencies.VariantPrograms;
import dev.plimsoll.lint.rules.images.DecidedVariant;
import dev.plimsoll.lint.rules.images.LinkedImages;
import dev.plimsoll.lint.rules.images.ManagersOfNode;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.Dependency;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of a base image whose tag means another image tomorrow, or which has none. */
final class MovingTag {

  static final ImageQuestion<ImmutableList<String>> VERSIONS =
      (images, image, platform) -> ConcreteTags.of(images, image);

  private static final ImageQuestion<ImmutableList<String>> TAGS =
      (images, image, platform) -> images.tags(image);

  /** Whether nothing is published under the name any more. */
  static final ImageQuestion<Boolean> HAS_ENDED =
      (images, image, platform) -> EndOfLife.of(images, image) != null;

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
    String system = BaseFamily.of(image) == BaseFamily.DEBIAN && EndOfLife.systemOf(image) == null
        ? LinkedImages.debianOf(subject.model(), base)
        : null;
    if (system != null) {
      return finding
          .withMessage(finding.message() + " What is built here runs on " + system + ".")
          .withFix(onSystem(base, system, subject));
    }
    for (String tag : subject.about(image, VERSIONS)) {
      boolean isOther = isSmaller(tag) && !isSmaller(image.tagOrLatest());
      if (!suits(subject, base, tag)
          || isOther && DecidedVariant.isAgainst(subject, base.use(), tag)) {
        continue;
      }
      TextEdit edit = base.use().withTag(tag);
      finding = finding.withFix(
          edit == null ? null : Fix.suggestion("Use " + image.familiarName() + ":" + tag, edit));
    }
    return finding;
  }

  /** The tag of the version on that release of Debian where its programs run; null where none is known. */
  private static @Nullable Fix onSystem(NamedBase base, String system, Subject subject) {
    ImageReference image = base.image();
    String codename = system.substring(system.indexOf('(') + 1).replace(")", "");
    ImmutableList<String> tags = subject.about(image, TAGS);
    for (String version : subject.about(image, VERSIONS)) {
      String tag = version + "-" + codename;
      TextEdit edit = tags.contains(tag) ? base.use().withTag(tag) : null;
      if (edit != null) {
        return Fix.suggestion("Use " + image.familiarName() + ":" + tag, edit);
      }
    }
    return null;
  }

  /** Package managers, of which each distribution has its own. */
  private static final CommandQuery MANAGERS =
      CommandQuery.of("apk", "apt", "apt-get", "dnf", "microdnf", "yum", "zypper");

  /** Those of distributions without releases. */
  private static final CommandQuery OF_ROLLING =
      CommandQuery.of("apt", "apt-get", "emerge", "pacman", "xbps-install", "yay", "zypper");

  /** Images of which only the full variants compile packages of Python. */
  private static final ImmutableSet<String> WITH_COMPILERS = ImmutableSet.of("pypy", "python");

  /** Whether a tag has what is run and compiled with, and is of the same distribution, or no stage on the image asks for a package manager. */
  private static boolean suits(Subject subject, NamedBase base, String tag) {
    ImageReference other = ImageReference.of(base.image().familiarName() + ":" + tag);
    if (other == null) {
      return true;
    }
    CommandQuery lacked = other.canonicalName().equals("node") ? lacked(tag) : null;
    for (Stage stage : base.allStages(subject.model())) {
      boolean lacksManager = lacked != null
          && (!subject.model().commands(lacked, stage).isEmpty()
              || !ManagersOfNode.inScripts(subject, stage, lacked).isEmpty())
          && !ManagersOfNode.mayBeBrought(subject.model(), stage);
      if (lacksManager || lacksHeaders(subject, stage, base, other)) {
        return false;
      }
    }
    for (Stage stage : isSmaller(tag) ? base.stages() : ImmutableList.<Stage>of()) {
      UsedPrograms programs = UsedPrograms.withScripts(subject, stage);
      if (!VariantPrograms.suit(programs, base.image(), tag)) {
        return false;
      }
    }
    return BaseFamily.of(other) == BaseFamily.of(base.image()) || !runs(MANAGERS, subject, base);
  }

  /** The package managers that a release of Node lacks; null where it lacks none. */
  private static @Nullable CommandQuery lacked(String tag) {
    int end = CharMatcher.inRange('0', '9').negate().indexIn(tag);
    Integer major = Ints.tryParse(end < 0 ? tag : tag.substring(0, end));
    return major == null ? null : ManagersOfNode.lackedBy(major);
  }

  /** Whether a smaller variant lacks what the crates or the packages of Python are compiled with that a stage installs. */
  private static boolean lacksHeaders(
      Subject subject, Stage stage, NamedBase base, ImageReference other) {
    String tag = other.tagOrLatest();
    return WITH_COMPILERS.contains(other.canonicalName())
        ? isSmaller(tag) && CompiledPackages.areIn(subject, stage)
        : LinkedCrates.isWithout(other)
            && !LinkedCrates.isWithout(base.image())
            && LinkedCrates.areIn(subject, stage);
  }

  private static boolean isSmaller(String tag) {
    return tag.contains("slim") || tag.contains("alpine");
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
