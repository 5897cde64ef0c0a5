package dev.plimsoll.lint.rules.files;

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
  private static final Regex FOR_DEVELOPMENT = Regex.of(
      "(?i)\\bdevelopment (?:purposes? |use |environments? )?only\\b"
          + "|\\bdev(?:elopment)?-only (?:docker|container)?(?:file|image|container)\\b"
          + "|(?<!not )\\b(?:only|just|solely|exclusively) (?:(?:used|meant|intended) )?(?:for|in) (?:local )?(?:development|testing)\\b"
          + "|(?<!not |be |also )\\b(?:used|meant|intended) (?:for|in) (?:local )?dev(?:elopment)?\\b(?! ?(?:and|or|as|[,/&]))"
          + "|\\b(?:docker ?file|image|container) for (?:local )?dev(?:elopment)?\\b(?! ?(?:and|or|as|[,/&]))"
          + "|^\\W{0,9}for (?:local )?development\\W{0,9}$"
          + "|\\b(?:do not|don't|never|must not be|should not be) (?:be )?(?:use|used|run|deploy|deployed)\\b[^.]{0,40}\\bin production\\b"
          + "|\\bnot (?:\\w{1,20} )?(?:for|in) (?:a )?production(?: use|!|\\.|$)|\\bnot (?:\\w{1,20} )?for production\\b *[:;,)(-]"
          + "|^\\W{0,9}(?:tests?|testing|smoke[ -]tests?) image\\b"
          + "|\\bnot (?:a )?production[ -](?:build|container|docker ?file|grade|image|ready|setup)\\b");

  private static final Trait SAYS_FOR_DEVELOPMENT = Trait.of(
      Comment.class, comment -> FOR_DEVELOPMENT.matcher(comment.content()).find());

  /** Whether a comment above the stages says that what is built is for developers. */
  public static boolean isIn(Subject subject) {
    ImmutableIntArray places = subject.file().where(SAYS_FOR_DEVELOPMENT);
    for (int i = 0; i < places.length(); i++) {
      if (CommentedImage.isAnyOf(subject, places.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether one says so of the image of a target. */
  public static boolean isFor(Subject subject, Stage target) {
    ImmutableIntArray places = subject.file().where(SAYS_FOR_DEVELOPMENT);
    for (int i = 0; i < places.length(); i++) {
      if (CommentedImage.isThatOf(subject, target, places.get(i))) {
        return true;
      }
    }
    return false;
  }
}
