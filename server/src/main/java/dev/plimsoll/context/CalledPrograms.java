package dev.plimsoll.context;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Programs to fetch addresses that Compose or Kubernetes calls in a container, mostly to see whether it is healthy, and the places
 * where they look for Java.
 */
final class CalledPrograms {

  private static final ServiceKeys KEYS = new ServiceKeys("command", "entrypoint", "healthcheck");

  /** What a pod has executed for a probe or when its life begins or ends. */
  private static final Pattern OF_POD = Pattern.compile(
      "(?m)^[ \\t-]{1,60}exec(:[^\\n]{0,1000}(?:\\n[ \\t]{1,60}(?:command:|- )[^\\n]{0,1000}){0,12})");

  private static final Pattern PROGRAM = Pattern.compile("(?<![\\w.-])(curl|wget)(?![\\w.-])");

  /** Where the packages of distributions put it, and few images do. */
  private static final Pattern JAVA =
      Pattern.compile("(?<![\\w.-])/usr/(?:bin/java|lib/jvm/[\\w./-]{1,100})(?![\\w-])");

  private CalledPrograms() {}

  static Set<String> ofService(String service) {
    Set<String> called = in(KEYS.of(service));
    called.addAll(placesOfJava(service));
    return called;
  }

  static Set<String> placesOfJava(String yaml) {
    Set<String> places = new LinkedHashSet<>();
    Matcher place = JAVA.matcher(ServiceKeys.withoutComments(yaml));
    while (place.find()) {
      places.add(place.group());
    }
    return places;
  }

  static Set<String> ofPod(String document) {
    Set<String> programs = placesOfJava(document);
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
