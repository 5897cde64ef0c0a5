package dev.plimsoll.context;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/**
 * What {@code docker build} is told on a command line, as scripts, workflows and READMEs write it.
 *
 * @param file the Dockerfile; null where none is named
 * @param context the first word that is neither an option nor the value of one; null where there is none
 * @param tags the names that it gives the image
 * @param target the stage; null where none is named
 */
record BuildCommand(
    @Nullable String file,
    @Nullable String context,
    ImmutableList<String> tags,
    @Nullable String target) {

  private static final ImmutableSet<String> NAMES_FILE = ImmutableSet.of("-f", "--file");

  private static final ImmutableSet<String> NAMES_IMAGE = ImmutableSet.of("-t", "--tag");

  private static final String TARGET = "--target";

  /** Other options that take the next word for their value. */
  private static final ImmutableSet<String> VALUED = ImmutableSet.of(
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
      "--ssh");

  private static final Splitter WORDS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  /** What stands around words, and behind a command in a text. */
  private static final CharMatcher QUOTES = CharMatcher.anyOf("\"'`)},]");

  /** The same of a name, of which a bracket may be a part: {@code $(IMAGE)}. */
  private static final CharMatcher AROUND_NAME = CharMatcher.anyOf("\"'`,");

  private static final Regex BLANKS_IN_VARIABLE =
      Regex.of("(\\$\\{\\{)\\s{0,9}([\\w.-]{1,100})\\s{0,9}(?=}})");

  /** @param arguments what stands behind {@code docker build} */
  static BuildCommand of(String arguments) {
    String file = null;
    String context = null;
    String target = null;
    ImmutableList.Builder<String> tags = ImmutableList.builder();
    String option = ""; // whose value is next
    for (String word : WORDS.split(BLANKS_IN_VARIABLE.matcher(arguments).replaceAll("$1$2"))) {
      int equals = word.indexOf('=');
      boolean isOption = option.isEmpty() && word.startsWith("-");
      if (option.isEmpty() && !isOption) {
        context = context == null ? QUOTES.trimFrom(word) : context;
        continue;
      }
      if (isOption && equals < 0) {
        option = takesValue(word) ? word : "";
        continue;
      }
      String name = isOption ? word.substring(0, equals) : option;
      String value = isOption ? word.substring(equals + 1) : word;
      option = "";
      if (NAMES_FILE.contains(name)) {
        file = QUOTES.trimFrom(value);
      } else if (NAMES_IMAGE.contains(name)) {
        tags.add(AROUND_NAME.trimFrom(value));
      } else if (name.equals(TARGET)) {
        target = QUOTES.trimFrom(value);
      }
    }
    return new BuildCommand(file, context, tags.build(), target);
  }

  /** The path of the Dockerfile, also where it is the one that is in the context. */
  String dockerfile() {
    return dockerfile(file, context);
  }

  /** The same of a file and a context that are named elsewhere, or not. */
  static String dockerfile(@Nullable String file, @Nullable String context) {
    return file != null ? file : (context == null ? "." : context) + "/Dockerfile";
  }

  private static boolean takesValue(String option) {
    return NAMES_FILE.contains(option)
        || NAMES_IMAGE.contains(option)
        || option.equals(TARGET)
        || VALUED.contains(option);
  }
}
