package dev.plimsoll.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleOption;
import dev.plimsoll.lint.RuleSetting;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.lint.rules.maintainability.LabelSchema;
import dev.plimsoll.lint.rules.security.UntrustedRegistry;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has been read of a file so far. */
final class ConfigDraft {

  /** Reports labels that the schema doesn't have, which not everybody wants who has one. */
  private static final String STRICT_RULE = "DL3050";

  private @Nullable Profile profile;
  private final Map<String, RuleSetting> rules = new LinkedHashMap<>();
  private final Map<String, Severity> overridden = new LinkedHashMap<>();
  private final Map<String, RuleSetting> off = new LinkedHashMap<>();
  private ImmutableList<String> ignored = ImmutableList.of();
  private boolean pragmasDisabled;
  private @Nullable Severity failOn;
  private boolean neverFails;
  private @Nullable String format;
  private final Set<String> trusted = new LinkedHashSet<>();
  private final Map<String, String> labels = new LinkedHashMap<>();
  private boolean strictLabels;

  void profile(String name) {
    profile = Profile.parse(name);
  }

  void rules(ImmutableMap<String, RuleSetting> settings) {
    rules.putAll(settings);
  }

  void turnOff(ImmutableList<String> names) {
    names.forEach(name -> off.put(RuleInfo.key(name), RuleSetting.of(Optional.empty())));
  }

  /** The most severe counts, in whatever order they stand. */
  void override(ImmutableList<String> names, Severity severity) {
    for (String name : names) {
      overridden.merge(
          RuleInfo.key(name), severity, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }
  }

  void trust(ImmutableList<String> registries) {
    trusted.addAll(registries);
  }

  void labels(ImmutableMap<String, String> types) {
    labels.putAll(types);
  }

  void strictLabels(boolean strict) {
    strictLabels = strict;
  }

  void failOn(String threshold) {
    failOn = switch (threshold) {
      case "error" -> Severity.ERROR;
      case "warning" -> Severity.WARNING;
      case "info" -> Severity.INFORMATION;
      default -> Severity.HINT;
    };
  }

  void neverFail(boolean never) {
    neverFails = never;
  }

  void disablePragmas(boolean disabled) {
    pragmasDisabled = disabled;
  }

  void format(String name) {
    format = name;
  }

  void ignore(ImmutableList<String> patterns) {
    ignored = patterns;
  }

  /** Sets an option of all rules that have it, under the name by which the file speaks of each. */
  private <T> void choose(
      RuleOption<T> option, T value, boolean strict, Map<String, RuleSetting> all) {
    RuleSetting setting = new RuleSetting(null, ImmutableMap.of(option, value));
    for (Rule rule : Rules.ALL) {
      RuleInfo info = rule.info();
      if (info.options().contains(option) && (strict || !info.isCalled(STRICT_RULE))) {
        String name = all.keySet().stream().filter(info::isCalled).findFirst().orElse(info.name());
        all.merge(name, setting, (said, chosen) -> said.over(chosen));
      }
    }
  }

  /** Each label with the type of its value, as the option of the rules has them. */
  private ImmutableList<String> schema() {
    ImmutableList.Builder<String> entries = ImmutableList.builder();
    labels.forEach((name, type) -> entries.add(name + ":" + (type.isEmpty() ? "text" : type)));
    return entries.build();
  }

  ConfigSettings settings() {
    Map<String, RuleSetting> all = new LinkedHashMap<>(rules);
    overridden.forEach((name, severity) ->
        all.merge(name, RuleSetting.of(Optional.of(severity)), (one, last) -> last.over(one)));
    all.putAll(off);
    if (!trusted.isEmpty()) {
      choose(UntrustedRegistry.REGISTRIES, ImmutableList.copyOf(trusted), false, all);
    }
    if (!labels.isEmpty() || strictLabels) {
      choose(LabelSchema.OPTION, schema(), strictLabels, all);
    }
    return new ConfigSettings(
        profile, ImmutableMap.copyOf(all), ignored, pragmasDisabled, failOn, neverFails, format);
  }
}
