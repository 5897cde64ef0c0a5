package dev.plimsoll.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.lint.OptionType;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleOption;
import dev.plimsoll.lint.RuleSettings;
import dev.plimsoll.lint.SeverityName;
import dev.plimsoll.lint.rules.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The JSON schemas that the extension contributes say what the tables say by which the files are read. Run with {@code
 * -Dplimsoll.update=true} to write them anew.
 */
class ConfigSchemaTest {

  private static final Path FOLDER = Path.of("../vscode-extension/schemas");
  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private static Path file(ConfigKind kind) {
    return FOLDER.resolve(kind.name().toLowerCase(Locale.ROOT) + ".json");
  }

  @ParameterizedTest
  @EnumSource(ConfigKind.class)
  void theSchemaIsTheTable(ConfigKind kind) throws IOException {
    JsonObject schema = Schema.of(kind);
    if (Boolean.getBoolean("plimsoll.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file(kind), JSON.toJson(schema) + "\n");
    }
    assertThat(JsonParser.parseString(Files.readString(file(kind))))
        .as("run the tests with -Dplimsoll.update=true")
        .isEqualTo(schema);
  }

  @Test
  void theExtensionContributesThemForAllNamesOfTheFiles() throws IOException {
    JsonArray contributed = JsonParser.parseString(
            Files.readString(FOLDER.resolveSibling("package.json")))
        .getAsJsonObject()
        .getAsJsonObject("contributes")
        .getAsJsonArray("yamlValidation");
    JsonArray wanted = new JsonArray();
    for (ConfigKind kind : ConfigKind.values()) {
      JsonObject one = new JsonObject();
      one.add("fileMatch", JSON.toJsonTree(kind.names()));
      one.addProperty("url", "./schemas/" + file(kind).getFileName());
      wanted.add(one);
    }
    assertThat(contributed).isEqualTo(wanted);
  }

  /** What the server takes without a word the schema takes, too. */
  @Test
  void whatIsValidIsValidByTheSchema() {
    for (String text : List.of(
        "",
        "# nothing",
        "profile: hadolint\nrules:\n  DL3009: off\n  cd-in-run: {severity: hint}\n",
        "rules:\n  DL3026: {registries: [a.b, '*.c'], severity: error}\n  SC2046: off\n",
        "rules: {hadolint/dl3009: warning}\nignore: vendor/\nregistries: [a]\n",
        "labels: {a: text, b: ''}\nstrictLabels: true\nrules:\n")) {
      assertBoth(ConfigKind.PLIMSOLL, text, true);
    }
    for (String text : List.of(
        "ignored: [DL3009, SC2046]\noverride:\n  error: [DL3015]\n  style:\n",
        "ignored: DL3008\ntrustedRegistries: ['*']\nlabel-schema: {a: url}\nstrict-labels: false\n",
        "failure-threshold: none\nno-fail: true\nformat: sarif\nformats: [tty, json]\noutput: [a]\n",
        "ignored:\noverride:\nno-color: true\nverbose: false\ndisable-ignore-pragma: true\n")) {
      assertBoth(ConfigKind.HADOLINT, text, true);
    }
  }

  @Test
  void whatIsWrongIsWrongByTheSchema() {
    for (String text : List.of(
        "profil: all",
        "profile: strict",
        "rules: {DL3009: loud}",
        "rules: {DL3026: {colour: red}}",
        "rules: {DL3026: {registries: true}}",
        "ignore: {a: b}",
        "labels: {a: colour}",
        "strictLabels: 1")) {
      assertBoth(ConfigKind.PLIMSOLL, text, false);
    }
    for (String text : List.of(
        "ignore: [DL3009]",
        "ignored: [[DL3009]]",
        "override: {ignore: [DL3009]}",
        "no-fail: never",
        "failure-threshold: loud",
        "format: [json]")) {
      assertBoth(ConfigKind.HADOLINT, text, false);
    }
  }

  private static void assertBoth(ConfigKind kind, String text, boolean valid) {
    Mistakes none = new Mistakes();
    YamlNode root = YamlText.read(text, none);
    JsonElement value = JSON.toJsonTree(root == null ? null : root.plain());
    assertThat(ConfigFile.read(kind, text).mistakes().isEmpty()).as(text).isEqualTo(valid);
    assertThat(Schema.allows(Schema.of(kind), Schema.of(kind), value)).as(text).isEqualTo(valid);
  }

  /** Writes a schema, and understands as much of schemas as those that it writes have. */
  private static final class Schema {

    private Schema() {}

    static JsonObject of(ConfigKind kind) {
      JsonObject schema = new JsonObject();
      schema.addProperty("$schema", "http://json-schema.org/draft-07/schema#");
      schema.addProperty("title", kind.names().get(0));
      addTable(schema, kind.keys());
      JsonObject definitions = new JsonObject();
      if (kind == ConfigKind.HADOLINT) {
        definitions.add("ruleName", ruleName());
      } else {
        definitions.add("severity", oneOf(SeverityName.ALL.keySet().asList()));
      }
      schema.add("definitions", definitions);
      return schema;
    }

    private static void addTable(JsonObject schema, ImmutableList<ConfigKey<?>> keys) {
      schema.add("type", JSON.toJsonTree(List.of("object", "null")));
      schema.addProperty("additionalProperties", false);
      JsonObject properties = new JsonObject();
      for (ConfigKey<?> key : keys) {
        JsonObject value = new JsonObject();
        describe(value, key.description());
        addType(value, key.type());
        properties.add(key.name(), value);
      }
      schema.add("properties", properties);
    }

    private static void describe(JsonObject schema, String markdown) {
      schema.addProperty("description", markdown.replace("`", ""));
      schema.addProperty("markdownDescription", markdown);
    }

    private static void addType(JsonObject schema, ConfigType<?> type) {
      switch (type.shape()) {
        case SWITCH -> schema.addProperty("type", "boolean");
        case TEXT -> schema.add("enum", JSON.toJsonTree(type.choices()));
        case TEXTS -> addList(schema, type.choices().isEmpty() ? text() : oneOf(type.choices()));
        case RULE_NAMES -> addList(schema, reference("definitions/ruleName"));
        case TABLE -> addTable(schema, type.keys());
        case CHOICES_BY_NAME -> {
          schema.add("type", JSON.toJsonTree(List.of("object", "null")));
          schema.add("additionalProperties", oneOf(type.choices()));
        }
        case RULES -> addRules(schema);
      }
    }

    /** A single item stands for a list of it alone. */
    private static void addList(JsonObject schema, JsonObject item) {
      JsonObject list = new JsonObject();
      list.addProperty("type", "array");
      list.add("items", item);
      JsonObject nothing = new JsonObject();
      nothing.addProperty("type", "null");
      schema.add("anyOf", JSON.toJsonTree(List.of(list, item, nothing)));
    }

    private static JsonObject text() {
      JsonObject text = new JsonObject();
      text.add("type", JSON.toJsonTree(List.of("string", "number", "boolean")));
      return text;
    }

    private static JsonObject oneOf(List<String> choices) {
      JsonObject choice = new JsonObject();
      choice.add("enum", JSON.toJsonTree(choices));
      return choice;
    }

    /** Those that there are are offered; others may be codes of other tools, and the server tells those that are none. */
    private static JsonObject ruleName() {
      JsonArray names = new JsonArray();
      for (Rule rule : Rules.ALL) {
        names.add(rule.info().name());
        rule.info().codes().forEach(names::add);
      }
      JsonObject known = new JsonObject();
      known.add("enum", names);
      JsonObject any = new JsonObject();
      any.addProperty("type", "string");
      JsonObject name = new JsonObject();
      name.add("anyOf", JSON.toJsonTree(List.of(known, any)));
      return name;
    }

    private static void addRules(JsonObject schema) {
      schema.add("type", JSON.toJsonTree(List.of("object", "null")));
      JsonObject properties = new JsonObject();
      for (Rule rule : Rules.ALL) {
        RuleInfo info = rule.info();
        properties.add(info.name(), rule(info));
        for (String code : info.codes()) {
          if (!properties.has(code)) {
            properties.add(code, reference("properties/rules/properties/" + info.name()));
          }
        }
      }
      schema.add("properties", properties);
      JsonObject table = new JsonObject();
      table.addProperty("type", "object");
      schema.add("additionalProperties", anyOf(severity(), table));
    }

    private static JsonObject severity() {
      return reference("definitions/severity");
    }

    private static JsonObject reference(String path) {
      JsonObject reference = new JsonObject();
      reference.addProperty("$ref", "#/" + path);
      return reference;
    }

    private static JsonObject rule(RuleInfo rule) {
      JsonObject table = new JsonObject();
      table.addProperty("type", "object");
      table.addProperty("additionalProperties", false);
      JsonObject properties = new JsonObject();
      properties.add(RuleSettings.SEVERITY, severity());
      rule.options().forEach(option -> properties.add(option.name(), option(option)));
      table.add("properties", properties);
      JsonObject schema = anyOf(severity(), table);
      describe(schema, rule.summary());
      return schema;
    }

    private static JsonObject option(RuleOption<?> option) {
      OptionType<?> type = option.type();
      JsonObject schema = type.choices().isEmpty() ? new JsonObject() : oneOf(type.choices());
      describe(schema, option.description());
      schema.addProperty("type", type.schema());
      if (type.schema().equals("array")) {
        JsonObject item = new JsonObject();
        item.addProperty("type", "string");
        schema.add("items", item);
      }
      return schema;
    }

    private static JsonObject anyOf(JsonObject... schemas) {
      JsonObject any = new JsonObject();
      any.add("anyOf", JSON.toJsonTree(List.of(schemas)));
      return any;
    }

    /** The schema to which another one refers, or that one itself. */
    private static JsonObject resolved(JsonObject root, JsonObject schema) {
      if (!schema.has("$ref")) {
        return schema;
      }
      JsonObject at = root;
      for (String name : schema.get("$ref").getAsString().substring(2).split("/")) {
        at = at.getAsJsonObject(name);
      }
      return at;
    }

    static boolean allows(JsonObject root, JsonObject referring, JsonElement value) {
      JsonObject schema = resolved(root, referring);
      JsonElement type = schema.get("type");
      if (type != null
          && (type.isJsonArray()
              ? type.getAsJsonArray().asList().stream()
                  .noneMatch(one -> isOf(one.getAsString(), value))
              : !isOf(type.getAsString(), value))) {
        return false;
      }
      if (schema.has("enum") && !schema.getAsJsonArray("enum").contains(value)) {
        return false;
      }
      if (schema.has("anyOf")
          && schema.getAsJsonArray("anyOf").asList().stream()
              .noneMatch(one -> allows(root, one.getAsJsonObject(), value))) {
        return false;
      }
      if (value.isJsonArray() && schema.has("items")) {
        return value.getAsJsonArray().asList().stream()
            .allMatch(item -> allows(root, schema.getAsJsonObject("items"), item));
      }
      return !value.isJsonObject()
          || value.getAsJsonObject().entrySet().stream()
              .allMatch(row -> allowsRow(root, schema, row));
    }

    private static boolean allowsRow(
        JsonObject root, JsonObject schema, Map.Entry<String, JsonElement> row) {
      JsonObject properties = schema.getAsJsonObject("properties");
      @Nullable JsonElement known = properties == null ? null : properties.get(row.getKey());
      JsonElement other = schema.get("additionalProperties");
      return known != null
          ? allows(root, known.getAsJsonObject(), row.getValue())
          : other == null
              || (other.isJsonObject()
                  ? allows(root, other.getAsJsonObject(), row.getValue())
                  : other.getAsBoolean());
    }

    private static boolean isOf(String type, JsonElement value) {
      return switch (type) {
        case "object" -> value.isJsonObject();
        case "array" -> value.isJsonArray();
        case "null" -> value.isJsonNull();
        case "boolean" -> value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean();
        case "number", "integer" ->
          value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
        default -> value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
      };
    }
  }
}
