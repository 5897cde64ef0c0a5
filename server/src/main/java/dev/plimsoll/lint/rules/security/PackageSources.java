package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists of apt's that files of the build context become, and that are about the release of a distribution. */
final class PackageSources {

  private static final ImmutableSet<String> WHOLE = ImmutableSet.of("/", "/etc", "/etc/");

  private static final ImagePath LIST = ImagePath.ROOT.resolve("etc/apt/sources.list");

  private static final Trait MAY_BRING = Trait.of(Transfer.class, PackageSources::mayBring);

  private PackageSources() {}

  private static boolean mayBring(Transfer transfer) {
    Word place = transfer.destination();
    return place != null && (WHOLE.contains(place.value()) || place.value().startsWith("/etc/apt"));
  }

  /**
   * The name of a release that has ended in one of them, and its path in the context; null where none is known to have it.
   *
   * @param roots the stages that are FROM an image
   */
  static @Nullable String first(Subject subject, Set<Stage> roots) {
    for (Stage stage : subject.model().stages()) {
      if (roots.contains(stage.root())) {
        for (Instruction one : subject.model().having(MAY_BRING, stage)) {
          ContextCopy copy = ContextCopy.of(subject.model(), (Transfer) one, Basis.DEFAULTS);
          String found =
              copy == null ? null : first(subject, copy, subject.model().family(stage));
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  private static @Nullable String first(Subject subject, ContextCopy copy, BaseFamily family) {
    String inside = copy.destination().pathTo(LIST);
    for (String source : copy.sources()) {
      boolean isList = source.endsWith(".list") || source.endsWith(".sources");
      String path = isList || inside == null || inside.isEmpty()
          ? source
          : source.isEmpty() ? inside : source + "/" + inside;
      String release = NamedRelease.ofSources(subject.contextFile(path).beginning(), family);
      if (release != null) {
        return release + " in " + path;
      }
    }
    return null;
  }
}
