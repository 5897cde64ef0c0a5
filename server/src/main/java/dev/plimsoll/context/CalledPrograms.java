package dev.plimsoll.context;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs to fetch addresses that Compose or Kubernetes calls in a container, mostly to see whether it is healthy. */
final class CalledPrograms {

  /** A key of a service with what is indented below it. */
  private static final Pattern OF_SERVICE =
      Pattern.compile("(?m)^([ \\t]{1,30})(?:command|entrypoint|healthcheck):([^\\n]{0,2000}"
          + "(?:\\n(?:\\1(?:[ \\t]+|- )[^\\n]{0,1000}|[ \\t\\r]*(?=\\n))){0,60})");

  /** What a pod has executed for a probe or when its life begins or ends. */
  private static final Pattern OF_POD = Pattern.compile(
      "(?m)^[ \\t-]{1,60}exec(:[^\\n]{0,1000}(?:\\n[ \\t]{1,60}(?:command:|- )[^\\n]{0,1000}){0,12})");

  private static final Pattern COMMENTS = Pattern.compile("(?m)^[ \\t]*#[^\\n]*\\n?");

  private static final Pattern PROGRAM = Pattern.compile("(?<![\\w.-])(curl|wget)(?![\\w.-])");

  private CalledPrograms() {}

  static Set<String> ofService(String service) {
    return in(OF_SERVICE, 2, service);
  }

  static Set<String> ofPod(String document) {
    return in(OF_POD, 1, document);
  }

  private static Set<String> in(Pattern commands, int group, String text) {
    Set<String> programs = new LinkedHashSet<>();
    Matcher command = commands.matcher(COMMENTS.matcher(text).replaceAll(""));
    while (command.find()) {
      Matcher program = PROGRAM.matcher(command.group(group));
      while (program.find()) {
        programs.add(program.group(1));
      }
    }
    return programs;
  }
}
