package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.shell.WordPart;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.KnownFlags;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.LookAlike;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Blanks, dashes, quotes and letters that look right to the eye and are other characters. */
public final class LookalikeCharacter implements Rule {

  private static final Trait MAY_HAVE = Trait.of(
          Instruction.class, instruction -> LookAlike.isIn(instruction.text()))
      .or(Trait.of(Instruction.class, LookalikeCharacter::hasOneHyphen));

  /** What they are told is shown to people, who may like to see such characters. */
  private static final ImmutableSet<String> SPEAKERS = ImmutableSet.of("echo", "printf");

  /** Programs whose long options have one hyphen. */
  private static final ImmutableSet<String> ONE_HYPHEN =
      ImmutableSet.of("convert", "ffmpeg", "find", "go", "java", "javac", "openssl", "terraform");

  /** So many letters behind one dash are several short options. */
  private static final int SHORT_OPTIONS = 3;

  private static final RuleInfo INFO = RuleInfo.of(
          "lookalike-character", Category.CORRECTNESS, Severity.WARNING, """
          Word processors and web pages turn blanks, hyphens and quotes into others that look the same and mean nothing.

          BuildKit and shells split words at ordinary blanks only, options begin with plain hyphens, and quotes are plain \
          ones. A no-break space, an en dash or a typographic quote is a letter like any other to them.

          ```dockerfile bad fix=suggestion
          FROM debian:13-slim
          COPY —chown=www-data site /srv
          ```

          ```dockerfile good
          FROM debian:13-slim
          COPY --chown=www-data site /srv
          ```

          A flag of an instruction has two hyphens:

          ```dockerfile bad fix=suggestion
          FROM debian:13-slim
          COPY -chown=www-data site /srv
          ```

          ```dockerfile good
          FROM debian:13-slim
          COPY --chown=www-data site /srv
          ```

          In quotes and comments, and in what `echo` and `printf` print, every character is left alone.

          ```dockerfile good
          FROM debian:13-slim
          LABEL description="Fast – and “small”"
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .superseding(
          "unknown-instruction",
          "no-from-or-wrong-first-instruction",
          "syntax-error",
          "unbuildable-value",
          "copy-source-missing",
          "copy-from-unknown-stage",
          "apt-install-without-yes")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Instruction instruction : subject.model().having(MAY_HAVE)) {
      new Search(subject.model(), instruction, reporter).run();
    }
  }

  private static boolean hasOneHyphen(Instruction outer) {
    Instruction instruction = outer.innermost();
    return !KnownFlags.of(instruction.keyword()).isEmpty()
        && instruction.source().arguments().code().startsWith("-");
  }

  /** Whether an instruction was meant to be FROM, if only its characters were others. */
  static boolean isFrom(Instruction.Unknown unknown) {
    return keyword(unknown) == Keyword.FROM;
  }

  /** The keyword that an instruction begins with to the eye; {@code UNKNOWN} where that is not another than written. */
  private static Keyword keyword(Instruction.Unknown unknown) {
    String written = unknown.source().writtenKeyword();
    String seen = LookAlike.seenAs(written).strip();
    int end = seen.indexOf(' ');
    return seen.equals(written)
        ? Keyword.UNKNOWN
        : Keyword.of(end < 0 ? seen : seen.substring(0, end));
  }

  /** Looks through one instruction. */
  private static final class Search {

    /** What looks like a flag, perhaps with one hyphen too few. */
    private static final Regex FLAG = Regex.of("(\\P{Alnum}+)([a-z-]+)(=.*)?");

    private static final Regex OPTION = Regex.of("(?s)([-\\P{ASCII}]+)([A-Za-z][\\w-]*)?.*");

    private final SemanticModel model;
    private final Instruction outer;
    private final Instruction instruction;
    private final Reporter reporter;
    private final Set<TextRange> seen = new HashSet<>();

    Search(SemanticModel model, Instruction outer, Reporter reporter) {
      this.model = model;
      this.outer = outer;
      this.instruction = outer.innermost();
      this.reporter = reporter;
    }

    void run() {
      if (instruction instanceof Instruction.Unknown unknown) {
        keyword(unknown);
        return;
      }
      flags();
      endOfLine();
      ShellCommand shell =
          instruction instanceof Instruction.Command ? model.shellForm(outer) : null;
      if (shell != null) {
        for (Invocation invocation : shell.script().invocations()) {
          invocation(shell, invocation);
        }
      } else if (!(instruction instanceof Instruction.Command)
          && !instruction.source().json()) {
        arguments();
      }
    }

    private TextRange home(EmbeddedText code, int from, int to) {
      return model.range(outer, code.home(new TextRange(from, to)));
    }

    private void keyword(Instruction.Unknown unknown) {
      Keyword meant = LookalikeCharacter.keyword(unknown);
      if (meant == Keyword.UNKNOWN) {
        return;
      }
      String written = unknown.source().writtenKeyword();
      TextRange range = model.range(unknown, unknown.source().keywordRange());
      if (range.length() != written.length()) {
        return;
      }
      List<TextEdit> edits = new ArrayList<>();
      TextRange first = null;
      int letters = 0;
      for (int i = 0; i < written.length(); i++) {
        String character = LookAlike.seenAs(written.charAt(i));
        if (character != null && (letters < meant.name().length() || character.isBlank())) {
          TextRange place = TextRange.ofLength(range.start() + i, 1);
          first = first == null ? place : first;
          edits.add(TextEdit.replace(place, character));
        } else if (letters >= meant.name().length()) {
          break;
        }
        letters += character == null || !character.isBlank() ? 1 : 0;
      }
      if (first != null) {
        char odd = written.charAt(first.start() - range.start());
        reporter.report(Finding.at(first, message(odd, "BuildKit doesn't find " + meant + " by it"))
            .withSeverity(Severity.ERROR)
            .withFix(new Fix(title(odd), Fix.Safety.SUGGESTION, TextEdit.inOrder(edits))));
      }
    }

    /** An escape character that continues nothing, because a blank that isn't one stands behind it. */
    private void endOfLine() {
      String text = outer.text();
      int end = outer.range().end();
      int lineEnd = end;
      while (lineEnd < text.length() && "\r\n".indexOf(text.charAt(lineEnd)) < 0) {
        lineEnd++;
      }
      String tail = text.substring(end, lineEnd);
      int index = model.file().indexOf(outer);
      if (end == 0
          || text.charAt(end - 1) != outer.source().escape()
          || !LookAlike.isIn(tail)
          || index + 1 == model.file().elements().size()) {
        return;
      }
      int odd = 0;
      while (LookAlike.seenAs(tail.charAt(odd)) == null) {
        odd++;
      }
      TextRange place = model.range(outer, new TextRange(end + odd, end + odd + 1));
      Finding finding = Finding.at(
              place,
              capital(LookAlike.name(tail.charAt(odd)))
                  + " stands behind " + outer.source().escape()
                  + ", so the line isn't continued. Remove it.")
          .withSeverity(Severity.ERROR)
          .withFix(Fix.suggestion(
              "Continue the line",
              TextEdit.delete(model.range(outer, new TextRange(end, lineEnd)))));
      Element next = model.file().element(index + 1);
      reporter.report(
          next instanceof Instruction line
              ? finding.withRelated(
                  model.range(line, line.source().keywordRange()), "Taken for an instruction")
              : finding);
    }

    /** Words before the arguments that look like flags and are none. */
    private void flags() {
      EmbeddedText line = instruction.source().line();
      TextRange arguments = instruction.source().argumentsRange();
      String code = instruction.source().arguments().code();
      EmbeddedText home = instruction.source().arguments();
      int at = 0;
      while (at < code.length() && !line.code().isEmpty() && !arguments.isEmpty()) {
        int end = at;
        while (end < code.length() && " \t".indexOf(code.charAt(end)) < 0) {
          end++;
        }
        Matcher flag = FLAG.matcher(code.substring(at, end));
        if (!flag.matches() || !isDashes(flag.group(1)) || !isFlag(flag)) {
          return;
        }
        int dashes = flag.group(1).length();
        String name = "--" + flag.group(2);
        char odd = flag.group(1).charAt(flag.group(1).length() - 1);
        for (int i = 0; i < dashes; i++) {
          odd = flag.group(1).charAt(i) == '-' ? odd : flag.group(1).charAt(i);
        }
        String what = odd == '-'
            ? "A flag begins with two hyphens."
            : capital(LookAlike.name(odd)) + " stands where a flag needs two hyphens.";
        TextRange place = home(home, at, at + dashes);
        reporter.report(Finding.at(
                home(home, at, at + dashes + flag.group(2).length()), what + " Write " + name + ".")
            .withFix(Fix.suggestion("Change to " + name, TextEdit.replace(place, "--"))));
        seen.add(home(home, at, end));
        at = end;
        while (at < code.length() && " \t".indexOf(code.charAt(at)) >= 0) {
          at++;
        }
      }
    }

    private boolean isFlag(Matcher flag) {
      boolean plain = flag.group(1).equals("-");
      String name = flag.group(2);
      return KnownFlags.find(instruction.keyword(), name) != null
          || (!plain && KnownFlags.nearest(instruction.keyword(), name) != null);
    }

    private static boolean isDashes(String text) {
      return LookAlike.seenAs(text).chars().allMatch(c -> c == '-');
    }

    private void invocation(ShellCommand shell, Invocation invocation) {
      boolean speaks = invocation.name() != null && SPEAKERS.contains(invocation.name());
      List<TextRange> quotes = new ArrayList<>();
      List<TextRange> opening = new ArrayList<>();
      for (ShellWord word : invocation.command().words()) {
        if (speaks || !seen.add(word.range())) {
          continue;
        }
        int offset = word.range().start();
        for (WordPart part : word.parts()) {
          if (part instanceof WordPart.Escaped escaped && isBlank(escaped.text())) {
            continued(shell, escaped);
          }
          if (!(part instanceof WordPart.Literal literal)
              || literal.range().length() != literal.text().length()) {
            continue;
          }
          for (int i = 0; i < literal.text().length(); i++) {
            char c = literal.text().charAt(i);
            String character = LookAlike.seenAs(c);
            TextRange place = home(shell, literal.range().start() + i, 1);
            if (character == null) {
              continue;
            }
            if (character.isBlank()) {
              report(c, place, character, "the shell takes it for a part of the word");
            } else if ("\"'".contains(character)) {
              quotes.add(place);
              boolean opens = literal.range().start() + i == offset
                  || (i > 0 && literal.text().charAt(i - 1) == '=');
              if (opens) {
                opening.add(place);
              }
            }
          }
          if (literal.range().start() == offset && offset != firstWord(invocation)) {
            option(shell, invocation.name(), literal);
          }
        }
      }
      if (!opening.isEmpty()) {
        reportQuotes(opening.get(0), quotes);
      }
    }

    private static int firstWord(Invocation invocation) {
      return invocation.command().words().get(0).range().start();
    }

    private static boolean isBlank(String text) {
      return text.length() == 1 && " ".equals(LookAlike.seenAs(text.charAt(0)));
    }

    private TextRange home(ShellCommand shell, int offset, int length) {
      return model.range(outer, shell.home(TextRange.ofLength(offset, length)));
    }

    /** An escape character before a blank that isn't one, at the end of a line. */
    private void continued(ShellCommand shell, WordPart.Escaped escaped) {
      TextRange place = home(shell, escaped.range().end() - 1, 1);
      report(
          escaped.text().charAt(0),
          place,
          "",
          "the line isn't continued by the escape character before it");
    }

    /** An option that begins with a dash. */
    private void option(ShellCommand shell, @Nullable String program, WordPart.Literal literal) {
      Matcher option = OPTION.matcher(literal.text());
      if (!option.matches()
          || option.group(2) == null
          || option.group(1).chars().allMatch(c -> c == '-')
          || !isDashes(option.group(1))) {
        return;
      }
      boolean one = option.group(1).length() == 1
          && (option.group(2).length() <= SHORT_OPTIONS
              || (program != null && ONE_HYPHEN.contains(program)));
      String dashes = one ? "-" : "--";
      char odd = '-';
      for (char c : option.group(1).toCharArray()) {
        odd = c == '-' ? odd : c;
      }
      TextRange place = home(shell, literal.range().start(), option.group(1).length());
      reporter.report(Finding.at(
              home(
                  shell,
                  literal.range().start(),
                  option.group(1).length() + option.group(2).length()),
              capital(LookAlike.name(odd)) + " stands where an option needs a hyphen. Write "
                  + dashes + option.group(2) + ".")
          .withFix(Fix.suggestion(
              "Change to " + dashes + option.group(2), TextEdit.replace(place, dashes))));
    }

    /** Arguments that no shell reads, outside of quotes. */
    private void arguments() {
      EmbeddedText arguments = instruction.source().arguments();
      String code = arguments.code();
      List<TextRange> quotes = new ArrayList<>();
      TextRange opening = null;
      char quote = 0;
      for (int i = 0; i < code.length(); i++) {
        char c = code.charAt(i);
        if (c == instruction.source().escape()) {
          i++;
        } else if (quote != 0 || c == '"' || c == '\'') {
          quote = quote == 0 ? c : c == quote ? 0 : quote;
        } else if (LookAlike.seenAs(c) != null) {
          String character = LookAlike.seenAs(c);
          TextRange place = home(arguments, i, i + 1);
          if (character == null) {
            continue;
          }
          if (character.isEmpty() || (character.equals(" ") && splits())) {
            report(c, place, character, "it becomes a part of the word");
          } else if ("\"'".contains(character)) {
            quotes.add(place);
            boolean opens = i == 0 || " \t=".indexOf(code.charAt(i - 1)) >= 0;
            opening = opening == null && opens ? place : opening;
          }
        }
      }
      if (opening != null && instruction.keyword() != Keyword.MAINTAINER) {
        reportQuotes(opening, quotes);
      }
    }

    /** Whether it takes several words, or one in which a blank is a mistake. */
    private boolean splits() {
      return switch (instruction.keyword()) {
        case FROM, COPY, ADD, EXPOSE, USER, STOPSIGNAL -> true;
        default -> false;
      };
    }

    private void report(char odd, TextRange place, String replacement, String consequence) {
      reporter.report(Finding.at(place, message(odd, consequence))
          .withSeverity(instruction.keyword() == Keyword.FROM ? Severity.ERROR : null)
          .withFix(Fix.suggestion(title(odd), TextEdit.replace(place, replacement))));
    }

    /** All typographic quotes together, for one without the other would open a quote that never ends. */
    private void reportQuotes(TextRange place, List<TextRange> quotes) {
      List<TextEdit> edits = new ArrayList<>();
      String kind = LookAlike.seenAs(model.file().characters().charAt(place.start()));
      for (TextRange quote : quotes) {
        String character = LookAlike.seenAs(model.file().characters().charAt(quote.start()));
        if (character != null && character.equals(kind)) {
          edits.add(TextEdit.replace(quote, character));
        }
      }
      char odd = model.file().characters().charAt(place.start());
      reporter.report(Finding.at(
              place,
              capital(LookAlike.name(odd))
                  + " stands here: it becomes a part of the text. Write a plain quote.")
          .withFix(
              edits.size() % 2 == 0
                  ? new Fix("Use plain quotes", Fix.Safety.SUGGESTION, TextEdit.inOrder(edits))
                  : null));
    }

    private static String message(char odd, String consequence) {
      String seen = LookAlike.seenAs(odd);
      String todo = seen == null || seen.isEmpty()
          ? "Remove it."
          : seen.equals(" ") ? "Put an ordinary blank in its place." : "Write " + seen + ".";
      return capital(LookAlike.name(odd)) + " stands here, and " + consequence + ". " + todo;
    }

    private static String title(char odd) {
      @Nullable String seen = LookAlike.seenAs(odd);
      return seen == null || seen.isEmpty()
          ? "Remove the invisible character"
          : seen.equals(" ") ? "Put an ordinary blank there" : "Write " + seen;
    }

    private static String capital(String text) {
      return Ascii.toUpperCase(text.charAt(0)) + text.substring(1);
    }
  }
}
