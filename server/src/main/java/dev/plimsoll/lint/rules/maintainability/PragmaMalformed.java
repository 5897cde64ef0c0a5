package dev.plimsoll.lint.rules.maintainability;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Pragma;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleNames;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element.Comment;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A comment that is meant to silence rules, in a form that no linter reads. */
public final class PragmaMalformed implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "pragma-malformed", Category.MAINTAINABILITY, Severity.WARNING, """
          A comment that no linter reads silences nothing, though its author thinks so.

          The forms are `# hadolint ignore=NAME,NAME`, with `global` or `stage` before `ignore` for more than the next \
          instruction; the same of `plimsoll` and `tally`; and `# check=skip=NAME,NAME`.

          ```dockerfile bad fix=suggestion
          FROM debian:13-slim
          # hadolint: ignore DL3004
          RUN sudo make
          ```

          ```dockerfile good
          FROM debian:13-slim
          # hadolint ignore=DL3004
          RUN sudo make
          ```

          Without a comma between them only the first of two rules is silenced.

          ```dockerfile bad fix=suggestion
          FROM debian:13-slim
          # hadolint ignore=DL3004 DL3003
          RUN cd /srv && sudo make
          ```

          ```dockerfile good
          FROM debian:13-slim
          # hadolint ignore=DL3004,DL3003
          RUN cd /srv && sudo make
          ```

          What doesn't begin with a tool's name is taken for prose, and so is what has neither `=` nor a rule behind `ignore`.
          """)
      .since("0.1.0")
      .withSuggestion()
      .whenFinished();

  private static final Regex IGNORE = Regex.of(
      "(?i)(?<tool>plimsoll|hadolint|tally)(?:[\\t :-]+(?<reach>[a-z]+(?:-line)?))?[\\t :-]+"
          + "(?:ignore|ignores|ignored|disable|disabled|skip)(?<file>-file)?(?:-line|-next-line)?"
          + "(?:(?<equals>[\\t :]*=)|[\\t ]*:|[\\t ])[\\t ]*(?<rest>.*)");

  private static final Regex SKIP =
      Regex.of("(?i)check[\\t :]+skip[\\t ]*[=:][\\t ]*(?<rest>[a-z][a-z\\t ,]*)");

  /** A name, perhaps in quotation marks, and what parts it from the next. */
  private static final Regex NAME =
      Regex.of("[\\t ,;]*[\"'`]?(?<name>[\\w/-]+)[\"'`]?(?<comma>[\\t ]*[,;][\\t ,;]*|[\\t ]+|$)");

  /** Further names, up to an explanation. */
  private static final Regex MORE =
      Regex.of("(?<names>[\\t ,;][\\t ,;\\w/-]*[\\w/-])[\\t ,;]*(?:#.*)?");

  private static final Splitter GAPS = Splitter.on(CharMatcher.anyOf("\t ,;")).omitEmptyStrings();

  private static final Trait MAY_BE_ONE = Trait.of(Comment.class, PragmaMalformed::mayBeOne);

  /** All names that rules have, as {@link RuleInfo#key} has them: a comment may list thousands. */
  private final Supplier<ImmutableSet<String>> names;

  /** @param rules gives all that there are */
  PragmaMalformed(Supplier<ImmutableList<Rule>> rules) {
    this.names = Suppliers.memoize(() -> names(rules.get()));
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  /** A pragma that leaves something over, too. */
  private static boolean mayBeOne(Comment comment) {
    String content = comment.content();
    return IGNORE.matcher(content).matches()
        || (Pragma.read(comment) == null && SKIP.matcher(content).matches());
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    Dockerfile file = subject.file();
    for (int index : file.where(MAY_BE_ONE).asList()) {
      if (file.element(index) instanceof Comment comment) {
        int start = file.start(index)
            + comment.text().indexOf(comment.content(), comment.text().indexOf('#') + 1);
        Pragma pragma = Pragma.read(comment);
        Finding finding = pragma == null
            ? unread(comment.content(), start)
            : unreadNames(pragma, comment.content(), start);
        if (finding != null) {
          reporter.report(finding);
        }
      }
    }
  }

  /** A comment that nobody reads; null where it is prose after all. */
  private @Nullable Finding unread(String content, int start) {
    Matcher skip = SKIP.matcher(content);
    if (skip.matches()) {
      List<String> checks = GAPS.splitToList(skip.group("rest"));
      return checks.stream().allMatch(this::isRule)
          ? unread(content, start, "check=skip=" + String.join(",", checks))
          : null;
    }
    Matcher ignore = IGNORE.matcher(content);
    if (!ignore.matches()) {
      return null;
    }
    boolean equals = ignore.group("equals") != null;
    String reach = reach(ignore);
    if (reach == null && !equals) {
      return null; // a sentence
    }
    String rest = ignore.group("rest");
    List<String> names = new ArrayList<>();
    int end = names(rest, equals, names);
    if (names.isEmpty()) {
      return equals
          ? Finding.at(
              TextRange.ofLength(start, content.length()),
              "This silences nothing: it names no rule.")
          : null;
    }
    String reason = rest.substring(end).strip();
    String head = Ascii.toLowerCase(ignore.group("tool")) + " " + (reach == null ? "" : reach);
    return unread(
        content,
        start,
        head + "ignore=" + String.join(",", names)
            + (reason.isEmpty() || reason.startsWith("#") ? " " : " # ") + reason);
  }

  private static Finding unread(String content, int start, String meant) {
    TextRange range = TextRange.ofLength(start, content.length());
    String pragma = meant.strip();
    return Finding.at(
            range, "This silences nothing: no linter reads this form. Write # " + pragma + ".")
        .withFix(Fix.suggestion("Write it as linters read it", TextEdit.replace(range, pragma)));
  }

  /** What a comment is for, as it is written before {@code ignore}; null where that is no such word. */
  private static @Nullable String reach(Matcher ignore) {
    String word = ignore.group("reach") == null ? "" : Ascii.toLowerCase(ignore.group("reach"));
    boolean file = ignore.group("file") != null;
    return switch (word) {
      case "global", "file" -> "global ";
      case "stage" -> "stage ";
      case "", "line", "next-line" -> file ? "global " : "";
      default -> null;
    };
  }

  /**
   * The names at the beginning of a text.
   *
   * @param listed whether what no rule is called is a name, too, where commas part it from the others
   * @return the offset of what follows them
   */
  private int names(String text, boolean listed, List<String> names) {
    Matcher next = NAME.matcher(text);
    int end = 0;
    boolean afterComma = false;
    while (end < text.length() && next.find(end) && next.start() == end) {
      String name = next.group("name");
      String gap = next.group("comma").strip();
      if (!isRule(name)
          && !(listed && (afterComma || !gap.isEmpty() || next.end() == text.length()))) {
        return end;
      }
      names.add(name);
      afterComma = !gap.isEmpty();
      end = next.end();
    }
    return end;
  }

  /** What follows the names of a pragma, if that is further names; null where it is an explanation. */
  private @Nullable Finding unreadNames(Pragma pragma, String content, int start) {
    int end = Pragma.endOfNames(content, content.indexOf('=') + 1);
    Matcher more = MORE.matcher(content).region(end, content.length());
    if (!IGNORE.matcher(content).matches() || !more.matches()) {
      return null;
    }
    List<String> names = GAPS.splitToList(more.group("names"));
    for (String name : names) {
      if (!isRule(name) || pragma.names().contains(RuleInfo.key(name))) {
        return null;
      }
    }
    String all = String.join(",", names);
    TextRange range = new TextRange(more.start("names"), more.end("names"));
    int first = content.indexOf(names.get(0), range.start());
    return Finding.at(
            new TextRange(first, range.end()).shift(start),
            "This doesn't silence " + String.join(", ", names)
                + ": only a comma may stand between two names.")
        .withFix(
            Fix.suggestion("Put a comma between", TextEdit.replace(range.shift(start), "," + all)));
  }

  private boolean isRule(String name) {
    return names.get().contains(RuleInfo.key(name)) || RuleNames.isOfAnotherTool(name);
  }

  private static ImmutableSet<String> names(ImmutableList<Rule> rules) {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    for (Rule rule : rules) {
      names.add(rule.info().name());
      rule.info().codes().forEach(code -> names.add(RuleInfo.key(code)));
    }
    return names.build();
  }
}
