package dev.plimsoll.lint.rules.files;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.rewrite.AuthorsComment;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Element.Comment;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/** Which image a comment is about, as the place says where it stands. */
public final class CommentedImage {

  private static final Regex OF_FILE =
      Regex.of("(?i)\\b(?:docker|container)?(?:file|image|container)\\b");

  private static final Regex OF_STAGE = Regex.of("(?i)\\b(?:stages?|targets?)\\b");

  private CommentedImage() {}

  /**
   * Whether a comment above the stages is about all that is built; of several stages one that says nothing of the file may mean
   * the next, where that is another one for developers.
   *
   * @param place the index of the comment among the elements of the file
   */
  static boolean isAnyOf(Subject subject, int place) {
    ImmutableList<Stage> stages = subject.model().stages();
    return !stages.isEmpty()
        && place < subject.file().indexOf(stages.get(0).from())
        && (stages.size() == 1
            || subject.file().element(place) instanceof Comment comment
                && (OF_FILE.matcher(comment.content()).find()
                    || !OF_STAGE.matcher(comment.content()).find()
                        && !stages.get(0).isForDevelopment()));
  }

  /** Whether one is about the image of a target: so it is also right above one of its stages, or above what it starts. */
  public static boolean isThatOf(Subject subject, Stage target, int place) {
    Instruction below = AuthorsComment.below(subject.file(), place);
    @Nullable Stage stage = below instanceof From || below instanceof Cmd || below instanceof Entrypoint
        ? subject.model().stageOf(below)
        : null;
    return stage != null && target.chain().contains(stage) || isAnyOf(subject, place);
  }
}
