package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Paths with the version of a package of Debian or Ubuntu, such as {@code /etc/postgresql/13/main}: another release has another
 * one. Where the name of the package has it, too, it is the package that is asked about.
 */
final class PackagePaths {

  private static final CommandQuery INSTALL = CommandQuery.of("apt-get", "apt").told("install");

  /** Where those are, by what the names of their packages begin with. */
  private static final ImmutableMap<String, Regex> PATHS = ImmutableMap.of(
      "postgres",
          Regex.of("/(?:etc|usr/lib|usr/share|var/lib)/postgresql/(\\d{1,2}(?:\\.\\d)?)(?![\\w.])"),
      "php", Regex.of("/(?:etc|usr/lib|usr/share)/php/(\\d\\.\\d)(?![\\w.])"),
      "python", Regex.of("/usr/lib/python(3\\.\\d{1,2})(?![\\w.])"),
      "openjdk", Regex.of("/usr/lib/jvm/java-(?:1\\.)?(\\d{1,2})(?:\\.0)?-openjdk(?![a-z])"));

  private static final Trait MAY_NAME = Trait.containing("/postgresql/")
      .or(Trait.containing("/php/"))
      .or(Trait.containing("/lib/python3."))
      .or(Trait.containing("/jvm/java-"));

  private PackagePaths() {}

  /** The first in what stands on an image, as it is written; null where there is none. */
  static @Nullable String first(SemanticModel model, NamedBase base) {
    for (Stage stage : base.allStages(model)) {
      BaseFamily family = model.family(stage);
      boolean isOfDebian = family == BaseFamily.DEBIAN || family == BaseFamily.UBUNTU;
      if (isOfDebian && !model.has(LostPackages.ADDS_REPOSITORY, stage)) {
        for (Instruction instruction : model.having(MAY_NAME, stage)) {
          String found = in(model, base, stage, NamedRelease.plain(instruction));
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  private static @Nullable String in(
      SemanticModel model, NamedBase base, Stage stage, String text) {
    for (Map.Entry<String, Regex> one : PATHS.entrySet()) {
      Matcher path = one.getValue().matcher(text);
      if (path.find()
          && !isOfImage(base, one.getKey())
          && !isInName(model, stage, one.getKey(), path.group(1))) {
        return NamedRelease.token(text, path);
      }
    }
    return null;
  }

  /** Whether the image itself brings the package, in the version of its tag. */
  private static boolean isOfImage(NamedBase base, String name) {
    return base.image().canonicalName().contains(name);
  }

  /** Whether a package is installed with that version in its name. */
  private static boolean isInName(SemanticModel model, Stage stage, String name, String version) {
    for (RunCommand install : model.commands(INSTALL, stage)) {
      for (ShellWord word : install.operands()) {
        String operand = word.literalPrefix();
        if (operand.startsWith(name) && operand.contains(version)) {
          return true;
        }
      }
    }
    return false;
  }
}
