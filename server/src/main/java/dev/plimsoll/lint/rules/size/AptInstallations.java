package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.InstalledPackages;
import dev.plimsoll.lint.rules.apt.AptCommand;
import dev.plimsoll.lint.rules.apt.AptConfiguration;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Onbuild;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the layers that ship install with apt where nobody has decided on recommended packages. */
final class AptInstallations {

  /** What sets up further sources of packages. */
  private static final Trait SOURCES = Trait.of(Instruction.class, AptInstallations::namesSources);

  /** The script of LLVM's makers, which installs these packages with what they recommend. */
  private static final Trait LLVM = Trait.of(Run.class, run -> run.text().contains("llvm.sh"));

  private static final Regex OF_LLVM = Regex.of("(?:clangd?|lldb?)-\\d{0,3}");

  private static final CommandQuery HOLD = CommandQuery.of("apt-mark").told("hold");

  private static final Trait MATTERS =
      AptCommand.ANY.trait().or(AptConfiguration.MAY_SET).or(SOURCES).or(LLVM);

  /** Without such a command no step of the file is undecided: what else decides on one only decides on more. */
  private static final Trait IS_OPEN = Trait.orTriggered(Run.class, AptInstallations::isOpen);

  /** Packages that their makers offer too, and that recommend other packages there. */
  private static final ImmutableSet<String> OF_OTHERS = ImmutableSet.of(
      "chromium",
      "cmake",
      "containerd",
      "elasticsearch",
      "erlang",
      "firefox-esr",
      "gh",
      "grafana",
      "influxdb",
      "mariadb-server",
      "mysql-server",
      "nginx",
      "nodejs",
      "podman",
      "rabbitmq-server",
      "redis",
      "redis-server",
      "r-base",
      "varnish",
      "wine",
      "yarn");

  private AptInstallations() {}

  private static boolean namesSources(Instruction instruction) {
    if (!(instruction instanceof Run
        || instruction instanceof Transfer
        || instruction instanceof Onbuild)) {
      return false;
    }
    String text = instruction.text();
    return text.contains("sources.list")
        || text.contains("nodesource")
        || text.contains("packagecloud.io")
        || text.contains("add-apt-repository")
        || text.contains("extrepo");
  }

  /**
   * A command that installs.
   *
   * @param names the packages that it names, as far as they can be read
   * @param complete whether these are all but for single packages of which a variable says which one
   * @param before what is installed before
   * @param sure the same without what is only recommended where nobody has decided on that: it may be left out
   * @param named what is installed at the end of the stage, recommended packages left out, and what a stage holds back
   * @param baseKnown whether it is known what the base image has
   * @param measured whether Debian's sizes hold: of such a base, and packages from Debian alone
   * @param image the base image, if its name is known
   * @param written the packages that each stage names
   */
  record Installation(
      Stage stage,
      AptCommand apt,
      ImmutableList<String> names,
      boolean complete,
      InstalledPackages before,
      InstalledPackages sure,
      InstalledPackages named,
      boolean baseKnown,
      boolean measured,
      @Nullable ImageReference image,
      Map<Stage, Set<String>> written) {

    /** Whether the release below the image is known to be none of the oldest. */
    boolean recent() {
      return image != null && InstalledPackages.isRecent(image);
    }

    /** Whether a command of the stage, or of one that it is FROM, names a package. */
    boolean isWritten(String name) {
      for (Stage one = stage; one != null; one = one.parent()) {
        if (written.getOrDefault(one, Set.of()).contains(name)) {
          return true;
        }
      }
      return false;
    }

    /** Those of the names about which Debian 12 itself tells. */
    List<String> knownNames() {
      return names.stream().filter(InstalledPackages::isKnown).toList();
    }
  }

  /**
   * A command of apt.
   *
   * @param packages what it installs for longer than its RUN takes
   * @param recommends whether recommended packages are installed, too
   * @param foreign whether there are sources of packages besides the distribution's
   */
  private record Step(
      Stage stage,
      AptCommand apt,
      ImmutableList<ShellWord> packages,
      boolean recommends,
      boolean undecided,
      boolean foreign) {

    /** The same where what is recommended goes again. */
    Step withoutRecommended() {
      return new Step(stage, apt, packages, false, false, foreign);
    }

    /** The same without packages that the script of LLVM has installed. */
    Step withoutLlvm() {
      ImmutableList<ShellWord> left = packages.stream()
          .filter(word -> !OF_LLVM.matcher(name(word)).matches())
          .collect(ImmutableList.toImmutableList());
      boolean isAll = left.isEmpty() && !packages.isEmpty();
      return new Step(stage, apt, left, recommends, undecided && !isAll, foreign);
    }
  }

  static ImmutableList<Installation> undecided(SemanticModel model) {
    if (!isAnyOpen(model)) {
      return ImmutableList.of();
    }
    List<Step> steps = steps(model);
    for (Step step : steps) {
      if (step.undecided()) {
        return installations(model, steps);
      }
    }
    return ImmutableList.of();
  }

  /** Whether a layer that ships installs without saying whether recommended packages are wanted: mostly none does. */
  private static boolean isAnyOpen(SemanticModel model) {
    for (Stage stage : model.stages()) {
      if (model.has(IS_OPEN, stage) && model.ships(stage)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOpen(Instruction instruction) {
    for (AptCommand apt : AptCommand.alone(instruction)) {
      if (installs(apt) && !apt.decidesOnRecommends()) {
        return true;
      }
    }
    return false;
  }

  private static boolean installs(AptCommand apt) {
    return apt.command().isTold("install") && !apt.changesNothing();
  }

  private static List<Step> steps(SemanticModel model) {
    List<Step> steps = new ArrayList<>();
    AptConfiguration configuration =
        new AptConfiguration(model, AptConfiguration.Option.INSTALL_RECOMMENDS);
    Map<Stage, Boolean> foreignAtEnd = new HashMap<>();
    Set<Stage> withLlvm = new HashSet<>();
    for (Stage stage : model.stages()) {
      if (!model.ships(stage)) {
        continue;
      }
      boolean configured = configuration.before(stage);
      boolean foreign = stage.parent() != null && foreignAtEnd.getOrDefault(stage.parent(), false);
      boolean llvm = withLlvm.contains(stage.parent());
      for (Instruction instruction : model.having(MATTERS, stage)) {
        configured = configured || configuration.isSetBy(instruction);
        foreign = foreign || SOURCES.isOf(instruction);
        llvm = llvm || LLVM.isOf(instruction);
        RunScript script = model.script(instruction);
        if (script != null) {
          for (Step step : steps(stage, AptCommand.in(script), configured, foreign)) {
            steps.add(llvm ? step.withoutLlvm() : step);
          }
        }
      }
      configuration.end(stage, configured);
      foreignAtEnd.put(stage, foreign);
      if (llvm) {
        withLlvm.add(stage);
      }
    }
    return steps;
  }

  /** Those of one script, the last command looked at first: it may remove what the others install. */
  private static List<Step> steps(
      Stage stage, List<AptCommand> commands, boolean configured, boolean foreign) {
    List<Step> steps = new ArrayList<>();
    Set<String> removed = new HashSet<>();
    boolean together = false;
    boolean spared = false;
    for (AptCommand apt : Lists.reverse(commands)) {
      spared |= apt.removesRecommended();
      boolean automatic = apt.verb().equals("autoremove") || apt.verb().equals("autopurge");
      if (automatic || apt.verb().equals("remove") || apt.verb().equals("purge")) {
        apt.packages().forEach(word -> removed.add(word.raw()));
        together |= automatic || apt.command().has("--autoremove");
      } else if (installs(apt)) {
        Step step = step(stage, apt, together ? removed : ImmutableSet.of(), configured, foreign);
        steps.add(spared ? step.withoutRecommended() : step);
      }
    }
    return Lists.reverse(steps);
  }

  /** @param removed packages, as they are written, that go again with all that came along */
  private static Step step(
      Stage stage, AptCommand apt, Set<String> removed, boolean configured, boolean foreign) {
    RunCommand command = apt.command();
    ImmutableList<ShellWord> stay = apt.packages().stream()
        .filter(word -> !removed.contains(word.raw()))
        .collect(ImmutableList.toImmutableList());
    boolean decided = configured || apt.decidesOnRecommends();
    boolean goes = stay.isEmpty() && !removed.isEmpty();
    boolean undecided =
        !decided && !goes && !repairs(apt) && !command.arguments().mayHideOptions();
    boolean wanted = command.hasAny("--install-recommends", "--with-recommends");
    return new Step(stage, apt, stay, wanted || !decided, undecided, foreign);
  }

  /** Whether it only installs what is missing: {@code apt-get install -f}. */
  private static boolean repairs(AptCommand apt) {
    return apt.packages().isEmpty() && apt.invocation().prefix("xargs") == null;
  }

  private static ImmutableList<Installation> installations(SemanticModel model, List<Step> steps) {
    Map<Stage, InstalledPackages> installed = new HashMap<>();
    Map<Stage, InstalledPackages> sure = new HashMap<>();
    Map<Stage, InstalledPackages> named = new HashMap<>();
    Map<Stage, Set<String>> written = new HashMap<>();
    for (Step step : steps) {
      named.put(step.stage, at(step.stage, model, named).with(names(step)));
      Set<String> inStage = written.computeIfAbsent(step.stage, any -> new HashSet<>());
      step.packages.forEach(word -> inStage.add(name(word)));
    }
    named.replaceAll((stage, packages) -> packages.with(held(model, stage)));
    ImmutableList.Builder<Installation> installations = ImmutableList.builder();
    for (Step step : steps) {
      InstalledPackages before = at(step.stage, model, installed);
      if (step.undecided) {
        InstalledPackages inTheEnd = at(step.stage, model, named);
        InstalledPackages surely = at(step.stage, model, sure);
        installations.add(installation(model, step, before, surely, inTheEnd, written));
      }
      ImmutableList<String> names = names(step);
      installed.put(
          step.stage, step.recommends ? before.withRecommended(names) : before.with(names));
      InstalledPackages surely = at(step.stage, model, sure);
      sure.put(
          step.stage,
          step.recommends && !step.undecided ? surely.withRecommended(names) : surely.with(names));
    }
    return installations.build();
  }

  /** What {@code apt-mark hold} keeps from coming along. */
  private static List<String> held(SemanticModel model, Stage stage) {
    List<String> held = new ArrayList<>();
    for (RunCommand hold : model.commands(HOLD, stage)) {
      hold.operands().forEach(word -> held.add(name(word)));
    }
    return held;
  }

  /** What is installed in a stage, as far as its steps have been gone through. */
  private static InstalledPackages at(
      Stage stage, SemanticModel model, Map<Stage, InstalledPackages> known) {
    for (Stage one = stage; one != null; one = one.parent()) {
      InstalledPackages installed = known.get(one);
      if (installed != null) {
        known.put(stage, installed);
        return installed;
      }
    }
    InstalledPackages base = InstalledPackages.in(image(model, stage));
    known.put(stage, base);
    return base;
  }

  private static @Nullable ImageReference image(SemanticModel model, Stage stage) {
    ImageUse base = model.baseImage(stage);
    return base == null ? null : base.image();
  }

  private static Installation installation(
      SemanticModel model,
      Step step,
      InstalledPackages before,
      InstalledPackages sure,
      InstalledPackages named,
      Map<Stage, Set<String>> written) {
    ImageReference image = image(model, step.stage);
    ImmutableList<String> names = names(step);
    boolean whole = step.packages.stream().allMatch(AptInstallations::isWhole);
    boolean complete = step.apt.invocation().prefix("xargs") == null
        && step.packages.stream().noneMatch(word -> word.literalPrefix().isEmpty());
    boolean baseKnown = image != null && InstalledPackages.areKnown(image);
    boolean debian = image != null && BaseFamily.of(image) == BaseFamily.DEBIAN;
    boolean measured = complete
        && whole
        && baseKnown
        && debian
        && !step.foreign
        && names.stream().allMatch(InstalledPackages::isKnown);
    return new Installation(
        step.stage,
        step.apt,
        names,
        complete,
        before,
        sure,
        named,
        baseKnown,
        measured,
        image,
        written);
  }

  private static ImmutableList<String> names(Step step) {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (ShellWord word : step.packages) {
      String name = name(word);
      if (isWhole(word) && !(step.foreign && OF_OTHERS.contains(name))) {
        names.add(name);
      }
    }
    return names.build();
  }

  /** Whether the name of a package is written out, if not its version. */
  private static boolean isWhole(ShellWord word) {
    return word.literal() != null || name(word).length() < word.literalPrefix().length();
  }

  /** A package without its version and architecture. */
  static String name(ShellWord word) {
    String text = word.literalPrefix();
    int end = 0;
    while (end < text.length() && "=:/".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, end);
  }
}
