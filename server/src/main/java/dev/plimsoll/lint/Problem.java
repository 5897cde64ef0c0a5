package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.text.TextRange;

/**
 * A finding of a rule in a file, with the severity that the settings give it.
 *
 * @param rule the rule that found it
 * @param finding the place, the message and the fixes
 * @param severity as shown
 */
public record Problem(RuleInfo rule, Finding finding, Severity severity) {

  public TextRange range() {
    return finding.range();
  }

  public String message() {
    return finding.message();
  }

  public ImmutableList<Finding.Related> related() {
    return finding.related();
  }

  public ImmutableList<Fix> fixes() {
    return finding.fixes();
  }

  public ImmutableSet<Finding.Tag> tags() {
    return finding.tags();
  }
}
