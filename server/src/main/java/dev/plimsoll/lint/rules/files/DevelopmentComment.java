package dev.plimsoll.lint.rules.files;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Element.Comment;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;

/** A comment which says that an image is for those who write the program. */
public final class DevelopmentComment {

  private DevelopmentComment() {}

  /** What says so in a comment. */
  private static final Regex FOR_DEVELOPMENT =
      Regex.of("(?i)\\bdevelopment (?:purposes? |use |environments? )?only\\b"
          + "|(?<!not )\\b(?:only|just|solely|exclusively) (?:(?:used|meant|intended) )?(?:for|in) (?:local )?(?:development|testing)\\b"
          + "|\\b(?:do not|don't|never|must not be|should not be) (?:be )?(?:use|used|run|deploy|deployed)\\b[^.]{0,40}\\bin production\\b"
          + "|\\bnot (?:\\w{1,20} )?(?:for|in) (?:a )?production(?: use|!|\\.|$)");

  private static final Regex OF_FILE =
      Regex.of("(?i)\\b(?:docker|container)?(?:file|image|container)\\b");

  private static final Trait SAYS_FOR_DEVELOPMENT = Trait.of(
      Comment.class, comment -> FOR_DEVELOPMENT.matcher(comment.content()).find());

  /** Whether a comment above the stages says that the image is for developers; of several stages it may mean the next. */
  public static boolean isIn(Subject subject) {
    ImmutableIntArray places = subject.file().where(SAYS_FOR_DEVELOPMENT);
    ImmutableList<Stage> stages =
        places.isEmpty() ? ImmutableList.of() : subject.model().stages();
    return !stages.isEmpty()
        && places.get(0) < subject.file().indexOf(stages.get(0).from())
        && (stages.size() == 1
            || subject.file().element(places.get(0)) instanceof Comment comment
                && OF_FILE.matcher(comment.content()).find());
  }
}
