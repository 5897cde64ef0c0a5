package dev.plimsoll.config;

import com.google.common.collect.ImmutableList;

/** What {@code .plimsoll.yaml} can say. */
final class PlimsollKeys {

  static final ImmutableList<ConfigKey<?>> ALL = ImmutableList.of(
      new ConfigKey<>(
          "profile",
          ConfigType.oneOf("recommended", "hadolint", "buildkit", "all"),
          "Which rules run, and how severe each is, where nothing is set for it. `recommended`: what nearly everybody"
              + " wants. `hadolint`: what hadolint checks, under its severities. `buildkit`: what `docker build --check`"
              + " checks. `all`: every rule.",
          ConfigDraft::profile),
      new ConfigKey<>(
          "rules",
          ConfigType.RULES,
          "How rules are shown. Each name is that of a rule or one of its aliases in other tools, such as `DL3009`; each"
              + " value is a severity, or `off`; of a rule that has options, it may be a table with `severity` and those"
              + " options.",
          ConfigDraft::rules),
      new ConfigKey<>(
          "registries",
          ConfigType.TEXTS,
          "The registries that images may come from. A `*` at the beginning or the end stands for anything, `docker.io`"
              + " also for names without a registry.",
          ConfigDraft::trust),
      new ConfigKey<>(
          "labels",
          ConfigType.LABELS,
          "The labels that an image must have, each with the type of its value.",
          ConfigDraft::labels),
      new ConfigKey<>(
          "strictLabels",
          ConfigType.SWITCH,
          "Whether an image may have no other labels than those of `labels`; without that, none at all.",
          ConfigDraft::strictLabels),
      new ConfigKey<>(
          "ignore",
          ConfigType.TEXTS,
          "Dockerfiles that are not judged, as patterns like those of `.gitignore`, from the folder of this file.",
          ConfigDraft::ignore));

  private PlimsollKeys() {}
}
