package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ConcreteTags;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.ImageQuestion;
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

  /** The bases of a file that are known by name and not pinned by a digest. */
  static ImmutableList<MovingTag> candidates(SemanticModel model) {
    ImmutableList.Builder<MovingTag> found = ImmutableList.builder();
    List<ImageUse> bases = bases(model);
    Set<TextRange> shared = sharedDefaults(bases);
    for (ImageUse use : bases) {
      ImageReference image = use.image();
      if (image != null && image.digest() == null && !image.isScratch() && isDecided(use, model)) {
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

  /** A finding at the name in FROM that offers the tags of the version that is meant at present. */
  Finding finding(String message, Subject subject) {
    Finding finding = Finding.at(use.range(), message);
    TextRange decided = use.tagSource() == null ? use.source() : use.tagSource();
    if (decided != null && !use.range().contains(decided)) {
      finding = finding.withRelated(decided, "This default decides which image it is.");
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
}
