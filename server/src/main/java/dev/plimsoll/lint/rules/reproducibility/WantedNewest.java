package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.rewrite.AuthorsComment;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.syntax.Element.Comment;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.List;

/**
 * Packages of which the newest version is meant that a command installs: the author says so, or an older one soon stops working.
 *
 * @param all whether those are all packages of the command
 * @param upgrades whether it asks for newer versions than are there
 * @param comments those that say so of what they name, in lower case
 */
record WantedNewest(boolean all, boolean upgrades, ImmutableList<String> comments) {

  /** What follows the web sites that they load from, which change; asked for with {@code --upgrade}. */
  private static final ImmutableSet<String> FOLLOW_SITES =
      ImmutableSet.of("gallery-dl", "streamlink", "youtube-dl", "yt-dlp");

  private static final Regex NEWEST = Regex.of(
      "(?i)^(?!.*\\b(?:avoid|don't|fixme|instead of the (?:latest|newest)|never|no|not|pin|pinned|todo)\\b)"
          + ".*\\b(?:(?:latest|newest|most recent) (?:available |stable )?(?:releases?|versions?)"
          + "|(?:always|keep|keeps|kept|stay|stays) (?:\\S{1,30} ){0,3}(?:current|latest|newest|up[ -]to[ -]date)"
          + "|always (?:install|use)s? (?:\\S{1,30} )?(?:latest|newest))\\b");

  private static final Trait SAYS_NEWEST =
      Trait.of(Comment.class, comment -> saysNewest(comment.content()));

  /** More comments that say so, and longer ones, are not looked at. */
  private static final int MOST = 20;

  private static final int LONGEST = 1000;

  static WantedNewest of(Subject subject, RunCommand install) {
    boolean isAlone = install.script().script().invocations().size() == 1;
    return new WantedNewest(
        isAlone && AuthorsComment.has(subject.file(), install.instruction(), NEWEST),
        install.has("--upgrade"),
        comments(subject, install.instruction()));
  }

  /** Those of the file, and those between the lines of an instruction. */
  private static ImmutableList<String> comments(Subject subject, Instruction instruction) {
    List<String> comments = new ArrayList<>();
    ImmutableIntArray places = subject.file().where(SAYS_NEWEST);
    for (int i = 0; i < places.length() && comments.size() < MOST; i++) {
      if (subject.file().element(places.get(i)) instanceof Comment comment) {
        comments.add(Ascii.toLowerCase(comment.content()));
      }
    }
    for (Token token : instruction.source().tokens()) {
      String text = token.kind() == Token.Kind.COMMENT ? token.range().of(instruction.text()) : "";
      if (comments.size() < 2 * MOST && saysNewest(text)) {
        comments.add(Ascii.toLowerCase(text));
      }
    }
    return ImmutableList.copyOf(comments);
  }

  private static boolean saysNewest(String comment) {
    return comment.length() <= LONGEST && NEWEST.matcher(comment).find();
  }

  /** Whether the newest version of a package is wanted. */
  boolean include(String name) {
    int extras = name.indexOf('[');
    String plain = Ascii.toLowerCase(extras <= 0 ? name : name.substring(0, extras));
    return all
        || upgrades && FOLLOW_SITES.contains(plain)
        || Iterables.any(comments, comment -> names(comment, plain));
  }

  private static boolean names(String text, String name) {
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      if (!isOfName(text, at - 1) && !isOfName(text, at + name.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfName(String text, int at) {
    return at >= 0
        && at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-');
  }
}
