package dev.plimsoll.server;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.plimsoll.context.BuildContexts;
import dev.plimsoll.ide.hints.InlayHintOptions;
import dev.plimsoll.lint.LintOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user set. Immutable; replaced whole.
 *
 * @param lint how rules are to be shown
 * @param buildContext which folder a Dockerfile is built in, see {@link BuildContexts}
 * @param inlayHints which inlay hints are shown
 * @param sizeLenses whether code lenses say what base images weigh
 * @param images what is allowed to learn of images
 * @param shellCheck whether ShellCheck is asked, and which
 * @param formatting what is chosen for the formatter, by name; what is chosen by default isn't there
 */
record Settings(
    LintOptions lint,
    String buildContext,
    InlayHintOptions inlayHints,
    boolean sizeLenses,
    ImageOptions images,
    ShellCheckOptions shellCheck,
    ImmutableMap<String, String> formatting) {

  static final Settings DEFAULT = new Settings(
      LintOptions.DEFAULT,
      BuildContexts.AUTO,
      InlayHintOptions.ALL,
      true,
      ImageOptions.DEFAULT,
      ShellCheckOptions.DEFAULT,
      ImmutableMap.of());

  /** The name under which editors keep our settings. */
  static final String SECTION = "plimsoll";

  Settings withLint(LintOptions lint) {
    return new Settings(lint, buildContext, inlayHints, sizeLenses, images, shellCheck, formatting);
  }

  Settings withBuildContext(String buildContext) {
    return new Settings(lint, buildContext, inlayHints, sizeLenses, images, shellCheck, formatting);
  }

  Settings withInlayHints(InlayHintOptions inlayHints) {
    return new Settings(lint, buildContext, inlayHints, sizeLenses, images, shellCheck, formatting);
  }

  Settings withSizeLenses(boolean sizeLenses) {
    return new Settings(lint, buildContext, inlayHints, sizeLenses, images, shellCheck, formatting);
  }

  Settings withImages(ImageOptions images) {
    return new Settings(lint, buildContext, inlayHints, sizeLenses, images, shellCheck, formatting);
  }

  Settings withShellCheck(ShellCheckOptions shellCheck) {
    return new Settings(lint, buildContext, inlayHints, sizeLenses, images, shellCheck, formatting);
  }

  Settings withFormatting(String key, String value) {
    ImmutableMap<String, String> more = ImmutableMap.<String, String>builder()
        .putAll(formatting)
        .put(key, value)
        .buildKeepingLast();
    return new Settings(lint, buildContext, inlayHints, sizeLenses, images, shellCheck, more);
  }

  /**
   * Reads settings as editors send them: the section itself, an object that holds it, or one whose names have dots.
   * What has no valid value keeps its default.
   *
   * @param sent null if nothing was sent
   * @param complaints gets a sentence for each value that isn't valid
   */
  static Settings read(@Nullable JsonElement sent, List<String> complaints) {
    if (!(sent instanceof JsonObject object) || object.size() == 0) {
      return DEFAULT;
    }
    Settings settings = DEFAULT;
    for (Option option : Options.ALL) {
      JsonElement value = find(option.name(), object);
      if (value != null && !value.isJsonNull()) {
        settings = option.reader().read(value, settings, complaints);
      }
    }
    return settings;
  }

  /** The value at a dotted name, however many of its dots are levels; the section's own name may be missing. */
  private static @Nullable JsonElement find(String name, JsonObject in) {
    JsonElement found = at(name, in);
    return found != null ? found : at(name.substring(SECTION.length() + 1), in);
  }

  private static @Nullable JsonElement at(String name, JsonObject in) {
    if (in.has(name)) {
      return in.get(name);
    }
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      if (in.get(name.substring(0, dot)) instanceof JsonObject inner) {
        JsonElement found = at(name.substring(dot + 1), inner);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
