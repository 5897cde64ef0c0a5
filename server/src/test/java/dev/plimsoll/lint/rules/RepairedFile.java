package dev.plimsoll.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.Iterators;
import com.google.common.collect.Multiset;
import com.google.common.collect.Multisets;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.FixAll;
import dev.plimsoll.lint.FixAvailability;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.BuildError;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.SyntaxError;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file before and after a fix, and what must hold of the two whichever rule it was that offered the fix. */
final class RepairedFile {

  /**
   * What is hidden until a rule is obeyed, besides what the rule supersedes: lists that a RUN of their own fetches, a RUN
   * that becomes a single command, which others can be combined with, or that removes what the RUN before it left, too.
   */
  private static final ImmutableSetMultimap<String, String> UNCOVERED =
      ImmutableSetMultimap.<String, String>builder()
          .put("apt-update-separate-from-install", "apt-lists-not-removed")
          .put("base-image-end-of-life", "npm-install-instead-of-ci")
          .put("apk-no-cache", "combine-consecutive-runs")
          .put("dnf-clean-missing", "combine-consecutive-runs")
          .put("yum-clean-missing", "combine-consecutive-runs")
          .put("slimmer-base-variant", "base-image-latest")
          .put("unbuildable-value", "base-image-untagged")
          .put("unbuildable-value", "user-missing")
          .put("unknown-instruction", "copy-relative-dest-without-workdir")
          .build();

  private static final EmbeddedImages IMAGES = new EmbeddedImages();

  private static final Linter LINTER = new Linter(Rules.ALL, (rule, failure) -> {
    throw failure;
  });

  private final String what;
  private final Version before;
  private final Version after;

  /** @param title says which fix this was */
  RepairedFile(String title, Version before, String after) {
    this.what = title + " in\n" + before.text + "\ngives\n" + after;
    this.before = before;
    this.after = new Version(after);
  }

  /** What all rules together find. */
  static ImmutableList<Problem> lint(Dockerfile file) {
    return LINTER.lint(subject(file), LintOptions.DEFAULT);
  }

  private static Subject subject(Dockerfile file) {
    return new Subject(SemanticModel.of(file), IMAGES, RuleRun.SOURCES);
  }

  /** @param edits those of the fix */
  void keepsInstructionsOutside(Collection<TextEdit> edits) {
    Iterator<String> rest = after.without(List.of()).iterator();
    for (String kept : before.without(edits)) {
      assertThat(Iterators.any(rest, kept::equals))
          .as("%s%nkeeps%n%s", what, kept)
          .isTrue();
    }
  }

  /** In their order; more may be made of what was meant for one. */
  void keepsComments() {
    Iterator<String> rest = after.comments().iterator();
    for (String kept : before.comments()) {
      assertThat(Iterators.any(rest, kept::equals))
          .as("%s%nkeeps%n%s", what, kept)
          .isTrue();
    }
    makesNoCommentUp();
  }

  /** Though perhaps elsewhere, beside what they speak of. */
  void keepsCommentsSomewhere() {
    assertThat(Multisets.difference(
            HashMultiset.create(before.comments()), HashMultiset.create(after.comments())))
        .as(what)
        .isEmpty();
    makesNoCommentUp();
  }

  private void makesNoCommentUp() {
    assertThat(after.comments()).as(what).allMatch(before.text::contains);
  }

  void keepsLineEndings() {
    assertThat(after.text.endsWith("\n")).as(what).isEqualTo(before.text.endsWith("\n"));
    assertThat(after.mixesLineEndings() && !before.mixesLineEndings()).as(what).isFalse();
  }

  /** Neither in what BuildKit reads nor in a script. */
  void hasNoNewError() {
    assertThat(Multisets.difference(after.errors(), before.errors())).as(what).isEmpty();
    assertThat(after.incompleteScripts()).as(what).isLessThanOrEqualTo(before.incompleteScripts());
  }

  /** What was reported isn't any more, though the rest of it may be reported in other words. */
  void hasLessOf(Rule rule, Finding finding) {
    boolean fewer = after.findings(rule).size() < before.findings(rule).size();
    assertThat(fewer || after.count(rule, finding) < before.count(rule, finding))
        .as(what)
        .isTrue();
  }

  /** A new problem is one that a fix mends, after a safe fix a safe one, or that the rule of the fix had hidden. */
  void hasNoNewProblem(Rule rule, FixAvailability fix) {
    Multiset<String> more = more();
    more.elementSet()
        .removeIf(name -> UNCOVERED.containsEntry(rule.info().name(), name)
            || rule.info().supersedes().contains(name)
            || after.problems().stream()
                .filter(problem -> problem.rule().name().equals(name))
                .allMatch(problem -> problem.fixes().stream()
                    .anyMatch(next -> FixAvailability.of(next).compareTo(fix) >= 0)));
    assertThat(more).as(what).isEmpty();
  }

  /** Only what was hidden by rules whose fixes were applied. */
  void hasNoMoreProblems(Collection<RuleInfo> repaired) {
    Multiset<String> more = more();
    repaired.forEach(rule -> more.elementSet().removeAll(UNCOVERED.get(rule.name())));
    assertThat(more).as(what).isEmpty();
  }

  /** The names of the rules that have more to report than they had. */
  private Multiset<String> more() {
    return HashMultiset.create(Multisets.difference(after.brokenRules(), before.brokenRules()));
  }

  /** No safe fix is left, and whoever asks again gets the same. */
  void isAtRest() {
    assertThat(after.problems())
        .as(what)
        .noneMatch(problem -> problem.fixes().stream().anyMatch(Fix::isSafe));
    assertThat(FixAll.apply(after.file, RepairedFile::lint)).as(what).isEqualTo(after.text);
  }

  /** A text and what is known of it. */
  static final class Version {
    private final String text;
    private final Dockerfile file;
    private final Subject subject;
    private @Nullable ImmutableList<Problem> problems;

    Version(String text) {
      this.text = text;
      this.file = Dockerfile.parse(text);
      this.subject = subject(file);
    }

    String text() {
      return text;
    }

    Dockerfile file() {
      return file;
    }

    /** What one rule finds, whatever the others say. */
    List<Finding> findings(Rule rule) {
      List<Finding> findings = new ArrayList<>();
      rule.check(subject, findings::add);
      return findings;
    }

    /** Whether people see a finding: no other rule supersedes it there, and no comment silences it. */
    boolean shows(Rule rule, Finding finding) {
      return problems().stream()
          .anyMatch(problem -> problem.rule() == rule.info()
              && problem.range().equals(finding.range())
              && problem.message().equals(finding.message()));
    }

    private long count(Rule rule, Finding finding) {
      return findings(rule).stream()
          .filter(one -> one.message().equals(finding.message()))
          .count();
    }

    private ImmutableList<Problem> problems() {
      if (problems == null) {
        problems = LINTER.lint(subject, LintOptions.DEFAULT);
      }
      return problems;
    }

    private Multiset<String> brokenRules() {
      Multiset<String> names = HashMultiset.create();
      problems().forEach(problem -> names.add(problem.rule().name()));
      return names;
    }

    private Multiset<String> errors() {
      Multiset<String> messages = HashMultiset.create();
      file.errors().stream().map(SyntaxError::message).forEach(messages::add);
      subject.model().buildErrors().stream().map(BuildError::message).forEach(messages::add);
      return messages;
    }

    /** All comments in order, in scripts too. */
    private List<String> comments() {
      List<String> comments = new ArrayList<>();
      for (Element element : file.elements()) {
        if (element instanceof Element.Comment comment) {
          comments.add(comment.text().strip());
        } else if (element instanceof Instruction instruction) {
          for (Token token : instruction.source().tokens()) {
            if (token.kind() == Token.Kind.COMMENT) {
              comments.add(token.range().of(instruction.text()).strip());
            }
          }
        }
      }
      return comments;
    }

    /** The instructions that no edit touches; what begins with no keyword may be the rest of the one before. */
    private List<String> without(Collection<TextEdit> edits) {
      List<String> texts = new ArrayList<>();
      for (Instruction instruction : file.instructions()) {
        TextRange range = file.range(instruction);
        if (!(instruction instanceof Instruction.Unknown)
            && edits.stream().noneMatch(edit -> changes(edit, range))) {
          texts.add(range.of(text).stripTrailing());
        }
      }
      return texts;
    }

    /** Not where it only inserts something in front. */
    private static boolean changes(TextEdit edit, TextRange instruction) {
      int at = edit.range().start();
      return edit.range().overlaps(instruction)
          || (at > instruction.start() && at <= instruction.end());
    }

    private long incompleteScripts() {
      return file.instructions().stream()
          .filter(one -> one instanceof Run run
              && run.shellCommand() != null
              && !run.shellCommand().script().isComplete())
          .count();
    }

    private boolean mixesLineEndings() {
      return text.contains("\r\n") && Pattern.compile("(?<!\r)\n").matcher(text).find();
    }
  }
}
