package dev.plimsoll.lint;

import com.google.common.base.CharMatcher;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextRange;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A file that another program makes a Dockerfile of, by what in it means nothing to BuildKit. Nobody knows what that program
 * puts there.
 *
 * @param file the file
 * @param language what it is written in, in the words of its users
 * @param sign the first thing that shows it
 * @param hasControl whether lines are left out or repeated, so that not even the stages are known
 */
public record Template(Dockerfile file, String language, TextRange sign, boolean hasControl) {

  /** The rule that says so, in the one note that a template gets. */
  public static final String RULE = "template-not-judged";

  /** The signs that several languages share. */
  private static final String MARKS = "<% %>";

  /** What begins a line that decides over others. */
  private static final Regex CONTROL = Regex.of(
      "<%|\\{%|\\{#|\\{\\{|(?:m4_)?(?:include|define|ifdef|ifelse|changequote|divert)\\(|dnl\\b");

  /** What stands for a value. */
  private static final Regex PLACEHOLDER =
      Regex.of("<%[=-]?.*?%>|\\{\\{.*?\\}\\}|\\{%-? .*? -?%\\}");

  /** A name that no variable has; what is in front of it could be one of a shell. */
  private static final Regex PROPERTY = Regex.of("\\$\\{[A-Za-z][\\w-]*(?:\\.[\\w-]+){1,20}\\}");

  /** What sed or the like replaces. */
  private static final String MARKED = "@[\\w.-]+@|%%[\\w.-]+%%|(?<!\\w)__[A-Z][A-Z0-9_]*__(?!\\w)";

  private static final Regex IS_MARKED = Regex.of(MARKED);

  /** The same in the name of an image, and what can't be in one. */
  private static final Regex IN_FROM = Regex.of(
      MARKED
          + "|%[A-Za-z]\\w*%|##\\w+##|#\\{[\\w.-]+\\}|\\[\\[ ?[\\w.-]+ ?\\]\\]|<[A-Za-z][\\w.-]*>|(?<![${])\\{[A-Za-z_][\\w.-]*\\}");

  /** One of them is in each placeholder. */
  private static final CharMatcher SIGNS = CharMatcher.anyOf("{%@_#[<");

  private static final Trait HAS_CONTROL = Trait.of(
      Instruction.Unknown.class, one -> CONTROL.matcher(one.text().strip()).lookingAt());

  private static final Trait HAS_SIGN =
      HAS_CONTROL.or(Trait.of(Instruction.class, instruction -> sign(instruction) != null));

  /**
   * What shows that an instruction is one of a template, relative to it; null where nothing does. In commands, and in values
   * that can be read, all of this may be meant: programs have placeholders of their own.
   */
  private static @Nullable TextRange sign(Instruction instruction) {
    if (instruction.innermost() instanceof Instruction.Command
        || instruction instanceof Instruction.Unknown
        || !instruction.heredocs().isEmpty()) {
      return null;
    }
    String text = instruction.text();
    if (SIGNS.matchesNoneOf(text)) {
      return null;
    }
    boolean wrong =
        !(instruction instanceof Instruction.Pairs) || !instruction.errors().isEmpty();
    TextRange found = wrong ? find(PLACEHOLDER, text) : null;
    found = found == null ? find(PROPERTY, text) : found;
    int remark = text.indexOf(" # "); // FROM has no comment: that is an error of its own
    return found == null && instruction instanceof Instruction.From
        ? find(IN_FROM, remark < 0 ? text : text.substring(0, remark))
        : found;
  }

  private static @Nullable TextRange find(Regex regex, String text) {
    Matcher matcher = regex.matcher(text);
    return matcher.find() ? new TextRange(matcher.start(), matcher.end()) : null;
  }

  /** A file as a template; null where it is none. */
  public static @Nullable Template of(Dockerfile file) {
    ImmutableIntArray signs = file.where(HAS_SIGN);
    if (signs.isEmpty()) {
      return null;
    }
    int at = signs.get(0);
    Instruction first = (Instruction) file.element(at);
    TextRange inside = HAS_CONTROL.isOf(first) ? first.source().keywordRange() : sign(first);
    TextRange sign = (inside == null ? first.range() : inside).shift(file.start(at));
    String text = first.text().substring(sign.start() - file.start(at));
    return new Template(file, language(text), sign, !file.where(HAS_CONTROL).isEmpty());
  }

  private static String language(String sign) {
    if (sign.startsWith("<%")) {
      return MARKS; // of Ruby, Crystal, Elixir, JavaScript and others
    }
    if (sign.startsWith("{%") || sign.startsWith("{#")) {
      return "Jinja";
    }
    if (sign.startsWith("{{")) {
      return sign.startsWith("{{ .") || sign.startsWith("{{.") || sign.startsWith("{{-")
          ? "Go template"
          : "Jinja or Go template";
    }
    return sign.startsWith("$") ? "Maven" : SIGNS.matches(sign.charAt(0)) ? "placeholders" : "m4";
  }

  /**
   * What it is written in, as the name of the file tells too.
   *
   * @param path of the file
   */
  public String languageIn(String path) {
    return language.equals(MARKS) && path.endsWith(".erb") ? "ERB" : language;
  }

  /** Whether a problem is one of the template, and not of what is made of it. */
  boolean covers(Problem problem) {
    if (problem.rule().name().equals(RULE)) {
      return false;
    }
    if (hasControl || problem.severity() == Severity.ERROR) {
      return true;
    }
    Element element = file.element(file.indexAt(problem.range().start()));
    return HAS_SIGN.isOf(element)
        || find(PLACEHOLDER, element.text()) != null
        || find(IS_MARKED, element.text()) != null;
  }
}
