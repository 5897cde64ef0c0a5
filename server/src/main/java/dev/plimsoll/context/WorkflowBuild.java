package dev.plimsoll.context;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.Regex;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a step of a workflow builds with docker/build-push-action.
 *
 * @param dockerfile its path from the root of the project
 * @param names those that it gives the image, with their tags
 * @param target the stage; null where none is named
 */
record WorkflowBuild(
    String dockerfile,
    ImmutableList<String> names,
    @Nullable String target) {

  private static final String ACTION = "docker/build-push-action";

  private static final Splitter STEPS = Splitter.on(Pattern.compile("\\n(?=\\s{0,30}- )"));

  private static final Pattern ID = ComposeFile.value("(?:- {1,5})?id");
  private static final Pattern CONTEXT = ComposeFile.value("context");
  private static final Pattern FILE = ComposeFile.value("file");
  private static final Pattern TARGET = ComposeFile.value("target");

  /** Names that a step gives, behind the key or in the lines below it. */
  private static final Regex TAGS = Regex.of("(?m)^\\s{1,30}tags:([^\\n]{0,1000})$");

  /** The same where docker/metadata-action makes tags of them. */
  private static final Regex IMAGES = Regex.of("(?m)^\\s{1,30}images:([^\\n]{0,1000})$");

  private static final Regex OF_STEP = Regex.of("\\bsteps\\.([\\w-]{1,100})\\.outputs\\.tags\\b");

  private static final Regex NEXT_KEY = Regex.of("(?m)^\\s{1,30}[\\w-]{1,40}:(?:\\s|$)");

  /** Those of a workflow, or of an action of the project's own. */
  static ImmutableList<WorkflowBuild> in(String text) {
    ImmutableList.Builder<WorkflowBuild> builds = ImmutableList.builder();
    Map<String, ImmutableList<String>> images = new HashMap<>();
    for (String step : text.contains(ACTION) ? STEPS.split(text) : ImmutableList.<String>of()) {
      images.put(String.valueOf(ComposeFile.first(ID, step)), listed(IMAGES, step));
      if (step.contains(ACTION)) {
        Matcher of = OF_STEP.matcher(step);
        builds.add(new WorkflowBuild(
            BuildCommand.dockerfile(
                ComposeFile.first(FILE, step), ComposeFile.first(CONTEXT, step)),
            of.find() ? images.getOrDefault(of.group(1), ImmutableList.of()) : listed(TAGS, step),
            ComposeFile.first(TARGET, step)));
      }
    }
    return builds.build();
  }

  private static ImmutableList<String> listed(Regex key, String step) {
    Matcher names = key.matcher(step);
    if (!names.find()) {
      return ImmutableList.of();
    }
    Matcher next = NEXT_KEY.matcher(step);
    int end = next.find(names.end()) ? next.start() : step.length();
    return ImmutableList.copyOf(BuiltTags.WORDS.split(step.substring(names.start(1), end)));
  }
}
