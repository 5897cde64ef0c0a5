package dev.plimsoll.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleNames;
import dev.plimsoll.lint.RuleSetting;
import dev.plimsoll.lint.RuleSettings;
import dev.plimsoll.lint.rules.Rules;
import java.util.LinkedHashMap;
import java.util.Map;
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
        mistakes.warning(item.range(), "This is ignored: it is no name of a rule.");
      }
    }
    return names.build();
  }

  /** A table of rules with severities, or tables of severities and options. */
  static ImmutableMap<String, RuleSetting> settings(YamlNode node, Mistakes mistakes) {
    Map<String, RuleSetting> settings = new LinkedHashMap<>();
    for (YamlNode.Entry entry : ConfigType.entries(node, mistakes)) {
      if (isRule(entry.key(), mistakes)) {
        RuleSetting setting = setting(entry, mistakes);
        if (setting != null) {
          settings.merge(RuleInfo.key(entry.key().text()), setting, (one, last) -> last.over(one));
        }
      }
    }
    return ImmutableMap.copyOf(settings);
  }

  private static @Nullable RuleSetting setting(YamlNode.Entry rule, Mistakes mistakes) {
    String name = rule.key().text();
    if (!(rule.value() instanceof YamlNode.Mapping table)) {
      return read(name, rule.value().plain(), rule.value(), mistakes);
    }
    RuleSetting setting = null;
    for (YamlNode.Entry option : table.entries()) {
      Object value = option.value().plain();
      if (value != null) {
        RuleSetting one = read(name, Map.of(option.key().text(), value), option.value(), mistakes);
        setting = one == null ? setting : setting == null ? one : one.over(setting);
      }
    }
    return setting;
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
