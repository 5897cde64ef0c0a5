package dev.plimsoll.lint.rules.security;

import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CommentedImage;
import dev.plimsoll.rewrite.AuthorsComment;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Element.Comment;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Instruction.User;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;

/** Comments of somebody who has decided that a container runs as root. */
final class RootInComments {

  /** What tells another linter to say nothing of a missing user. */
  private static final Regex SUPPRESSES = Regex.of(
      "(?i)\\bnosem(?:grep)?\\b.{0,200}\\bmissing-user\\b|\\bcheckov:skip=CKV_DOCKER_3\\b"
          + "|\\b(?:trivy|tfsec):ignore:(?:AVD-)?DS-?0{1,3}2\\b|\\bhadolint\\s+(?:global\\s+)?ignore\\s*=.{0,200}\\bDL3002\\b"
          + "|\\bkics-scan\\s+(?:disable|ignore).{0,400}\\bfd54f200-402c-4333-a5a4-36ef6709af2f\\b|\\bDKL-DI-0001\\b|\\bCIS-DI-0001\\b");

  /** What says that it is meant, or has to be. */
  private static final Regex REASON = Regex.of(
      "(?i)\\b(?:must|has to|have to|needs? to|is required to) (?:be )?(?:run|runs|start|starts|started|stay|remain) as root\\b"
          + "|\\b(?:container|daemon|entrypoint|image|it|master|process|server|service) (?:runs|starts|begins|stays) as root\\b"
          + "|\\bas root\\b.{0,100}\\b(?:because|by design|deliberate\\w{0,9}|due to|in order to|intentional\\w{0,9}|on purpose|since|so that)\\b"
          + "|\\b(?:deliberate|intentional)\\w{0,9}\\b.{0,60}\\bas root\\b"
          + "|\\bmissing (?:is )?(?:a )?non-?root user\\b|\\bnon-?root user (?:is|was) (?:left out|missing)\\b"
          + "|\\bnginx-unprivileged\\b");

  /** What follows where root is a user, and not that of certificates, a path or the like. */
  private static final String ENDS =
      "(?=\\W{0,9}\\z|[.,;:)!]|\\s(?:as|at|because|by|due|during|for|here|in|on|since|so|to|when|while)\\b)";

  /** What says that something needs root: the container, where it doesn't stand above a step of the build. */
  private static final Regex NEEDS = Regex.of(
      "(?i)\\b(?:need(?:s|ed|ing)?|requir(?:es?|ing)|must (?:be|have)|has to be) (?:to be )?root(?:'s)?"
          + "(?: (?:access|capabilities|permissions?|privileges?|rights|user))?" + ENDS
          + "|\\broot(?: (?:access|permissions?|privileges?|rights|user))? (?:(?:is|are) )?(?:necessary|needed|required)\\b"
          + "|\\brun(?:s|ning)? as root (?:for|to)\\b"
          + "|\\broot (?:for|to) .{0,100}\\b(?:at runtime|devices?|docker socket|docker\\.sock|entry-?point|mount(?:s|ed)?|volumes?)\\b");

  /** Of what somebody doesn't want, or not yet. */
  private static final Regex AGAINST = Regex.of(
      "(?i)\\b(?:avoid|bad|do(?:es)?n't|fixme|insecure|instead|never|no longer|no need|not|should|todo|unsafe|warning|without)\\b");

  /** What is done while an image is built. */
  private static final Regex AT_BUILD = Regex.of(
      "(?i)\\b(?:apk|apt(?:-get)?|build(?:ing|s)?|ch(?:mod|own)|compil(?:e|es|ing)|copy(?:ing)?|creat(?:e|es|ing)|dnf|install\\w{0,9}"
          + "|mkdir|npm|packages?|pip|useradd|yum)\\b");

  private static final Trait TELLS = Trait.of(Comment.class, RootInComments::tells);

  private RootInComments() {}

  private static boolean tells(Comment comment) {
    return SUPPRESSES.matcher(comment.content()).find() || isReason(comment) || isNeed(comment);
  }

  private static boolean isReason(Comment comment) {
    return REASON.matcher(comment.content()).find()
        && !AGAINST.matcher(comment.content()).find();
  }

  private static boolean isNeed(Comment comment) {
    return NEEDS.matcher(comment.content()).find()
        && !AGAINST.matcher(comment.content()).find()
        && !AT_BUILD.matcher(comment.content()).find();
  }

  /** Whether one suppresses it in the whole file, or gives the reason in the stage that is the target. */
  static boolean decide(Subject subject, Stage target) {
    ImmutableIntArray places = subject.file().where(TELLS);
    for (int i = 0; i < places.length(); i++) {
      if (subject.file().element(places.get(i)) instanceof Comment comment
          && (SUPPRESSES.matcher(comment.content()).find()
              || isIn(subject, target, places.get(i))
                  && (isReason(comment) || !isOfStep(subject, places.get(i))))) {
        return true;
      }
    }
    return false;
  }

  /** Whether one gives the reason of a USER that says root, above it or above what is started. */
  static boolean justify(Subject subject, Stage target, User user) {
    ImmutableIntArray places = subject.file().where(TELLS);
    for (int i = 0; i < places.length(); i++) {
      if (subject.file().element(places.get(i)) instanceof Comment comment
          && !AT_BUILD.matcher(comment.content()).find()
          && (isReason(comment) || isNeed(comment))
          && (AuthorsComment.below(subject.file(), places.get(i)) == user
              || CommentedImage.isThatOf(subject, target, places.get(i)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfStep(Subject subject, int place) {
    Instruction below = AuthorsComment.below(subject.file(), place);
    return below instanceof Run || below instanceof Transfer;
  }

  private static boolean isIn(Subject subject, Stage target, int place) {
    return subject.model().stageAt(subject.file().start(place)) == target
        || CommentedImage.isThatOf(subject, target, place);
  }
}
