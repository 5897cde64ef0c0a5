package dev.plimsoll.lint.rules.images;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.RetiredImages;
import dev.plimsoll.image.UnversionedImages;
import dev.plimsoll.lint.Finding;
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
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A base image that is known by name.
 *
 * @param use the place in FROM, the first one if several name it by the same default
 * @param image what is named there
 * @param stages the stages that stand on it by this name
 * @param shared whether its tag is the default of an ARG that stands in the name of another image, too
 */
public record NamedBase(
    ImageUse use, ImageReference image, ImmutableList<Stage> stages, boolean shared) {

  /** Those stages and the ones that are FROM them, in the order of the file. */
  public ImmutableList<Stage> allStages(SemanticModel model) {
    Set<Stage> roots = new HashSet<>(stages);
    ImmutableList.Builder<Stage> all = ImmutableList.builder();
    for (Stage stage : model.stages()) {
      if (roots.contains(stage.root())) {
        all.add(stage);
      }
    }
    return all.build();
  }

  private record Place(TextRange range, String image) {

    @Override
    public boolean equals(
        @Nullable Object other) { // that of records is linked while a file is opened
      return other instanceof Place that && range.equals(that.range) && image.equals(that.image);
    }

    @Override
    public int hashCode() {
      return 31 * image.hashCode() + range.start(); // one image may be at thousands of places
    }
  }

  /** Those of a file; once where one place decides the tag for several. */
  public static ImmutableList<NamedBase> all(SemanticModel model) {
    Map<Stage, ImageUse> bases = bases(model);
    Set<TextRange> shared = sharedDefaults(bases.values());
    Map<Place, List<Stage>> places = new LinkedHashMap<>();
    for (Map.Entry<Stage, ImageUse> base : bases.entrySet()) {
      ImageUse use = base.getValue();
      ImageReference image = use.image();
      if (image != null && !image.isScratch() && isDecided(use, model)) {
        places
            .computeIfAbsent(new Place(place(use), image.text()), any -> new ArrayList<>())
            .add(base.getKey());
      }
    }
    ImmutableList.Builder<NamedBase> found = ImmutableList.builder();
    for (List<Stage> stages : places.values()) {
      ImageUse use = bases.get(stages.get(0));
      ImageReference image = use == null ? null : use.image();
      if (use != null && image != null) {
        boolean sharedTag = use.tagSource() != null && shared.contains(use.tagSource());
        found.add(new NamedBase(use, image, ImmutableList.copyOf(stages), sharedTag));
      }
    }
    return found.build();
  }

  /** The images that FROM names. Of other places variables are no part. */
  private static Map<Stage, ImageUse> bases(SemanticModel model) {
    Map<Stage, ImageUse> bases = new LinkedHashMap<>();
    for (Stage stage : model.stages()) {
      ImageUse base = stage.parent() == null ? model.baseImage(stage) : null;
      if (base != null) {
        bases.put(stage, base);
      }
    }
    return bases;
  }

  /** Where the tag stands, or else the name. */
  private static TextRange place(ImageUse use) {
    return use.tagSource() == null ? use.range() : use.tagSource();
  }

  /** The defaults of ARGs that are the tags of different images. */
  private static Set<TextRange> sharedDefaults(Collection<ImageUse> bases) {
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

  /** The name as FROM has it, with its variables; null where another instruction names the image. */
  public @Nullable Word written() {
    return use.instruction() instanceof From from ? from.image() : null;
  }

  /** Whether the name has a variable and isn't that of an official image: of a family of images that are built together. */
  public boolean isOwnImage() {
    Word word = written();
    return word != null && word.value().indexOf('$') >= 0 && !image.isOfficial();
  }

  /** Whether those who build such an image give its namespace and its tag, whose defaults are only there to have one. */
  public boolean isGivenWhole() {
    Word word = written();
    if (word == null || !isOwnImage()) {
      return false;
    }
    int slash = word.value().lastIndexOf('/');
    return word.value().indexOf('$') < slash && word.value().indexOf(":$", slash) >= 0;
  }

  private static final Regex OF_TESTS =
      Regex.of("(?i)\\$\\{?(?:\\w{1,60}_)?tests?(?:_\\w{1,60})?(?![a-z0-9])");

  /** Whether a variable in the name says that tests choose the image: {@code TEST_IMAGE}. */
  public boolean isChosenByTests() {
    Word word = written();
    return word != null && OF_TESTS.matcher(word.value()).find();
  }

  private static final ImageQuestion<Boolean> IS_KNOWN = (images, image, platform) ->
      !images.tags(image).isEmpty() || RetiredImages.of(images, image) != null;

  /**
   * Whether the image isn't pulled but built on the machine, where its tag is whatever was built there: the project builds
   * it, or says which one it is, its name says so, or it would be an official image that doesn't exist.
   */
  public boolean isBuiltHere(Subject subject) {
    String name = image.familiarName();
    if (name.startsWith("local/") || name.startsWith("localhost/")) {
      return true;
    }
    boolean isReplaced = isReplaced(subject);
    if (subject.about(image, IS_KNOWN) || image.isOfficial()) {
      return isReplaced || !subject.about(image, IS_KNOWN);
    }
    // Asked at once: what is asked for later takes another look at the disk.
    boolean isBuilt = !UnversionedImages.include(image) && subject.isBuiltHere(name);
    return isGiven(subject) || isBuilt || isReplaced;
  }

  /** Whether the project builds with a context of that name in its place. */
  public boolean isReplaced(Subject subject) {
    return subject.isReplaced(image.familiarName());
  }

  /** Whether the name is a variable, and the project gives that a value. */
  private boolean isGiven(Subject subject) {
    Word word = written();
    ImmutableList<VariableUse> uses =
        word == null ? ImmutableList.of() : uses(word, subject.model());
    return word != null
        && uses.size() == 1
        && uses.get(0).range().length() == word.value().length()
        && subject.isGiven(uses.get(0).name());
  }

  /** Whether a variable is a part of the name before the tag as well, or is all that FROM has. */
  public boolean hasVariableName() {
    Word word = written();
    if (word == null) {
      return false;
    }
    int variable = word.value().indexOf('$');
    boolean isBeforeTag = variable >= 0 && variable < word.value().lastIndexOf(":$");
    return isBeforeTag || ONE_VARIABLE.matcher(word.value()).matches();
  }

  private static final Regex ONE_VARIABLE = Regex.of("\\$(?:\\w{1,100}|\\{\\w{1,100}\\})");

  /** More defaults that name each other are not followed. */
  private static final int MOST_DEFAULTS = 10;

  /**
   * Whether a variable is all of the tag, and the project gives that a value: the default is only there to have one. So it is
   * of a variable that the default of such a one, or of the whole name, ends with.
   */
  public boolean isTagGiven(Subject subject) {
    Word word = written();
    String text = word == null ? "" : word.value();
    for (int i = 0; i < MOST_DEFAULTS; i++) {
      VariableUse last = Iterables.getLast(uses(text, subject.model()), null);
      if (last == null || last.range().end() != text.length()) {
        return false;
      }
      int start = last.range().start();
      if (start > 0 && start != text.lastIndexOf(":$") + 1) {
        return false;
      }
      if (subject.isGiven(last.name())) {
        return true;
      }
      Binding binding = subject.model().binding(use.instruction(), last.name());
      Word value =
          binding == null || binding.pair() == null ? null : binding.pair().value();
      text = value == null ? "" : CharMatcher.anyOf("\"'").trimFrom(value.value());
    }
    return false;
  }

  private static ImmutableList<VariableUse> uses(Word word, SemanticModel model) {
    return uses(word.value(), model);
  }

  private static ImmutableList<VariableUse> uses(String text, SemanticModel model) {
    return ExpandableWord.of(text, model.file().escape(), ExpansionMode.ARGUMENT)
        .allUses();
  }

  private static final ImageQuestion<Boolean> IS_RETIRED =
      (images, image, platform) -> RetiredImages.of(images, image) != null;

  /**
   * Whether it doesn't matter which release it is: it gets no other one any more, nothing but data leaves its stages, or
   * nobody builds them.
   */
  public boolean needsNoVersion(Subject subject, DataStages givers) {
    return subject.about(image, IS_RETIRED) || givesOnlyData(subject, givers);
  }

  /** Whether nothing but data leaves its stages, or nobody builds them. */
  public boolean givesOnlyData(Subject subject, DataStages givers) {
    for (Stage stage : stages) {
      if (!givers.contain(stage) && !subject.isUnused(stage)) {
        return false;
      }
    }
    return true;
  }

  /** Whether every variable in the name has a value in this file. */
  private static boolean isDecided(ImageUse use, SemanticModel model) {
    Word word = use.instruction() instanceof From from ? from.image() : null;
    if (word == null || word.value().indexOf('$') < 0) {
      return true;
    }
    for (VariableUse variable : uses(word, model)) {
      Binding binding = model.binding(use.instruction(), variable.name());
      if ((binding == null || binding.valueByDefault() == null)
          && variable.defaultRange() == null) {
        return false;
      }
    }
    return true;
  }

  /** Whether a digest decides which image it is, whatever the tag says. */
  public boolean isPinned() {
    return image.digest() != null;
  }

  /** A finding where the tag stands, or else at the name in FROM. */
  public Finding finding(String message) {
    boolean elsewhere = use.tagSource() != null && !use.range().contains(use.tagSource());
    Finding finding = Finding.at(elsewhere ? place(use) : use.range(), message);
    if (elsewhere) {
      return finding.withRelated(use.range(), "This image is named with it.");
    }
    return use.tagSource() == null && use.source() != null && !use.range().contains(use.source())
        ? finding.withRelated(use.source(), "This default decides which image it is.")
        : finding;
  }
}
