package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.JsonFile;
import dev.plimsoll.lint.Subject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a {@code package.json} says, read once: each command that runs its scripts asks for it again. */
final class NodeManifest {

  private static final Function<ContextFile, NodeManifest> READ = NodeManifest::new;

  private static final ImmutableList<String> NAMES = ImmutableList.<String>builder()
      .addAll(NodeProject.DEPENDENCIES)
      .add("scripts")
      .build();

  /** By the names of the objects, as far as those can be read. */
  private final ImmutableMap<String, ImmutableMap<String, String>> texts;

  private final String name;
  private final boolean mayHaveWorkspaces;

  private NodeManifest(ContextFile file) {
    JsonFile json = JsonFile.of(file);
    ImmutableMap.Builder<String, ImmutableMap<String, String>> known = ImmutableMap.builder();
    for (String object : file.text() == null ? ImmutableList.<String>of() : NAMES) {
      ImmutableMap<String, String> own = json.texts(object);
      if (own != null) {
        known.put(object, own);
      }
    }
    texts = known.buildOrThrow();
    ImmutableMap<String, String> own = file.text() == null ? null : json.texts();
    name = own == null ? "" : own.getOrDefault("name", "");
    mayHaveWorkspaces = !Boolean.FALSE.equals(json.has("workspaces"));
  }

  static NodeManifest of(Subject subject, ContextFile file) {
    return subject.derived(READ, file);
  }

  /** The texts of its dependencies of a kind, or its scripts, by their keys; null where that isn't known. */
  @Nullable ImmutableMap<String, String> texts(String object) {
    return texts.get(object);
  }

  boolean isCalled(String wanted) {
    return !name.isEmpty() && name.equals(wanted);
  }

  /** Whether it isn't known to be that of a single project. */
  boolean mayHaveWorkspaces() {
    return mayHaveWorkspaces;
  }
}
