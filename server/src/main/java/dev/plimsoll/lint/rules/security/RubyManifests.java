package dev.plimsoll.lint.rules.security;

import dev.plimsoll.lint.Subject;
import dev.plimsoll.text.Regex;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Which release of Ruby the manifests of a project ask for, without which Bundler ends. */
final class RubyManifests {

  /** RUBY_VERSION is that of the official image, whichever it is. */
  private static final Regex RUBY = Regex.of(
      "(?m)^\\s{0,9}ruby[ \\t(]{1,9}(?:ENV(?:\\.fetch)?[\\[(]\\s{0,9}[\"'](?!RUBY_VERSION\\b)\\w{1,60}[\"'][\\])]?\\s{0,9}(?:\\|\\||,|\\{)\\s{0,9})?"
          + "[\"'](~>)?\\s{0,9}(\\d{1,2})\\.(\\d{1,2})(\\.\\d{1,2})?");

  /** Bundler is told a release that the file computes, of which the lockfile has the result. */
  private static final Regex COMPUTED_RUBY = Regex.of(
      "(?m)^\\s{0,9}ruby[ \\t(]{1,9}(?!RUBY_VERSION\\b)[A-Za-z_][\\w.:\\[\\]()]{0,60}\\s{0,9}(?:#[^\\n]{0,200})?$");

  private static final Regex LOCKED_RUBY =
      Regex.of("(?m)^RUBY VERSION\\r?\\n\\s{1,9}ruby (\\d{1,2})\\.(\\d{1,2})");

  /** Bundler takes the release from another file, and ends where it is another one. */
  private static final Regex RUBY_FILE = Regex.of(
      "(?m)^\\s{0,9}ruby[ (]{1,9}(?:file:|:file\\s{0,9}=>|(?:File|IO)\\.[^\"'\\n]{1,60})\\s{0,9}[\"']([\\w./-]{1,99})[\"']");

  private RubyManifests() {}

  /** The other release that they ask for, in words; {@link WantedRelease#ANY} for this one; null where none asks. */
  static @Nullable String other(Subject subject, String folder, int major, int minor) {
    String gemfile = subject.contextFile(folder + "Gemfile").beginning();
    String other = ofGemfile(subject, folder, gemfile, major + "." + minor);
    boolean isOther = other != null && !other.equals(WantedRelease.ANY);
    if (isOther || !GEMSPEC.matcher(gemfile).find()) {
      return other;
    }
    for (String path : subject.filesMatching(folder + "*.gemspec")) {
      String range = ofGemspec(subject.contextFile(path).beginning());
      if (!MinorRange.mayHave(range, major, minor)) {
        return "required_ruby_version " + range + " in " + path;
      }
    }
    return other;
  }

  /** A gem whose own requirements Bundler keeps to. */
  private static final Regex GEMSPEC = Regex.of("(?m)^\\s{0,9}gemspec\\b");

  private static final Regex REQUIRED =
      Regex.of("(?m)^[^\\n#]{0,99}\\.required_ruby_version\\s{0,9}=([^\\n#]{1,300})");

  private static final Regex QUOTED = Regex.of("[\"']([^\"']{1,60})[\"']");

  /** The range that a gem requires; empty where none is found. */
  private static String ofGemspec(String text) {
    Matcher required = REQUIRED.matcher(text);
    Matcher quoted = QUOTED.matcher(required.find() ? required.group(1) : "");
    StringJoiner range = new StringJoiner(", ");
    while (quoted.find()) {
      range.add(quoted.group(1));
    }
    return range.toString();
  }

  private static @Nullable String ofGemfile(
      Subject subject, String folder, String gemfile, String release) {
    Matcher file = RUBY_FILE.matcher(gemfile);
    if (file.find()) {
      String path = folder + file.group(1);
      String named = VersionFile.minorRelease(subject.contextFile(path));
      return named == null || named.equals(release)
          ? WantedRelease.ANY
          : "ruby " + named + " in " + path;
    }
    Matcher wanted = RUBY.matcher(gemfile);
    if (!wanted.find()) {
      return COMPUTED_RUBY.matcher(gemfile).find() ? ofLock(subject, folder, release) : null;
    }
    boolean isAnyMinor = wanted.group(1) != null && wanted.group(4) == null;
    String version = wanted.group(2) + "." + wanted.group(3);
    return (release + ".").startsWith((isAnyMinor ? wanted.group(2) : version) + ".")
        ? WantedRelease.ANY
        : "ruby " + (isAnyMinor ? "~> " : "") + version + " in " + folder + "Gemfile";
  }

  private static @Nullable String ofLock(Subject subject, String folder, String release) {
    String path = folder + "Gemfile.lock";
    Matcher locked = LOCKED_RUBY.matcher(subject.contextFile(path).beginning());
    if (!locked.find()) {
      return null;
    }
    String version = locked.group(1) + "." + locked.group(2);
    return version.equals(release) ? WantedRelease.ANY : "ruby " + version + " in " + path;
  }
}
