package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.rewrite.AuthorsComment;
import dev.plimsoll.rewrite.HeredocMerge;
import dev.plimsoll.rewrite.RunMerge;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.Script;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RUNs one after the other that store in vain what they would not store as one. */
public final class CombineConsecutiveRuns implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "combine-consecutive-runs", Category.SIZE, Severity.WARNING, """
          Every RUN makes a layer, and what a later one deletes or changes stays in the layers below it.

          That is what this rule looks for: bytes that only joining RUNs saves. It names those that have to do with it, not a \
          whole row. A layer by itself costs nothing, and the build cache keeps each step; the menu of the light bulb \
          joins RUNs, too, where you choose to.

          ```dockerfile bad fix=safe
          FROM alpine:3.22
          RUN wget -O /tmp/app.tar https://example.com/app.tar
          RUN tar -C /srv -xf /tmp/app.tar
          RUN rm /tmp/app.tar
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN wget -O /tmp/app.tar https://example.com/app.tar \\
              && tar -C /srv -xf /tmp/app.tar \\
              && rm /tmp/app.tar
          ```

          Comments stay, commands that need it are kept together, and what changes the shell is kept apart:

          ```dockerfile bad fix=safe
          FROM alpine:3.22
          RUN cd /srv && wget https://example.com/app.tar
          # user for the service
          RUN adduser -D svc || true; tar -xf /srv/app.tar
          RUN rm /srv/app.tar
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN ( cd /srv && wget https://example.com/app.tar ) \\
              # user for the service
              && { adduser -D svc || true; tar -xf /srv/app.tar; } \\
              && rm /srv/app.tar
          ```

          ```dockerfile bad fix=safe
          FROM alpine:3.22
          RUN set -eux; \\
              apk add --no-cache gcc; \\
              gcc -o /usr/bin/app app.c
          RUN set -eux; \\
              strip /usr/bin/app
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN set -eux; \\
              apk add --no-cache gcc; \\
              gcc -o /usr/bin/app app.c; \\
              strip /usr/bin/app
          ```

          It is a warning where what is stored in vain is a directory, an archive or a package, and information where it is a file
          of which nobody knows what it weighs. Nothing is said of scripts, keys and the like, which weigh next to nothing, nor of another owner
          or mode of single files that are text, such as `a.json`, nor of what other rules tell of: package lists, and the caches of apk, yum, dnf, zypper, pip and yarn.

          The fix is a suggestion where a RUN between them has nothing to do with it, and on a base of which it isn't known that
          its shell is one of the POSIX family, where an archive was unpacked that isn't called like what is deleted, and where a comment at a later RUN speaks of layers, of the cache or of keeping apart. Nothing is said of stages that are not part of the image.
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withSafeFix()
      .withAlias(Tool.HADOLINT, "DL3059")
      .in(Profile.HADOLINT, Severity.INFORMATION)
      .withAlias(Tool.SONAR, "S7031")
      .withAlias(Tool.DROAST, "DF003");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachRow(RunScript.IS_RUN, CombineConsecutiveRuns::checkRow, reporter);
  }

  /** hadolint finds a RUN of one command right behind another one, whether or not that costs anything. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    subject.eachRow(RunScript.IS_RUN, CombineConsecutiveRuns::checkAny, reporter);
  }

  private static void checkAny(Subject subject, ImmutableList<Instruction> row, Reporter reporter) {
    for (int i = 1; i < row.size(); i++) {
      if (areSingleCommands(row.get(i - 1), row.get(i))) {
        reporter.report(Finding.at(
                subject.model().range(row.get(i), row.get(i).source().keywordRange()),
                "This RUN follows another one, and each makes a layer. They can be combined.")
            .forHadolintOnly());
      }
    }
  }

  /** Whether two RUNs have the same flags, and one command each. */
  private static boolean areSingleCommands(Instruction first, Instruction second) {
    Run one = RunScript.run(first);
    Run other = RunScript.run(second);
    return one != null
        && other != null
        && flags(one).equals(flags(other))
        && isSingleCommand(first)
        && isSingleCommand(second);
  }

  private static ImmutableSet<String> flags(Run run) {
    return run.source().flags().stream()
        .map(flag -> flag.word().value())
        .collect(ImmutableSet.toImmutableSet());
  }

  private static boolean isSingleCommand(Instruction run) {
    Script script = RunScript.script(run);
    return script != null
        && Iterables.size(Iterables.filter(script.invocations(), CombineConsecutiveRuns::isCounted))
            <= 1;
  }

  /** A test in brackets isn't, nor are commands that a variable names or another shell runs. */
  private static boolean isCounted(Invocation command) {
    String name = command.name();
    return name != null
        && !name.equals("[")
        && !name.equals("[[")
        && !command.isIn(Nesting.EMBEDDED);
  }

  private static void checkRow(Subject subject, ImmutableList<Instruction> row, Reporter reporter) {
    Stage stage = subject.model().stageOf(row.get(0));
    if (stage == null || !subject.model().ships(stage)) {
      return;
    }
    RowCheck check = new RowCheck(subject, stage, reporter);
    List<RunScript> understood = new ArrayList<>();
    for (Instruction run : row) {
      RunScript script = subject.model().script(run);
      if (script == null) {
        check.run(understood);
        understood.clear();
      } else {
        understood.add(script);
      }
    }
    check.run(understood);
  }

  /** RUNs of a stage one after the other. */
  private record RowCheck(Subject subject, Stage stage, Reporter reporter) {

    void run(List<RunScript> row) {
      for (LayerWaste.Span span : LayerWaste.in(subject.model(), row)) {
        List<RunScript> scripts = row.subList(span.from(), span.to() + 1);
        join(scripts, span.related() && subject.model().isPosix(stage), span.much());
      }
    }

    /** Reports scripts where all of them can be joined. */
    private void join(List<RunScript> scripts, boolean safe, boolean much) {
      String title = "Combine " + scripts.size() + " RUN instructions";
      RunMerge merge = RunMerge.of(subject.model(), scripts);
      RunMerge underSet = merge == null ? RunMerge.underSet(subject.model(), scripts) : null;
      TextEdit lines = scripts.size() == 2
          ? HeredocMerge.edit(subject.file(), scripts.get(0), scripts.get(1))
          : null;
      Fix fix;
      if (merge != null) {
        fix = Fix.of(title, merge.rewrite());
      } else if (underSet != null) {
        fix = Fix.of(title + " as one script", underSet.rewrite());
      } else if (lines != null) {
        boolean apart = AuthorsComment.keepsApart(subject.file(), scripts.get(1).instruction());
        fix = apart ? Fix.suggestion(title, lines) : Fix.safe(title, lines);
      } else {
        return;
      }
      report(scripts, fix == null || safe ? fix : fix.asSuggestion(), much);
    }

    private void report(List<RunScript> scripts, @Nullable Fix fix, boolean much) {
      List<TextRange> keywords = new ArrayList<>();
      for (RunScript script : scripts) {
        keywords.add(
            subject.model().range(script.instruction(), script.run().source().keywordRange()));
      }
      TextRange last = keywords.remove(keywords.size() - 1);
      Finding finding = Finding.at(
              last,
              "This RUN deletes or changes what an earlier one wrote, and both stay in the image. Combine them.")
          .withRelated(keywords, "This RUN can be combined with it.")
          .withFix(fix);
      reporter.report(much ? finding : finding.withSeverity(Severity.INFORMATION));
    }
  }
}
