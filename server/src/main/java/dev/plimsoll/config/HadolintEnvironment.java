package dev.plimsoll.config;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.text.TextRange;
import java.util.Map;

/**
 * The variables of the environment that hadolint reads. They say what {@code .hadolint.yaml} can say and count less: lists
 * are joined, of anything else the file's counts.
 */
public final class HadolintEnvironment {

  /** One in which nothing is said. */
  public static final HadolintEnvironment NONE = new HadolintEnvironment(ImmutableMap.of());

  private static final TextRange NOWHERE = TextRange.at(0);
  private static final Splitter COMMAS = Splitter.on(',').trimResults().omitEmptyStrings();
  private static final ImmutableSet<String> TRUE = ImmutableSet.of("1", "y", "on", "true", "yes");

  /** What each variable says, by the key that says the same. */
  private static final ImmutableList<Variable> VARIABLES = ImmutableList.of(
      new Variable("HADOLINT_IGNORE", "ignored", Form.LIST),
      new Variable("HADOLINT_OVERRIDE_ERROR", "override", Form.RULES_OF_ERROR),
      new Variable("HADOLINT_OVERRIDE_WARNING", "override", Form.RULES_OF_WARNING),
      new Variable("HADOLINT_OVERRIDE_INFO", "override", Form.RULES_OF_INFO),
      new Variable("HADOLINT_OVERRIDE_STYLE", "override", Form.RULES_OF_STYLE),
      new Variable("HADOLINT_ALLOWED_REGISTRIES", "trustedRegistries", Form.LIST),
      new Variable("HADOLINT_TRUSTED_REGISTRIES", "trustedRegistries", Form.LIST),
      new Variable("HADOLINT_REQUIRE_LABELS", "label-schema", Form.TABLE),
      new Variable("HADOLINT_STRICT_LABELS", "strict-labels", Form.TRUTH),
      new Variable("HADOLINT_DISABLE_IGNORE_PRAGMA", "disable-ignore-pragma", Form.TRUTH),
      new Variable("HADOLINT_FAILURE_THRESHOLD", "failure-threshold", Form.TEXT),
      new Variable("HADOLINT_NOFAIL", "no-fail", Form.TRUTH),
      new Variable("HADOLINT_FORMAT", "formats", Form.LIST));

  private record Variable(String name, String key, Form form) {}

  /** What the value of a variable is to the key that says the same. */
  private enum Form {
    LIST,
    TABLE,
    TEXT,
    TRUTH,
    RULES_OF_ERROR,
    RULES_OF_WARNING,
    RULES_OF_INFO,
    RULES_OF_STYLE;

    YamlNode read(String value) {
      return switch (this) {
        case LIST -> list(value);
        case TABLE -> table(value);
        case TEXT -> text(value);
        case TRUTH -> truth(value);
        case RULES_OF_ERROR -> rules("error", value);
        case RULES_OF_WARNING -> rules("warning", value);
        case RULES_OF_INFO -> rules("info", value);
        case RULES_OF_STYLE -> rules("style", value);
      };
    }
  }

  private final ImmutableMap<String, String> variables;

  private HadolintEnvironment(ImmutableMap<String, String> variables) {
    this.variables = variables;
  }

  /** What is said by those of some variables that hadolint reads. */
  public static HadolintEnvironment of(Map<String, String> variables) {
    ImmutableMap.Builder<String, String> said = ImmutableMap.builder();
    for (Variable variable : VARIABLES) {
      String value = variables.get(variable.name);
      if (value != null && !value.isBlank()) {
        said.put(variable.name, value);
      }
    }
    ImmutableMap<String, String> all = said.buildOrThrow();
    return all.isEmpty() ? NONE : new HadolintEnvironment(all);
  }

  /** Whether nothing is said. */
  public boolean isEmpty() {
    return variables.isEmpty();
  }

  /** What isn't valid, and doesn't count: sentences, each with the variable before it. */
  public ImmutableList<String> mistakes() {
    return read(new ConfigDraft());
  }

  /** Lays what is said under what will be read. */
  ConfigDraft draft() {
    ConfigDraft draft = new ConfigDraft();
    read(draft);
    return draft;
  }

  private ImmutableList<String> read(ConfigDraft draft) {
    ImmutableList.Builder<String> all = ImmutableList.builder();
    for (Variable variable : VARIABLES) {
      String value = variables.get(variable.name);
      if (value != null) {
        Mistakes mistakes = new Mistakes();
        YamlNode.Scalar key = new YamlNode.Scalar(NOWHERE, variable.key, variable.key);
        YamlNode node = variable.form.read(value);
        ConfigFile.readTable(
            new YamlNode.Mapping(NOWHERE, ImmutableList.of(new YamlNode.Entry(key, node))),
            HadolintKeys.ALL,
            draft,
            mistakes);
        mistakes.all().forEach(mistake -> all.add(variable.name + ": " + mistake.message()));
      }
    }
    return all.build();
  }

  private static YamlNode rules(String severity, String value) {
    return new YamlNode.Mapping(
        NOWHERE, ImmutableList.of(new YamlNode.Entry(text(severity), list(value))));
  }

  private static YamlNode.Scalar text(String value) {
    return new YamlNode.Scalar(NOWHERE, value, value);
  }

  private static YamlNode truth(String value) {
    return new YamlNode.Scalar(NOWHERE, value, TRUE.contains(Ascii.toLowerCase(value)));
  }

  private static YamlNode list(String value) {
    ImmutableList.Builder<YamlNode> items = ImmutableList.builder();
    COMMAS.split(value).forEach(item -> items.add(text(item)));
    return new YamlNode.Sequence(NOWHERE, items.build());
  }

  /** Names with colons before their values. */
  private static YamlNode table(String value) {
    ImmutableList.Builder<YamlNode.Entry> entries = ImmutableList.builder();
    for (String item : COMMAS.split(value)) {
      int colon = item.lastIndexOf(':');
      entries.add(new YamlNode.Entry(
          text(colon < 0 ? item : item.substring(0, colon).strip()),
          text(colon < 0 ? "" : item.substring(colon + 1).strip())));
    }
    return new YamlNode.Mapping(NOWHERE, entries.build());
  }
}
