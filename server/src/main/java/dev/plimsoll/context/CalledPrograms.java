package dev.plimsoll.context;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs to fetch addresses that Compose or Kubernetes calls in a container, mostly to see whether it is healthy. */
final class CalledPrograms {

  private static final ServiceKeys KEYS = new ServiceKeys("command", "entrypoint", "healthcheck");

  /** What a pod has executed for a probe or when its life begins or ends. */
  private static final Pattern OF_POD = Pattern.compile(
      "(?m)^[ \\t-]{1,60}exec(:[^\\n]{0,1000}(?:\\n[ \\t]{1,60}(?:command:|- )[^\\n]{0,1000}){0,12})");

  private static final Pattern PROGRAM = Pattern.compile("(?<![\\w.-])(curl|wget)(?![\\w.-])");

  private CalledPrograms() {}

  static Set<String> ofService(String service) {
    return in(KEYS.of(service));
  }

  static Set<String> ofPod(String document) {
    Set<String> programs = new LinkedHashSet<>();
    Matcher command = OF_POD.matcher(ServiceKeys.withoutComments(document));
    while (command.find()) {
      programs.addAll(in(command.group(1)));
    }
    return programs;
  }

  private static Set<String> in(String commands) {
    Set<String> programs = new LinkedHashSet<>();
    Matcher program = PROGRAM.matcher(commands);
    while (program.find()) {
      programs.add(program.group(1));
    }
    return programs;
  }
}
