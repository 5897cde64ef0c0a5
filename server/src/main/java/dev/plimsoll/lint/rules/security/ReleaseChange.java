package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.EndOfLife;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.RetiredImages.Retirement;
import dev.plimsoll.image.Successor;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.PythonRequirements;
import dev.plimsoll.lint.rules.images.LinkedImages;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The step from what has ended to what takes its place: what is tied to the old one, and the edits.
 *
 * @param first the image at which that is said
 * @param same all images of the file to which the same has happened
 */
record ReleaseChange(
    Subject subject, WantedRelease wanted, EndedImage first, List<EndedImage> same) {

  /** What tells a server of ASP.NET where to listen. */
  private static final Trait TELLS_PORT =
      Trait.containing("_URLS").or(Trait.containing("_PORTS")).or(Trait.containing("--urls"));

  /** The fix that names another image; null where its name can't be changed. */
  @Nullable Fix toImage(String image) {
    ImmutableList<TextEdit> edits = edits(ReleaseChange::replacement);
    return edits.isEmpty() ? null : new Fix("Use " + image, Fix.Safety.SUGGESTION, edits);
  }

  private static @Nullable TextEdit replacement(EndedImage ended) {
    Retirement retirement = ended.end().retirement();
    String image = retirement == null ? null : retirement.image();
    TextRange written = ended.base().use().source();
    return image == null || written == null || ended.base().shared()
        ? null
        : TextEdit.replace(written, image);
  }

  /** The fix that moves to a release to which nothing is {@link #pinned}; null where a new tag isn't all that is to be changed. */
  @Nullable Fix toRelease(Successor successor, String title) {
    SemanticModel model = subject.model();
    String release = successor.release();
    ImmutableList<TextEdit> edits = edits(one -> tagEdit(one, release));
    boolean isForAll = edits.size() == same.size();
    boolean isPossible = !edits.isEmpty()
        && !losesPrograms(release)
        && (isForAll || !LinkedImages.areFed(model, first.base(), EndedImage.bases(same)));
    if (!isPossible) {
      return null;
    }
    ImmutableList.Builder<TextEdit> all = ImmutableList.<TextEdit>builder().addAll(edits);
    if (isForAll) { // paths may be those of images that stay
      all.addAll(VersionedPaths.moved(model, first.base().image(), release));
    }
    return new Fix(title, Fix.Safety.SUGGESTION, all.build());
  }

  private boolean losesPrograms(String release) {
    for (EndedImage one : same) {
      if (LostPrograms.areRun(subject, one.base(), release)) {
        return true;
      }
    }
    return false;
  }

  /** What is there for the release of some images alone; null where nothing is known to be. */
  @Nullable String pinned(Successor successor) {
    for (EndedImage one : same) {
      EndOfLife ended = one.end().release();
      String pinned = ended == null
          ? null
          : PinnedToRelease.first(subject, one.base(), ended, successor.release(), wanted);
      if (pinned != null) {
        return pinned;
      }
    }
    String next = SystemOfPrograms.of(subject, first.base().image(), successor.tag());
    return LinkedImages.first(subject.model(), EndedImage.bases(same), first.base(), next);
  }

  /** Whether that is a file of which nobody knows whether there is one for another release. */
  boolean isMadeForOne(String pinned) {
    for (EndedImage one : same) {
      EndOfLife ended = one.end().release();
      if (ended != null && pinned.equals(MadeForRelease.file(subject.model(), one.base(), ended))) {
        return true;
      }
    }
    return false;
  }

  /** The edits of all, or of the first where others can't be changed so; none where that can't be. */
  private ImmutableList<TextEdit> edits(Function<EndedImage, @Nullable TextEdit> change) {
    ImmutableList.Builder<TextEdit> all = ImmutableList.builder();
    for (EndedImage one : same) {
      TextEdit edit = change.apply(one);
      if (edit == null) {
        TextEdit alone = change.apply(first);
        return alone == null ? ImmutableList.of() : ImmutableList.of(alone);
      }
      all.add(edit);
    }
    return all.build();
  }

  private static @Nullable TextEdit tagEdit(EndedImage ended, String release) {
    EndOfLife end = ended.end().release();
    for (Successor successor : end == null ? ImmutableList.<Successor>of() : end.successors()) {
      if (successor.release().equals(release)
          && successor.tag() != null
          && !ended.base().shared()) {
        return ended.base().use().withTag(successor.tag());
      }
    }
    return null;
  }

  /** That the distribution below changes as well, as both tags say, with a blank before it; empty where it doesn't. */
  String system() {
    Successor nearest = first.end().nearest();
    ImageReference image = first.base().image();
    String before = SystemOfPrograms.named(subject, image);
    String after = nearest == null || nearest.tag() == null
        ? null
        : SystemOfPrograms.named(subject, image.withTag(nearest.tag()));
    return before == null || after == null || before.equals(after) || !isOfDebian(after)
        ? ""
        : " Test it: it stands on a new major release of " + after.substring(0, after.indexOf(' '))
            + ".";
  }

  private static boolean isOfDebian(String system) {
    return system.startsWith(NextRelease.DEBIAN) || system.startsWith(NextRelease.UBUNTU);
  }

  /** Where a server listens then, with a blank before it; empty where that doesn't change, or something says where. */
  String port() {
    return ListeningPorts.isWebServer(first.base().image())
            && subject.model().having(TELLS_PORT).isEmpty()
            && new DotnetProjects(subject).serve()
        ? " Its server then listens on port 8080 instead of 80, unless told otherwise."
        : "";
  }

  /** What to say of files that name versions of the time of the old release, with a blank before it; empty where none does. */
  String versions() {
    Successor nearest = first.end().nearest();
    String list = null;
    String file = null;
    for (EndedImage one : same) {
      String name = one.base().image().canonicalName();
      if (name.equals("golang") && nearest != null) {
        return GoModules.test(subject, one.base(), nearest.release(), wanted);
      }
      list = list == null ? listOfPackages(one) : list;
      file = file != null || nearest == null
          ? file
          : wanted.fileOfOther(one.base(), nearest.release());
    }
    return (list == null ? "" : " Versions in " + list + " may be too old for it.")
        + (file == null ? "" : " Change " + file + ", too.");
  }

  private @Nullable String listOfPackages(EndedImage one) {
    if (one.base().image().canonicalName().equals("python")) {
      for (Stage stage : one.base().allStages(subject.model())) {
        String list = PythonRequirements.pinning(subject, stage);
        if (list != null) {
          return list;
        }
      }
    }
    return null;
  }
}
