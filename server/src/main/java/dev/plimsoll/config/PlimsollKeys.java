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
          ConfigDraft::ignore),
      new ConfigKey<>(
          "format",
          ConfigType.table(
              choice(
                  "level",
                  "`gentle`: every word stays in its line. `full`: scripts are laid out by their structure, one command a"
                      + " line, and lists have one item a line. `off`: nothing is laid out.",
                  "gentle",
                  "full",
                  "off"),
              choice(
                  "keywordCase",
                  "The letters of keywords. `auto`: as most of the file's are. `keep`: each as it is.",
                  "auto",
                  "upper",
                  "lower",
                  "keep"),
              choice(
                  "operators",
                  "Where operators between commands stand, such as `&&`, where the level `full` breaks a line: at the"
                      + " beginning of the second line, at the end of the first one, or as in the rest of the file.",
                  "auto",
                  "leading",
                  "trailing"),
              onOrOff("separateStages", "Whether a blank line is put before each stage."),
              onOrOff("sortFlags", "Whether the flags of an instruction are sorted by name."),
              onOrOff(
                  "sortPackages",
                  "Whether the level `full` sorts the packages that a package manager is to install.")),
          "How Dockerfiles are [laid out](formatting.md). Indentation and the length of lines are set in"
              + " `.editorconfig`.",
          (draft, read) -> {}));

  private static ConfigKey<String> choice(String name, String description, String... choices) {
    return new ConfigKey<>(
        name, ConfigType.oneOf(choices), description, (draft, value) -> draft.layOut(name, value));
  }

  private static ConfigKey<Boolean> onOrOff(String name, String description) {
    return new ConfigKey<>(
        name,
        ConfigType.SWITCH,
        description,
        (draft, value) -> draft.layOut(name, value.toString()));
  }

  private PlimsollKeys() {}
}
