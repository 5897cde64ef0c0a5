package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What only a shell understands, behind a COPY or ADD. */
public final class CopyWithShellSyntax implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "copy-with-shell-syntax", Category.CORRECTNESS, Severity.ERROR, """
          No shell reads COPY and ADD: they take `||`, `2>/dev/null` and what follows for paths, and the build fails.

          A source that may be missing is written as a pattern, which may find nothing:

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          COPY settings.toml /etc/app/ 2>/dev/null || true
          ```

          ```dockerfile good
          FROM alpine:3.22
          COPY settings.tom[l] /etc/app/
          ```

          A folder that is always there does, too. Commands need a RUN of their own:

          ```dockerfile bad fix=none
          FROM alpine:3.22
          COPY run.sh /usr/local/bin/ && chmod 755 /usr/local/bin/run.sh
          ```

          ```dockerfile good
          FROM alpine:3.22
          COPY run.sh /usr/local/bin/
          RUN chmod 755 /usr/local/bin/run.sh
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .superseding(
          "add-instead-of-copy",
          "copy-all-before-dependency-install",
          "copy-ignored-file",
          "copy-multiple-sources-dest-not-dir",
          "copy-source-missing",
          "copy-then-chown",
          "invalid-json-form",
          "tilde-not-expanded",
          "trailing-comment",
          "unbuildable-value",
          "undefined-var")
      .whenFinished();

  private static final Trait HAS_SHELL = Trait.orTriggered(
      Transfer.class, it -> it.innermost() instanceof Transfer transfer && isIn(transfer));

  /** Operators between commands, and redirections. */
  private static final Regex OF_SHELL =
      Regex.of("\\|\\|?|&&|;|(?:[12]|&)?>{1,2}(?:&[12]|[^\\s>]{0,4000})");

  /** What goes on without a source, and makes nothing in its place. */
  private static final Regex GOES_ON =
      Regex.of("(?:2>{1,2} ?\\S{1,100} )?\\|\\| (?:true|:|/bin/true|exit 0)");

  /** What is a pattern already. */
  private static final Regex PATTERN = Regex.of("[\\w./*?\\[\\]-]{0,4000}[*?\\]][\\w./-]{0,4000}");

  /** What a pattern of nothing else is easily made of; one that begins with a bracket would look like a JSON array. */
  private static final Regex PLAIN = Regex.of("[\\w./-]{1,4000}[A-Za-z0-9]");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Instruction instruction : subject.model().having(HAS_SHELL)) {
      if (instruction.innermost() instanceof Transfer transfer) {
        reporter.report(finding(subject.model(), instruction, transfer));
      }
    }
  }

  /** Whether a shell is meant to read the end of a COPY or ADD. */
  static boolean isIn(Transfer transfer) {
    return !transfer.source().json() && first(transfer) > 0;
  }

  /** The index of the first word that is meant for a shell, or -1. */
  private static int first(Transfer transfer) {
    ImmutableList<Word> words = transfer.words();
    for (int i = 1; i < words.size(); i++) {
      if (OF_SHELL.matcher(words.get(i).value()).matches()) {
        return i;
      }
    }
    return -1;
  }

  private static Finding finding(SemanticModel model, Instruction instruction, Transfer transfer) {
    int first = first(transfer);
    Word word = transfer.words().get(first);
    return Finding.at(
            model.range(instruction, word.range()),
            transfer.keyword() + " has no shell: it takes " + word.value()
                + " and the words around it for paths, and the build fails. "
                + advice(transfer.words(), first))
        .withFix(fix(model, instruction, transfer, first));
  }

  private static String advice(List<Word> words, int first) {
    List<Word> behind = words.subList(first, words.size());
    if (words.get(0).value().contains("://")
        || behind.stream().anyMatch(CopyWithShellSyntax::ends)) {
      return "Put the command into a RUN of its own.";
    }
    if (behind.stream().noneMatch(it -> it.value().equals("||"))) {
      return "Leave them out.";
    }
    String source = words.get(0).value();
    if (PATTERN.matcher(source).matches()) {
      return "Leave them out: a pattern may find nothing.";
    }
    return "Of a source that may be missing write a pattern, such as "
        + (PLAIN.matcher(source).matches() ? pattern(source) : "a.tx[t]")
        + ": it may find nothing.";
  }

  /** Whether a command follows that runs whatever becomes of the files. */
  private static boolean ends(Word word) {
    return switch (word.value()) {
      case "&&", ";", "|" -> true;
      default -> false;
    };
  }

  /** A pattern of nothing but one name: {@code a.tx[t]}. */
  private static String pattern(String name) {
    int last = name.length() - 1;
    return name.substring(0, last) + "[" + name.charAt(last) + "]";
  }

  /** Makes a pattern of the only source; null where something else than that may be meant. */
  private static @Nullable Fix fix(
      SemanticModel model, Instruction instruction, Transfer transfer, int first) {
    ImmutableList<Word> words = transfer.words();
    String source = words.get(0).value();
    String behind =
        Joiner.on(' ').join(words.stream().skip(first).map(Word::value).iterator());
    Word last = words.get(words.size() - 1);
    boolean isPattern = PATTERN.matcher(source).matches();
    if (first != 2
        || !GOES_ON.matcher(behind).matches()
        || !isPattern && !PLAIN.matcher(source).matches()
        || !transfer
            .source()
            .line()
            .isContiguous(
                new TextRange(words.get(0).inLine().start(), last.inLine().end()))) {
      return null;
    }
    TextEdit end = TextEdit.delete(model.range(
        instruction, new TextRange(words.get(1).range().end(), last.range().end())));
    return isPattern
        ? Fix.suggestion("Remove " + behind, end)
        : Fix.suggestion(
            "Write " + pattern(source),
            TextEdit.replace(model.range(instruction, words.get(0).range()), pattern(source)),
            end);
  }
}
