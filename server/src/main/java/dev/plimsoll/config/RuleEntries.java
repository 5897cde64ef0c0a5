package dev.plimsoll.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleNames;
import dev.plimsoll.lint.RuleSetting;
import dev.plimsoll.lint.RuleSettings;
import dev.plimsoll.lint.rules.Rules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a file says of rules. */
final class RuleEntries {

  private RuleEntries() {}

  /** A list of rules, as names and aliases; what names none is a mistake, unless it is a code of a tool that we are not. */
  static ImmutableList<String> names(YamlNode node, Mistakes mistakes) {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (YamlNode item : ConfigType.items(node)) {
      if (item instanceof YamlNode.Scalar scalar) {
        if (isRule(scalar, mistakes)) {
          names.add(scalar.text());
        }
      } else {
        mistakes.warning(item.range(), "This is ignored: it isn't the name of a rule.");
      }
    }
    return names.build();
  }

  /** A table of rules with severities, or tables of severities and options. Of two rows for one rule the last counts. */
  static ImmutableMap<String, RuleSetting> settings(YamlNode node, Mistakes mistakes) {
    Map<String, RuleSetting> settings = new LinkedHashMap<>();
    Map<ImmutableSet<String>, String> known = new HashMap<>();
    for (YamlNode.Entry entry : ConfigType.entries(node, mistakes)) {
      if (isRule(entry.key(), mistakes)) {
        String name = RuleInfo.key(entry.key().text());
        String other = known.put(named(name), name);
        if (other != null) {
          mistakes.warning(entry.key().range(), twice(name, other));
        }
        RuleSetting setting = setting(entry, mistakes);
        RuleSetting before = other == null ? null : settings.remove(other);
        RuleSetting both = setting == null || before == null ? setting : setting.over(before);
        if (both != null || before != null) {
          settings.put(name, both == null ? before : both);
        }
      }
    }
    return ImmutableMap.copyOf(settings);
  }

  private static String twice(String name, String other) {
    return name.equals(other)
        ? "This rule stands here twice. Delete one; the last counts."
        : "This is the rule that stands above as " + other + ". Delete one; the last counts.";
  }

  /** The rules that have a name, or that name alone where it is of another tool. */
  private static ImmutableSet<String> named(String name) {
    ImmutableSet.Builder<String> all = ImmutableSet.builder();
    for (Rule rule : Rules.ALL) {
      if (rule.info().isCalled(name)) {
        all.add(rule.info().name());
      }
    }
    ImmutableSet<String> rules = all.build();
    return rules.isEmpty() ? ImmutableSet.of(name) : rules;
  }

  private static @Nullable RuleSetting setting(YamlNode.Entry rule, Mistakes mistakes) {
    String name = rule.key().text();
    if (!(rule.value() instanceof YamlNode.Mapping table)) {
      return read(name, rule.value().plain(), rule.value(), mistakes);
    }
    RuleSetting setting = null;
    Set<String> seen = new HashSet<>();
    for (YamlNode.Entry option : table.entries()) {
      String key = option.key().text();
      if (!seen.add(key)) {
        mistakes.warning(
            option.key().range(), key + " stands here twice. Delete one; the last counts.");
      }
      Object value = option.value().plain();
      boolean exists = isOption(name, key);
      if (value != null || !exists) {
        YamlNode place = exists ? option.value() : option.key();
        RuleSetting one = read(name, Map.of(key, value == null ? "" : value), place, mistakes);
        setting = one == null ? setting : setting == null ? one : one.over(setting);
      }
    }
    return setting;
  }

  private static boolean isOption(String name, String option) {
    if (option.equals(RuleSettings.SEVERITY)) {
      return true;
    }
    for (Rule rule : Rules.ALL) {
      if (rule.info().isCalled(name)
          && rule.info().options().stream().anyMatch(one -> one.name().equals(option))) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable RuleSetting read(
      String name, @Nullable Object value, YamlNode place, Mistakes mistakes) {
    if (value == null) {
      mistakes.warning(place.range(), "This is ignored: a severity is missing, or a table.");
      return null;
    }
    return RuleSettings.read(
            Map.of(name, value),
            () -> Rules.ALL,
            (rule, why) -> mistakes.warning(place.range(), "This is ignored: " + why + "."))
        .get(name);
  }

  private static boolean isRule(YamlNode.Scalar name, Mistakes mistakes) {
    for (Rule rule : Rules.ALL) {
      if (rule.info().isCalled(name.text())) {
        return true;
      }
    }
    if (RuleNames.isOfShellCheck(name.text())) {
      return true;
    }
    if (!RuleNames.isOfAnotherTool(name.text())) {
      mistakes.warning(
          name.range(), "There is no rule " + name.text() + ", so this is ignored." + meant(name));
    }
    return false;
  }

  private static String meant(YamlNode.Scalar name) {
    String meant = RuleNames.meant(name.text(), Rules.ALL);
    return meant == null ? "" : " Did you mean " + meant + "?";
  }
}
