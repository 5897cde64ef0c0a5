package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.config.Configuration;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleSetting;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the rules are shown in each file: as the command line says, and its configuration files where that says nothing.
 *
 * @param profile null where none is chosen
 * @param rules what is chosen for rules, by name
 * @param known all rules
 */
record FileOptions(
    @Nullable Profile profile,
    ImmutableMap<String, RuleSetting> rules,
    Supplier<ImmutableList<Rule>> known) {

  LintOptions under(Configuration configuration) {
    return configuration.sources().isEmpty()
        ? new LintOptions(profile == null ? Profile.RECOMMENDED : profile, rules)
        : configuration.over(LintOptions.DEFAULT).under(profile, rules, known.get());
  }
}
