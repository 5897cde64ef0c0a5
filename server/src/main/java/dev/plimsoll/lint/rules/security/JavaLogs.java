package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.Xml;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Where a program of Java logs into files, as the settings in its sources say: without one it doesn't start. */
final class JavaLogs {

  private static final Regex STARTS = Regex.of("(?<![\\w.-])java(?![\\w.-])");

  /** Settings of Logback, Log4j and Spring, in the order in which they are looked for. */
  private static final ImmutableList<String> FILES = ImmutableList.of(
      "logback-spring.xml",
      "logback.xml",
      "log4j2-spring.xml",
      "log4j2.xml",
      "application.properties",
      "application.yaml",
      "application.yml");

  private static final Regex COMMENT = Regex.of("(?m)^[ \\t]{0,40}#.*$");

  /** A file, or the folder of one, in each of their ways. */
  private static final Regex LOG = Regex.of(
      "<file>\\s{0,40}(?<file>[^<>\\s]{1,300})|\\bfileName\\s{0,9}=\\s{0,9}\"(?<name>[^\"]{1,300})"
          + "|(?m:^logging\\.file\\.path[ \\t]{0,9}[=:][ \\t]{0,9}(?<folder>\\S{1,300})|^logging\\.file(?:\\.name)?[ \\t]{0,9}[=:][ \\t]{0,9}(?<set>\\S{1,300}))"
          + "|(?m:^logging:[ \\t]{0,9}\\r?\\n(?:[ \\t][^\\n]{0,300}\\n|\\r?\\n){0,40}?[ \\t]{1,8}file:[ \\t]{0,9}"
          + "(?:(?<plain>[^\\s#]{1,300})|\\r?\\n[ \\t]{1,16}(?:name:[ \\t]{0,9}(?<below>\\S{1,300})|path:[ \\t]{0,9}(?<path>\\S{1,300}))))");

  private static final Regex PROPERTY = Regex.of(
      "(?i)<property\\s[^<>]{0,200}?\\bname=\"(\\w{1,60})\"(?:\\s[^<>]{0,200}?value=\"([^\"]{0,300})\"|>([^<>]{0,300})<)");

  private static final Regex VARIABLE =
      Regex.of("\\$\\{(?:sys:|env:)?([\\w.]{1,60})(?::-?([^{}]{0,300}))?\\}");

  private static final int MOST_VARIABLES = 9;

  private JavaLogs() {}

  /** The directories that it logs into; nothing where it is in the home of whoever runs it, or isn't known. */
  static ImmutableSet<ImagePath> in(Subject subject, StartUp startUp) {
    Command start = startUp.starting(STARTS);
    ImmutableSet.Builder<ImagePath> directories = ImmutableSet.builder();
    for (String name : start == null ? ImmutableList.<String>of() : FILES) {
      String text = subject.contextFile("src/main/resources/" + name).text();
      if (text != null) {
        String settings = COMMENT.matcher(Xml.withoutComments(text)).replaceAll("");
        Map<String, String> properties = properties(settings);
        Matcher log = LOG.matcher(settings);
        while (log.find()) {
          String directory = directory(log, properties);
          ImagePath place = start == null || directory == null
              ? null
              : subject.model().place(start, directory, Basis.DEFAULTS);
          if (place != null
              && place.text() != null
              && !Obstacles.isOfSystem(place)
              && !ScriptWrites.isForAll(place.text())) {
            directories.add(place);
          }
        }
      }
    }
    return directories.build();
  }

  private static Map<String, String> properties(String settings) {
    Map<String, String> properties = new HashMap<>();
    Matcher property = PROPERTY.matcher(settings);
    while (property.find()) {
      String value = property.group(2) != null ? property.group(2) : property.group(3);
      properties.putIfAbsent(property.group(1), value);
    }
    return properties;
  }

  private static @Nullable String directory(Matcher log, Map<String, String> properties) {
    for (String folder : ImmutableList.of("folder", "path")) {
      if (log.group(folder) != null) {
        return resolved(log.group(folder), properties);
      }
    }
    for (String file : ImmutableList.of("file", "name", "set", "plain", "below")) {
      String path = log.group(file) == null ? null : resolved(log.group(file), properties);
      int slash = path == null ? -1 : path.lastIndexOf('/');
      if (path != null && slash > 0) {
        return path.substring(0, slash);
      }
    }
    return null;
  }

  /** A path with what its variables mean by the settings; null where that isn't known. */
  private static @Nullable String resolved(String written, Map<String, String> properties) {
    String path = written.replace("\"", "").replace("'", "");
    Map<String, String> unused = new HashMap<>(properties); // one may name itself, for a default
    for (int i = 0; i < MOST_VARIABLES; i++) {
      Matcher variable = VARIABLE.matcher(path);
      if (!variable.find()) {
        return path.indexOf('$') < 0 && path.indexOf('%') < 0 ? path : null;
      }
      String property = unused.remove(variable.group(1));
      String value = property != null ? property : variable.group(2);
      if (value == null) {
        return null;
      }
      path = path.substring(0, variable.start()) + value + path.substring(variable.end());
    }
    return null;
  }
}
