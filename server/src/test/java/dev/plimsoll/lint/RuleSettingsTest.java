package dev.plimsoll.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleSettingsTest {

  private static final RuleOption<Integer> MOST =
      new RuleOption<>("most", OptionType.COUNT, 3, "How many stages there may be.");
  private static final RuleOption<String> CASE =
      new RuleOption<>("case", OptionType.oneOf("upper", "lower"), "upper", "The case.");
  private static final RuleOption<ImmutableList<String>> NAMES =
      new RuleOption<>("names", OptionType.TEXTS, ImmutableList.of(), "Names.");
  private static final RuleOption<Boolean> STRICT =
      new RuleOption<>("strict", OptionType.BOOLEAN, false, "Whether all counts.");

  /** Reports the values of its options. */
  private record Configured(RuleInfo info) implements Rule {

    @Override
    public void check(Subject subject, Reporter reporter) {
      reporter.report(Finding.at(
          TextRange.at(0),
          subject.option(MOST) + " " + subject.option(CASE) + " " + subject.option(NAMES) + " "
              + subject.option(STRICT)));
    }
  }

  private static final RuleInfo INFO = RuleInfo.of(
          "configured", Category.STYLE, Severity.HINT, "A sample.")
      .withAlias(Tool.HADOLINT, "DL9999")
      .withOption(MOST)
      .withOption(CASE)
      .withOption(NAMES)
      .withOption(STRICT);

  private final List<String> complaints = new ArrayList<>();

  private LintOptions options(Map<String, ?> raw) {
    return new LintOptions(
        Profile.RECOMMENDED,
        RuleSettings.read(
            raw,
            () -> ImmutableList.of(new Configured(INFO), new Configured(plain("plain"))),
            (name, why) -> complaints.add(name + ": " + why)));
  }

  private static RuleInfo plain(String name) {
    return RuleInfo.of(name, Category.STYLE, Severity.HINT, "A sample.");
  }

  private static List<String> problems(RuleInfo info, LintOptions options) {
    return problems(new Configured(info), options);
  }

  private static List<String> problems(Rule asked, LintOptions options) {
    Linter linter = new Linter(ImmutableList.of(asked), (rule, failure) -> {
      throw failure;
    });
    SemanticModel model = SemanticModel.of(Dockerfile.parse("FROM a\n"));
    return linter.lint(new Subject(model, new EmbeddedImages()), options).stream()
        .map(problem -> problem.severity() + " " + problem.message())
        .toList();
  }

  @Test
  void aRuleIsGivenWhatIsSetAndTheRestAsUsual() {
    LintOptions options = options(
        Map.of("configured", Map.of("severity", "error", "most", 5.0, "names", List.of("a", "b"))));
    assertThat(problems(INFO, options)).containsExactly("ERROR 5 upper [a, b] false");
    assertThat(problems(INFO, LintOptions.DEFAULT)).containsExactly("HINT 3 upper [] false");
    assertThat(complaints).isEmpty();
  }

  @Test
  void anAliasIsAsGoodAsTheName() {
    assertThat(problems(INFO, options(Map.of("DL9999", Map.of("strict", true, "case", "lower")))))
        .containsExactly("HINT 3 lower [] true");
    assertThat(problems(INFO, options(Map.of("DL9999", "off")))).isEmpty();
  }

  @Test
  void whatIsNotValidIsNamedAndTheRestHolds() {
    LintOptions options = options(ImmutableMap.of(
        "configured",
        ImmutableMap.of(
            "most", -1, "case", "middle", "names", List.of(1), "strict", "yes", "colour", "red"),
        "plain",
        Map.of("most", 1),
        "unheard-of",
        Map.of("most", 1),
        "other",
        "loud"));
    assertThat(complaints)
        .containsExactly(
            "configured: most: -1 is not a whole number, 0 or more",
            "configured: case: \"middle\" is not one of upper, lower",
            "configured: names: [1] is not a list of texts",
            "configured: strict: \"yes\" is not true or false",
            "configured: there is no option colour; there is case, most, names, strict",
            "plain: the rule has no options",
            "unheard-of: there is no such rule",
            "other: \"loud\" is none of error, warning, information, hint, off");
    assertThat(problems(INFO, options)).containsExactly("HINT 3 upper [] false");
  }

  @Test
  void aRuleThatIsOffByDefaultRunsWhereItIsAskedFor() {
    RuleInfo quiet = INFO.offByDefault();
    assertThat(problems(quiet, LintOptions.DEFAULT)).isEmpty();
    assertThat(problems(quiet, options(Map.of("configured", "warning"))))
        .containsExactly("WARNING 3 upper [] false");
    assertThat(problems(quiet, options(Map.of("configured", Map.of("most", 1)))))
        .containsExactly("HINT 1 upper [] false");
    assertThat(problems(quiet, new LintOptions(Profile.ALL, ImmutableMap.of())))
        .containsExactly("HINT 3 upper [] false");
  }

  @Test
  void aProfileGivesASeverityOfItsOwn() {
    RuleInfo strict = INFO.in(Profile.HADOLINT, Severity.ERROR);
    assertThat(problems(strict, new LintOptions(Profile.HADOLINT, ImmutableMap.of())))
        .containsExactly("ERROR 3 upper [] false");
    assertThat(problems(strict, new LintOptions(Profile.BUILDKIT, ImmutableMap.of())))
        .isEmpty();
    assertThat(problems(strict, LintOptions.DEFAULT)).containsExactly("HINT 3 upper [] false");
  }

  /** Reports what is a matter of taste and what isn't. */
  private record Picky(RuleInfo info) implements Rule {

    @Override
    public void check(Subject subject, Reporter reporter) {
      reporter.report(Finding.at(TextRange.at(0), "taste").asPedantic());
      reporter.report(Finding.at(TextRange.at(0), "defect"));
    }
  }

  @Test
  void aPedanticFindingIsShownToThoseWhoAskForMore() {
    Picky picky = new Picky(plain("picky"));
    RuleSetting asked = RuleSetting.of(Optional.of(Severity.WARNING));
    assertThat(problems(picky, LintOptions.DEFAULT)).containsExactly("HINT defect");
    assertThat(problems(picky, new LintOptions(Profile.ALL, ImmutableMap.of())))
        .containsExactly("HINT taste", "HINT defect");
    assertThat(
            problems(picky, new LintOptions(Profile.RECOMMENDED, ImmutableMap.of("picky", asked))))
        .containsExactly("WARNING taste", "WARNING defect");
  }
}
