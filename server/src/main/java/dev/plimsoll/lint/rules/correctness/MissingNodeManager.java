package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.images.ManagersOfNode;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A call of Corepack or Yarn on an official image of Node that has left it out. */
final class MissingNodeManager {

  /** The major release of a tag, or a tag of the newest one. */
  private static final Regex RELEASE = Regex.of("(\\d{1,3})(?:[.-].*)?|(?:current|latest)(?:-.*)?");

  private MissingNodeManager() {}

  /**
   * The first that ends the build of a stage; null where none is known to.
   *
   * @param image an official one of Node
   */
  static @Nullable Finding first(Subject subject, Stage stage, ImageReference image) {
    CommandQuery lacked = lackedBy(image);
    if (lacked == null || !subject.model().has(lacked.trait(), stage)) {
      return null;
    }
    for (RunCommand call : subject.model().commands(lacked, stage)) {
      if (PackageManagerMissing.endsTheRun(call)
          && !ManagersOfNode.mayBeBrought(subject.model(), stage)
          && !subject.isReplaced(image.familiarName())
          && !subject.isBuiltHere(image.familiarName())) {
        return Finding.at(
            call.range(call.invocation().nameWord()),
            "The image " + image.text() + " has no " + call.program()
                + ": the build fails here. Install it first, with npm install -g " + call.program()
                + ".");
      }
    }
    return null;
  }

  private static @Nullable CommandQuery lackedBy(ImageReference image) {
    boolean isOfTag = image.tag() != null || image.digest() == null;
    Matcher release = RELEASE.matcher(image.tagOrLatest());
    if (!isOfTag || !release.matches()) {
      return null;
    }
    String major = release.group(1);
    return ManagersOfNode.lackedBy(major == null ? Integer.MAX_VALUE : Integer.parseInt(major));
  }
}
