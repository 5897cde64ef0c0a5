package dev.plimsoll.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.plimsoll.SharedCases;
import dev.plimsoll.lint.Alias;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.BuildKitCase.Check;
import dev.plimsoll.lint.rules.BuildKitDifference.Place;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.LineMap;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The profile {@code buildkit} reports what {@code docker build --check} reports, and nothing else: check by check and line
 * by line, in recorded files. What is different is in {@link BuildKitDifference}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuildKitChecksTest {

  private static final LintOptions PROFILE = new LintOptions(Profile.BUILDKIT, ImmutableMap.of());

  /** What no recorded file can show: it takes an image of another platform. */
  private static final Set<String> NEEDS_A_REGISTRY = Set.of("InvalidBaseImagePlatform");

  private final List<Judged> cases = new ArrayList<>();

  /** A case and what is reported in it, by check. */
  private record Judged(BuildKitCase one, Map<String, Set<Lines>> ours) {}

  /** The lines of an instruction, counted from 1. */
  private record Lines(int first, int last) implements Comparable<Lines> {
    @Override
    public int compareTo(Lines other) {
      return first == other.first
          ? Integer.compare(last, other.last)
          : Integer.compare(first, other.first);
    }
  }

  @BeforeAll
  void judge() {
    Linter linter = new Linter(Rules.ALL, (failed, failure) -> {
      throw failure;
    });
    for (BuildKitCase one : BuildKitCase.all()) {
      Map<String, Set<Lines>> ours = new TreeMap<>();
      for (Problem problem : linter.lint(one.subject(), PROFILE)) {
        assertThat(problem.severity()).as(problem.message()).isIn(Severity.WARNING, Severity.ERROR);
        String check = check(problem.rule());
        ours.computeIfAbsent(check, any -> new TreeSet<>())
            .add(lines(one.subject().file(), problem.range(), check));
      }
      cases.add(new Judged(one, ours));
    }
  }

  static Stream<String> checks() {
    return Rules.ALL.stream()
        .filter(rule -> rule.info().severity(Profile.BUILDKIT) != null)
        .map(rule -> check(rule.info()))
        .distinct();
  }

  private static String check(RuleInfo rule) {
    return rule.aliases().stream()
        .filter(alias -> alias.tool() == Tool.BUILDKIT)
        .map(Alias::code)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void thereIsARuleForEachCheck() {
    assertThat(checks()).hasSize(22);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("checks")
  void saysWhatBuildKitSays(String check) {
    Comparison comparison = compare(check);
    assertThat(comparison.unexplained).as("differences from " + check).isEmpty();
    if (!NEEDS_A_REGISTRY.contains(check)) {
      assertThat(comparison.agreed).as("places of " + check).isPositive();
    }
  }

  /** A difference that is gone is not to be excused any longer. */
  @Test
  void everyDifferenceIsThere() {
    SharedCases.folder();
    Set<BuildKitDifference> met = EnumSet.noneOf(BuildKitDifference.class);
    checks().forEach(check -> met.addAll(compare(check).explained.keySet()));
    assertThat(met).containsExactly(BuildKitDifference.values());
  }

  private Comparison compare(String check) {
    Comparison comparison = new Comparison(check);
    cases.forEach(comparison::add);
    return comparison;
  }

  /** One check in all files. */
  private static final class Comparison {
    private final String check;
    private final List<Place> unexplained = new ArrayList<>();
    private final Map<BuildKitDifference, Integer> explained = new TreeMap<>();
    private int agreed;

    Comparison(String check) {
      this.check = check;
    }

    void add(Judged judged) {
      BuildKitCase one = judged.one;
      Map<Lines, String> theirs = new TreeMap<>();
      for (Check found : one.checks()) {
        if (found.rule().equals(check)) {
          theirs.put(new Lines(found.line(), found.endLine()), found.detail());
        }
      }
      Set<Lines> ours = new TreeSet<>(judged.ours.getOrDefault(check, Set.of()));
      theirs.forEach((lines, detail) -> {
        if (ours.remove(lines)) {
          agreed++;
        } else {
          differ(one, lines, true, detail);
        }
      });
      if (!one.stops()) {
        ours.forEach(lines -> differ(one, lines, false, ""));
      }
    }

    private void differ(BuildKitCase one, Lines lines, boolean isBuildKits, String detail) {
      boolean silenced = isBuildKits && unsilenced(one).contains(lines);
      Place place =
          new Place(check, one.subject().file().text(), lines.first, isBuildKits, detail, silenced);
      boolean known = false;
      for (BuildKitDifference difference : BuildKitDifference.values()) {
        if (difference.explains(place)) {
          explained.merge(difference, 1, Integer::sum);
          known = true;
        }
      }
      if (!known) {
        unexplained.add(place);
      }
    }

    /** What the rules of the check report where no comment silences them. */
    private Set<Lines> unsilenced(BuildKitCase one) {
      List<Finding> findings = new ArrayList<>();
      for (Rule rule : Rules.ALL) {
        if (rule.info().isCalled(check)) {
          rule.check(one.subject(), findings::add);
        }
      }
      Set<Lines> found = new HashSet<>();
      findings.forEach(finding -> found.add(lines(one.subject().file(), finding.range(), check)));
      return found;
    }
  }

  /** The lines that BuildKit names: those of the instruction at a place, and of a blank line in one the last. */
  private static Lines lines(Dockerfile file, TextRange range, String check) {
    LineMap map = LineMap.of(file.text());
    int element = file.indexAt(range.start());
    int start = file.start(element);
    int first = map.lineAt(start) + 1;
    if (!(file.element(element) instanceof Instruction instruction)) {
      return new Lines(first, first);
    }
    boolean blank = check.equals("NoEmptyContinuation");
    int length = blank && !instruction.heredocs().isEmpty()
        ? instruction.heredocs().get(0).body().start()
        : instruction.length();
    int last = map.lineAt(start + length - 1) + 1;
    return new Lines(blank ? last : first, last);
  }
}
