package dev.plimsoll.lint.rules.images;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.EndOfLife;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.PatchSystem;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.StageReference;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Images into which files are copied from stages on another one. Programs that are linked on a newer release of Debian or
 * Ubuntu don't start on an older one, which lacks the versions of the C library that they ask for.
 */
public final class LinkedImages {

  /** What makes programs that need no library of the system, or one that is made to be carried around. */
  private static final Trait IS_STATIC =
      Trait.containing("CGO_ENABLED=0").or(Trait.containing("-musl"));

  private LinkedImages() {}

  /**
   * The first on another release than a new tag, or on an older one where the old tag names none, or where nobody can tell; null
   * where there is none.
   *
   * @param bases the images whose stages get that tag
   * @param reported that of them at which this is said
   * @param next the release on which the new tag stands, empty where that isn't known
   */
  public static @Nullable String first(
      SemanticModel model, List<NamedBase> bases, NamedBase reported, String next) {
    if (next.isEmpty() || next.startsWith("Alpine")) {
      return null;
    }
    boolean isNamed = EndOfLife.systemOf(bases.get(0).image()) != null;
    for (Taker taker : isNamed ? takers(model, bases, next) : olderTakers(model, bases, next)) {
      if (!taker.system().equals(next)) {
        boolean isBefore = takePrograms(model, reported, Set.of(taker.stage()));
        return taker.image() + ", where its programs " + (isBefore ? "are built" : "run");
      }
    }
    ImageReference patch = next.startsWith("Debian ") ? patchTaker(model, bases, next) : null;
    return patch == null ? null : patch + ", where its programs run, perhaps on an older Debian";
  }

  /** The first whose tag is of one patch, from perhaps before a release of Debian; null where there is none. */
  private static @Nullable ImageReference patchTaker(
      SemanticModel model, List<NamedBase> bases, String debian) {
    Set<Stage> linked = linkedStages(model, bases);
    for (Stage stage : model.stages()) {
      ImageReference image = model.baseReference(stage);
      if (image != null
          && PatchSystem.mayBeBefore(image, number(debian))
          && takesPrograms(model, stage, linked)) {
        return image;
      }
    }
    return null;
  }

  /** Those with an older C library than a release of Debian, or one of Ubuntu from before the time of Debian 12. */
  private static List<Taker> olderTakers(
      SemanticModel model, List<NamedBase> bases, String debian) {
    List<Taker> older = new ArrayList<>(takers(model, bases, debian));
    older.removeIf(taker -> number(taker.system()) >= number(debian));
    for (Taker taker : takers(model, bases, "Ubuntu ")) {
      if (number(taker.system()) <= LAST_BEFORE_12) {
        older.add(taker);
      }
    }
    return older;
  }

  /** What is linked on Debian 12 or later mostly asks for a C library that this Ubuntu hasn't got. */
  private static final int LAST_BEFORE_12 = 20;

  private static final Regex NUMBER = Regex.of("^\\w{1,20} (\\d{1,3})\\b");

  private static int number(String system) {
    Matcher number = NUMBER.matcher(system);
    return number.find() ? Integer.parseInt(number.group(1)) : Integer.MAX_VALUE;
  }

  /**
   * The first image on a release of the same distribution, as its tag says, on which programs from stages on others run.
   *
   * @param own the release on which those stand; empty where that isn't known
   */
  public static @Nullable ImageReference taker(
      SemanticModel model, List<NamedBase> bases, String own) {
    List<Taker> takers = own.isEmpty() ? List.of() : takers(model, bases, own);
    return takers.isEmpty() ? null : takers.get(0).image();
  }

  /** The release of Debian, as a tag names it, on which programs from stages on an image run; null where none is known. */
  public static @Nullable String debianOf(SemanticModel model, NamedBase base) {
    for (Taker taker : takers(model, List.of(base), "Debian ")) {
      return taker.system();
    }
    return null;
  }

  /** A stage into which programs are copied, and what it is on. */
  private record Taker(Stage stage, ImageReference image, String system) {}

  /** Those of stages on some images, as far as they are on a release of a distribution. */
  private static List<Taker> takers(
      SemanticModel model, List<NamedBase> bases, String distribution) {
    Set<Stage> linked = linkedStages(model, bases);
    List<Taker> takers = new ArrayList<>();
    for (Stage stage : model.stages()) {
      ImageReference image = model.baseReference(stage);
      String system = image == null ? null : EndOfLife.systemOf(image);
      if (image != null
          && system != null
          && !image.repository().contains("distroless/static")
          && isOfSame(system, distribution)
          && takesPrograms(model, stage, linked)) {
        takers.add(new Taker(stage, image, system));
      }
    }
    return takers;
  }

  /** Whether programs come into the stages on an image from others on some, whose libraries a newer release may lack. */
  public static boolean areFed(SemanticModel model, NamedBase base, List<NamedBase> others) {
    List<NamedBase> rest = others.stream().filter(other -> other != base).toList();
    return takePrograms(model, base, linkedStages(model, rest));
  }

  private static boolean takePrograms(SemanticModel model, NamedBase base, Set<Stage> linked) {
    for (Stage stage : base.allStages(model)) {
      if (takesPrograms(model, stage, linked)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfSame(String system, String other) {
    return system.startsWith(other.substring(0, other.indexOf(' ') + 1));
  }

  /** The stages on some images whose programs may need libraries. */
  private static Set<Stage> linkedStages(SemanticModel model, List<NamedBase> bases) {
    Set<Stage> roots = new HashSet<>();
    bases.forEach(base -> roots.addAll(base.stages()));
    Set<Stage> linked = new HashSet<>();
    for (Stage stage : model.stages()) {
      boolean isOnLinked =
          stage.parent() == null ? roots.contains(stage) : linked.contains(stage.parent());
      if (isOnLinked && !model.has(IS_STATIC, stage)) {
        linked.add(stage);
      }
    }
    return linked;
  }

  private static final Trait COPIES = Trait.of(Copy.class);

  /** Folders of what is sent to browsers. */
  private static final ImmutableSet<String> OF_WEB =
      ImmutableSet.of("assets", "html", "public", "resources", "static", "www");

  /** Folders in which builds of Node leave the same. */
  private static final ImmutableSet<String> OF_NODE = ImmutableSet.of("build", "dist", "out");

  private static final Splitter SLASH = Splitter.on('/').omitEmptyStrings();

  /** Whether programs come from some of the stages into one on another image. */
  private static boolean takesPrograms(SemanticModel model, Stage stage, Set<Stage> linked) {
    for (Instruction copy : model.having(COPIES, stage)) {
      for (StageReference reference : StageReference.in(model, copy)) {
        Stage from = reference.stage();
        if (from != null && linked.contains(from) && !isForBrowsers(model, (Copy) copy, from)) {
          return !linked.contains(stage);
        }
      }
    }
    return false;
  }

  private static boolean isForBrowsers(SemanticModel model, Copy copy, Stage from) {
    ImageUse use = model.baseImage(from.root());
    ImageReference image = use == null ? null : use.image();
    boolean ofNode = image != null && image.canonicalName().equals("node");
    Word destination = copy.destination();
    String to = destination == null ? "" : destination.value();
    if (!Collections.disjoint(SLASH.splitToList(to), OF_WEB)) {
      return true;
    }
    return copy.sources().stream().allMatch(source -> {
      List<String> names = SLASH.splitToList(source.value());
      return !names.isEmpty()
          && (OF_WEB.contains(lastFolder(names))
              || ofNode
                  && !names.contains("node_modules")
                  && names.stream()
                      .anyMatch(name -> OF_NODE.contains(name) || OF_WEB.contains(name)));
    });
  }

  /** The last name of a path, or the one before where that stands for all in the folder. */
  private static String lastFolder(List<String> names) {
    String last = Iterables.getLast(names);
    boolean isAll = last.equals(".") || last.equals("*");
    return isAll && names.size() > 1 ? names.get(names.size() - 2) : last;
  }
}
