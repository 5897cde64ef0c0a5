package dev.plimsoll.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.SharedCases;
import dev.plimsoll.lint.Alias;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.BuildKitCase.Check;
import dev.plimsoll.lint.rules.BuildKitDifference.Place;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.LineMap;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule that has the name of a check of BuildKit reports what that check reports, and nothing else: line by line, in
 * recorded files. What is different is in {@link BuildKitDifference}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuildKitChecksTest {

  /** What no recorded file can show: it takes an image of another platform. */
  private static final Set<String> NEEDS_A_REGISTRY = Set.of("InvalidBaseImagePlatform");

  private List<BuildKitCase> cases = List.of();

  @BeforeAll
  void read() {
    cases = BuildKitCase.all();
  }

  static Stream<Named<Rule>> rules() {
    return RulesUnderTest.all().filter(rule -> !checks(rule.getPayload()).isEmpty());
  }

  private static List<String> checks(Rule rule) {
    return rule.info().aliases().stream()
        .filter(alias -> alias.tool() == Tool.BUILDKIT)
        .map(Alias::code)
        .toList();
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("rules")
  void saysWhatBuildKitSays(Rule rule) {
    for (String check : checks(rule)) {
      Comparison comparison = compare(rule, check);
      assertThat(comparison.unexplained).as("differences from " + check).isEmpty();
      if (!NEEDS_A_REGISTRY.contains(check)) {
        assertThat(comparison.agreed).as("places of " + check).isPositive();
      }
    }
  }

  /** A difference that is gone is not to be excused any longer. */
  @Test
  void everyDifferenceIsThere() {
    SharedCases.folder();
    Set<BuildKitDifference> met = EnumSet.noneOf(BuildKitDifference.class);
    for (Rule rule : Rules.ALL) {
      checks(rule).forEach(check -> met.addAll(compare(rule, check).explained));
    }
    assertThat(met).containsExactly(BuildKitDifference.values());
  }

  private Comparison compare(Rule rule, String check) {
    Comparison comparison = new Comparison(rule, check);
    cases.forEach(comparison::add);
    return comparison;
  }

  /** One rule and one check, in all files. */
  private static final class Comparison {
    private final Rule rule;
    private final String check;
    private final Linter linter;
    private final List<Place> unexplained = new ArrayList<>();
    private final Set<BuildKitDifference> explained = EnumSet.noneOf(BuildKitDifference.class);
    private int agreed;

    Comparison(Rule rule, String check) {
      this.rule = rule;
      this.check = check;
      this.linter = new Linter(ImmutableList.of(rule), (failed, failure) -> {
        throw failure;
      });
    }

    void add(BuildKitCase one) {
      Subject subject = one.subject();
      Map<Integer, String> theirs = new TreeMap<>();
      for (Check found : one.checks()) {
        if (found.rule().equals(check)) {
          theirs.put(found.line(), found.detail());
        }
      }
      Set<Integer> ours = new TreeSet<>();
      for (Problem problem : linter.lint(subject, LintOptions.DEFAULT)) {
        ours.add(line(subject.file(), problem.range()));
      }
      List<Finding> findings = new ArrayList<>();
      rule.check(subject, findings::add);
      Set<Integer> unsilenced = new TreeSet<>();
      findings.forEach(finding -> unsilenced.add(line(subject.file(), finding.range())));
      theirs.forEach((line, detail) -> {
        if (ours.contains(line)) {
          agreed++;
        } else {
          differ(one, line, true, detail, unsilenced.contains(line));
        }
      });
      if (!one.stops()) {
        ours.removeAll(theirs.keySet());
        ours.forEach(line -> differ(one, line, false, "", false));
      }
    }

    private void differ(
        BuildKitCase one, int line, boolean isBuildKits, String detail, boolean isSilenced) {
      Place place =
          new Place(check, one.subject().file().text(), line, isBuildKits, detail, isSilenced);
      boolean known = false;
      for (BuildKitDifference difference : BuildKitDifference.values()) {
        if (difference.explains(place)) {
          explained.add(difference);
          known = true;
        }
      }
      if (!known) {
        unexplained.add(place);
      }
    }
  }

  /** The first line, counted from 1, of the instruction at a place. */
  private static int line(Dockerfile file, TextRange range) {
    int element = file.indexAt(range.start());
    return LineMap.of(file.text()).lineAt(file.start(element)) + 1;
  }
}
