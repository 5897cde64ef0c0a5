package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The folders of the build context that a file takes for projects, by the images on which they are built. */
final class ProjectFolders {

  /** Files that are beside the manifest of a project, and patterns for it. */
  private static final Regex OF_PROJECT = Regex.of(
      "package.{0,99}|pyproject.{0,99}|go\\.(?:mod|sum)|(?:poetry|uv|pdm)\\.lock.{0,9}"
          + "|composer.{0,20}|(?:build|settings)\\.gradle.{0,9}|gradlew|pom\\.xml|Gemfile.{0,9}|[\\w.*-]{1,99}\\.gemspec|mix\\.(?:exs|lock)|Pipfile.{0,9}|setup\\.(?:py|cfg)|\\.(?:nvmrc|(?:node|python|ruby)-version)");

  private static final Trait IS_TRANSFER = Trait.of(Transfer.class);

  private static final Trait USES_CONTEXT = Trait.of(
          Transfer.class, transfer -> transfer.flag("from") == null)
      .or(Trait.containing("--mount"));

  private static final CommandQuery CLONE = CommandQuery.of("git").told("clone");

  /** When so many are found, no more are looked for: the manifests of each are read. */
  private static final int MOST = 50;

  private final Subject subject;

  /** By the name of an image. */
  private final Map<String, Set<String>> known = new HashMap<>();

  /** @param subject asked for as long as one rule judges it once */
  ProjectFolders(Subject subject) {
    this.subject = subject;
  }

  /**
   * Those of the stages on any tag of an image, each with a slash at the end, and at last the empty one of all, unless nothing comes
   * from the context.
   */
  Set<String> of(NamedBase base) {
    String name = base.image().canonicalName();
    Set<String> found = known.get(name);
    if (found == null) {
      found = find(name);
      known.put(name, found);
    }
    return found;
  }

  private Set<String> find(String image) {
    if (!subject.knowsContext()) {
      return Set.of(""); // without a look at what is copied: nothing is known of any folder
    }
    Set<String> found = new LinkedHashSet<>();
    for (Stage stage : subject.model().stages()) {
      ImageReference below = subject.model().baseReference(stage.root());
      if (below != null && below.canonicalName().equals(image)) {
        for (Instruction one : subject.model().having(IS_TRANSFER, stage)) {
          if (found.size() < MOST) {
            addSources((Transfer) one, found);
          }
        }
      }
    }
    if (!isCloned()) {
      found.add("");
    }
    return found;
  }

  /** Whether what is built is fetched, and nothing is copied from the build context. */
  private boolean isCloned() {
    boolean isCloned = false;
    for (Stage stage : subject.model().stages()) {
      if (subject.model().has(USES_CONTEXT, stage)) {
        return false;
      }
      isCloned |= !subject.model().commands(CLONE, stage).isEmpty();
    }
    return isCloned;
  }

  private void addSources(Transfer copy, Set<String> found) {
    ImmutableList<String> sources = ContextCopy.sources(subject.model(), copy, Basis.DEFAULTS);
    for (String source : sources == null ? ImmutableList.<String>of() : sources) {
      String name = ContextPath.name(source);
      if (OF_PROJECT.matcher(name).matches()) {
        found.add(source.substring(0, source.length() - name.length()));
      } else if (!source.isEmpty() && subject.contextFile(source).isFolder()) {
        found.add(source + "/");
      }
    }
  }
}
