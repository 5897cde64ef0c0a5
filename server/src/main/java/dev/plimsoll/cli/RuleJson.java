package dev.plimsoll.cli;

import com.google.common.base.Ascii;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.plimsoll.lint.Alias;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.RuleOption;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.SeverityName;
import java.io.PrintWriter;

/** What is known of rules as JSON, which docs/cli.md describes. */
final class RuleJson {

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  private RuleJson() {}

  static void print(PrintWriter out, Iterable<RuleInfo> rules, boolean withDocumentation) {
    JsonArray array = new JsonArray();
    for (RuleInfo rule : rules) {
      JsonObject json = of(rule);
      if (withDocumentation) {
        json.addProperty("documentation", RulePage.markdown(rule));
      }
      array.add(json);
    }
    out.println(GSON.toJson(array));
  }

  private static JsonObject of(RuleInfo rule) {
    JsonObject json = new JsonObject();
    json.addProperty("name", rule.name());
    JsonArray aliases = new JsonArray();
    for (Alias alias : rule.aliases()) {
      JsonObject one = new JsonObject();
      one.addProperty("tool", alias.tool().displayName());
      one.addProperty("code", alias.code());
      aliases.add(one);
    }
    json.add("aliases", aliases);
    json.addProperty("category", Ascii.toLowerCase(rule.category().name()));
    json.addProperty("severity", SeverityName.of(rule.severity()));
    json.addProperty("onByDefault", rule.isOnByDefault());
    json.add("profiles", profiles(rule));
    json.addProperty("fix", Ascii.toLowerCase(rule.fix().name()));
    json.addProperty("since", rule.since());
    json.addProperty("summary", rule.summary());
    json.add("options", options(rule));
    return json;
  }

  private static JsonObject profiles(RuleInfo rule) {
    JsonObject profiles = new JsonObject();
    for (Profile profile : Profile.values()) {
      Severity severity = rule.severity(profile);
      if (severity != null) {
        profiles.addProperty(Ascii.toLowerCase(profile.name()), SeverityName.of(severity));
      }
    }
    return profiles;
  }

  private static JsonArray options(RuleInfo rule) {
    JsonArray options = new JsonArray();
    for (RuleOption<?> option : rule.options()) {
      JsonObject one = new JsonObject();
      one.addProperty("name", option.name());
      one.addProperty("values", option.type().expected());
      one.addProperty("default", String.valueOf(option.usual()));
      one.addProperty("description", option.description());
      options.add(one);
    }
    return options;
  }
}
