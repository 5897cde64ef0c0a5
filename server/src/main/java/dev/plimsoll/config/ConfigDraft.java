package dev.plimsoll.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleSetting;
import dev.plimsoll.lint.RuleSettings;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.Rules;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has been read of a file so far. */
final class ConfigDraft {

  private static final String REGISTRY_RULE = "untrusted-registry";
  private static final String REGISTRY_OPTION = "registries";

  private @Nullable Profile profile;
  private final Map<String, RuleSetting> rules = new LinkedHashMap<>();
  private final Map<String, Severity> overridden = new LinkedHashMap<>();
  private final Map<String, RuleSetting> off = new LinkedHashMap<>();
  private ImmutableList<String> ignored = ImmutableList.of();
  private boolean pragmasDisabled;
  private @Nullable Severity failOn;
  private boolean neverFails;
  private @Nullable String format;
  private final Map<String, String> labels = new LinkedHashMap<>();
  private final Set<String> registries = new LinkedHashSet<>();
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

  /** An option of a rule; there may be none that has it. */
  void trust(ImmutableList<String> more) {
    registries.addAll(more);
    Map<String, ?> option =
        Map.of(REGISTRY_RULE, Map.of(REGISTRY_OPTION, ImmutableList.copyOf(registries)));
    RuleSettings.read(option, () -> Rules.ALL, (name, why) -> {}).forEach((name, setting) -> {
      if (!setting.options().isEmpty()) {
        rules.put(name, setting);
      }
    });
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

  ConfigSettings settings() {
    Map<String, RuleSetting> all = new LinkedHashMap<>(rules);
    overridden.forEach((name, severity) ->
        all.merge(name, RuleSetting.of(Optional.of(severity)), (one, last) -> last.over(one)));
    all.putAll(off);
    return new ConfigSettings(
        profile,
        ImmutableMap.copyOf(all),
        ignored,
        pragmasDisabled,
        failOn,
        neverFails,
        format,
        ImmutableMap.copyOf(labels),
        strictLabels);
  }
}
