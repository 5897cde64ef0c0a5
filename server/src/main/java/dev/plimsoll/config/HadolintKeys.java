package dev.plimsoll.config;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.SeverityName;

/** What {@code .hadolint.yaml} can say: all that hadolint reads there. */
final class HadolintKeys {

  private static final ImmutableList<String> FORMATS = ImmutableList.of(
      "tty",
      "json",
      "checkstyle",
      "codeclimate",
      "gitlab_codeclimate",
      "gnu",
      "codacy",
      "sonarqube",
      "sarif",
      "junit");

  static final ImmutableList<ConfigKey<?>> ALL = ImmutableList.of(
      new ConfigKey<>(
          "ignored", ConfigType.RULE_NAMES, "Rules that are off.", ConfigDraft::turnOff),
      new ConfigKey<>(
          "override",
          ConfigType.table(
              override("error", Severity.ERROR),
              override("warning", Severity.WARNING),
              override("info", Severity.INFORMATION),
              override("style", Severity.HINT)),
          "Severities of rules, the rules by severity. A rule that is off otherwise is turned on by that.",
          (draft, read) -> {}),
      new ConfigKey<>(
          "trustedRegistries",
          ConfigType.TEXTS,
          "The registries that images may come from. A `*` at the beginning or the end stands for anything, `docker.io`"
              + " also for names without a registry.",
          ConfigDraft::trust),
      new ConfigKey<>(
          "label-schema",
          ConfigType.LABELS,
          "The labels that an image must have, each with the type of its value.",
          ConfigDraft::labels),
      new ConfigKey<>(
          "strict-labels",
          ConfigType.SWITCH,
          "Whether an image may have no other labels than those of `label-schema`; without that, none at all.",
          ConfigDraft::strictLabels),
      new ConfigKey<>(
          "failure-threshold",
          ConfigType.oneOf("error", "warning", "info", "style", "ignore", "none"),
          "From which severity on a problem makes the exit status of `plimsoll lint` 1. `ignore` and `none`: any does.",
          ConfigDraft::failOn),
      new ConfigKey<>(
          "no-fail",
          ConfigType.SWITCH,
          "Whether the exit status of `plimsoll lint` is 0 whatever the problems are.",
          ConfigDraft::neverFail),
      new ConfigKey<>(
          "disable-ignore-pragma",
          ConfigType.SWITCH,
          "Whether comments in Dockerfiles silence nothing.",
          ConfigDraft::disablePragmas),
      new ConfigKey<>(
          "format",
          ConfigType.oneOf(FORMATS.toArray(String[]::new)),
          "What `plimsoll lint` prints; `tty` is text.",
          ConfigDraft::format),
      new ConfigKey<>(
          "formats",
          ConfigType.listOf(FORMATS),
          "The same as a list. Of several `plimsoll lint` prints the first.",
          (draft, formats) -> formats.stream().findFirst().ifPresent(draft::format)),
      new ConfigKey<>(
          "output",
          ConfigType.TEXTS,
          "Where hadolint writes what it prints. `plimsoll lint` prints to standard output.",
          (draft, read) -> {}),
      new ConfigKey<>(
          "no-color",
          ConfigType.SWITCH,
          "Whether hadolint prints without colors. `plimsoll lint` is told by `--no-color` or `NO_COLOR`.",
          (draft, read) -> {}),
      new ConfigKey<>(
          "verbose",
          ConfigType.SWITCH,
          "Whether hadolint prints its configuration.",
          (draft, read) -> {}));

  private HadolintKeys() {}

  private static ConfigKey<ImmutableList<String>> override(String name, Severity severity) {
    return new ConfigKey<>(
        name,
        ConfigType.RULE_NAMES,
        "Rules that are shown as " + SeverityName.of(severity)
            + ". Where a rule is in several lists, the most severe" + " counts.",
        (draft, rules) -> draft.override(rules, severity));
  }
}
