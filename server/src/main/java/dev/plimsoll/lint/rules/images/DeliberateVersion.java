package dev.plimsoll.lint.rules.images;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.rewrite.AuthorsComment;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a comment says that calls a version, or none, deliberate: whoever wrote it knows what the rules would tell. */
public final class DeliberateVersion {

  private static final Regex DELIBERATE =
      Regex.of("(?i)\\b(?<!not )(?:deliberate|deliberately|intentional|intentionally"
          + "|(?:on|by) purpose|purposely|not a pin|(?:do not|don't|never) pin)\\b");

  private static final Regex OLDEST = Regex.of(
      "(?i)\\b(?:earliest|last|lowest|minimum|oldest) (?:\\S{1,30} ){0,2}(?:releases?|versions?)"
          + " (?:(?:of|for) \\S{1,40} )?(?:that|to|we|which|with)\\b");

  private static final Regex SAYS = Regex.of(DELIBERATE + "|" + OLDEST);

  /** Words for a version where the name of the package isn't repeated. */
  private static final Regex VERSION =
      Regex.of("(?i)\\b(?:latest|newest|pin|pinned|unpinned|tag|untagged|versions?)\\b");

  private static final Regex NUMBER = Regex.of("\\d+(?:\\.\\d+){0,3}");

  private static final Regex TO_DO = Regex.of("(?i)\\b(?:fixme|todo|xxx)\\b");

  private static final Splitter SENTENCES = Splitter.onPattern("[.!?;]\\s");

  private DeliberateVersion() {}

  /** Whether a comment at FROM, or at the ARG with the tag, says so of the image. */
  public static boolean isSaidOf(Subject subject, NamedBase base) {
    TextRange tag = base.use().tagSource();
    Instruction given = tag == null ? null : subject.file().instructionAt(tag.start());
    return isSaidOf(subject, base.use().instruction(), base)
        || given != null && isSaidOf(subject, given, base);
  }

  private static boolean isSaidOf(Subject subject, Instruction instruction, NamedBase base) {
    String path = base.image().familiarName();
    String name = path.substring(path.lastIndexOf('/') + 1);
    for (String sentence : sentences(subject.file(), instruction)) {
      boolean names = names(sentence, name) || tells(sentence, base.image().tagOrLatest());
      if (names && SAYS.matcher(sentence).find()
          || DELIBERATE.matcher(sentence).find() && VERSION.matcher(sentence).find()) {
        return true;
      }
    }
    return false;
  }

  /** Tells of packages that an instruction installs whether a comment there says so. */
  public static Predicate<String> ofPackages(Subject subject, Instruction instruction) {
    List<String> deliberate = new ArrayList<>();
    for (String sentence : sentences(subject.file(), instruction)) {
      if (DELIBERATE.matcher(sentence).find() && deliberate.size() < MOST) {
        deliberate.add(sentence);
      }
    }
    boolean isOfAll =
        deliberate.stream().anyMatch(sentence -> VERSION.matcher(sentence).find());
    return name -> isOfAll || deliberate.stream().anyMatch(sentence -> names(sentence, name));
  }

  /** More sentences about one instruction are passed over. */
  private static final int MOST = 20;

  /** What is said at an instruction; nothing where none of it matters. */
  private static Iterable<String> sentences(Dockerfile file, Instruction instruction) {
    if (!AuthorsComment.has(file, instruction, SAYS)
        || AuthorsComment.has(file, instruction, TO_DO)) {
      return ImmutableList.of();
    }
    return SENTENCES.split(AuthorsComment.text(file, instruction));
  }

  private static boolean names(String sentence, String name) {
    String word = "(?<![\\w-])" + Pattern.quote(Ascii.toLowerCase(name)) + "(?![\\w-])";
    return !name.isEmpty()
        && Pattern.compile(word).matcher(Ascii.toLowerCase(sentence)).find();
  }

  /** Whether a sentence has the number that a tag begins with: {@code 9.4} of {@code 9.4.26-alpine}. */
  private static boolean tells(String sentence, String tag) {
    Matcher number = NUMBER.matcher(sentence);
    while (number.find()) {
      int end = number.group().length();
      if (tag.startsWith(number.group())
          && (end == tag.length() || !Character.isDigit(tag.charAt(end)))) {
        return true;
      }
    }
    return false;
  }
}
