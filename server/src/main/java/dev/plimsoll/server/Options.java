package dev.plimsoll.server;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.plimsoll.context.BuildContexts;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.OptionType;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleOption;
import dev.plimsoll.lint.RuleSettings;
import dev.plimsoll.lint.SeverityName;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.shellcheck.ShellCheckProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of settings. What is read, the page of documentation and the form that editors show all come from here.
 */
final class Options {

  private static final String SHELLCHECK = "plimsoll.shellcheck.enable";
  private static final String SHELLCHECK_PATH = "plimsoll.shellcheck.path";
  private static final String SIZE_LENSES = "plimsoll.codeLens.sizes";

  static final ImmutableList<Option> ALL = ImmutableList.of(
      new Option(
          "plimsoll.profile", "Rules", choice(Profile.RECOMMENDED), """
      Which rules run, and how severe each is, where nothing is set for it. `recommended`: what nearly everybody wants. \
      `hadolint`: what hadolint checks, under its severities. `buildkit`: what `docker build --check` checks. `all`: \
      every rule.""", Options::readProfile),
      new Option("plimsoll.rules", "Rules", severities(), """
      How rules are shown. Each name is that of a rule or one of its aliases in other tools, such as `DL3009`; each \
      value is a severity, or `off`; of a rule that has options, it may be an object with `severity` and those options.""", Options::readRules),
      new Option(
          "plimsoll.buildContext", "Build context", folder(), """
      The folder that a Dockerfile is built in, where the files are that `COPY` and `ADD` name. `auto`: the nearest \
      folder, from the Dockerfile's own up to the workspace folder, in which most of those files exist. `dockerfile`: \
      the Dockerfile's own folder. `workspace`: the workspace folder. Anything else is a path from the workspace \
      folder, such as `services/api`, that stays inside the folders that are open.""", Options::readBuildContext),
      new Option(
          "plimsoll.images.network",
          "Images",
          choice(ImageOptions.DEFAULT.network()),
          """
      Whether registries are asked for what the built-in table doesn't know: sizes, tags, and what an image starts; \
      and Docker Hub for the name of an image while it is typed. `trusted`: in workspaces that the editor says are \
      trusted; of the others only VS Code tells that, so choose `on` there. `off`: never. What was learnt before is known in any case.""",
          ImageSettings::readNetwork),
      new Option(
          "plimsoll.images.insecureRegistries",
          "Images",
          hosts(),
          """
      Registries that may have any certificate, or be asked without encryption if they have none, such as \
      `registry.lan:5000`. Those on this machine always may.""",
          ImageSettings::readInsecureRegistries),
      new Option(
          "plimsoll.images.credentials",
          "Images",
          choice(ImageOptions.DEFAULT.credentials()),
          """
      Which logins are used for registries. `config`: those that stand in Docker's `config.json`. `helpers`: in trusted \
      workspaces those as well that the credential helpers know which are named there; they are run for that.""",
          ImageSettings::readCredentials),
      new Option(SHELLCHECK, "ShellCheck", onUnlessSet(), """
      Whether ShellCheck, where it is installed, is asked about the scripts of RUN and of all shell forms.""", Options::readShellCheck),
      new Option(SHELLCHECK_PATH, "ShellCheck", program(), """
      The ShellCheck that is asked: an absolute path, or the name of a program in the `PATH`. Unless set: `shellcheck`. \
      A folder can't choose it.""", Options::readShellCheckPath),
      inlayHint(
          "images", "Show in FROM which image is meant once its variables have their values."),
      inlayHint("variables", "Show the values of other words that have variables in them."),
      inlayHint(
          "directories",
          "Show where relative paths lead to, and the directory that a stage inherits."),
      inlayHint(
          "users",
          "Show the user that a stage inherits, and who runs the program where no USER stands near."),
      inlayHint("sizes", "Show in FROM what the base image weighs, and what of that ships."),
      new Option(
          SIZE_LENSES,
          "Code lenses",
          onUnlessSet(),
          "Show above the FROM of an image that ships what its base weighs, and what a smaller variant saves.",
          Options::readSizeLenses),
      format("level", """
      How much is laid out. `gentle`: every word stays in its line. `full`: scripts are laid out by their structure, one \
      command a line, and lists have one item a line. `off`: nothing.""", "gentle", "full", "off"),
      format("keywordCase", """
      The letters of keywords. `auto`: as most of the file's are. `keep`: each as it is.""", "auto", "upper", "lower", "keep"),
      format("indent", """
      What continued lines are indented by: so many blanks, or a tab. `auto`: what `.editorconfig` says, else as most of \
      the file is, else as the editor indents.""", "auto", "tab", "2", "3", "4", "8"),
      format("operators", """
      Where operators between commands stand, such as `&&`, where the level `full` breaks a line: at the beginning of \
      the second line, at the end of the first one, or as in the rest of the file.""", "auto", "leading", "trailing"),
      format("separateStages", false, "Whether a blank line is put before each stage."),
      format("sortFlags", false, "Whether the flags of an instruction are sorted by name."),
      format(
          "sortPackages",
          true,
          "Whether the level `full` sorts the packages that a package manager is to install."));

  private Options() {}

  private static Option inlayHint(String kind, String description) {
    String name = "plimsoll.inlayHints.".concat(kind);
    return new Option(
        name, "Inlay hints", onUnlessSet(), description, new InlayHintSwitch(name, kind));
  }

  private static Option format(String key, String description, String... choices) {
    JsonArray names = new JsonArray();
    for (String choice : choices) {
      names.add(choice);
    }
    JsonObject schema = new JsonObject();
    schema.addProperty("type", "string");
    schema.add("enum", names);
    schema.addProperty("default", choices[0]);
    return format(key, schema, description);
  }

  private static Option format(String key, boolean usual, String description) {
    JsonObject schema = new JsonObject();
    schema.addProperty("type", "boolean");
    schema.addProperty("default", usual);
    return format(key, schema, description);
  }

  private static Option format(String key, JsonObject schema, String description) {
    String name = "plimsoll.format.".concat(key);
    return new Option(name, "Format", schema, description, new FormatChoice(name, key, schema));
  }

  /** Keeps what is chosen for the formatter: it isn't loaded before somebody asks for it. */
  private static final class FormatChoice implements Option.Reader {
    private final String name;
    private final String key;
    private final JsonObject schema;

    FormatChoice(String name, String key, JsonObject schema) {
      this.name = name;
      this.key = key;
      this.schema = schema;
    }

    @Override
    public Settings read(JsonElement value, Settings settings, List<String> complaints) {
      if (!(schema.get("enum") instanceof JsonArray choices)) {
        return isSwitch(name, value, complaints) ? with(value, settings) : settings;
      }
      boolean chosen = value instanceof JsonPrimitive primitive
          && choices.contains(new JsonPrimitive(primitive.getAsString()));
      if (!chosen) {
        List<String> names = new ArrayList<>();
        choices.forEach(choice -> names.add(choice.getAsString()));
        complaints.add(
            name + " is ignored: " + value + " is none of " + String.join(", ", names) + ".");
      }
      return chosen ? with(value, settings) : settings;
    }

    private Settings with(JsonElement value, Settings settings) {
      boolean usual = schema.get("default").equals(value);
      return usual ? settings : settings.withFormatting(key, value.getAsString());
    }
  }

  private static JsonObject onUnlessSet() {
    JsonObject schema = new JsonObject();
    schema.addProperty("type", "boolean");
    schema.addProperty("default", true);
    return schema;
  }

  /** Turns one kind of inlay hints on or off. */
  private static final class InlayHintSwitch implements Option.Reader {
    private final String name;
    private final String kind;

    InlayHintSwitch(String name, String kind) {
      this.name = name;
      this.kind = kind;
    }

    @Override
    public Settings read(JsonElement value, Settings settings, List<String> complaints) {
      return isSwitch(name, value, complaints)
          ? settings.withInlayHints(settings.inlayHints().with(kind, value.getAsBoolean()))
          : settings;
    }
  }

  private static Settings readSizeLenses(
      JsonElement value, Settings settings, List<String> complaints) {
    return isSwitch(SIZE_LENSES, value, complaints)
        ? settings.withSizeLenses(value.getAsBoolean())
        : settings;
  }

  private static Settings readShellCheck(
      JsonElement value, Settings settings, List<String> complaints) {
    String program = settings.shellCheck().program();
    return isSwitch(SHELLCHECK, value, complaints)
        ? settings.withShellCheck(new ShellCheckOptions(value.getAsBoolean(), program))
        : settings;
  }

  /** A path from the current folder would be one in the project, which doesn't choose what is run. */
  private static Settings readShellCheckPath(
      JsonElement value, Settings settings, List<String> complaints) {
    boolean isText = value instanceof JsonPrimitive primitive && primitive.isString();
    String program = isText ? value.getAsString().strip() : "";
    if (!isText || !ShellCheckProgram.mayBeChosen(program)) {
      complaints.add(SHELLCHECK_PATH + " is ignored: " + value
          + " is neither an absolute path nor the name of a program.");
      return settings;
    }
    return settings.withShellCheck(new ShellCheckOptions(settings.shellCheck().enabled(), program));
  }

  private static boolean isSwitch(String name, JsonElement value, List<String> complaints) {
    boolean is = value instanceof JsonPrimitive primitive && primitive.isBoolean();
    if (!is) {
      complaints.add(name + " is ignored: " + value + " is neither true nor false.");
    }
    return is;
  }

  private static JsonObject severities() {
    JsonArray names = new JsonArray();
    for (String name : SeverityName.ALL.keySet()) {
      names.add(name);
    }
    JsonObject severity = new JsonObject();
    severity.addProperty("type", "string");
    severity.add("enum", names);
    JsonObject schema = new JsonObject();
    schema.addProperty("type", "object");
    schema.add("additionalProperties", severity);
    schema.add("default", new JsonObject());
    return schema;
  }

  /** The constants of an enumeration, in small letters; {@code usual} is the one that holds unless another is set. */
  private static <T extends Enum<T>> JsonObject choice(T usual) {
    JsonArray names = new JsonArray();
    for (T value : usual.getDeclaringClass().getEnumConstants()) {
      names.add(Ascii.toLowerCase(value.name()));
    }
    JsonObject schema = new JsonObject();
    schema.addProperty("type", "string");
    schema.add("enum", names);
    schema.addProperty("default", Ascii.toLowerCase(usual.name()));
    return schema;
  }

  private static JsonObject hosts() {
    JsonObject host = new JsonObject();
    host.addProperty("type", "string");
    JsonObject schema = new JsonObject();
    schema.addProperty("type", "array");
    schema.add("items", host);
    schema.add("default", new JsonArray());
    return schema;
  }

  /** Not to be set by a folder. */
  private static JsonObject program() {
    JsonObject schema = new JsonObject();
    schema.addProperty("type", "string");
    schema.addProperty("default", ShellCheckOptions.DEFAULT.program());
    schema.addProperty("scope", "machine");
    return schema;
  }

  private static JsonObject folder() {
    JsonObject schema = new JsonObject();
    schema.addProperty("type", "string");
    schema.addProperty("default", BuildContexts.AUTO);
    return schema;
  }

  private static Settings readBuildContext(
      JsonElement value, Settings settings, List<String> complaints) {
    if (!(value instanceof JsonPrimitive primitive) || !primitive.isString()) {
      complaints.add("plimsoll.buildContext is ignored: " + value + " is no text.");
      return settings;
    }
    String folder = primitive.getAsString().strip();
    return folder.isEmpty() ? settings : settings.withBuildContext(folder);
  }

  private static Settings readProfile(
      JsonElement value, Settings settings, List<String> complaints) {
    try {
      Profile profile = Profile.parse(value instanceof JsonPrimitive ? value.getAsString() : "");
      return settings.withLint(new LintOptions(profile, settings.lint().rules()));
    } catch (IllegalArgumentException e) {
      complaints.add(
          "plimsoll.profile is ignored: " + value + " is none of " + Profile.names() + ".");
      return settings;
    }
  }

  private static Settings readRules(JsonElement value, Settings settings, List<String> complaints) {
    if (!(value instanceof JsonObject object)) {
      complaints.add(
          "plimsoll.rules is ignored: " + value + " is no object of rules and severities.");
      return settings;
    }
    Map<String, Object> raw = new LinkedHashMap<>();
    object.asMap().forEach((name, set) -> raw.put(name, plain(set)));
    return settings.withLint(new LintOptions(
        settings.lint().profile(),
        RuleSettings.read(
            raw,
            () -> Rules.ALL,
            (name, why) ->
                complaints.add("plimsoll.rules: " + name + " is ignored: " + why + "."))));
  }

  /** A value of JSON as the linter takes it. */
  private static Object plain(JsonElement value) {
    if (value instanceof JsonPrimitive primitive) {
      return primitive.isBoolean()
          ? primitive.getAsBoolean()
          : primitive.isNumber() ? primitive.getAsNumber() : primitive.getAsString();
    }
    if (value instanceof JsonArray array) {
      List<Object> list = new ArrayList<>();
      array.forEach(one -> list.add(plain(one)));
      return list;
    }
    Map<String, Object> table = new LinkedHashMap<>();
    if (value instanceof JsonObject object) {
      object.asMap().forEach((name, one) -> table.put(name, plain(one)));
    }
    return table;
  }

  /**
   * The settings as VS Code's {@code contributes.configuration} wants them: one form for each group.
   *
   * @param rules those whose names an editor completes
   */
  static JsonArray contribution(ImmutableList<RuleInfo> rules) {
    Map<String, JsonObject> forms = new LinkedHashMap<>();
    for (Option option : ALL) {
      JsonObject property = option.schema().deepCopy();
      if (property.get("additionalProperties") instanceof JsonObject severity) {
        property.add("properties", named(rules, severity));
      }
      property.addProperty("markdownDescription", option.description());
      if (!property.has("scope")) {
        property.addProperty("scope", "resource");
      }
      forms
          .computeIfAbsent(option.group(), Options::form)
          .getAsJsonObject("properties")
          .add(option.name(), property);
    }
    JsonArray contribution = new JsonArray();
    forms.values().forEach(contribution::add);
    return contribution;
  }

  /** A property for each name of a rule, with what the rule is about; those of one rule follow each other. */
  private static JsonObject named(ImmutableList<RuleInfo> rules, JsonObject severity) {
    JsonObject properties = new JsonObject();
    for (RuleInfo rule : rules) {
      String shown = rule.isOnByDefault() ? SeverityName.of(rule.severity()) : SeverityName.OFF;
      String usual = " Unless set: `" + shown + "`.";
      JsonObject schema = rule.options().isEmpty() ? severity : withOptions(severity, rule);
      properties.add(rule.name(), described(schema, rule.summary() + usual));
      for (String alias : rule.codes()) {
        if (!properties.has(alias)) {
          String name = "Another name of `" + rule.name() + "`. ";
          properties.add(alias, described(schema, name + rule.summary() + usual));
        }
      }
    }
    return properties;
  }

  /** A severity, or a table of it and what else can be chosen. */
  private static JsonObject withOptions(JsonObject severity, RuleInfo rule) {
    JsonObject properties = new JsonObject();
    properties.add(RuleSettings.SEVERITY, severity.deepCopy());
    for (RuleOption<?> option : rule.options()) {
      JsonObject schema = schema(option.type());
      schema.add("default", new Gson().toJsonTree(option.usual()));
      properties.add(option.name(), described(schema, option.description()));
    }
    JsonObject table = new JsonObject();
    table.addProperty("type", "object");
    table.add("properties", properties);
    table.addProperty("additionalProperties", false);
    JsonArray either = new JsonArray();
    either.add(severity.deepCopy());
    either.add(table);
    JsonObject schema = new JsonObject();
    schema.add("anyOf", either);
    return schema;
  }

  private static JsonObject schema(OptionType<?> type) {
    JsonObject schema = new JsonObject();
    schema.addProperty("type", type.schema());
    if (type == OptionType.COUNT) {
      schema.addProperty("minimum", 0);
    }
    if (type == OptionType.TEXTS) {
      schema.add("items", schema(OptionType.TEXT));
    }
    if (!type.choices().isEmpty()) {
      JsonArray choices = new JsonArray();
      type.choices().forEach(choices::add);
      schema.add("enum", choices);
    }
    return schema;
  }

  private static JsonObject described(JsonObject schema, String description) {
    JsonObject described = schema.deepCopy();
    described.addProperty("markdownDescription", description);
    return described;
  }

  private static JsonObject form(String title) {
    JsonObject form = new JsonObject();
    form.addProperty("title", title);
    form.add("properties", new JsonObject());
    return form;
  }

  /** The settings as a page of documentation. */
  static String markdown() {
    StringBuilder page = new StringBuilder("""
        # Settings

        These are an editor's. What a project says for all who work on it stands in [`.hadolint.yaml` and \
        `.plimsoll.yaml`](configuration.md). Of a rule, or the profile, `.hadolint.yaml` counts more than these settings, \
        `.plimsoll.yaml` more than that, and the options of `plimsoll lint` most.
        """);
    for (Option option : ALL) {
      page.append("\n## `")
          .append(option.name())
          .append("`\n\n")
          .append(option.description())
          .append("\n\n");
      page.append("* Type: ").append(type(option.schema())).append('\n');
      page.append("* Default: `").append(option.schema().get("default")).append("`\n");
    }
    return page.toString();
  }

  private static String type(JsonObject schema) {
    if (schema.get("enum") instanceof JsonArray values) {
      StringBuilder names = new StringBuilder();
      for (JsonElement value : values) {
        names
            .append(names.isEmpty() ? "" : ", ")
            .append('`')
            .append(value.getAsString())
            .append('`');
      }
      return "one of ".concat(names.toString());
    }
    String type = schema.get("type").getAsString();
    return schema.get("additionalProperties") instanceof JsonObject each
        ? type + " of " + type(each)
        : type;
  }
}
