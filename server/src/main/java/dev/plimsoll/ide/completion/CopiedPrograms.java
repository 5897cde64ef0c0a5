package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.WorkingDirectory;
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
  private final WorkingDirectory directories;
  private final Set<String> built = new HashSet<>();

  /** @param before the offset in the file up to which instructions count */
  CopiedPrograms(SemanticModel model, Stage stage, int before) {
    this.model = model;
    this.stage = stage;
    this.before = before;
    this.directories = new WorkingDirectory(model);
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
    for (String output : outputs(instruction)) {
      String path = resolve(output, instruction);
      if (path != null) {
        built.add(path);
      }
    }
  }

  private void addBuiltHere(Instruction instruction, Set<List<String>> to) {
    for (String output : outputs(instruction)) {
      String path = output.endsWith("/") ? null : resolve(output, instruction);
      if (path != null) {
        to.add(ImmutableList.of(path));
      }
    }
  }

  /** What {@code go build -o} of an instruction writes. */
  private List<String> outputs(Instruction instruction) {
    List<String> outputs = new ArrayList<>();
    RunScript script =
        instruction instanceof Instruction.Run ? model.partialScript(instruction) : null;
    if (script != null) {
      for (RunCommand command : GO_BUILD.in(script)) {
        String output = command.value("-o");
        if (output != null && !output.isEmpty()) {
          outputs.add(output);
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
    for (Word word : transfer.sources()) {
      String source = expand(transfer, word);
      String path = source == null
          ? null
          : resolve(place(source, destination, transfer.sources().size() > 1), transfer);
      List<String> command =
          source == null || path == null ? ImmutableList.of() : command(source, path, transfer);
      if (!command.isEmpty()) {
        to.add(command);
      }
    }
  }

  private static String place(String source, String destination, boolean several) {
    boolean folder = several || destination.endsWith("/") || destination.endsWith(".");
    if (!folder) {
      return destination;
    }
    String name = source.substring(source.lastIndexOf('/') + 1);
    return destination.endsWith("/") ? destination + name : destination + "/" + name;
  }

  private List<String> command(String source, String path, Instruction.Transfer transfer) {
    if (path.indexOf('*') >= 0 || path.indexOf('?') >= 0) {
      return ImmutableList.of();
    }
    if (path.endsWith(".jar")) {
      return ImmutableList.of("java", "-jar", path);
    }
    if (path.endsWith(".sh")) {
      return ImmutableList.of(path);
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    String folder = path.substring(0, path.lastIndexOf('/'));
    boolean program = built.contains(source)
        || source.contains("/release/")
        || folder.endsWith("/bin")
        || folder.endsWith("/sbin");
    boolean plain = !name.isEmpty() && name.indexOf('.') < 0 && !source.endsWith("/");
    return program && plain && (transfer.flag("from") != null || folder.endsWith("bin"))
        ? ImmutableList.of(path)
        : ImmutableList.of();
  }

  private @Nullable String expand(Instruction instruction, Word word) {
    String text = model.expand(instruction, word.value()).textByDefault();
    return text == null || text.isEmpty() || text.startsWith("<<") ? null : text;
  }

  /** A path in the image, or null where the working directory isn't known. */
  private @Nullable String resolve(String path, Instruction instruction) {
    if (path.startsWith("/")) {
      return path.replace("/./", "/");
    }
    Instruction.Workdir workdir = model.stateBefore(instruction).workdir();
    String directory = workdir == null ? null : directories.after(workdir);
    String relative = path.startsWith("./") ? path.substring(2) : path;
    return directory == null || relative.startsWith("..")
        ? null
        : directory.equals("/") ? "/" + relative : directory + "/" + relative;
  }
}
