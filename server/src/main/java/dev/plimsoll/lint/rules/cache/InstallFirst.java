package dev.plimsoll.lint.rules.cache;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.rules.cache.DependencyInstall.Way;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.rewrite.ToolComment;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ImagePath.Answer;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.CommandList.Pipeline;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.InstructionText;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The edit that copies manifests in the place of the sources, and the sources, with the comments above them, right after
 * the install. So the install stays where it is, below all that it depends on.
 */
final class InstallFirst {

  private final SemanticModel model;
  private final Dockerfile file;
  private final Stage stage;
  private final ContextCopy copy;
  private final PlacedInstall install;
  private final boolean manifestsAreThere;
  private final Transfer transfer;
  private final Run run;
  private final RunScript script;
  private final String lineEnding;

  /**
   * @param manifestsAreThere whether an earlier COPY has brought the manifests
   */
  InstallFirst(
      SemanticModel model,
      Stage stage,
      ContextCopy copy,
      PlacedInstall install,
      boolean manifestsAreThere) {
    this.model = model;
    this.file = model.file();
    this.stage = stage;
    this.copy = copy;
    this.install = install;
    this.manifestsAreThere = manifestsAreThere;
    this.transfer = copy.instruction();
    this.script = install.script();
    this.run = script.run();
    this.lineEnding = new Surroundings(file, transfer).lineEnding();
  }

  /** The fix, or null where it could break the build. */
  @Nullable Fix fix() {
    if (install.install().way() == Way.BY_HAND
        || script.instruction() != run
        || !mayMove()
        || copiesToCopy(installsMoved()) == null) {
      return null;
    }
    ImmutableList<TextEdit> edits = switch (install.install().way()) {
      case AS_IT_IS -> moveBehindInstall();
      case TWICE -> installTwice();
      case SEPARATELY -> fetchSeparately();
      case BY_HAND -> null;
    };
    return edits == null
        ? null
        : new Fix(
            "Install the dependencies before copying the sources, if that reads no other files",
            Fix.Safety.SUGGESTION,
            edits);
  }

  // What stands between the COPY and the RUN must not need what is copied.

  private boolean mayMove() {
    boolean between = false;
    boolean variables = transfer.text().indexOf('$') >= 0;
    for (Instruction instruction : model.instructions(stage)) {
      if (instruction == run) {
        return true;
      }
      if (between && !mayStandAbove(instruction, variables)) {
        return false;
      }
      between |= instruction == transfer;
    }
    return false;
  }

  private boolean mayStandAbove(Instruction instruction, boolean variables) {
    if (instruction instanceof Run other) {
      return isPreparation(other);
    }
    if (instruction instanceof Transfer other) {
      return isElsewhere(other);
    }
    if (instruction instanceof Instruction.Workdir) {
      Word destination = transfer.destination();
      return destination != null
          && model.expand(transfer, destination.value()).certain().prefix().startsWith("/");
    }
    if (instruction instanceof Instruction.Env || instruction instanceof Instruction.Arg) {
      return !variables;
    }
    return !(instruction instanceof Instruction.Volume)
        && !(instruction instanceof Instruction.Unknown)
        && !(instruction instanceof Instruction.Onbuild);
  }

  private boolean isPreparation(Run other) {
    RunScript prepares = model.script(other);
    if (prepares == null) {
      return false;
    }
    Preparation preparation = new Preparation(model, prepares, copy.destination());
    for (Invocation invocation : prepares.script().invocations()) {
      if (!preparation.is(invocation) || invocation.is("cd")) {
        return false;
      }
    }
    return true;
  }

  /** Whether a COPY writes to other places only, so that it makes no difference which of the two comes first. */
  private boolean isElsewhere(Transfer other) {
    Word last = other.destination();
    return last != null
        && model.place(other, last.value(), Basis.ANY_BUILD).isApartFrom(copy.destination())
            == Answer.YES;
  }

  // The edits.

  private @Nullable ImmutableList<TextEdit> moveBehindInstall() {
    List<TextRange> units = units();
    Preparation preparation = new Preparation(model, script, copy.destination());
    int done = 0;
    while (done < units.size() && needsNoSources(units.get(done), preparation)) {
      done++;
    }
    if (done == 0 || units.get(done - 1).end() < install.invocation().range().end()) {
      return null;
    }
    return done == units.size() ? moveBehindRun() : splitRun(units.get(done - 1), units.get(done));
  }

  /** The commands that {@code &&} joins, or the whole script where it is no such chain. */
  private List<TextRange> units() {
    List<TextRange> units = new ArrayList<>();
    if (Sequence.of(script.script()).isChain() && script.script().heredocs().isEmpty()) {
      for (Pipeline pipeline : script.script().body().items().get(0).andOr().pipelines()) {
        units.add(pipeline.range());
      }
    } else {
      units.add(new TextRange(0, script.script().code().length()));
    }
    return units;
  }

  private boolean needsNoSources(TextRange unit, Preparation preparation) {
    for (Invocation invocation : script.script().invocations()) {
      if (unit.contains(invocation.nameWord().range())
          && !preparation.is(invocation)
          && !isMoved(invocation)) {
        return false;
      }
    }
    return true;
  }

  private boolean isMoved(Invocation invocation) {
    DependencyInstall other = DependencyInstall.of(invocation);
    return other != null
        && other.tool().equals(install.install().tool())
        && other.way() == install.install().way();
  }

  private List<PlacedInstall> installsMoved() {
    List<PlacedInstall> same = new ArrayList<>();
    for (PlacedInstall other : PlacedInstall.in(model, script, Basis.ANY_BUILD)) {
      if (isMoved(other.invocation())) {
        same.add(other);
      }
    }
    return same;
  }

  private ImmutableList<TextEdit> moveBehindRun() {
    int end = file.start(run) + run.length();
    String block = startsParagraph(run) ? lineEnding + sources() : sources();
    boolean lastLine = !run.text().endsWith("\n");
    String text =
        lastLine ? lineEnding + block.substring(0, block.length() - lineEnding.length()) : block;
    return ImmutableList.of(manifestsInPlaceOfSources(""), TextEdit.insert(end, text));
  }

  private @Nullable ImmutableList<TextEdit> splitRun(TextRange last, TextRange next) {
    TextRange gap = model.range(
        run, new TextRange(script.code().homeEnd(last.end()), script.code().home(next.start())));
    String again = runAgain();
    for (Invocation invocation : script.script().invocations()) {
      if (invocation.range().start() >= next.start() && Preparation.cleansUp(invocation)) {
        return null;
      }
    }
    boolean separable =
        gap.of(file.text()).indexOf('#') < 0 && !Sequence.of(script.script()).leavesState();
    return again == null || !separable
        ? null
        : ImmutableList.of(
            manifestsInPlaceOfSources(""), TextEdit.replace(gap, lineEnding + sources() + again));
  }

  /** Dependencies first, by a flag; then the same command with the sources. */
  private @Nullable ImmutableList<TextEdit> installTwice() {
    List<TextRange> units = units();
    Preparation preparation = new Preparation(model, script, copy.destination());
    int done = 0;
    while (done < units.size()
        && needsNoSources(units.get(done), preparation)
        && !units.get(done).contains(install.invocation().range())) {
      done++;
    }
    String again = runAgain();
    boolean simple = Sequence.of(script.script()).isChain()
        && !install.invocation().isNested()
        && installsMoved().size() == 1
        && !Sequence.of(script.script()).leavesState();
    if (again == null
        || !simple
        || done == units.size()
        || !units.get(done).contains(install.invocation().range())) {
      return null;
    }
    TextRange unit = units.get(done);
    int flagAt = script.range(install.invocation().range()).end();
    int end = script.range(unit).end();
    String repeated = lineEnding + sources() + again + unit.of(script.script().code());
    String addition = install.install().addition();
    TextEdit manifests = manifestsInPlaceOfSources("");
    return flagAt == end
        ? ImmutableList.of(manifests, TextEdit.insert(end, addition + repeated))
        : ImmutableList.of(
            manifests, TextEdit.insert(flagAt, addition), TextEdit.insert(end, repeated));
  }

  /** Keyword and flags for a second RUN; null where they stand on several lines, or a tool is told of this one alone. */
  private @Nullable String runAgain() {
    String head = ToolComment.isFor(file, run) ? null : head(script);
    return head == null ? null : indentation(run) + head;
  }

  /** Keyword and flags of a RUN; null where they stand on several lines, or no shell is written behind them. */
  static @Nullable String head(RunScript script) {
    InstructionText source = script.run().source();
    String head =
        source.text().substring(source.keywordRange().start(), script.code().home(0));
    return head.indexOf('\n') >= 0 || !source.heredocs().isEmpty() || script.execForm()
        ? null
        : head;
  }

  private @Nullable ImmutableList<TextEdit> fetchSeparately() {
    String again = runAgain();
    if (again == null || install.changesDirectory() || DownloadNeeds.firstNeeded(install) != null) {
      return null;
    }
    String fetch =
        again + DownloadNeeds.permissions(install) + install.install().addition() + lineEnding;
    if (isNext()) {
      String lines = manifestsAreThere ? fetch : manifests() + fetch;
      return ImmutableList.of(TextEdit.insert(blockStart(transfer), lines));
    }
    String block = startsParagraph(run) ? sources() + lineEnding : sources();
    return ImmutableList.of(
        manifestsInPlaceOfSources(""), TextEdit.insert(blockStart(run), fetch + block));
  }

  private boolean isNext() {
    return model.follows(run, transfer);
  }

  // The lines.

  private TextEdit manifestsInPlaceOfSources(String more) {
    int start = blockStart(transfer);
    int index = file.indexOf(transfer);
    int end = file.start(transfer) + transfer.length();
    boolean leavesTwoBlanks =
        manifestsAreThere && isBlank(file.indexAt(start) - 1) && isBlank(index + 1);
    int last = leavesTwoBlanks ? end + file.elements().get(index + 1).length() : end;
    return TextEdit.replace(
        new TextRange(start, last), (manifestsAreThere ? "" : manifests()) + more);
  }

  private boolean isBlank(int index) {
    return index >= 0
        && index < file.elements().size()
        && file.elements().get(index) instanceof Element.Blank;
  }

  /** The COPY of the sources with the comments above it. */
  private String sources() {
    int end = file.start(transfer) + transfer.length();
    return file.text().substring(blockStart(transfer), end);
  }

  private int blockStart(Instruction instruction) {
    return new Surroundings(file, instruction).placeAbove();
  }

  /** Whether a blank line stands above an instruction and its comments. */
  private boolean startsParagraph(Instruction instruction) {
    return isBlank(file.indexAt(blockStart(instruction)) - 1);
  }

  private String indentation(Instruction instruction) {
    return new Surroundings(file, instruction).indent();
  }

  private String manifests() {
    Map<String, List<String>> copies = copiesToCopy(installsMoved());
    StringBuilder lines = new StringBuilder();
    String keyword = indentation(transfer) + transfer.source().inSameCase(Keyword.COPY) + flags();
    if (copies != null) {
      copies.forEach((folder, sources) -> lines
          .append(keyword)
          .append(' ')
          .append(String.join(" ", sources))
          .append(' ')
          .append(destination(folder))
          .append(lineEnding));
    }
    return lines.toString();
  }

  private String flags() {
    StringBuilder flags = new StringBuilder();
    for (Flag flag : transfer.flags()) {
      flags
          .append(" --")
          .append(flag.name())
          .append(flag.value() == null ? "" : "=" + flag.value());
    }
    return flags.toString();
  }

  /**
   * The manifests by the folder below the destination that each has to go to; null where that can't be written as a
   * plain COPY.
   */
  private @Nullable Map<String, List<String>> copiesToCopy(List<PlacedInstall> installs) {
    Word last = transfer.destination();
    if (last == null || copy.sources().size() != 1 || !isPlain(last.value()) || !hasPlainFlags()) {
      return null;
    }
    String source = copy.sources().get(0);
    String prefix = source.isEmpty() || source.equals("*") ? "" : source + "/";
    Map<String, List<String>> copies = new LinkedHashMap<>();
    for (PlacedInstall each : installs) {
      ImmutableList<String> manifests = each.manifestsIn(copy);
      if (manifests == null || !isPlain(prefix)) {
        return null;
      }
      for (String manifest : manifests) {
        boolean directory = manifest.endsWith("/");
        int slash = directory ? manifest.length() - 1 : manifest.lastIndexOf('/');
        String folder = slash < 0 ? "" : manifest.substring(0, slash + 1);
        List<String> sources = copies.computeIfAbsent(folder, any -> new ArrayList<>());
        if (!isPlain(manifest)) {
          return null;
        }
        if (!sources.contains(prefix + manifest)) {
          sources.add(prefix + manifest);
        }
      }
    }
    return copies.isEmpty() ? null : copies;
  }

  private boolean hasPlainFlags() {
    for (Flag flag : transfer.flags()) {
      boolean known = flag.name().equals("chown")
          || flag.name().equals("chmod")
          || flag.name().equals("link");
      if (!known || !isPlain(flag.valueOrEmpty())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c <= ' ' || c == '"' || c == '\'' || c == '\\' || c == '`' || c == '[') {
        return false;
      }
    }
    return true;
  }

  private String destination(String folder) {
    ImagePath workdir = model.directory(transfer, Basis.ANY_BUILD);
    Word last = transfer.destination();
    boolean here = copy.destination().isSameAs(workdir) == Answer.YES;
    String written = last == null || here ? "./" : last.value();
    return (written.endsWith("/") ? written : written + "/") + folder;
  }
}
