package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The commands that run what a stage has copied or built: scripts, JAR files and programs. */
final class CopiedPrograms {

  private static final CommandQuery GO_BUILD = CommandQuery.of("go").told("build");

  private final SemanticModel model;
  private final Stage stage;
  private final int before;
  private final Set<ImagePath> built = new HashSet<>();

  /** @param before the offset in the file up to which instructions count */
  CopiedPrograms(SemanticModel model, Stage stage, int before) {
    this.model = model;
    this.stage = stage;
    this.before = before;
  }

  /** The last that was copied first: it is what the stage is for. */
  Set<List<String>> all() {
    Set<List<String>> commands = new LinkedHashSet<>();
    for (Stage any : model.stages()) {
      for (Instruction instruction : model.instructions(any)) {
        addBuilt(instruction);
      }
    }
    for (Stage at = stage; at != null; at = at.parent()) {
      for (Instruction instruction : Lists.reverse(model.instructions(at))) {
        if (model.file().start(instruction) < before) {
          addCopied(instruction, commands);
          addBuiltHere(instruction, commands);
        }
      }
    }
    return commands;
  }

  private void addBuilt(Instruction instruction) {
    built.addAll(outputs(instruction));
  }

  private void addBuiltHere(Instruction instruction, Set<List<String>> to) {
    for (ImagePath output : outputs(instruction)) {
      String path = output.text();
      if (path != null) {
        to.add(ImmutableList.of(path));
      }
    }
  }

  /** The files that {@code go build -o} of an instruction writes. */
  private List<ImagePath> outputs(Instruction instruction) {
    List<ImagePath> outputs = new ArrayList<>();
    RunScript script =
        instruction instanceof Instruction.Run ? model.partialScript(instruction) : null;
    ScriptPlaces places = null;
    if (script != null) {
      for (RunCommand command : GO_BUILD.in(script)) {
        String output = command.value("-o");
        if (output != null && !output.isEmpty() && !output.endsWith("/")) {
          places = places == null ? ScriptPlaces.of(model, script, Basis.DEFAULTS) : places;
          outputs.add(places.directory(command.invocation()).resolve(output));
        }
      }
    }
    return outputs;
  }

  private void addCopied(Instruction instruction, Set<List<String>> to) {
    if (!(instruction instanceof Instruction.Transfer transfer)) {
      return;
    }
    Word written = transfer.destination();
    String destination = written == null ? null : expand(transfer, written);
    if (destination == null) {
      return;
    }
    boolean folder =
        transfer.sources().size() > 1 || destination.endsWith("/") || destination.endsWith(".");
    ImagePath directory = model.directory(transfer, Basis.DEFAULTS).resolve(destination);
    for (Word word : transfer.sources()) {
      String source = expand(transfer, word);
      if (source != null) {
        ImagePath place = folder ? directory.resolve(ContextPath.name(source)) : directory;
        List<String> command = command(source, place, transfer);
        if (!command.isEmpty()) {
          to.add(command);
        }
      }
    }
  }

  private List<String> command(String source, ImagePath place, Instruction.Transfer transfer) {
    String path = place.text();
    String name = place.name();
    String folder = place.parent().text();
    boolean pattern = path != null && (path.indexOf('*') >= 0 || path.indexOf('?') >= 0);
    if (path == null || name == null || folder == null || pattern) {
      return ImmutableList.of();
    }
    if (path.endsWith(".jar")) {
      return ImmutableList.of("java", "-jar", path);
    }
    if (path.endsWith(".sh")) {
      return ImmutableList.of(path);
    }
    boolean program = built.contains(ImagePath.ROOT.resolve(source))
        || source.contains("/release/")
        || folder.endsWith("/bin")
        || folder.endsWith("/sbin");
    boolean plain = name.indexOf('.') < 0 && !source.endsWith("/");
    return program && plain && (transfer.flag("from") != null || folder.endsWith("bin"))
        ? ImmutableList.of(path)
        : ImmutableList.of();
  }

  private @Nullable String expand(Instruction instruction, Word word) {
    String text = model.expand(instruction, word.value()).textByDefault();
    return text == null || text.isEmpty() || text.startsWith("<<") ? null : text;
  }
}
