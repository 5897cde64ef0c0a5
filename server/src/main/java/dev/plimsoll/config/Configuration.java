package dev.plimsoll.config;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.NearestFiles;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.Rules;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration files say that count for a Dockerfile.
 *
 * @param sources those that were found, that of least weight first
 */
public record Configuration(ImmutableList<Source> sources) {

  /** No file says anything. */
  public static final Configuration NONE = new Configuration(ImmutableList.of());

  /**
   * A file that counts.
   *
   * @param found null for the variables of the environment, where there is no file that says more
   * @param file what it says; null where it couldn't be read
   */
  public record Source(
      NearestFiles.@Nullable Found found, @Nullable ConfigFile file) {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Source source
          && path().equals(source.path())
          && (file == null ? source.file == null : file.equals(source.file));
    }

    @Override
    public int hashCode() {
      return path().hashCode();
    }

    /** Whether something of it counts: it could be read, and is YAML. */
    public boolean counts() {
      return file != null && file.isYaml();
    }

    /** Where the file is; empty for the environment. */
    public String path() {
      return found == null ? "" : found.path();
    }
  }

  /** Whether something counts of each file. Else nobody knows what else the project wants, such as files to leave alone. */
  public boolean isKnown() {
    for (Source source : sources) {
      if (!source.counts()) {
        return false;
      }
    }
    return true;
  }

  /** Options of less weight, with what this says above them. */
  public LintOptions over(LintOptions options) {
    LintOptions all = options;
    for (Source source : sources) {
      all = source.file == null ? all : source.file.settings().over(all);
    }
    return all;
  }

  /** The same for one file: where this leaves it out, no rule runs. */
  public LintOptions over(LintOptions options, String uri) {
    return leavesOut(uri) == null ? over(options) : LintOptions.nothing(Rules.ALL);
  }

  /** The file that says that a Dockerfile is not to be judged, or null. */
  public @Nullable Source leavesOut(String uri) {
    for (Source source : sources) {
      if (source.file != null
          && source.found != null
          && !source.file.settings().ignored().isEmpty()
          && source.found.leavesOut(uri, source.file.settings().ignored())) {
        return source;
      }
    }
    return null;
  }

  /** From which severity on a problem makes a command fail; null where nothing is said of it. */
  public @Nullable Severity failOn() {
    Severity least = null;
    for (Source source : sources) {
      Severity said = source.file == null ? null : source.file.settings().failOn();
      least = said == null ? least : said;
    }
    return least;
  }

  /** Whether no problem makes a command fail. */
  public boolean neverFails() {
    for (Source source : sources) {
      if (source.file != null && source.file.settings().neverFails()) {
        return true;
      }
    }
    return false;
  }

  /** What a command prints, by the name that hadolint has for it; null where nothing is said of it. */
  public @Nullable String format() {
    String format = null;
    for (Source source : sources) {
      String said = source.file == null ? null : source.file.settings().format();
      format = said == null ? format : said;
    }
    return format;
  }
}
