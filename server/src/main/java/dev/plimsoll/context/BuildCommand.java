package dev.plimsoll.context;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/**
 * What {@code docker build} is told on a command line, as scripts, workflows and READMEs write it.
 *
 * @param file the Dockerfile; null where none is named
 * @param context the first word that is neither an option nor the value of one; null where there is none
 */
record BuildCommand(@Nullable String file, @Nullable String context) {

  private static final ImmutableSet<String> NAMES_FILE = ImmutableSet.of("-f", "--file");

  /** Other options that take the next word for their value. */
  private static final ImmutableSet<String> VALUED = ImmutableSet.of(
      "-t",
      "--tag",
      "--build-arg",
      "--build-context",
      "--builder",
      "--cache-from",
      "--cache-to",
      "--iidfile",
      "--label",
      "--metadata-file",
      "--network",
      "-o",
      "--output",
      "--platform",
      "--progress",
      "--secret",
      "--ssh",
      "--target");

  private static final Splitter WORDS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  /** What stands around words, and behind a command in a text. */
  private static final CharMatcher QUOTES = CharMatcher.anyOf("\"'`)},]");

  private static final Regex BLANKS_IN_VARIABLE =
      Regex.of("(\\$\\{\\{)\\s{0,9}([\\w.-]{1,100})\\s{0,9}(?=}})");

  /** @param arguments what stands behind {@code docker build} */
  static BuildCommand of(String arguments) {
    String file = null;
    String context = null;
    String option = null; // whose value is next
    for (String word : WORDS.split(BLANKS_IN_VARIABLE.matcher(arguments).replaceAll("$1$2"))) {
      int equals = word.indexOf('=');
      if (option != null) {
        file = NAMES_FILE.contains(option) ? QUOTES.trimFrom(word) : file;
        option = null;
      } else if (!word.startsWith("-")) {
        context = context == null ? QUOTES.trimFrom(word) : context;
      } else if (equals < 0) {
        option = NAMES_FILE.contains(word) || VALUED.contains(word) ? word : null;
      } else if (NAMES_FILE.contains(word.substring(0, equals))) {
        file = QUOTES.trimFrom(word.substring(equals + 1));
      }
    }
    return new BuildCommand(file, context);
  }
}
