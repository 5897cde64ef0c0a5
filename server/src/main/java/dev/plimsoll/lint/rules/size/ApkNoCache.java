package dev.plimsoll.lint.rules.size;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.layer.Leftovers;
import dev.plimsoll.rewrite.ChainEdits;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;

/** The index that apk keeps in a layer. */
public final class ApkNoCache implements Rule {

  private static final CommandQuery APK = CommandQuery.of("apk");
  private static final CommandQuery UPDATE = APK.told("update");
  private static final CommandQuery ADD = APK.told("add");

  private static final RuleInfo INFO = RuleInfo.of(
          "apk-no-cache", Category.SIZE, Severity.INFORMATION, """
          apk keeps the index of its repositories in the image: some megabytes that nobody reads again.

          With `--no-cache` it fetches the index, installs with it, and keeps nothing; `apk update` isn't needed then.
          Nothing is said where the same RUN removes the index, or a mount keeps it out of the layer.

          ```dockerfile bad fix=safe
          FROM alpine:3.22
          RUN apk update && apk add curl
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN apk add --no-cache curl
          ```
          """)
      .since("0.1.0")
      .withSafeFix()
      .withAlias(Tool.HADOLINT, "DL3019")
      .withAlias(Tool.TRIVY, "DS-0025")
      .withAlias(Tool.DROAST, "DF029")
      .withAlias(Tool.DOCKLE, "DKL-DI-0004")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    for (Stage stage : model.stages()) {
      for (RunCommand add :
          model.ships(stage) ? model.commands(ADD, stage) : List.<RunCommand>of()) {
        if (keepsIndex(add)
            && Leftovers.in(model, add.script(), "var/cache/apk", "apk").stay()) {
          reporter.report(
              Finding.at(add.head(), "apk leaves its index in this layer. Add --no-cache.")
                  .withFix(fix(model, stage, add)));
        }
      }
    }
  }

  private static boolean keepsIndex(RunCommand add) {
    return !add.hasAny("--no-cache", "--root", "--cache-dir", "--simulate", "--help")
        && !add.arguments().mayHideOptions();
  }

  /** Without the updates of the script where their index is for this command alone. */
  private static Fix fix(SemanticModel model, Stage stage, RunCommand add) {
    List<TextEdit> edits = new ArrayList<>(List.of(add.insert("--no-cache")));
    if (isLastReader(model, stage, add)) {
      for (RunCommand update : UPDATE.in(add.script())) {
        TextEdit deletion = ChainEdits.delete(add.script(), update.invocation());
        if (deletion != null) {
          edits.add(deletion);
        }
      }
    }
    return Fix.safe("Add --no-cache to apk add", edits.toArray(TextEdit[]::new));
  }

  /** Whether no other command, there or in stages that are FROM this one, may find packages only in an index that is left. */
  private static boolean isLastReader(SemanticModel model, Stage stage, RunCommand add) {
    for (Stage other : model.stages().subList(stage.index(), model.stages().size())) {
      for (RunCommand command : model.commands(APK, other)) {
        boolean own = command.script().equals(add.script());
        boolean updated = own ? command.range().equals(add.range()) : command.has("--no-cache");
        if (!updated && !UPDATE.matches(command.invocation())) {
          return false;
        }
      }
    }
    return true;
  }
}
