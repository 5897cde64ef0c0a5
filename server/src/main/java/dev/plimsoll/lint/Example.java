package dev.plimsoll.lint;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/**
 * A Dockerfile in the documentation of a rule: a fenced block whose info string says what the rule makes of it. Each is
 * executed as a test.
 *
 * <pre>
 * dockerfile good                 the rule is silent
 * dockerfile bad fix=none         the rule reports something and can't mend it
 * dockerfile bad fix=none crlf    the same, with the line endings of Windows
 * dockerfile bad fix=suggestion   what it reports, it can mend: its fixes make the good one that follows
 * dockerfile bad fix=safe         the same, and it may do so without asking
 * dockerfile good names=a,b       with a value of an option of the rule: a list
 * </pre>
 *
 * @param isBad whether the rule has something to report
 * @param fix the fix of what is reported, the first where there are several
 * @param options values of options of the rule, by their names
 * @param text the file, which ends with a line break
 */
public record Example(
    boolean isBad,
    FixAvailability fix,
    ImmutableMap<String, ImmutableList<String>> options,
    String text) {

  private static final String FENCE = "```";

  private static final Splitter COMMAS = Splitter.on(',');

  /** Each with what stands before the line feeds of its text. */
  private static final ImmutableMap<String, Example> KINDS = ImmutableMap.of(
      "dockerfile good", kind(false, FixAvailability.NONE, ""),
      "dockerfile bad fix=none", kind(true, FixAvailability.NONE, ""),
      "dockerfile bad fix=none crlf", kind(true, FixAvailability.NONE, "\r"),
      "dockerfile bad fix=suggestion", kind(true, FixAvailability.SUGGESTION, ""),
      "dockerfile bad fix=safe", kind(true, FixAvailability.SAFE, ""));

  /**
   * The examples of a rule, in order.
   *
   * @throws IllegalArgumentException if a block of its documentation doesn't say what it is
   */
  public static ImmutableList<Example> of(RuleInfo rule) {
    ImmutableList.Builder<Example> examples = ImmutableList.builder();
    Example kind = null;
    StringBuilder text = new StringBuilder();
    for (String line : rule.documentation().lines().toList()) {
      if (kind == null && line.startsWith(FENCE)) {
        kind = kind(rule, line.substring(FENCE.length()));
      } else if (kind != null && line.equals(FENCE)) {
        examples.add(new Example(kind.isBad, kind.fix, kind.options, text.toString()));
        kind = null;
        text.setLength(0);
      } else if (kind != null) {
        text.append(line).append(kind.text).append('\n');
      }
    }
    return examples.build();
  }

  private static Example kind(boolean isBad, FixAvailability fix, String lineEnd) {
    return new Example(isBad, fix, ImmutableMap.of(), lineEnd);
  }

  private static Example kind(RuleInfo rule, String info) {
    ImmutableMap.Builder<String, ImmutableList<String>> options = ImmutableMap.builder();
    String rest = info;
    for (RuleOption<?> option : rule.options()) {
      int start = rest.indexOf(" " + option.name() + "=");
      if (start >= 0) {
        int from = start + option.name().length() + 2;
        int blank = rest.indexOf(' ', from);
        int end = blank < 0 ? rest.length() : blank;
        options.put(option.name(), ImmutableList.copyOf(COMMAS.split(rest.substring(from, end))));
        rest = rest.substring(0, start) + rest.substring(end);
      }
    }
    Example kind = KINDS.get(rest);
    if (kind == null) {
      throw new IllegalArgumentException("An example of " + rule.name() + " is a '" + info
          + "'. It must be one of " + KINDS.keySet() + ".");
    }
    return new Example(kind.isBad, kind.fix, options.buildOrThrow(), kind.text);
  }
}
