package dev.plimsoll.ide.configfile;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.config.ConfigKey;
import dev.plimsoll.config.ConfigKind;
import dev.plimsoll.config.ConfigType;
import dev.plimsoll.lint.OptionType;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleOption;
import dev.plimsoll.lint.RuleSettings;
import dev.plimsoll.lint.SeverityName;
import dev.plimsoll.lint.rules.Rules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that can be written at a place, from the table of keys by which the files are read. */
final class ConfigSuggestions {

  private final ImmutableList.Builder<ConfigSuggestion> found = ImmutableList.builder();

  private ConfigSuggestions() {}

  static ImmutableList<ConfigSuggestion> at(ConfigKind kind, ConfigPlace place) {
    ConfigSuggestions suggestions = new ConfigSuggestions();
    suggestions.add(kind.keys(), place.keys(), place.role());
    return suggestions.found.build();
  }

  private void add(ImmutableList<ConfigKey<?>> keys, List<String> path, ConfigPlace.Role role) {
    if (path.isEmpty()) {
      if (role == ConfigPlace.Role.KEY) {
        keys.forEach(key -> add(key.name(), ": ", key.description()));
      }
      return;
    }
    for (ConfigKey<?> key : keys) {
      if (key.name().equals(path.get(0))) {
        add(key, path.subList(1, path.size()), role);
      }
    }
  }

  private void add(ConfigKey<?> key, List<String> path, ConfigPlace.Role role) {
    ConfigType<?> type = key.type();
    switch (type.shape()) {
      case TABLE -> add(type.keys(), path, role);
      case RULES -> addRules(path, role);
      case RULE_NAMES -> addNames(path.isEmpty() && role == ConfigPlace.Role.ITEM);
      case SWITCH ->
        addChoices(
            ImmutableList.of("true", "false"), path.isEmpty() && role == ConfigPlace.Role.VALUE);
      case TEXT -> addChoices(type.choices(), path.isEmpty() && role == ConfigPlace.Role.VALUE);
      case TEXTS -> addChoices(type.choices(), path.isEmpty() && role == ConfigPlace.Role.ITEM);
      case CHOICES_BY_NAME ->
        addChoices(type.choices(), path.size() == 1 && role == ConfigPlace.Role.VALUE);
    }
  }

  private void addNames(boolean fitting) {
    if (fitting) {
      for (Rule rule : Rules.ALL) {
        addNames(rule.info(), "");
      }
    }
  }

  private void addNames(RuleInfo rule, String behind) {
    add(rule.name(), behind, rule.summary());
    rule.codes()
        .forEach(
            code -> add(code, behind, "Another name of `" + rule.name() + "`. " + rule.summary()));
  }

  private void addRules(List<String> path, ConfigPlace.Role role) {
    if (path.isEmpty() && role == ConfigPlace.Role.KEY) {
      Rules.ALL.forEach(rule -> addNames(rule.info(), ": "));
    } else if (path.size() == 1 && role == ConfigPlace.Role.VALUE) {
      addChoices(SeverityName.ALL.keySet().asList(), true);
    } else if (!path.isEmpty()) {
      for (Rule rule : Rules.ALL) {
        if (rule.info().isCalled(path.get(0))) {
          addOptions(rule.info(), path.subList(1, path.size()), role);
        }
      }
    }
  }

  private void addOptions(RuleInfo rule, List<String> path, ConfigPlace.Role role) {
    if (path.isEmpty() && role == ConfigPlace.Role.KEY) {
      add(RuleSettings.SEVERITY, ": ", "How the problems of the rule are shown, or `off`.");
      rule.options().forEach(option -> add(option.name(), ": ", option.description()));
    } else if (path.size() == 1 && role == ConfigPlace.Role.VALUE) {
      boolean severity = path.get(0).equals(RuleSettings.SEVERITY);
      addChoices(SeverityName.ALL.keySet().asList(), severity);
      for (RuleOption<?> option : rule.options()) {
        addChoices(
            option.type() == OptionType.BOOLEAN
                ? ImmutableList.of("true", "false")
                : option.type().choices(),
            option.name().equals(path.get(0)));
      }
    }
  }

  private void addChoices(ImmutableList<String> choices, boolean fitting) {
    for (String choice : fitting ? choices : ImmutableList.<String>of()) {
      if (!choice.isEmpty()) {
        add(choice, "", "");
      }
    }
  }

  private void add(String text, String behind, @Nullable String about) {
    found.add(new ConfigSuggestion(text, behind, about == null ? "" : about));
  }
}
