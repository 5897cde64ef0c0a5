package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.context.JsonFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A manifest of the build context that names nothing, or isn't there: who installs what it asks for installs nothing. */
public final class EmptyManifest {

  /** A line with more than a comment or an option for the whole install. */
  private static final Regex REQUIREMENT =
      Regex.of("(?m)^[ \\t]{0,99}(?:[^\\s#-]|-(?:[^-\\s]|-(?:req|edit)))");

  private static final Regex GEM =
      Regex.of("(?m)^\\s{0,99}(?:gem\\b|gemspec\\b|eval_gemfile\\b|gems\\b)");
  private static final Regex GO_REQUIRES = Regex.of("(?m)^\\s{0,9}(?:require|replace)\\b");

  private final Subject subject;
  private final RunScript script;
  private final ImagePath directory;

  /** What has been read. */
  private final List<CopiedFile> files = new ArrayList<>(1);

  private EmptyManifest(Subject subject, RunScript script, ImagePath directory) {
    this.subject = subject;
    this.script = script;
    this.directory = directory;
  }

  /**
   * Whether a command installs what a manifest names that is known to name nothing, or to be missing.
   *
   * @param directory in which it runs
   */
  public static boolean isAllOf(
      Subject subject, RunScript script, Invocation command, ImagePath directory) {
    if (NodeInstall.of(command) != null && MissingManifest.isCertain(subject, script, command)) {
      return true;
    }
    EmptyManifest manifest = new EmptyManifest(subject, script, directory);
    return manifest.isAllOf(command.module())
        && manifest.files.stream()
            .allMatch(file -> file.isUntouched(subject.model(), script.instruction()));
  }

  private boolean isAllOf(Invocation invocation) {
    return switch (invocation.program().name()) {
      case "pip", "uv" -> areRequirements(invocation);
      case "npm", "yarn", "pnpm", "bun" -> isOfNode(text("package.json"));
      case "bundle" -> lacks(GEM, text("Gemfile"));
      case "go" -> lacks(GO_REQUIRES, text("go.mod"));
      case "composer" -> isOfComposer(text("composer.json"));
      default -> false;
    };
  }

  /** Whether it installs nothing but what requirements files name, and those name nothing. */
  private boolean areRequirements(Invocation install) {
    boolean any = false;
    for (GivenOption given : install.arguments().options()) {
      if (given.is("--editable")) {
        return false;
      }
      if (given.is("--requirement")) {
        String file = given.literalValue();
        if (file == null || !lacks(REQUIREMENT, text(file))) {
          return false;
        }
        any = true;
      }
    }
    return any && install.arguments().operandsOfVerb().isEmpty();
  }

  private static boolean lacks(Regex part, @Nullable String text) {
    return text != null && !part.matcher(text).find();
  }

  private boolean isOfNode(@Nullable String text) {
    JsonFile manifest = text == null ? null : new JsonFile(text);
    return manifest != null
        && hasNone(
            manifest, "dependencies", "devDependencies", "optionalDependencies", "peerDependencies")
        && Boolean.FALSE.equals(manifest.has("workspaces"))
        && subject.contextFile("pnpm-workspace.yaml").isMissing();
  }

  private static boolean hasNone(JsonFile manifest, String... kinds) {
    for (String kind : kinds) {
      ImmutableMap<String, String> own = manifest.texts(kind);
      if (own == null || !own.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Nothing is downloaded for PHP itself and its extensions. */
  private static boolean isOfComposer(@Nullable String text) {
    JsonFile manifest = text == null ? null : new JsonFile(text);
    if (manifest == null) {
      return false;
    }
    for (String kind : ImmutableList.of("require", "require-dev")) {
      ImmutableMap<String, String> own = manifest.texts(kind);
      if (own == null || own.keySet().stream().anyMatch(name -> name.indexOf('/') >= 0)) {
        return false;
      }
    }
    return true;
  }

  /** What a file says that was copied; null where that isn't known. */
  private @Nullable String text(String name) {
    CopiedFile file =
        CopiedFile.at(subject, script.instruction(), directory.resolve(name), Basis.DEFAULTS);
    if (file != null) {
      files.add(file);
    }
    return file == null ? null : file.file().text();
  }
}
