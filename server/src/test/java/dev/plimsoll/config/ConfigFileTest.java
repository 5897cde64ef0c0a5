package dev.plimsoll.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import dev.plimsoll.Carets;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.RuleSetting;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code .hadolint.yaml} and {@code .plimsoll.yaml} say, and what is wrong with them. */
class ConfigFileTest {

  private static ConfigSettings hadolint(String text) {
    return valid(ConfigKind.HADOLINT, text);
  }

  private static ConfigSettings plimsoll(String text) {
    return valid(ConfigKind.PLIMSOLL, text);
  }

  private static ConfigSettings valid(ConfigKind kind, String text) {
    ConfigFile file = ConfigFile.read(kind, text);
    assertThat(file.mistakes()).isEmpty();
    return file.settings();
  }

  private static RuleSetting shown(Severity severity) {
    return RuleSetting.of(Optional.of(severity));
  }

  /** The comments of the text say which mistakes are found in the line above. */
  private static ConfigSettings check(ConfigKind kind, String marked) {
    Carets carets = Carets.read(marked);
    ConfigFile file = ConfigFile.read(kind, carets.text());
    carets.check(file.mistakes().stream()
        .map(mistake -> new Carets.Found(mistake.range(), mistake.message()))
        .toList());
    return file.settings();
  }

  @Test
  void allThatHadolintReadsIsRead() {
    ConfigSettings settings = hadolint("""
        ignored:
          - DL3009
          - SC2046
        override:
          style: [DL3047, DL3015]
          error:
            - DL3015
            - DL3020
          info: []
        trustedRegistries:
          - docker.io
        label-schema:
          author: text
          version: semver
          anything: ""
        strict-labels: true
        failure-threshold: error
        no-fail: true
        no-color: false
        verbose: true
        disable-ignore-pragma: true
        format: tty
        """);
    assertThat(settings.rules())
        .containsEntry("dl3009", RuleSetting.of(Optional.empty()))
        .containsEntry("sc2046", RuleSetting.of(Optional.empty()))
        .containsEntry("dl3047", shown(Severity.HINT))
        .containsEntry("dl3015", shown(Severity.ERROR))
        .containsEntry("dl3020", shown(Severity.ERROR));
    assertThat(option(settings, "untrusted-registry")).containsExactly("docker.io");
    assertThat(option(settings, "label-missing"))
        .containsExactly("author:text", "version:semver", "anything:text");
    assertThat(option(settings, "label-superfluous")).hasSize(3);
    assertThat(settings.failOn()).isEqualTo(Severity.ERROR);
    assertThat(settings.neverFails()).isTrue();
    assertThat(settings.pragmasDisabled()).isTrue();
    assertThat(settings.format()).isEqualTo("tty");
  }

  private static Object[] option(ConfigSettings settings, String rule) {
    RuleSetting setting = settings.rules().get(rule);
    assertThat(setting).as(rule).isNotNull();
    return ((ImmutableList<?>) Iterables.getOnlyElement(setting.options().values())).toArray();
  }

  @Test
  void theLabelsThatThereMustBeAreThoseOfEveryRuleOfLabels() {
    String schema = "{org.example.version: semver, org.example.owner: email}";
    for (ConfigSettings settings : List.of(
        hadolint("label-schema: " + schema), plimsoll("profile: hadolint\nlabels: " + schema))) {
      LintOptions options = settings.over(new LintOptions(Profile.HADOLINT, ImmutableMap.of()));
      assertThat(found("FROM alpine:3.22\nLABEL org.example.version=1 other=x\n", options))
          .containsExactly("label-missing", "label-not-semver");
    }
    for (ConfigSettings settings : List.of(
        hadolint("strict-labels: true\nlabel-schema: " + schema),
        plimsoll("labels: " + schema + "\nstrictLabels: true"))) {
      assertThat(found(
              "FROM alpine:3.22\nLABEL org.example.version=1.0.0 org.example.owner=a@b.c other=x\n",
              settings.over(LintOptions.DEFAULT)))
          .contains("label-superfluous")
          .doesNotContain("label-missing");
    }
  }

  @Test
  void registriesThatAreTrustedMayHaveStars() {
    for (ConfigSettings settings : List.of(
        hadolint("trustedRegistries: ['*.example.com', docker.io, 'reg*']"),
        plimsoll("registries: ['*.example.com', docker.io, 'reg*']"))) {
      LintOptions options = settings.over(LintOptions.DEFAULT);
      for (String good : List.of("a.example.com/b:1", "alpine:3.22", "registry.local:5000/b:1")) {
        assertThat(found("FROM " + good + "\n", options)).doesNotContain("untrusted-registry");
      }
      for (String bad : List.of("example.com/b:1", "ghcr.io/b/c:1", "a.example.com:5000/b:1")) {
        assertThat(found("FROM " + bad + "\n", options)).as(bad).contains("untrusted-registry");
      }
    }
    assertThat(found(
            "FROM ghcr.io/b/c:1\n", hadolint("trustedRegistries: '*'").over(LintOptions.DEFAULT)))
        .doesNotContain("untrusted-registry");
  }

  @Test
  void aSeverityCountsBesideRegistriesAndLabels() {
    for (ConfigSettings settings : List.of(
        hadolint("override: {error: [DL3026], style: [DL3049]}\n"
            + "trustedRegistries: [a.b]\nlabel-schema: {x: text}"),
        plimsoll("registries: [a.b]\nlabels: {x: text}\n"
            + "rules: {DL3026: error, label-missing: {severity: hint}}"))) {
      LintOptions options = settings.over(LintOptions.DEFAULT);
      assertThat(problems("FROM alpine:3.22\n", options).stream()
              .map(problem -> problem.rule().name() + " " + problem.severity()))
          .contains("untrusted-registry ERROR", "label-missing HINT");
    }
    assertThat(found(
            "FROM alpine:3.22\n",
            hadolint("ignored: [DL3026]\ntrustedRegistries: [a.b]").over(LintOptions.DEFAULT)))
        .isEmpty();
  }

  private static List<Problem> problems(String text, LintOptions options) {
    Linter linter = new Linter(Rules.ALL, (rule, failure) -> {
      throw failure;
    });
    return linter.lint(
        new Subject(SemanticModel.of(Dockerfile.parse(text)), new EmbeddedImages()), options);
  }

  private static List<String> found(String text, LintOptions options) {
    return problems(text, options).stream()
        .map(problem -> problem.rule().name())
        .filter(name -> name.matches("label-.*|untrusted-registry"))
        .sorted()
        .toList();
  }

  @Test
  void whatIsIgnoredIsOffThoughItIsOverriddenToo() {
    assertThat(hadolint("ignored: [DL3009]\noverride: {error: [DL3009]}").rules())
        .containsExactly(java.util.Map.entry("dl3009", RuleSetting.of(Optional.empty())));
  }

  @Test
  void aProfileAndRulesByAnyOfTheirNamesAreRead() {
    ConfigSettings settings = plimsoll("""
        # what we want
        profile: hadolint
        rules:
          apt-lists-not-removed: off
          hadolint/DL3020: error
          "DL3015": {severity: hint}
        ignore:
          - vendor/
          - "*.old"
        """);
    assertThat(settings.profile()).isEqualTo(Profile.HADOLINT);
    assertThat(settings.rules())
        .containsEntry("apt-lists-not-removed", RuleSetting.of(Optional.empty()))
        .containsEntry("dl3020", shown(Severity.ERROR))
        .containsEntry("dl3015", shown(Severity.HINT));
    assertThat(settings.ignored()).isEqualTo(ImmutableList.of("vendor/", "*.old"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "---\n",
        "{}",
        "ignored:\noverride:\n",
        "ignored: []",
        "\uFEFFignored: []"
      })
  void aFileMaySayNothing(String text) {
    assertThat(hadolint(text).rules()).isEmpty();
  }

  @Test
  void aMistakeIsToldWhereItIsAndTheRestCounts() {
    ConfigSettings settings = check(ConfigKind.PLIMSOLL, """
        profil: all
        #^^^^^ There is no key profil here. There are profile, rules, registries,
        profile: strict
        #        ^^^^^^ This is ignored: it isn't one of recommended, hadolint, buildkit, all.
        profile: all
        #^^^^^^ profile stands here twice.
        rules:
          apt-lists-not-remove: off
        # ^^^^^^^^^^^^^^^^^^^^ There is no rule apt-lists-not-remove, so this is ignored. Did you mean apt-lists-not-removed?
          DL9999: error
        # ^^^^^^ There is no rule DL9999, so this is ignored.
          SC2046: error
          DL3015: loud
        #         ^^^^ "loud" is none of error, warning, information, hint, off
          DL3020: {colour: red, severity: hint}
        #          ^^^^^^ the rule has no options
          DL3021: [off]
        #         ^^^^^ This is ignored
          DL3009: error
        ignore: [{a: b}, 7, '8']
        #        ^^^^^^ This is ignored: it isn't text.
        #                ^ This is ignored: it isn't text. Put it in quotation marks.
        """);
    assertThat(settings.rules())
        .containsOnly(
            java.util.Map.entry("sc2046", shown(Severity.ERROR)),
            java.util.Map.entry("dl3009", shown(Severity.ERROR)),
            java.util.Map.entry("dl3020", shown(Severity.HINT)),
            java.util.Map.entry("sc2046", shown(Severity.ERROR)));
    assertThat(settings.ignored()).containsExactly("8");
  }

  @Test
  void ofTwoRowsForOneRuleTheLastCounts() {
    ConfigSettings settings = check(ConfigKind.PLIMSOLL, """
        rules:
          DL3009: error
          apt-lists-not-removed: hint
        # ^^^^^^^^^^^^^^^^^^^^^ This is the rule that stands above as dl3009. Delete one; the last counts.
          DL3015: error
          DL3015: off
        # ^^^^^^ This rule stands here twice. Delete one; the last counts.
          label-missing: {severity: error, severity: hint}
        #                                  ^^^^^^^^ severity stands here twice. Delete one; the last counts.
          sc2046: error
          SC2046: hint
        # ^^^^^^ This rule stands here twice.
        """);
    LintOptions options = settings.over(LintOptions.DEFAULT);
    assertThat(options.rules())
        .containsEntry("apt-lists-not-removed", shown(Severity.HINT))
        .containsEntry("label-missing", shown(Severity.HINT))
        .containsEntry("sc2046", shown(Severity.HINT));
    assertThat(settings.rules()).containsEntry("dl3015", RuleSetting.of(Optional.empty()));
  }

  @Test
  void anOptionThatThereIsntIsMarkedItselfAndAWrongValueToo() {
    check(ConfigKind.PLIMSOLL, """
        rules:
          label-missing:
            x: 1
        #   ^ there is no option x; there is schema
            y:
        #   ^ there is no option y
            schema: {a: b}
        #           ^^^^^^ schema:
          DL3009:
        #       ^ a severity is missing
        profile:
        #      ^ it isn't one of recommended
        """);
  }

  @Test
  void whatIsWrongAtTheEndIsMarkedAtWhatOneSees() {
    check(ConfigKind.HADOLINT, """
        ignored: [DL3009,
        #               ^ This isn't YAML
        """.stripTrailing() + "\n\n");
  }

  @Test
  void withoutASchemaNoLabelIsAllowedWhereLabelsAreStrict() {
    String text = "FROM alpine:3.22\nLABEL a=b c=d\n";
    for (ConfigSettings settings :
        List.of(hadolint("strict-labels: true"), plimsoll("strictLabels: true"))) {
      for (Profile profile : Profile.values()) {
        LintOptions options = settings.over(new LintOptions(profile, ImmutableMap.of()));
        assertThat(found(text, options)).containsExactly("label-superfluous", "label-superfluous");
      }
    }
    assertThat(found(text, new LintOptions(Profile.ALL, ImmutableMap.of()))).isEmpty();
    assertThat(found(text, hadolint("strict-labels: false").over(LintOptions.DEFAULT)))
        .isEmpty();
  }

  @Test
  void mistakesInHadolintsFileAreToldToo() {
    check(ConfigKind.HADOLINT, """
        ignore: [DL3009]
        #^^^^^ There is no key ignore here. There are ignored, override,
        ignored: [DL3009, apt-lists-not-removed, SC1091, DL3099, [DL3020]]
        #                                                ^^^^^^ There is no rule DL3099
        #                                                        ^^^^^^^^ it isn't the name of a rule
        override:
          ignore: [DL3015]
        # ^^^^^^ There is no key ignore here. There are error, warning, info, style.
        no-fail: never
        #        ^^^^^ neither true nor false
        failure-threshold: loud
        #                  ^^^^ it isn't one of error, warning, info, style, ignore, none
        label-schema: {a: colour}
        #                 ^^^^^^ it isn't one of text, url, semver, hash, rfc3339, spdx, email.
        format: [json]
        #       ^^^^^^ it isn't one of tty, json
        """);
  }

  @Test
  void positionsCountAsEditorsDo() {
    check(ConfigKind.PLIMSOLL, """
        ignore: [😀, é]
        "😀": {no: 1}
        #^^^ There is no key 😀 here.
        rules: {"😀": off, a: b}
        #       ^^^^ There is no rule 😀
        #                  ^ There is no rule a
        """);
    ConfigFile marked = ConfigFile.read(ConfigKind.PLIMSOLL, "\uFEFFprofil: all");
    assertThat(marked.mistakes().get(0).range().start()).isEqualTo(1);
  }

  @Test
  void aFileThatIsNoYamlSaysNothing() {
    ConfigSettings settings = check(ConfigKind.HADOLINT, """
        ignored: [DL3009]
        override: error: [DL3015]
        #              ^^^^^^^^^^ This isn't YAML, so nothing of the file counts: mapping values are not allowed
        """);
    assertThat(settings.rules()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ignored: [DL3009",
        "ignored: \"",
        "a\n---\nb",
        "ignored: \u0001",
        "*nobody",
        "- a",
        "text",
        "? [a]\n: b",
        "&a [*a]",
        "\t",
        "%YAML 3.0\n---\na: b",
        "ignored: !!binary \"%\"",
      })
  void whateverIsInAFileIsToldOf(String text) {
    for (ConfigKind kind : ConfigKind.values()) {
      ConfigFile file = ConfigFile.read(kind, text);
      assertThat(file.mistakes()).as(text).isNotEmpty();
      for (ConfigMistake mistake : file.mistakes()) {
        assertThat(mistake.range().end()).isLessThanOrEqualTo(text.length());
      }
    }
  }

  @Test
  void neitherDepthNorAliasesGrowWithoutEnd() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String one = "*a" + (i - 1);
      laughs.append("a" + i + ": &a" + i + " ["
          + String.join(", ", java.util.Collections.nCopies(9, one)) + "]\n");
    }
    for (String text : new String[] {laughs.toString(), "[".repeat(200_000), "a: ".repeat(50)}) {
      assertThat(ConfigFile.read(ConfigKind.PLIMSOLL, text).mistakes()).isNotEmpty();
    }
  }
}
