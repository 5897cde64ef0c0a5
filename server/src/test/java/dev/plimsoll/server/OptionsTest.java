package dev.plimsoll.server;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.format.FormatKey;
import dev.plimsoll.ide.hints.InlayHintOptions;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleSetting;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one table of settings and what is made of it. */
class OptionsTest {

  private static final JsonArray CONTRIBUTION =
      Options.contribution(Rules.ALL.stream().map(Rule::info).collect(toImmutableList()));

  private final List<String> complaints = new ArrayList<>();

  private Settings read(String json) {
    return Settings.read(JsonParser.parseString(json), complaints);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'rules': {'a': 'error', 'b': 'off'}}",
        "{'plimsoll': {'rules': {'a': 'error', 'b': 'off'}}}",
        "{'plimsoll.rules': {'a': 'error', 'b': 'off'}}",
        "{'plimsoll': {'rules': {'a': 'error', 'b': 'off'}}, 'editor': {'rules': 7}}",
      })
  void readsSettingsInEveryFormThatEditorsSend(String json) {
    assertThat(read(json).lint().rules())
        .containsOnly(
            java.util.Map.entry("a", RuleSetting.of(Optional.of(Severity.ERROR))),
            java.util.Map.entry("b", RuleSetting.of(Optional.empty())));
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "[]",
        "7",
        "{'plimsoll': null}",
        "{'plimsoll': 7}",
        "{'rules': null}",
        "{'other': {}}"
      })
  void whatIsNotSetHasItsDefault(String json) {
    assertThat(read(json)).isEqualTo(Settings.DEFAULT);
    assertThat(complaints).isEmpty();
  }

  @Test
  void nothingAtAllIsTheDefault() {
    assertThat(Settings.read(null, complaints)).isEqualTo(Settings.DEFAULT);
  }

  @Test
  void aValueOfAnotherTypeIsComplainedOf() {
    assertThat(read("{'rules': 'all'}")).isEqualTo(Settings.DEFAULT);
    assertThat(complaints)
        .containsExactly(
            "plimsoll.rules is ignored: \"all\" is no object of rules and severities.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'profile': 'hadolint', 'rules': {'a': 'error'}}",
        "{'plimsoll.rules': {'a': 'error'}, 'plimsoll.profile': 'Hadolint'}",
      })
  void theProfileIsWhatHoldsBesideTheRulesThatAreSet(String json) {
    LintOptions lint = read(json).lint();
    assertThat(lint.profile()).isEqualTo(Profile.HADOLINT);
    assertThat(lint.rules()).containsOnlyKeys("a");
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"strict\"", "7", "[]", "true"})
  void whatIsNoProfileIsComplainedOf(String value) {
    assertThat(read("{'profile': " + value + "}")).isEqualTo(Settings.DEFAULT);
    assertThat(complaints)
        .containsExactly("plimsoll.profile is ignored: " + value
            + " is none of recommended, hadolint, buildkit, all.");
  }

  @Test
  void inlayHintsAreTurnedOffOneByOne() {
    assertThat(read("{'inlayHints': {'users': false, 'images': true}}").inlayHints())
        .isEqualTo(InlayHintOptions.ALL.with("users", false));
    assertThat(read("{'plimsoll.inlayHints.variables': 'no'}")).isEqualTo(Settings.DEFAULT);
    assertThat(complaints)
        .containsExactly(
            "plimsoll.inlayHints.variables is ignored: \"no\" is neither true nor false.");
  }

  @Test
  void whatIsDecidedAboutImagesIsRead() {
    String json = "{'images': {'network': 'off', 'credentials': 'config',"
        + " 'insecureRegistries': [' Registry.LAN:5000 ', 7]}}";
    assertThat(read(json).images())
        .isEqualTo(new ImageOptions(
            ImageOptions.Network.OFF,
            ImmutableSet.of("registry.lan:5000"),
            ImageOptions.Credentials.CONFIG));
    assertThat(complaints)
        .containsExactly("plimsoll.images.insecureRegistries: 7 is no name of a host.");
  }

  @Test
  void whatCantBeDecidedAboutImagesIsComplainedOf() {
    String json =
        "{'images': {'network': 'always', 'credentials': true, 'insecureRegistries': 'a'}}";
    assertThat(read(json)).isEqualTo(Settings.DEFAULT);
    assertThat(complaints)
        .containsExactlyInAnyOrder(
            "plimsoll.images.network is ignored: \"always\" is none of off, trusted, on.",
            "plimsoll.images.credentials is ignored: true is none of none, config, helpers.",
            "plimsoll.images.insecureRegistries is ignored: \"a\" is no list.");
  }

  /** The formatter isn't loaded for its settings, so they are written down once more. */
  @Test
  void theFormatterHasTheseSettings() {
    List<String> settings = new ArrayList<>();
    for (Option option : Options.ALL) {
      if (option.group().equals("Format")) {
        settings.add(option.name() + " " + option.schema().get("default").getAsString());
      }
    }
    assertThat(settings)
        .containsExactlyElementsOf(Arrays.stream(FormatKey.values())
            .map(key -> "plimsoll.format." + key.key() + " " + key.choices().get(0))
            .toList());
    for (FormatKey key : FormatKey.values()) {
      for (String choice : key.choices().subList(1, key.choices().size())) {
        boolean isSwitch = choice.equals("true") || choice.equals("false");
        String value = isSwitch ? choice : "'" + choice + "'";
        assertThat(read("{'format': {'" + key.key() + "': " + value + "}}").formatting())
            .isEqualTo(Map.of(key.key(), choice));
      }
    }
    assertThat(complaints).isEmpty();
    assertThat(read("{'format': {'level': 'wild', 'sortFlags': 1, 'indent': 4}}"))
        .isEqualTo(Settings.DEFAULT.withFormatting("indent", "4"));
    assertThat(complaints)
        .containsExactlyInAnyOrder(
            "plimsoll.format.level is ignored: \"wild\" is none of gentle, full, off.",
            "plimsoll.format.sortFlags is ignored: 1 is neither true nor false.");
  }

  @Test
  void thePageOfDocumentationIsOfToday() throws IOException {
    Path page = Path.of("../docs/settings.md");
    if (Boolean.getBoolean("plimsoll.update")) {
      Files.writeString(page, Options.markdown());
    }
    assertThat(page).as("run the tests with -Dplimsoll.update=true").hasContent(Options.markdown());
  }

  /** Written anew it has to be laid out anew too: {@code npm run format}. */
  @Test
  void theFormOfTheExtensionIsOfToday() throws IOException {
    Path extension = Path.of("../vscode-extension/package.json");
    Assumptions.assumeTrue(Files.exists(extension), "there is no extension");
    JsonObject manifest = JsonParser.parseString(Files.readString(extension)).getAsJsonObject();
    JsonArray forms = manifest.getAsJsonObject("contributes").getAsJsonArray("configuration");
    for (JsonElement form : CONTRIBUTION) {
      if (Boolean.getBoolean("plimsoll.update")) {
        replace(forms, form.getAsJsonObject());
        Files.writeString(
            extension,
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(manifest));
      }
      assertThat(forms)
          .as("run the tests with -Dplimsoll.update=true")
          .anySatisfy(one -> assertThat(one).isEqualTo(form));
    }
  }

  private static void replace(JsonArray forms, JsonObject form) {
    for (int i = 0; i < forms.size(); i++) {
      if (forms.get(i).getAsJsonObject().get("title").equals(form.get("title"))) {
        forms.set(i, form);
        return;
      }
    }
    forms.add(form);
  }

  @Test
  void theFormHasAPropertyForEveryOption() {
    JsonObject rules = CONTRIBUTION.get(0).getAsJsonObject();
    assertThat(rules.get("title").getAsString()).isEqualTo("Rules");
    assertThat(rules.getAsJsonObject("properties").keySet())
        .containsExactly("plimsoll.profile", "plimsoll.rules");
  }

  @Test
  void everyNameOfARuleIsCompletedWithItsSeverities() {
    JsonObject names = CONTRIBUTION
        .get(0)
        .getAsJsonObject()
        .getAsJsonObject("properties")
        .getAsJsonObject("plimsoll.rules")
        .getAsJsonObject("properties");
    for (Rule rule : Rules.ALL) {
      assertThat(names.keySet())
          .contains(rule.info().name())
          .containsAll(rule.info().codes());
    }
    JsonObject alias = names.getAsJsonObject("DL3009");
    assertThat(alias.getAsJsonArray("enum"))
        .extracting(JsonElement::getAsString)
        .containsExactly("error", "warning", "information", "hint", "off");
    assertThat(alias.get("markdownDescription").getAsString())
        .startsWith("Another name of `apt-lists-not-removed`. ")
        .endsWith(" Unless set: `warning`.");
  }
}
