package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program of Node that a container runs, by itself or because a script of {@code package.json} does.
 *
 * @param directory where it runs
 * @param project whose program or script it is; null where the context doesn't show it
 * @param words the program without its directory, and its arguments
 */
public record NodeStart(
    ImagePath directory, @Nullable NodeProject project, ImmutableList<String> words) {

  private static final ImmutableSet<String> INTERPRETERS = ImmutableSet.of("bun", "node", "nodejs");

  private static final String FOLDER = "node_modules/";

  /** More commands than these are not looked at. */
  private static final int MOST = 50;

  /**
   * Those of some commands.
   *
   * @param directory the one that the container starts in
   */
  public static ImmutableList<NodeStart> of(
      Iterable<ImmutableList<String>> commands, Subject subject, Stage stage, ImagePath directory) {
    NodeProject project = NodeProject.atEnd(subject, stage);
    ImmutableList.Builder<NodeStart> all = ImmutableList.builder();
    for (ImmutableList<String> command : Iterables.limit(commands, MOST)) {
      NodeCommand own = NodeCommand.of(command);
      all.add(of(directory, project, own));
      addScripts(directory, project, own.scripts(), all);
      WorkspaceScript script = WorkspaceScript.of(command, subject, stage, project);
      NodeProject owner = script == null ? null : script.project();
      if (script != null && owner != null && !script.isOwn()) {
        addScripts(owner.directory(), owner, ImmutableList.of(script.name()), all);
      }
      int program = script == null ? -1 : command.indexOf(script.name());
      if (script != null && program > 0 && (owner == null || owner.code(script.name()) == null)) {
        ImagePath place = owner == null ? directory : owner.directory();
        all.add(of(place, owner, NodeCommand.of(command.subList(program, command.size()))));
      }
    }
    return all.build();
  }

  private static void addScripts(
      ImagePath directory,
      @Nullable NodeProject project,
      Iterable<String> names,
      ImmutableList.Builder<NodeStart> all) {
    for (NodeCommand run :
        project == null ? ImmutableList.<NodeCommand>of() : project.commands(names)) {
      all.add(of(directory, project, run));
    }
  }

  private static NodeStart of(
      ImagePath directory, @Nullable NodeProject project, NodeCommand command) {
    List<String> arguments = command.arguments();
    boolean isOfPackage = INTERPRETERS.contains(command.program())
        && !arguments.isEmpty()
        && arguments.get(0).contains(FOLDER);
    String program = isOfPackage ? name(arguments.get(0)) : command.program();
    ImmutableList<String> words = ImmutableList.<String>builder()
        .add(program)
        .addAll(isOfPackage ? arguments.subList(1, arguments.size()) : arguments)
        .build();
    return new NodeStart(directory, project, words);
  }

  private static String name(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  public String program() {
    return words.get(0);
  }

  /** What it is told to do; empty where it is told nothing, or an option first. */
  public String verb() {
    return words.size() < 2 || words.get(1).startsWith("-") ? "" : words.get(1);
  }

  /** The path in the context of a file beside the manifest, or at the root of the context. */
  public String beside(String name) {
    return project == null ? name : project.beside(name);
  }
}
