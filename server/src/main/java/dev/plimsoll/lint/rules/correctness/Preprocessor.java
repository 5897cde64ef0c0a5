package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.syntax.Element.Comment;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/** A program that reads comments of a Dockerfile before BuildKit does, and may give FROM what the file declares nowhere. */
final class Preprocessor {

  /** What Taskgraph calls the image that it gives the FROM of another one. */
  private static final String PARENT = "DOCKER_IMAGE_PARENT";

  private static final Regex TASKGRAPH = Regex.of("%[ \\t]{0,9}(?:include|ARG)[ \\t]");

  /** What a preprocessor of C reads. */
  private static final Regex C = Regex.of(
      "include[ \\t]{0,9}[\"<]|(?:ifdef|ifndef|define)[ \\t]{1,9}\\w|if[ \\t]{1,9}defined\\b");

  private static final Trait OF_TASKGRAPH =
      Trait.of(Comment.class, comment -> TASKGRAPH.matcher(comment.content()).lookingAt());

  private static final Trait OF_C =
      Trait.of(Comment.class, comment -> C.matcher(comment.content()).lookingAt());

  private Preprocessor() {}

  /** Whether it is certain that it gives a variable to the FROMs of a file. */
  static boolean gives(Subject subject, String variable) {
    return variable.equals(PARENT) || !subject.file().where(OF_TASKGRAPH).isEmpty();
  }

  /** How bad it is that nothing in a file declares a variable: null, as bad as usual, where nothing may give it. */
  static @Nullable Severity severity(Subject subject) {
    return subject.file().where(OF_C).isEmpty() ? null : Severity.INFORMATION;
  }
}
