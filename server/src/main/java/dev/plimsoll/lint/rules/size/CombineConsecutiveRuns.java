package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.rewrite.HeredocMerge;
import dev.plimsoll.rewrite.RunMerge;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RUNs one after the other that could be one layer. */
public final class CombineConsecutiveRuns implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "combine-consecutive-runs", Category.SIZE, Severity.INFORMATION, """
          Every RUN makes a layer, and what a later one deletes or changes stays in the layers below it.

          A layer by itself costs little. Joining RUNs pays where one of them cleans up after another, and is offered
          where nothing else changes: every command runs as before, and the build stops where it stopped before.

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
          RUN cd /srv && mkdir app
          # user for the service
          RUN adduser -D svc || true
          RUN chown svc /srv/app
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN ( cd /srv && mkdir app ) \\
              # user for the service
              && { adduser -D svc || true; } \\
              && chown svc /srv/app
          ```

          ```dockerfile bad fix=safe
          FROM alpine:3.22
          RUN set -eux; \\
              mkdir /srv/app; \\
              adduser -D svc
          RUN set -eux; \\
              chown svc /srv/app
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN set -eux; \\
              mkdir /srv/app; \\
              adduser -D svc; \\
              chown svc /srv/app
          ```
          """)
      .since("0.1.0")
      .withSafeFix()
      .withAlias(Tool.HADOLINT, "DL3059")
      .withAlias(Tool.SONAR, "S7031")
      .withAlias(Tool.DROAST, "DF003");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.each(rows(subject), CombineConsecutiveRuns::checkRow, reporter);
  }

  /** RUNs one after the other, where there are several. */
  private static List<ImmutableList<Instruction>> rows(Subject subject) {
    List<ImmutableList<Instruction>> rows = new ArrayList<>();
    for (Stage stage : subject.model().stages()) {
      List<Instruction> runs = subject.model().having(RunScript.IS_RUN, stage);
      int start = 0;
      for (int i = 1; i <= runs.size(); i++) {
        if (i == runs.size() || !follows(subject, runs.get(i), runs.get(i - 1))) {
          if (i - start > 1) {
            rows.add(ImmutableList.copyOf(runs.subList(start, i)));
          }
          start = i;
        }
      }
    }
    return rows;
  }

  /** Whether a RUN stands right behind another one, and runs in the same build: both are triggered by ONBUILD, or neither. */
  private static boolean follows(Subject subject, Instruction run, Instruction before) {
    return subject.model().follows(run, before) && run.getClass() == before.getClass();
  }

  private static void checkRow(Subject subject, ImmutableList<Instruction> row, Reporter reporter) {
    Stage stage = subject.model().stageOf(row.get(0));
    if (stage != null && subject.model().family(stage) != BaseFamily.WINDOWS) {
      new RowCheck(subject, stage, row, reporter).run();
    }
  }

  /** RUNs of a stage one after the other. */
  private static final class RowCheck {
    private final Subject subject;
    private final Stage stage;
    private final List<Instruction> row;
    private final Reporter reporter;

    RowCheck(Subject subject, Stage stage, List<Instruction> row, Reporter reporter) {
      this.subject = subject;
      this.stage = stage;
      this.row = row;
      this.reporter = reporter;
    }

    void run() {
      for (int i = 0; i + 1 < row.size(); ) {
        i += sequence(i);
      }
    }

    private @Nullable RunScript script(int i) {
      return i < row.size() ? subject.model().script(row.get(i)) : null;
    }

    /** Reports what can be joined to a RUN; returns how many RUNs that settles. */
    private int sequence(int from) {
      RunScript first = script(from);
      if (first == null) {
        return 1;
      }
      AptSequence apt = AptSequence.at(subject.model(), stage, first);
      if (apt != null) { // what is fetched and what it is for stay by themselves
        return report(apt.merge());
      }
      RunMerge merge = new RunMerge(subject.model(), first);
      int next = from + 1;
      for (RunScript script = script(next);
          script != null && joins(merge, script);
          script = script(next)) {
        next++;
      }
      if (merge.size() == 1) {
        heredocs(from, first);
        return underSet(from, first);
      }
      return report(merge);
    }

    private int report(RunMerge merge) {
      report(
          merge.scripts(),
          Fix.of("Combine " + merge.size() + " RUN instructions", merge.rewrite()));
      return merge.size();
    }

    private boolean joins(RunMerge merge, RunScript script) {
      return AptSequence.at(subject.model(), stage, script) == null && merge.add(script);
    }

    private int underSet(int from, RunScript first) {
      RunMerge merge = new RunMerge(subject.model(), first);
      int next = from + 1;
      for (RunScript script = script(next);
          script != null && merge.addUnderSet(script);
          script = script(next)) {
        next++;
      }
      if (merge.size() > 1) {
        report(
            merge.scripts(),
            Fix.of("Combine " + merge.size() + " RUN instructions as one script", merge.rewrite()));
      }
      return merge.size();
    }

    private void heredocs(int from, RunScript first) {
      RunScript second = script(from + 1);
      TextEdit edit = second == null ? null : HeredocMerge.edit(subject.file(), first, second);
      if (second != null && edit != null) {
        report(List.of(first, second), Fix.safe("Combine 2 RUN instructions", edit));
      }
    }

    private void report(List<RunScript> scripts, @Nullable Fix fix) {
      Severity severity = LayerWaste.severity(subject.model(), scripts);
      if (severity == null) {
        return;
      }
      List<TextRange> keywords = new ArrayList<>();
      for (RunScript script : scripts) {
        keywords.add(
            subject.model().range(script.instruction(), script.run().source().keywordRange()));
      }
      boolean saves = severity == Severity.WARNING;
      String message = saves
          ? "A later one of these " + scripts.size()
              + " RUN instructions deletes or changes what an earlier one wrote,"
              + " and both stay in the image. Combine them."
          : "These " + scripts.size() + " RUN instructions could be one layer. Combine them.";
      // In a stage that doesn't ship no byte is saved, and a step less is kept by the build cache.
      boolean ships = subject.model().ships(stage);
      Finding finding = Finding.at(keywords.get(1), message)
          .withSeverity(ships ? severity : Severity.HINT)
          .withFix(fix == null || ships ? fix : fix.asSuggestion());
      keywords.remove(1);
      reporter.report(finding.withRelated(keywords, "This RUN can be combined with it."));
    }
  }
}
