package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.shell.SetCommand;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How pipefail is set: in the one RUN, where its shell knows the option; with SHELL for all that follow, where bash is known. */
final class PipefailFix {

  private static final CommandQuery APT = CommandQuery.of("apt-get", "apt");
  private static final CommandQuery APK = CommandQuery.of("apk");
  private static final CommandQuery RPM_BASED = CommandQuery.of("dnf", "microdnf", "yum");

  /** {@code echo "a\n"}, which dash takes for two lines and bash for one. */
  private static final Regex ESCAPE_IN_ECHO = Regex.of("\\becho\\b[^|&;]{0,500}\\\\");

  private static final Trait NEEDS_SH = Trait.orTriggered(Run.class, PipefailFix::needsSh);

  private final SemanticModel model;
  private final RunScript script;
  private final Stage stage;

  private PipefailFix(SemanticModel model, RunScript script, Stage stage) {
    this.model = model;
    this.script = script;
    this.stage = stage;
  }

  /** The fixes for a pipe, the best first. */
  static ImmutableList<Fix> of(SemanticModel model, RunScript script, DanglingPipe pipe) {
    Stage stage = model.stageOf(script.instruction());
    boolean breaks =
        DanglingPipes.in(script.script(), false).stream().anyMatch(DanglingPipe::stopsReading);
    if (stage == null || script.execForm() || breaks) {
      return ImmutableList.of();
    }
    PipefailFix fixes = new PipefailFix(model, script, stage);
    boolean isBash = pipe.shell() != null || model.isShellChosen(script.instruction());
    if (!isBash && !fixes.isOfOneFamily()) {
      return ImmutableList.of();
    }
    Fix inShell = fixes.inShell(pipe);
    if (inShell != null) {
      return ImmutableList.of(inShell);
    }
    Fix withShell = pipe.shell() == null ? fixes.withShell() : null;
    return withShell == null ? ImmutableList.of() : ImmutableList.of(withShell);
  }

  /** In the shell that runs the pipe. */
  private @Nullable Fix inShell(DanglingPipe pipe) {
    Invocation embedding = pipe.shell();
    String name =
        embedding == null ? script.shell().name() : DanglingPipe.argv(embedding).name();
    if (!knowsPipefail(name)) {
      return null;
    }
    TextEdit edit = embedding == null
        ? set()
        : script.insertAfter(embedding, embedding.nameWord(), "-o", "pipefail");
    return Fix.suggestion("Set pipefail in this RUN", edit);
  }

  /** Whether a shell has the option: that is so of bash and BusyBox, whatever they are called, and not of dash. */
  private boolean knowsPipefail(String shell) {
    return switch (shell) {
      case "bash", "ksh", "mksh", "rbash", "zsh" -> true;
      case "ash", "sh" ->
        switch (model.family(stage)) {
          case ALPINE, BUSYBOX, WOLFI -> true;
          case RHEL, RHEL_MINIMAL, ARCH, SUSE -> shell.equals("sh"); // which is bash
          case UNKNOWN -> runs(APK) || (shell.equals("sh") && runs(RPM_BASED));
          default -> false;
        };
      default -> false;
    };
  }

  private static final Regex VARIABLE = Regex.of("\\$(?:\\{[^}]{0,200}}|\\w{1,200})");

  /** Whether a build argument can't put the stage on another system, as far as names tell. */
  private boolean isOfOneFamily() {
    for (Stage one = stage; one.parent() != null; one = one.parent()) {
      if (hasVariable(one)) {
        return false;
      }
    }
    Word written = stage.root().from().image();
    if (written == null || !hasVariable(stage.root())) {
      return true;
    }
    String any = VARIABLE.matcher(written.value()).replaceAll("0");
    return ImageReference.parse(any) instanceof ImageReference image
        && BaseFamily.of(image) == model.family(stage);
  }

  private static boolean hasVariable(Stage stage) {
    Word image = stage.from().image();
    return image != null && image.value().indexOf('$') >= 0;
  }

  private boolean runs(CommandQuery query) {
    for (Stage one = stage; one != null; one = one.parent()) {
      if (model.has(query.trait(), one)) {
        return true;
      }
    }
    return false;
  }

  private TextEdit set() {
    Sequence sequence = Sequence.of(script.script());
    SetCommand prologue = sequence.prologue();
    if (prologue != null) {
      String written = prologue.range().of(script.script().code());
      boolean letters =
          written.substring(written.lastIndexOf(' ') + 1).matches("-[a-zA-Z&&[^o]]{1,20}");
      return TextEdit.insert(
          script.homeEnd(prologue.range().end()), letters ? "o pipefail" : " -o pipefail");
    }
    int start = script.home(script.script().body().range().start());
    String separator = script.isHeredocBody()
        ? new Surroundings(model.file(), script.instruction()).lineEnding()
        : sequence.isChain() ? " && " : "; ";
    return TextEdit.insert(start, "set -o pipefail" + separator);
  }

  /** With SHELL above the RUN, where sh is dash and bash is there, and what follows gets on with it. */
  private @Nullable Fix withShell() {
    boolean hasBash = switch (model.family(stage)) {
      case DEBIAN, UBUNTU -> true;
      case UNKNOWN -> runs(APT);
      default -> false;
    };
    if (!hasBash
        || model.isShellChosen(script.instruction())
        || !script.run().heredocs().isEmpty()
        || !getOnWithBash()) {
      return null;
    }
    return Fix.suggestion(
        "Let bash run this and what follows, with pipefail",
        InstructionEdits.insertAbove(
            model.file(),
            script.instruction(),
            List.of("SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]")));
  }

  private boolean getOnWithBash() {
    Instruction last = Iterables.getLast(model.having(NEEDS_SH, stage), null);
    return last == null || model.ordinal(last) < model.ordinal(script.instruction());
  }

  /** Whether a RUN may do something else where bash runs it, with pipefail. */
  private static boolean needsSh(Instruction instruction) {
    Script script = RunScript.script(instruction);
    return script != null
        && (ESCAPE_IN_ECHO.matcher(script.code()).find()
            || DanglingPipes.in(script, false).stream().anyMatch(DanglingPipe::stopsReading));
  }
}
