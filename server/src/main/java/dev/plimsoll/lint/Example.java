package dev.plimsoll.lint;

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
 * </pre>
 *
 * @param isBad whether the rule has something to report
 * @param fix the fix of what is reported, the first where there are several
 * @param text the file, which ends with a line break
 */
public record Example(boolean isBad, FixAvailability fix, String text) {

  private static final String FENCE = "```";

  /** Each with what stands before the line feeds of its text. */
  private static final ImmutableMap<String, Example> KINDS = ImmutableMap.of(
      "dockerfile good", new Example(false, FixAvailability.NONE, ""),
      "dockerfile bad fix=none", new Example(true, FixAvailability.NONE, ""),
      "dockerfile bad fix=none crlf", new Example(true, FixAvailability.NONE, "\r"),
      "dockerfile bad fix=suggestion", new Example(true, FixAvailability.SUGGESTION, ""),
      "dockerfile bad fix=safe", new Example(true, FixAvailability.SAFE, ""));

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
        examples.add(new Example(kind.isBad, kind.fix, text.toString()));
        kind = null;
        text.setLength(0);
      } else if (kind != null) {
        text.append(line).append(kind.text).append('\n');
      }
    }
    return examples.build();
  }

  private static Example kind(RuleInfo rule, String info) {
    Example kind = KINDS.get(info);
    if (kind == null) {
      throw new IllegalArgumentException("An example of " + rule.name() + " is a '" + info
          + "'. It must be one of " + KINDS.keySet() + ".");
    }
    return kind;
  }
}
