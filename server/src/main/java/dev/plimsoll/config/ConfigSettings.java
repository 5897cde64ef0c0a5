package dev.plimsoll.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.format.FormatKey;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.RuleSetting;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.Rules;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration file says.
 *
 * @param profile null where it says nothing of it
 * @param rules what is set, by the name or an alias of a rule
 * @param ignored patterns of Dockerfiles that are not judged, from the folder of the file
 * @param pragmasDisabled whether comments in Dockerfiles silence nothing
 * @param failOn from which severity on a problem makes a command fail; null where it says nothing of it
 * @param neverFails whether no problem makes a command fail
 * @param format what a command prints, by the name that hadolint has for it; null where it says nothing of it
 * @param formatting what is chosen for the formatter, by the name of a {@link FormatKey}
 */
public record ConfigSettings(
    @Nullable Profile profile,
    ImmutableMap<String, RuleSetting> rules,
    ImmutableList<String> ignored,
    boolean pragmasDisabled,
    @Nullable Severity failOn,
    boolean neverFails,
    @Nullable String format,
    ImmutableMap<String, String> formatting) {

  /** Options of less weight, with what this says above them. */
  public LintOptions over(LintOptions options) {
    LintOptions all = options.under(profile, rules, Rules.ALL);
    return pragmasDisabled ? all.withoutPragmas() : all;
  }
}
