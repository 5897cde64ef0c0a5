package dev.plimsoll.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.text.TextEdit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule that is turned off in a configuration file: all that stands there stays. */
class TurnOffTest {

  private static final RuleInfo RULE = rule("apt-lists-not-removed");

  private static RuleInfo rule(String name) {
    return Rules.ALL.stream()
        .map(Rule::info)
        .filter(info -> info.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String off(ConfigKind kind, String text, RuleInfo rule) {
    TextEdit edit = TurnOff.in(kind, text, rule);
    return edit == null ? "can't" : TextEdit.apply(text, ImmutableList.of(edit));
  }

  private static String ours(String text) {
    return off(ConfigKind.PLIMSOLL, text, RULE);
  }

  private static String hadolints(String text) {
    return off(ConfigKind.HADOLINT, text, RULE);
  }

  @Test
  void aFileThatSaysNothingGetsATable() {
    assertThat(ours("")).isEqualTo("rules:\n  apt-lists-not-removed: off\n");
    assertThat(ours("# ours\n")).isEqualTo("# ours\nrules:\n  apt-lists-not-removed: off\n");
    assertThat(ours("profile: all # why"))
        .isEqualTo("profile: all # why\nrules:\n  apt-lists-not-removed: off\n");
    assertThat(ours("profile: all\r\n"))
        .isEqualTo("profile: all\r\nrules:\r\n  apt-lists-not-removed: off\r\n");
    assertThat(ours("rules:\nprofile: all\n"))
        .isEqualTo("rules:\n  apt-lists-not-removed: off\nprofile: all\n");
    assertThat(ours("rules: # none\nprofile: all\n"))
        .isEqualTo("rules: # none\n  apt-lists-not-removed: off\nprofile: all\n");
    assertThat(ours("rules: null\nprofile: all\n"))
        .isEqualTo("rules: {apt-lists-not-removed: off}\nprofile: all\n");
    assertThat(ours("profile: all\n... # the end\n"))
        .isEqualTo("profile: all\nrules:\n  apt-lists-not-removed: off\n... # the end\n");
    assertThat(ours("{profile: all}"))
        .isEqualTo("{profile: all, rules: {apt-lists-not-removed: off}}");
  }

  @Test
  void theTableThatIsThereGetsARow() {
    assertThat(ours("""
        rules: # ours
            # why
            DL3015: off  # because

            # the end
        ignore: [vendor/]
        """)).isEqualTo("""
        rules: # ours
            # why
            DL3015: off  # because
            apt-lists-not-removed: off

            # the end
        ignore: [vendor/]
        """);
    assertThat(ours("rules: {DL3015: off, }"))
        .isEqualTo("rules: {DL3015: off, apt-lists-not-removed: off, }");
    assertThat(ours("rules: {}\n")).isEqualTo("rules: {apt-lists-not-removed: off}\n");
    assertThat(ours("rules:\n  DL3026:\n    registries:\n      - a\n\nprofile: all\n"))
        .isEqualTo(
            "rules:\n  DL3026:\n    registries:\n      - a\n  apt-lists-not-removed: off\n\nprofile: all\n");
  }

  @Test
  void whatIsSetForTheRuleIsReplaced() {
    assertThat(ours("rules:\n  DL3009: error # loud\n"))
        .isEqualTo("rules:\n  DL3009: off # loud\n");
    assertThat(ours("rules:\n  DL3009: # loud\n")).isEqualTo("rules:\n  DL3009: off # loud\n");
    assertThat(ours("rules:\n  DL3009: hint\n  apt-lists-not-removed: error\n"))
        .as("the last counts")
        .isEqualTo("rules:\n  DL3009: hint\n  apt-lists-not-removed: off\n");
    assertThat(ours("rules: {DL3009: {severity: hint, severity: error}}"))
        .isEqualTo("rules: {DL3009: {severity: hint, severity: off}}");
    RuleInfo registries = rule("untrusted-registry");
    String options = "rules:\n  DL3026:\n    registries: [a] # these\n";
    assertThat(off(ConfigKind.PLIMSOLL, options, registries))
        .isEqualTo("rules:\n  DL3026:\n    registries: [a] # these\n    severity: off\n");
    assertThat(off(
            ConfigKind.PLIMSOLL, "rules: {DL3026: {severity: error, registries: [a]}}", registries))
        .isEqualTo("rules: {DL3026: {severity: off, registries: [a]}}");
  }

  @Test
  void inHadolintsFileItIsOneMoreThatIsIgnored() {
    assertThat(hadolints("")).isEqualTo("ignored:\n  - DL3009\n");
    assertThat(hadolints("ignored:\n- DL3008 # no pins\n\nno-fail: true\n"))
        .isEqualTo("ignored:\n- DL3008 # no pins\n- DL3009\n\nno-fail: true\n");
    assertThat(hadolints("ignored:\r\n    - DL3008\r\n    - \"SC2046\""))
        .isEqualTo("ignored:\r\n    - DL3008\r\n    - \"SC2046\"\r\n    - DL3009");
    assertThat(hadolints("ignored: [DL3008] # why\n"))
        .isEqualTo("ignored: [DL3008, DL3009] # why\n");
    assertThat(hadolints("ignored: [\n  DL3008,\n]\n"))
        .isEqualTo("ignored: [\n  DL3008, DL3009,\n]\n");
    assertThat(hadolints("ignored: []")).isEqualTo("ignored: [DL3009]");
    assertThat(hadolints("ignored: DL3008\n")).isEqualTo("ignored: [DL3008, DL3009]\n");
    assertThat(hadolints("ignored: ~\n")).isEqualTo("ignored: [DL3009]\n");
    assertThat(hadolints("no-fail: true\n...\n"))
        .isEqualTo("no-fail: true\nignored:\n  - DL3009\n...\n");
    assertThat(hadolints("ignored:\nno-fail: true\n"))
        .isEqualTo("ignored:\n  - DL3009\nno-fail: true\n");
    assertThat(hadolints("override: {error: [DL3009]}\n"))
        .isEqualTo("override: {error: [DL3009]}\nignored:\n  - DL3009\n");
    assertThat(off(ConfigKind.HADOLINT, "ignored: []", rule("slimmer-base-variant")))
        .isEqualTo("ignored: [slimmer-base-variant]");
  }

  @Test
  void codesOfShellCheckAreRules() {
    RuleInfo code = RuleInfo.of("SC2086", Category.CORRECTNESS, Severity.HINT, "")
        .withAlias(Tool.HADOLINT, "SC2086");
    assertThat(off(ConfigKind.HADOLINT, "ignored: [DL3008]", code))
        .isEqualTo("ignored: [DL3008, SC2086]");
    assertThat(off(ConfigKind.PLIMSOLL, "rules: {SC2086: error}", code))
        .isEqualTo("rules: {SC2086: off}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rules: [", "- a\n", "rules: [a]\n", "rules: off\n"})
  void whatCantBeEditedIsLeftAlone(String text) {
    assertThat(ours(text)).isEqualTo("can't");
  }

  @Test
  void whatIsOffAlreadyIsLeftAlone() {
    assertThat(ours("rules: {DL3009: off}")).isEqualTo("can't");
    assertThat(hadolints("ignored: [DL3009]")).isEqualTo("can't");
  }
}
