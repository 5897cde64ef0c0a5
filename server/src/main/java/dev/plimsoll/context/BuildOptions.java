package dev.plimsoll.context;

import com.google.common.base.Ascii;
import dev.plimsoll.text.Regex;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a project gives the builds of its images: arguments, targets, and contexts that stand for images, as far as its {@link
 * BuildScripts} or its code say it. Everywhere, {@code own} is the folder of the Dockerfile, and {@code root} the project's.
 */
final class BuildOptions {

  /** What stands before a key of a block, in YAML, JSON, HCL, or the inputs of an action. */
  private static final String KEY =
      "(?:[ \\t]{0,9}|[\\s\\S]{0,1000}?(?:^|[{,]|- )[ \\t]{0,40})[\"']?";

  private static final String TAG = "(?::[\\w.-]{1,128})?";

  /** How the settings of a pipeline call the image that it builds on, whatever the argument is called. */
  private static final String BASE = "(?:base|builder|from|parent|runtime)[._-]?image";

  private static final Regex BUILDS_IMAGE = Regex.of("\\b(?:buildah|docker|kaniko|podman)\\b");

  private static final Regex GIVES_ARGUMENTS = Regex.of("(?i)build[-_]?args?\\b");

  private final BuildScripts scripts;
  private final CodeFiles code;

  BuildOptions(BuildScripts scripts, CodeFiles code) {
    this.scripts = scripts;
    this.code = code;
  }

  /**
   * Whether a project builds with a context that is called as an image, which is what FROM then means, whatever tag is there.
   *
   * @param name without a tag
   */
  boolean replace(String name, Path own, Path root, Deadline deadline) {
    String quoted = "(?:docker\\.io/(?:library/)?)?" + Pattern.quote(name);
    return scripts.say(
        name,
        Pattern.compile("(?m)--build-context[ =][\"']?" + quoted + TAG + "="
            + "|\\b(?:build-|additional_)?contexts[\"']?\\s{0,9}[:=]" + KEY + quoted + TAG
            + "[\"']?\\s{0,9}[:=]"),
        own,
        root,
        deadline);
  }

  /** Whether a project builds a stage by its name, or one whose name a variable gives. */
  boolean target(String stage, Path own, Path root, Deadline deadline) {
    return scripts.say(
        "target",
        Pattern.compile("(?i)--target[ =][\"']?(?:\\$|" + Pattern.quote(stage) + "(?![\\w.-]))"
            + "|\\btargets?[\"']?\\s{0,9}[:=]\\s{0,9}[\"'\\[]{0,2}(?:\\$|" + Pattern.quote(stage)
            + "(?![\\w.-]))"),
        own,
        root,
        deadline);
  }

  /**
   * Whether a project gives a build argument a value: on a command line, in Compose, in a bake file, in a workflow, as a
   * variable of a script, a Makefile or a file {@code build.env}, in the settings of a pipeline, or in code that builds images.
   */
  boolean give(String argument, Path own, Path root, Deadline deadline) {
    String name = Pattern.quote(argument);
    Pattern inCode = Pattern.compile(
        "(?i:build[-_]?args?)\\b[\\s\\S]{0,1000}?[\\s\"'`{(,]" + name + "[\"'`]?\\s{0,9}[:=,\\]}]");
    boolean isGiven = scripts.say(
        argument,
        Pattern.compile("(?m)--build-arg(?:=|[\"']?,?[\\s\\\\]{1,40})[\"']?" + name + "\\b"
            + "|^[ \\t]{0,40}(?:export[ \\t]{1,9})?" + name + "[ \\t]{0,9}[:?]?=(?!=)"
            + "|\\b(?:build[-_]?)?args[\"']?\\s{0,9}[:=]"
            + KEY + name + "[\"']?\\s{0,9}(?:[:=,}]|$)"),
        own,
        root,
        deadline);
    return isGiven
        || isInSettings(argument, own, root, deadline)
        || code.says(GIVES_ARGUMENTS, argument, inCode, own, root, deadline);
  }

  /**
   * Whether a pipeline that builds images sets a variable, or its settings have one like it, with dots perhaps, or that of a
   * base image for one of those.
   */
  private boolean isInSettings(String argument, Path own, Path root, Deadline deadline) {
    String name = Pattern.quote(argument).replace("_", "\\E[._-]\\Q");
    boolean isOfImage = Ascii.toLowerCase(argument).contains("image");
    Pattern set = Pattern.compile(
        "(?im)^[ \\t]{0,40}(?:" + name + (isOfImage ? "|" + BASE : "") + ")[ \\t]{0,9}[=:]");
    Pattern variable =
        Pattern.compile("(?m)^[ \\t]{0,40}" + Pattern.quote(argument) + "[ \\t]{0,9}:[ \\t]");
    for (Path file : scripts.settings(own, root, deadline)) {
      String text = scripts.text(file, deadline);
      if (BuildScripts.isPipeline(file)
          ? BUILDS_IMAGE.matcher(text).find() && variable.matcher(text).find()
          : set.matcher(text).find()) {
        return true;
      }
    }
    return false;
  }
}
