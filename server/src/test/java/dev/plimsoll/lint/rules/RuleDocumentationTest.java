package dev.plimsoll.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.lint.Example;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.FixAvailability;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.shellcheck.RealShellCheck;
import dev.plimsoll.text.TextEdit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples in the documentation of every rule: a bad one is reported and has the fix that it says, which makes the
 * good one that follows; a good one is silent.
 */
class RuleDocumentationTest {

  /** Run with {@code -Dplimsoll.update=true} to write {@code docs/rules} anew. */
  private static final boolean UPDATE = Boolean.getBoolean("plimsoll.update");

  private static final Path DOCS = Path.of("..", "docs", "rules");

  static Stream<Named<Rule>> rules() {
    return RulesUnderTest.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void itsExamplesHold(Rule rule) {
    Assumptions.assumeTrue(
        !rule.info().name().equals("shellcheck") || RealShellCheck.isInstalled());
    List<Example> examples = Example.of(rule.info());
    assertThat(examples)
        .as("examples of " + rule.info().name())
        .anyMatch(Example::isBad)
        .anyMatch(one -> !one.isBad());
    for (int i = 0; i < examples.size(); i++) {
      Example example = examples.get(i);
      List<Finding> findings = findings(rule, example, example.text());
      if (!example.isBad()) {
        assertThat(findings).as(example.text()).isEmpty();
        continue;
      }
      assertThat(findings).as(example.text()).isNotEmpty();
      assertThat(fixes(findings)).as(example.text()).isEqualTo(Set.of(example.fix()));
      if (example.fix() != FixAvailability.NONE) {
        assertThat(i + 1 < examples.size() && !examples.get(i + 1).isBad())
            .as("what a fix makes of it follows\n" + example.text())
            .isTrue();
        assertThat(fixed(rule, example)).isEqualTo(examples.get(i + 1).text());
      }
    }
  }

  /** The examples can fail: they notice each fix that is lost, and each that is safe no more. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void itsExamplesMissAFixThatIsGone(Rule rule) {
    Assumptions.assumeTrue(rule.info().fix() != FixAvailability.NONE);
    Assumptions.assumeTrue(
        !rule.info().name().equals("shellcheck") || RealShellCheck.isInstalled());
    assertThatThrownBy(() -> itsExamplesHold(changed(rule, fix -> null)))
        .isInstanceOf(AssertionError.class);
    if (rule.info().fix() == FixAvailability.SAFE) {
      assertThatThrownBy(() -> itsExamplesHold(changed(rule, Fix::asSuggestion)))
          .isInstanceOf(AssertionError.class);
    }
  }

  /** A rule with other fixes than its own. */
  private static Rule changed(Rule rule, Function<Fix, @Nullable Fix> change) {
    return new Rule() {
      @Override
      public RuleInfo info() {
        return rule.info();
      }

      @Override
      public void check(Subject subject, Reporter reporter) {
        rule.check(subject, found -> {
          Finding finding = Finding.at(found.range(), found.message());
          for (Fix fix : found.fixes()) {
            finding = finding.withFix(change.apply(fix));
          }
          reporter.report(finding);
        });
      }
    };
  }

  /** What the fix of each finding is, or of each that has one: they are alike in an example. */
  private static Set<FixAvailability> fixes(List<Finding> findings) {
    Set<FixAvailability> fixes = EnumSet.noneOf(FixAvailability.class);
    for (Finding finding : findings) {
      finding.fixes().stream().limit(1).map(FixAvailability::of).forEach(fixes::add);
    }
    return fixes.isEmpty() ? Set.of(FixAvailability.NONE) : fixes;
  }

  /** Applies the first fix of the first finding that has one until there is none. */
  private static String fixed(Rule rule, Example example) {
    String result = example.text();
    for (int round = 0; round < 20; round++) {
      Fix fix = findings(rule, example, result).stream()
          .flatMap(one -> one.fixes().stream().limit(1))
          .findFirst()
          .orElse(null);
      if (fix == null) {
        return result;
      }
      result = TextEdit.apply(result, fix.edits());
    }
    throw new AssertionError(
        "the fixes of " + rule.info().name() + " never end on " + example.text());
  }

  private static List<Finding> findings(Rule rule, Example example, String text) {
    return example.options().isEmpty()
        ? RuleRun.findings(rule, text)
        : RuleRun.findings(rule, example.options(), text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void itsPageIsUpToDate(Rule rule) throws IOException {
    isUpToDate(DOCS.resolve(rule.info().name() + ".md"), RulePages.page(rule.info()));
  }

  @Test
  void theIndexIsUpToDate() throws IOException {
    isUpToDate(DOCS.resolve("README.md"), RulePages.index(Rules.ALL));
  }

  private static void isUpToDate(Path page, String content) throws IOException {
    if (UPDATE) {
      Files.writeString(page, content);
    }
    assertThat(page).as("written by -Dplimsoll.update=true").hasContent(content);
  }

  @Test
  void namesAreUniqueAndInKebabCase() {
    List<String> names = Rules.ALL.stream().map(rule -> rule.info().name()).toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z]+(-[a-z0-9]+)*"));
  }

  @Test
  void noPageIsLeftOfARuleThatIsGone() throws IOException {
    Set<String> pages = new TreeSet<>();
    try (Stream<Path> files = Files.list(DOCS)) {
      files.map(file -> file.getFileName().toString().replace(".md", "")).forEach(pages::add);
    }
    Set<String> expected = new TreeSet<>(Set.of("README"));
    Rules.ALL.forEach(rule -> expected.add(rule.info().name()));
    assertThat(pages).isEqualTo(expected);
  }
}
