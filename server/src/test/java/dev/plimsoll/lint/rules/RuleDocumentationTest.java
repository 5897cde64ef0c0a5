package dev.plimsoll.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.CaseFormat;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.text.TextEdit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples in the documentation of every rule: a bad one is reported, a good one is silent, and the fixes that the
 * rule offers for a bad one make the good one that follows it.
 */
class RuleDocumentationTest {

  /** Run with {@code -Dplimsoll.update=true} to write {@code docs/rules} anew. */
  private static final boolean UPDATE = Boolean.getBoolean("plimsoll.update");

  private static final Path DOCS = Path.of("..", "docs", "rules");

  static Stream<Rule> rules() {
    return Rules.ALL.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void itsExamplesHold(Rule rule) {
    List<Example> examples = Example.in(rule.info().documentation());
    assertThat(examples)
        .as("examples of " + rule.info().name())
        .anyMatch(Example::bad)
        .anyMatch(one -> !one.bad());
    for (int i = 0; i < examples.size(); i++) {
      Example example = examples.get(i);
      if (!example.bad()) {
        assertThat(RuleRun.findings(rule, example.text())).as(example.text()).isEmpty();
        continue;
      }
      List<Finding> findings = RuleRun.findings(rule, example.text());
      assertThat(findings).as(example.text()).isNotEmpty();
      boolean followedByGood = i + 1 < examples.size() && !examples.get(i + 1).bad();
      if (followedByGood && findings.stream().anyMatch(one -> !one.fixes().isEmpty())) {
        assertThat(fixed(rule, example.text())).isEqualTo(examples.get(i + 1).text());
      }
    }
  }

  /** Applies the first fix of the first finding that has one until there is none. */
  private static String fixed(Rule rule, String text) {
    String result = text;
    for (int round = 0; round < 20; round++) {
      Fix fix = RuleRun.findings(rule, result).stream()
          .flatMap(one -> one.fixes().stream().limit(1))
          .findFirst()
          .orElse(null);
      if (fix == null) {
        return result;
      }
      result = TextEdit.apply(result, fix.edits());
    }
    throw new AssertionError("the fixes of " + rule.info().name() + " never end on " + text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void itsPageIsUpToDate(Rule rule) throws IOException {
    Path page = DOCS.resolve(rule.info().name() + ".md");
    if (UPDATE) {
      Files.createDirectories(DOCS);
      Files.writeString(page, page(rule.info()));
    }
    assertThat(page).as("written by -Dplimsoll.update=true").hasContent(page(rule.info()));
  }

  private static String page(RuleInfo rule) {
    String aliases = rule.codes().isEmpty()
        ? ""
        : " · also known as `" + String.join("`, `", rule.codes()) + "`";
    return "# " + rule.name() + "\n\n*" + lower(rule.category()) + " · " + lower(rule.severity())
        + "*" + aliases
        + "\n\n"
        + rule.documentation()
            .replace("```dockerfile bad", "Bad:\n\n```dockerfile")
            .replace("```dockerfile good", "Good:\n\n```dockerfile");
  }

  private static String lower(Enum<?> value) {
    return CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.LOWER_HYPHEN, value.name());
  }

  @Test
  void namesAreUniqueAndInKebabCase() {
    List<String> names = Rules.ALL.stream().map(rule -> rule.info().name()).toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
  }

  @Test
  void noPageIsLeftOfARuleThatIsGone() throws IOException {
    Set<String> pages = new TreeSet<>();
    try (Stream<Path> files = Files.list(DOCS)) {
      files.map(file -> file.getFileName().toString().replace(".md", "")).forEach(pages::add);
    }
    assertThat(pages)
        .isEqualTo(
            new TreeSet<>(Rules.ALL.stream().map(rule -> rule.info().name()).toList()));
  }

  private record Example(boolean bad, String text) {

    static List<Example> in(String markdown) {
      List<Example> examples = new ArrayList<>();
      StringBuilder text = null;
      boolean bad = false;
      for (String line : markdown.lines().toList()) {
        if (text != null && line.equals("```")) {
          examples.add(new Example(bad, text.toString()));
          text = null;
        } else if (text != null) {
          text.append(line).append('\n');
        } else if (line.startsWith("```dockerfile")) {
          bad = line.endsWith(" bad");
          text = new StringBuilder();
        }
      }
      return examples;
    }
  }
}
