package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * Folders for the program to fill, which are root's in the image: those that only a {@code .gitkeep} keeps in Git, those of
 * frameworks, and those that the arguments of the program name.
 */
final class KeptFolders {

  /** Where one is looked for: few, for each is a question about the disk. */
  private static final ImmutableList<String> NAMES =
      ImmutableList.of("data", "images", "logs", "media", "output", "storage", "tmp", "uploads");

  private static final Trait GIVES_TO_ROOT =
      Trait.of(Transfer.class, copy -> copy.flag("chown") == null);

  /** Files that tell of Rails, Laravel and Symfony, and where programs of those write beside themselves. */
  private static final ImmutableMap<String, ImmutableList<String>> OF_FRAMEWORKS = ImmutableMap.of(
      "config/application.rb", ImmutableList.of("log", "tmp"),
      "artisan", ImmutableList.of("bootstrap/cache", "storage"),
      "symfony.lock", ImmutableList.of("var"));

  /** An argument that is a path, perhaps behind the name of an option. */
  private static final Regex ARGUMENT = Regex.of("(?:--?[\\w-]{1,40}=)?(/[\\w./-]{1,200}?)/?");

  private KeptFolders() {}

  /** Those that the arguments of a command name. */
  static ImmutableSet<ImagePath> named(List<String> command) {
    ImmutableSet.Builder<ImagePath> named = ImmutableSet.builder();
    for (String word : command.subList(Math.min(1, command.size()), command.size())) {
      Matcher path = ARGUMENT.matcher(word);
      if (path.matches()
          && StateFolders.GIVEN.contains(
              path.group(1).substring(path.group(1).lastIndexOf('/') + 1))) {
        named.add(ImagePath.ROOT.resolve(path.group(1)));
      }
    }
    return named.build();
  }

  /** What a framework fills beside the program of the context, and its build may have filled as root. */
  static ImmutableList<String> ofFramework(Subject subject) {
    for (Map.Entry<String, ImmutableList<String>> one : OF_FRAMEWORKS.entrySet()) {
      if (subject.contextFile(one.getKey()).isFile()) {
        return one.getValue();
      }
    }
    return ImmutableList.of();
  }

  /** Those that a target has copied. */
  static ImmutableSet<ImagePath> in(Subject subject, Stage target) {
    ImmutableSet.Builder<ImagePath> kept = ImmutableSet.builder();
    for (Instruction instruction : subject.model().having(GIVES_TO_ROOT, target)) {
      ContextCopy copy = ContextCopy.of(subject.model(), (Transfer) instruction, Basis.DEFAULTS);
      if (copy != null && copy.copiesWholeContext()) {
        for (String name : NAMES) {
          if (subject.contextFile(name + "/.gitkeep").isFile()) {
            kept.add(copy.destination().resolve(name));
          }
        }
        for (String name : ofFramework(subject)) {
          kept.add(copy.destination().resolve(name));
        }
      }
    }
    return kept.build();
  }
}
