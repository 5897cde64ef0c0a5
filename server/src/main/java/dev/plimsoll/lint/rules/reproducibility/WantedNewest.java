package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.rewrite.AuthorsComment;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.syntax.Element.Comment;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;

/** Packages of which the newest version is meant: the author says so, or an older one soon stops working. */
final class WantedNewest {

  /** What follows the web sites that they load from, which change; asked for with {@code --upgrade}. */
  private static final ImmutableSet<String> FOLLOW_SITES =
      ImmutableSet.of("gallery-dl", "streamlink", "youtube-dl", "yt-dlp");

  private static final Regex NEWEST = Regex.of(
      "(?i)^(?!.*\\b(?:avoid|don't|fixme|instead of the (?:latest|newest)|never|no|not|pin|pinned|todo)\\b)"
          + ".*\\b(?:(?:latest|newest|most recent) (?:available |stable )?(?:releases?|versions?)"
          + "|(?:always|keep|keeps|kept|stay|stays) (?:\\S{1,30} ){0,3}(?:current|latest|newest|up[ -]to[ -]date)"
          + "|always (?:install|use)s? (?:\\S{1,30} )?(?:latest|newest))\\b");

  private static final Trait SAYS_NEWEST =
      Trait.of(Comment.class, comment -> NEWEST.matcher(comment.content()).find());

  /** More comments that say so are not looked at. */
  private static final int MOST = 20;

  private WantedNewest() {}

  /** Whether the newest version of a package is wanted that a command installs. */
  static boolean isSaidOf(Subject subject, RunCommand install, String name) {
    int extras = name.indexOf('[');
    String plain = Ascii.toLowerCase(extras < 0 ? name : name.substring(0, extras));
    if (FOLLOW_SITES.contains(plain) && install.has("--upgrade")) {
      return true;
    }
    boolean isAlone = install.script().script().invocations().size() == 1;
    return isAlone && AuthorsComment.has(subject.file(), install.instruction(), NEWEST)
        || isNamedInFile(subject, plain)
        || isNamedBetween(install.instruction(), plain);
  }

  /** Whether a comment of the file says so of the package. */
  private static boolean isNamedInFile(Subject subject, String name) {
    ImmutableIntArray places = subject.file().where(SAYS_NEWEST);
    for (int i = 0; i < Math.min(MOST, places.length()); i++) {
      if (subject.file().element(places.get(i)) instanceof Comment comment
          && names(comment.content(), name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a comment between the lines of an instruction does. */
  private static boolean isNamedBetween(Instruction instruction, String name) {
    for (Token token : instruction.source().tokens()) {
      if (token.kind() == Token.Kind.COMMENT) {
        String comment = token.range().of(instruction.text());
        if (NEWEST.matcher(comment).find() && names(comment, name)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean names(String comment, String name) {
    String text = Ascii.toLowerCase(comment);
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
