package dev.plimsoll.lint.rules.size;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.OfficialPrograms;
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
import dev.plimsoll.lint.rules.apt.CleaningScripts;
import dev.plimsoll.lint.rules.files.ProgramSettings;
import dev.plimsoll.lint.rules.layer.LaterUse;
import dev.plimsoll.lint.rules.layer.Leftovers;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What pip keeps of its downloads in a layer. */
public final class PipCacheDir implements Rule {

  private static final CommandQuery INSTALL = CommandQuery.of("pip").told("install");
  private static final CommandQuery PURGE = CommandQuery.of("pip").told("cache purge");

  /** How many installs of one RUN are judged, for each of which what follows it is read: files that people write have a few. */
  private static final int MOST = 100;

  private static final ImmutableSet<String> TOOLS = ImmutableSet.of("pip", "setuptools", "wheel");

  /** The variable that is the option for all commands. */
  private static final String VARIABLE = "PIP_NO_CACHE_DIR";

  /** Variables that say where the cache is. */
  private static final ImmutableList<String> ELSEWHERE =
      ImmutableList.of("PIP_CACHE_DIR", "XDG_CACHE_HOME", "PIP_CONFIG_FILE");

  /** What a file says of the cache to every pip. */
  private static final ProgramSettings.Option SETTING = new ProgramSettings.Option(
      "pip.conf",
      ImmutableList.of(
          ImagePath.ROOT.resolve("etc/pip.conf"),
          ImagePath.ROOT.resolve("root/.config/pip/pip.conf"),
          ImagePath.ROOT.resolve("root/.pip/pip.conf")),
      "PIP_CONFIG_FILE",
      ".no-cache-dir",
      Regex.of("\\b(?:no[-_]cache[-_]dir|cache[-_]dir)\\b"));

  private static final RuleInfo INFO = RuleInfo.of(
          "pip-cache-dir", Category.SIZE, Severity.WARNING, """
          pip keeps what it downloads so that it can install it again, which never happens in an image.

          `--no-cache-dir`, or `ENV PIP_NO_CACHE_DIR=1` above, leaves it out; so does any other value of that variable. Nothing is said
          behind a `pip.conf` that may say the same, being written or copied, or brought by a base from which another stage removes it, where the same RUN or a script at its end removes the cache, where a mount keeps it out of the layer, where `--no-index` or an empty requirements file
          downloads nothing, and in stages that don't ship.
          Where pip only installs itself, or folders of which the build context doesn't show what they depend on, or that may depend on
          what an earlier command or its script has installed, it is information; where they depend on nothing, nothing is said. The fix is safe on the official images of Python 3.5 and later;
          elsewhere pip may be older than version 6, which brought the option.

          ```dockerfile bad fix=safe
          FROM python:3.13-slim
          RUN pip install flask
          ```

          ```dockerfile good
          FROM python:3.13-slim
          RUN pip install --no-cache-dir flask
          ```
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withSafeFix()
      .withAlias(Tool.HADOLINT, "DL3042")
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.DROAST, "DF030")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final LaterUse OF_CACHE = LaterUse.of(".cache");

  /** What fails, in older versions, where the cache is empty. */
  private static final CommandQuery MANAGES =
      CommandQuery.of("pip").told("cache purge", "cache remove", "cache list", "cache");

  @Override
  public void check(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    ProgramSettings settings = new ProgramSettings(subject, SETTING);
    Integer lastUse = null;
    Set<Stage> off = shownToBeOff(model);
    for (Stage stage : model.stages()) {
      for (List<RunCommand> ofRun : RunCommand.byInstruction(model.commands(INSTALL, stage))) {
        List<RunCommand> found = new ArrayList<>();
        if (model.ships(stage) && !isOffInBase(model, stage) && !off.contains(stage)) {
          for (RunCommand install : keepingCache(model, ofRun)) {
            if (LocalPackages.of(subject, install) != LocalPackages.NOTHING
                && !CleaningScripts.mayRemove(
                    subject, install.script(), install.invocation().range().start(), "/.cache")
                && !settings.maySet(stage, install)) {
              found.add(install);
            }
          }
        }
        if (!found.isEmpty()) {
          lastUse = lastUse == null ? lastUse(model) : lastUse;
          report(subject, stage, found, lastUse, reporter);
        }
      }
    }
  }

  /** hadolint looks at stages that don't ship as well, and at no file of settings. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    for (Stage stage : model.stages()) {
      for (List<RunCommand> ofRun : RunCommand.byInstruction(model.commands(INSTALL, stage))) {
        for (RunCommand install : keepingCache(model, ofRun)) {
          reporter.report(
              Finding.at(install.head(), "pip leaves its cache in this layer. Add --no-cache-dir.")
                  .withFix(fix(model, stage, List.of(install)))
                  .forHadolintOnly());
        }
      }
    }
  }

  /** Where the cache is last needed, as {@link LaterUse} has it. */
  private static int lastUse(SemanticModel model) {
    int last = OF_CACHE.lastIn(model);
    for (Stage stage : model.stages()) {
      for (RunCommand pip : model.commands(MANAGES, stage)) {
        last = Math.max(last, pip.script().start());
      }
    }
    return last;
  }

  /** Reports those of one RUN together, where the first of them stands that installs more than pip. */
  private static void report(
      Subject subject, Stage stage, List<RunCommand> installs, int lastUse, Reporter reporter) {
    RunCommand first =
        installs.stream().filter(one -> !isSmall(subject, one)).findFirst().orElse(installs.get(0));
    boolean isUnknown = LocalPackages.of(subject, first) == LocalPackages.UNKNOWN;
    Fix fix = fix(subject.model(), stage, installs);
    Finding finding = Finding.at(
            first.head(),
            (isUnknown ? "pip may leave a cache" : "pip leaves its cache")
                + " in this layer. Add --no-cache-dir.")
        .withFix(lastUse > first.script().start() ? fix.asSuggestion() : fix);
    reporter.report(isSmall(subject, first) ? finding.withSeverity(Severity.INFORMATION) : finding);
  }

  /** Whether only pip itself and its helpers are installed, 3 MB in all, or what isn't known to load more. */
  private static boolean isSmall(Subject subject, RunCommand install) {
    boolean tools = !install.operands().isEmpty()
        && !install.hasAny("--requirement", "--editable")
        && install.operands().stream().allMatch(word -> TOOLS.contains(name(word.literalPrefix())));
    return tools || LocalPackages.of(subject, install) == LocalPackages.UNKNOWN;
  }

  /** The name of a package that stands before the versions that are wanted. */
  private static String name(String requirement) {
    int end = CharMatcher.anyOf("=<>~![ ").indexIn(requirement);
    return end < 0 ? requirement : requirement.substring(0, end);
  }

  private static Fix fix(SemanticModel model, Stage stage, List<RunCommand> installs) {
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    installs.forEach(install -> edits.add(install.insert("--no-cache-dir")));
    Fix fix = new Fix("Add --no-cache-dir to pip", Fix.Safety.SAFE, edits.build());
    return OfficialPrograms.hasPipNoCacheDir(model.certainBase(stage)) ? fix : fix.asSuggestion();
  }

  /** Those of the installs of a RUN that leave a cache in its layer. */
  private static List<RunCommand> keepingCache(SemanticModel model, List<RunCommand> ofRun) {
    List<RunCommand> keeping = new ArrayList<>();
    for (RunCommand install : Iterables.limit(ofRun, MOST)) {
      if (mayKeepIt(install)) {
        keeping.add(install);
      }
    }
    if (keeping.isEmpty() || isOff(model, keeping.get(0).script())) {
      return ImmutableList.of();
    }
    removeTidied(model, keeping.get(0).script(), keeping);
    return keeping;
  }

  private static boolean mayKeepIt(RunCommand install) {
    return !install.hasAny("--no-cache-dir", "--cache-dir", "--dry-run", "--help")
        && !install.has("--no-index") // which downloads nothing
        && !install.arguments().mayHideOptions();
  }

  /** Leaves out those whose cache is removed behind them. */
  private static void removeTidied(
      SemanticModel model, RunScript script, List<RunCommand> installs) {
    ImmutableList<RunCommand> purges = PURGE.in(script);
    installs.removeIf(install -> isPurged(install, purges));
    Leftovers own = Leftovers.inHome(model, script, ".cache/pip", "pip");
    Leftovers all = Leftovers.inHome(model, script, ".cache/pip", ".cache");
    if (!own.stay() || !all.stay()) {
      installs.removeIf(install -> !own.stayBehind(install) || !all.stayBehind(install));
    }
  }

  private static boolean isPurged(RunCommand install, List<RunCommand> purges) {
    for (RunCommand purge : purges) {
      if (purge.invocation().isIn(Nesting.FUNCTION)
          || purge.invocation().range().start() > install.invocation().range().start()) {
        return true;
      }
    }
    return false;
  }

  /** Images for source-to-image, which come with the variable. */
  private static final Regex OF_S2I = Regex.of(
      "(?:[\\w.-]{1,60}/){0,2}"
          + "(?:ubi\\d{1,2}|rhel\\d{1,2}|rhscl|sclorg|centos|fedora)/python-\\d{2,3}(?:-[\\w-]{1,20})?");

  private static boolean isOffInBase(SemanticModel model, Stage stage) {
    ImageReference image = model.baseReference(stage);
    return image != null && OF_S2I.matcher(image.familiarName()).matches();
  }

  private static final CommandQuery REMOVE = CommandQuery.of("rm");

  /** The stages on images of others that remove settings of pip, for a reason that is mostly the cache, and those FROM them. */
  private static Set<Stage> removing(SemanticModel model) {
    Set<Stage> removing = new HashSet<>();
    for (Stage stage : model.stages()) {
      ImageReference image = model.baseReference(stage);
      Stage parent = stage.parent();
      boolean below = parent != null && removing.contains(parent);
      if (below || image != null && !image.isOfficial() && removes(model, stage)) {
        removing.add(stage);
      }
    }
    return removing;
  }

  private static boolean removes(SemanticModel model, Stage stage) {
    return model.commands(REMOVE, stage).stream()
        .flatMap(remove -> remove.operands().stream())
        .anyMatch(word -> word.raw().endsWith("pip.conf"));
  }

  /** The stages that keep settings which another stage on the same image removes. */
  private static Set<Stage> shownToBeOff(SemanticModel model) {
    Set<Stage> removing = removing(model);
    Set<ImageReference> images = new HashSet<>();
    for (Stage stage : removing) {
      ImageReference image = model.baseReference(stage);
      if (image != null) {
        images.add(image);
      }
    }
    Set<Stage> off = new HashSet<>();
    for (Stage stage : images.isEmpty() ? ImmutableList.<Stage>of() : model.stages()) {
      ImageReference image = model.baseReference(stage);
      if (image != null && images.contains(image) && !removing.contains(stage)) {
        off.add(stage);
      }
    }
    return off;
  }

  /** Whether a variable tells pip to keep nothing, or to keep it elsewhere; one that the script sets may do so at any place. */
  private static boolean isOff(SemanticModel model, RunScript script) {
    String code = script.script().code();
    for (String elsewhere : ELSEWHERE) {
      if (code.contains(elsewhere) || model.isBound(script.instruction(), elsewhere)) {
        return true;
      }
    }
    Binding binding = model.binding(script.instruction(), VARIABLE);
    // Any value turns the cache off, "false" and "0" too: pip's option takes none.
    return code.contains(VARIABLE) || binding != null && !"".equals(binding.value());
  }
}
