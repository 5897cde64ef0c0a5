package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ConcreteTags;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.TagMovement;
import dev.plimsoll.image.UnversionedImages;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.ExpandableWord;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.VariableUse;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A base image whose tag means another image tomorrow, or which has none.
 *
 * @param use the place in FROM
 * @param image what is named there
 * @param shared whether its tag is the default of an ARG that stands in the name of another image, too
 */
record MovingTag(ImageUse use, ImageReference image, boolean shared) {

  private static final ImageQuestion<ImmutableList<String>> VERSIONS =
      (images, image, platform) -> ConcreteTags.of(images, image);

  /** The bases of a file that are known by name and not pinned by a digest; those once whose tag stands in one place. */
  static ImmutableList<MovingTag> candidates(SemanticModel model) {
    ImmutableList.Builder<MovingTag> found = ImmutableList.builder();
    List<ImageUse> bases = bases(model);
    Set<TextRange> shared = sharedDefaults(bases);
    Map<TextRange, Set<String>> seen = new HashMap<>();
    for (ImageUse use : bases) {
      ImageReference image = use.image();
      if (image != null
          && image.digest() == null
          && !image.isScratch()
          && isDecided(use, model)
          && seen.computeIfAbsent(place(use), anywhere -> new HashSet<>()).add(image.text())) {
        found.add(new MovingTag(use, image, shared.contains(use.tagSource())));
      }
    }
    return found.build();
  }

  /** The images that FROM names. Of other places variables are no part. */
  private static List<ImageUse> bases(SemanticModel model) {
    List<ImageUse> bases = new ArrayList<>();
    for (Stage stage : model.stages()) {
      ImageUse base = stage.parent() == null ? model.baseImage(stage) : null;
      if (base != null) {
        bases.add(base);
      }
    }
    return bases;
  }

  /** Where the tag stands, or else the name. */
  private static TextRange place(ImageUse use) {
    return use.tagSource() == null ? use.range() : use.tagSource();
  }

  /** The defaults of ARGs that are the tags of different images. */
  private static Set<TextRange> sharedDefaults(List<ImageUse> bases) {
    Map<TextRange, String> repositories = new HashMap<>();
    Set<TextRange> shared = new HashSet<>();
    for (ImageUse use : bases) {
      ImageReference image = use.image();
      if (image != null && use.tagSource() != null) {
        String first = repositories.putIfAbsent(use.tagSource(), image.repository());
        if (first != null && !first.equals(image.repository())) {
          shared.add(use.tagSource());
        }
      }
    }
    return shared;
  }

  /** Whether the name has a variable and isn't that of an official image: of a family of images that are built together. */
  boolean isOwnImage() {
    Word word = use.instruction() instanceof From from ? from.image() : null;
    return word != null && word.value().indexOf('$') >= 0 && !image.isOfficial();
  }

  /** Whether every variable in the name has a value in this file. */
  private static boolean isDecided(ImageUse use, SemanticModel model) {
    Word word = use.instruction() instanceof From from ? from.image() : null;
    if (word == null || word.value().indexOf('$') < 0) {
      return true;
    }
    for (VariableUse variable : ExpandableWord.of(
            word.value(), model.file().escape(), ExpansionMode.ARGUMENT)
        .allUses()) {
      Binding binding = model.binding(use.instruction(), variable.name());
      if ((binding == null || binding.valueByDefault() == null)
          && variable.defaultRange() == null) {
        return false;
      }
    }
    return true;
  }

  /**
   * A finding where the tag stands, or else at the name in FROM, that offers the tags of the version that is meant at present.
   *
   * @param fault what is wrong, a sentence
   */
  Finding finding(String fault, Subject subject) {
    boolean elsewhere = use.tagSource() != null && !use.range().contains(use.tagSource());
    Finding finding =
        Finding.at(elsewhere ? place(use) : use.range(), fault + " " + advice(subject));
    if (elsewhere) {
      finding = finding.withRelated(use.range(), "This image is named with it.");
    } else if (use.tagSource() == null
        && use.source() != null
        && !use.range().contains(use.source())) {
      finding = finding.withRelated(use.source(), "This default decides which image it is.");
    }
    if (UnversionedImages.include(image)) {
      finding = finding.withSeverity(Severity.INFORMATION);
    }
    if (shared) {
      return finding;
    }
    for (String tag : subject.about(image, VERSIONS)) {
      TextEdit edit = use.withTag(tag);
      finding = finding.withFix(
          edit == null ? null : Fix.suggestion("Use " + image.familiarName() + ":" + tag, edit));
    }
    return finding;
  }

  private String advice(Subject subject) {
    if (UnversionedImages.include(image)) {
      String release = UnversionedImages.withRelease(image);
      return "No tag of it names a version. "
          + (release == null
              ? "Pin"
              : "Use an image of one release, such as " + release + ", or pin")
          + " its digest.";
    }
    if (subject.about(image, ImageQuestion.MOVEMENT) == TagMovement.DEVELOPMENT) {
      return "Use the tag of a release.";
    }
    return image.tag() == null ? "Add the tag of a version." : "Use the tag of a version.";
  }
}
