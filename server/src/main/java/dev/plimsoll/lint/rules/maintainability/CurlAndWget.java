package dev.plimsoll.lint.rules.maintainability;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.InstalledPackages;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.PartialText;
import dev.plimsoll.text.Regex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Two programs for one thing in a stage. */
public final class CurlAndWget implements Rule {

  private static final CommandQuery DOWNLOAD = CommandQuery.of("curl", "wget");

  private static final CommandQuery INSTALL = CommandQuery.of(
          "apk", "apt", "apt-get", "aptitude", "dnf", "microdnf", "tdnf", "yum", "zypper")
      .told("add", "install");

  /** Either as a package, with its version or without. */
  private static final Regex PACKAGE = Regex.of("(curl|wget)(?:[=<>~:].{0,200})?");

  private static final RuleInfo INFO = RuleInfo.of(
          "curl-and-wget", Category.MAINTAINABILITY, Severity.HINT, """
          curl and wget do the same here, so one of them is one more program to install and to keep up to date.

          The first RUN is reported in which both have been used, if the file installs one of them, and wget isn't the one of
          BusyBox, which is there anyhow, and the base image isn't known to bring both. Whoever asks for the rule is told of each RUN from there on
          that uses one of them, of stages from which the image only copies files, of what is there anyhow, and of images for development, such as that of a \
          development container, in which people use both, as they do where a shell is started and both are installed with tools that no RUN calls, such as `less` and `zip`.

          ```dockerfile bad fix=none
          FROM debian:13-slim
          RUN apt-get update \\
              && apt-get install -y --no-install-recommends ca-certificates curl wget \\
              && rm -rf /var/lib/apt/lists/*
          RUN curl -fsSLO https://example.org/a.deb
          RUN wget -nv https://example.org/b.deb
          ```

          ```dockerfile good
          FROM debian:13-slim
          RUN apt-get update \\
              && apt-get install -y --no-install-recommends ca-certificates curl \\
              && rm -rf /var/lib/apt/lists/*
          RUN curl -fsSLO https://example.org/a.deb
          RUN curl -fsSLO https://example.org/b.deb
          ```
          """)
      .since("0.1.0")
      .withAlias(Tool.HADOLINT, "DL4001")
      .withAlias(Tool.TRIVY, "DS-0014")
      .withAlias(Tool.DROAST, "DF058")
      .in(Profile.HADOLINT, Severity.WARNING);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    Installed installed = new Installed(subject.model(), subject.isForDevelopment());
    for (Stage stage : subject.model().stages()) {
      List<RunCommand> now = new ArrayList<>();
      List<RunCommand> triggered = new ArrayList<>();
      for (RunCommand command : subject.model().commands(DOWNLOAD, stage)) {
        (command.instruction() instanceof Instruction.Onbuild ? triggered : now).add(command);
      }
      check(now, stage, installed, reporter);
      check(triggered, stage, installed, reporter);
    }
  }

  private static void check(
      List<RunCommand> commands, Stage stage, Installed installed, Reporter reporter) {
    RunCommand other = null;
    for (ImmutableList<RunCommand> run : RunCommand.byInstruction(commands)) {
      RunCommand second = other == null ? secondProgram(commands.get(0), run) : run.get(0);
      if (second != null) {
        Finding finding = Finding.at(
                second.head(), "This stage uses both curl and wget. One of them is enough.")
            .withRelated(
                commands.get(0).head(), "Here it uses " + commands.get(0).program() + ".");
        boolean matters =
            other == null && installed.model.ships(stage) && installed.isNeedless(stage);
        reporter.report(matters ? finding : finding.asPedantic());
        other = second;
      }
    }
  }

  private static @Nullable RunCommand secondProgram(RunCommand first, List<RunCommand> run) {
    for (RunCommand command : run) {
      if (!command.program().equals(first.program())) {
        return command;
      }
    }
    return null;
  }

  /** Which of both a stage and those that it is FROM install; asked only where both are used. */
  private static final class Installed {
    private final SemanticModel model;
    private final Map<Stage, ImmutableSet<String>> known = new HashMap<>();
    /** The script that was read last. */
    private @Nullable RunScript script;

    private @Nullable ScriptPlaces places;

    /** Whether people work in the container, who are used to both. */
    private final boolean forDevelopment;

    Installed(SemanticModel model, boolean forDevelopment) {
      this.model = model;
      this.forDevelopment = forDevelopment;
    }

    /** Whether one of them could be left out. */
    boolean isNeedless(Stage stage) {
      if (forDevelopment
          || stage.isForDevelopment()
          || areInBase(stage)
          || ToolBox.has(model, stage, INSTALL, "curl", "wget")) {
        return false;
      }
      ImmutableSet<String> installed = in(stage);
      return switch (model.family(stage)) {
        case ALPINE, BUSYBOX, WOLFI -> installed.contains("wget");
        default -> !installed.isEmpty();
      };
    }

    /** Whether the base image is known to bring both. */
    private boolean areInBase(Stage stage) {
      ImageReference image = model.baseReference(stage);
      return image != null
          && InstalledPackages.areKnown(image)
          && InstalledPackages.in(image).has("curl")
          && InstalledPackages.in(image).has("wget");
    }

    private ImmutableSet<String> in(Stage stage) {
      Deque<Stage> chain = new ArrayDeque<>();
      for (Stage one = stage; one != null && !known.containsKey(one); one = one.parent()) {
        chain.push(one);
      }
      for (Stage one : chain) {
        Stage parent = one.parent();
        ImmutableSet.Builder<String> all = ImmutableSet.builder();
        all.addAll(
            parent == null ? ImmutableSet.of() : known.getOrDefault(parent, ImmutableSet.of()));
        for (RunCommand install : model.commands(INSTALL, one)) {
          for (ShellWord operand : install.operands()) {
            for (PartialText text : texts(install, operand)) {
              Matcher named = PACKAGE.matcher(text.toString());
              if (named.matches()) {
                all.add(named.group(1));
              }
            }
          }
        }
        known.put(one, all.build());
      }
      return known.getOrDefault(stage, ImmutableSet.of());
    }

    private ImmutableList<PartialText> texts(RunCommand install, ShellWord operand) {
      if (operand.literal() != null) {
        return ImmutableList.of(PartialText.of(operand.literal()));
      }
      ScriptPlaces known = install.script() == script ? places : null;
      ScriptPlaces read =
          known == null ? ScriptPlaces.of(model, install.script(), Basis.DEFAULTS) : known;
      script = install.script();
      places = read;
      return read.texts(install.invocation(), operand);
    }
  }
}
