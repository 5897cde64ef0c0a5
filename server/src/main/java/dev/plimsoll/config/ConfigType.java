package dev.plimsoll.config;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.lint.RuleSetting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What can stand behind a key.
 *
 * @param shape what it looks like
 * @param choices the only texts that there are; empty where any will do
 * @param keys those of a table with names of ours
 * @param reader reads a value
 */
public record ConfigType<T>(
    Shape shape,
    ImmutableList<String> choices,
    ImmutableList<ConfigKey<?>> keys,
    Reader<T> reader) {

  /** What a value looks like. */
  public enum Shape {
    SWITCH,
    TEXT,
    TEXTS,
    /** Names of rules. */
    RULE_NAMES,
    /** A table whose names are ours. */
    TABLE,
    /** A table whose names are anybody's, and whose values are one of the choices. */
    CHOICES_BY_NAME,
    /** A table of rules, each with a severity or a table of severity and options. */
    RULES
  }

  /** Reads a value; null where it isn't valid, which the mistakes then tell. */
  @FunctionalInterface
  interface Reader<T> {
    @Nullable T read(YamlNode node, ConfigDraft draft, Mistakes mistakes);
  }

  static final ConfigType<Boolean> SWITCH = of(Shape.SWITCH, ConfigType::readSwitch);

  static final ConfigType<ImmutableList<String>> TEXTS = of(Shape.TEXTS, ConfigType::readTexts);

  static final ConfigType<ImmutableList<String>> RULE_NAMES =
      of(Shape.RULE_NAMES, (node, draft, mistakes) -> RuleEntries.names(node, mistakes));

  static final ConfigType<ImmutableMap<String, RuleSetting>> RULES =
      of(Shape.RULES, (node, draft, mistakes) -> RuleEntries.settings(node, mistakes));

  /** Names of labels, each with the kind of its value; an empty kind is text. */
  static final ConfigType<ImmutableMap<String, String>> LABELS =
      choicesByName("text", "url", "semver", "hash", "rfc3339", "spdx", "email", "");

  private static <T> ConfigType<T> of(Shape shape, Reader<T> reader) {
    return new ConfigType<>(shape, ImmutableList.of(), ImmutableList.of(), reader);
  }

  static ConfigType<String> oneOf(String... choices) {
    ImmutableList<String> all = ImmutableList.copyOf(choices);
    return new ConfigType<>(
        Shape.TEXT,
        all,
        ImmutableList.of(),
        (node, draft, mistakes) -> readChoice(node, all, mistakes));
  }

  static ConfigType<ImmutableList<String>> listOf(ImmutableList<String> choices) {
    return new ConfigType<>(Shape.TEXTS, choices, ImmutableList.of(), (node, draft, mistakes) -> {
      ImmutableList.Builder<String> read = ImmutableList.builder();
      for (YamlNode item : items(node)) {
        String choice = readChoice(item, choices, mistakes);
        if (choice != null) {
          read.add(choice);
        }
      }
      return read.build();
    });
  }

  private static ConfigType<ImmutableMap<String, String>> choicesByName(String... choices) {
    ImmutableList<String> all = ImmutableList.copyOf(choices);
    return new ConfigType<>(
        Shape.CHOICES_BY_NAME,
        all,
        ImmutableList.of(),
        (node, draft, mistakes) -> readChoices(node, all, mistakes));
  }

  /** A table; what is read in it takes effect by itself. */
  @SafeVarargs
  @SuppressWarnings("varargs") // is only read
  static ConfigType<Boolean> table(ConfigKey<?>... keys) {
    ImmutableList<ConfigKey<?>> all = ImmutableList.copyOf(keys);
    return new ConfigType<>(Shape.TABLE, ImmutableList.of(), all, (node, draft, mistakes) -> {
      ConfigFile.readTable(node, all, draft, mistakes);
      return true;
    });
  }

  @Nullable T read(YamlNode node, ConfigDraft draft, Mistakes mistakes) {
    return reader.read(node, draft, mistakes);
  }

  private static @Nullable Boolean readSwitch(YamlNode node, ConfigDraft draft, Mistakes mistakes) {
    if (node instanceof YamlNode.Scalar scalar && scalar.value() instanceof Boolean value) {
      return value;
    }
    mistakes.warning(node.range(), "This is ignored: it is neither true nor false.");
    return null;
  }

  private static @Nullable String readChoice(
      YamlNode node, ImmutableList<String> choices, Mistakes mistakes) {
    String text = node instanceof YamlNode.Scalar scalar ? Ascii.toLowerCase(scalar.text()) : null;
    if (text != null && choices.contains(text)) {
      return text;
    }
    StringJoiner all = new StringJoiner(", ");
    for (String choice : choices) {
      if (!choice.isEmpty()) {
        all.add(choice);
      }
    }
    mistakes.warning(node.range(), "This is ignored: it isn't one of " + all + ".");
    return null;
  }

  private static ImmutableMap<String, String> readChoices(
      YamlNode node, ImmutableList<String> choices, Mistakes mistakes) {
    Map<String, String> read = new LinkedHashMap<>();
    for (YamlNode.Entry entry : entries(node, mistakes)) {
      String choice = readChoice(entry.value(), choices, mistakes);
      if (choice != null) {
        read.put(entry.key().text(), choice);
      }
    }
    return ImmutableMap.copyOf(read);
  }

  private static ImmutableList<String> readTexts(
      YamlNode node, ConfigDraft draft, Mistakes mistakes) {
    ImmutableList.Builder<String> texts = ImmutableList.builder();
    for (YamlNode item : items(node)) {
      if (item instanceof YamlNode.Scalar scalar && scalar.value() instanceof String) {
        texts.add(scalar.text());
      } else {
        boolean single = item instanceof YamlNode.Scalar scalar && scalar.value() != null;
        mistakes.warning(
            item.range(),
            "This is ignored: it isn't text." + (single ? " Put it in quotation marks." : ""));
      }
    }
    return texts.build();
  }

  /** The items of a list; of nothing, none; anything else stands for a list of it alone. */
  static ImmutableList<YamlNode> items(YamlNode node) {
    if (node instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    return isNothing(node) ? ImmutableList.of() : ImmutableList.of(node);
  }

  /** The rows of a table. */
  static ImmutableList<YamlNode.Entry> entries(YamlNode node, Mistakes mistakes) {
    if (node instanceof YamlNode.Mapping mapping) {
      return mapping.entries();
    }
    if (!isNothing(node)) {
      mistakes.warning(node.range(), "This is ignored: it isn't a table of names and values.");
    }
    return ImmutableList.of();
  }

  private static boolean isNothing(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.value() == null;
  }
}
