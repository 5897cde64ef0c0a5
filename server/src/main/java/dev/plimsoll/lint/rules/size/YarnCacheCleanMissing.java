package dev.plimsoll.lint.rules.size;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.layer.LaterUse;
import dev.plimsoll.lint.rules.layer.Leftovers;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import java.util.ArrayList;
import java.util.List;

/** What Yarn 1 keeps of its downloads in a layer. */
public final class YarnCacheCleanMissing implements Rule {

  private static final String NAME = "yarn";
  private static final CommandQuery YARN = CommandQuery.of(NAME);
  private static final CommandQuery CLEAN = YARN.told("cache clean", "cache clear");

  /** Where the cache of root is. */
  private static final String OF_ROOT = "/usr/local/share/.cache/yarn";

  private static final LaterUse OF_CACHE = LaterUse.of(".cache");

  private static final String VARIABLE = "YARN_CACHE_FOLDER";

  /** Instructions that show that Yarn is of another line than 1, or may be. */
  private static final Trait SHOWS_LATER =
      Trait.of(Instruction.class, YarnCacheCleanMissing::showsLater);

  private static final RuleInfo INFO = RuleInfo.of(
          "yarn-cache-clean-missing", Category.SIZE, Severity.INFORMATION, """
          Yarn 1 keeps what it downloads so that it can install it again, which never happens in an image: often hundreds of \
          megabytes.

          `yarn cache clean` after the last installation of the same RUN removes it. In a later RUN it removes nothing from this
          layer. Nothing is said where a mount keeps the cache out of the layer, in stages that don't ship, and where the project
          shows that it uses a later Yarn, whose programs may be started from the cache. The fix is safe where the command exists
          in Yarn 1 only, such as `yarn global add`.

          ```dockerfile bad fix=safe
          FROM node:22-slim
          RUN yarn global add serve@14.2.5
          ```

          ```dockerfile good
          FROM node:22-slim
          RUN yarn global add serve@14.2.5 && yarn cache clean
          ```
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withSafeFix()
      .in(Profile.HADOLINT, Severity.INFORMATION)
      .withAlias(Tool.HADOLINT, "DL3060")
      .withAlias(Tool.DROAST, "DF055")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    for (Stage stage : model.stages()) {
      List<RunCommand> fills = new ArrayList<>();
      for (RunCommand yarn : model.commands(YARN, stage)) {
        if (model.ships(stage) && fillsCache(yarn)) {
          fills.add(yarn);
        }
      }
      if (!fills.isEmpty() && !isLater(subject, stage)) {
        for (List<RunCommand> run : RunCommand.byInstruction(fills)) {
          report(subject, run, reporter);
        }
      }
    }
  }

  private static void report(Subject subject, List<RunCommand> fills, Reporter reporter) {
    RunCommand last = fills.get(fills.size() - 1);
    if (stays(subject.model(), last)) {
      boolean safe = fills.stream().anyMatch(YarnCacheCleanMissing::isOnlyInFirst)
          && !isUsedOffline(subject.model())
          && OF_CACHE.lastIn(subject.model()) <= last.script().start();
      reporter.report(Finding.at(
              last.head(),
              "yarn leaves its cache in this layer. Run yarn cache clean after it, in the same RUN.")
          .withFix(DownloadCache.fix(subject, last, "yarn cache clean", safe)));
    }
  }

  private static boolean fillsCache(RunCommand yarn) {
    String verb = yarn.verb();
    return verb == null
        ? !yarn.hasAny("--version", "--help")
        : switch (verb) {
          case "install", "add", "global add", "upgrade", "global upgrade" -> !yarn.has("--help");
          default -> false;
        };
  }

  private static boolean stays(SemanticModel model, RunCommand fill) {
    RunScript script = fill.script();
    int start = fill.invocation().nameWord().range().start();
    boolean elsewhere = fill.has("--cache-folder")
        || script.code().code().contains(VARIABLE)
        || model.isBound(fill.instruction(), VARIABLE);
    return !elsewhere
        && script.run().mounts().stream().noneMatch(mount -> mount.target().contains(NAME))
        && !fill.arguments().mayHideOptions()
        && !isCleaned(script, start)
        && Leftovers.in(model, script, OF_ROOT, NAME).stayBehind(fill)
        && Leftovers.inHome(model, script, ".cache/yarn", NAME).stayBehind(fill);
  }

  private static boolean isCleaned(RunScript script, int after) {
    for (RunCommand clean : CLEAN.in(script)) {
      if (clean.invocation().nameWord().range().start() > after
          || clean.invocation().isIn(Nesting.FUNCTION)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLater(Subject subject, Stage stage) {
    for (Stage at = stage; at != null; at = at.parent()) {
      if (subject.model().has(SHOWS_LATER, at)) {
        return true;
      }
    }
    String manifest = subject.contextFile("package.json").text();
    return subject.contextFile(".yarnrc.yml").isFile()
        || (manifest != null && manifest.contains("\"yarn@") && !manifest.contains("\"yarn@1."));
  }

  private static boolean showsLater(Instruction instruction) {
    String text = instruction.text();
    return text.contains(NAME)
            && (text.contains(".yarnrc.yml")
                || text.contains(".yarn ")
                || text.contains(".yarn/")
                || text.contains("yarn set version")
                || text.contains("yarn workspaces focus")
                || text.contains("yarn plugin")
                || text.contains("--immutable"))
        || text.contains("corepack");
  }

  /** Whether a later Yarn refuses the command. */
  private static boolean isOnlyInFirst(RunCommand yarn) {
    return yarn.isTold("global add")
        || (yarn.isTold("install") && yarn.hasAny("--production", "--pure-lockfile"));
  }

  private static boolean isUsedOffline(SemanticModel model) {
    for (Stage stage : model.stages()) {
      for (RunCommand yarn : model.commands(YARN, stage)) {
        if (yarn.hasAny("--offline", "--prefer-offline")) {
          return true;
        }
      }
    }
    return false;
  }
}
