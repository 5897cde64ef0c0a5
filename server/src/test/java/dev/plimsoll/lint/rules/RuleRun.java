package dev.plimsoll.lint.rules;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.Carets;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs one rule on a text. */
public final class RuleRun {

  private static final ImageCatalog IMAGES = new EmbeddedImages();

  /** What the examples of the documentation say of the folder that they are in. */
  public static final SourceReport SOURCES = new SourceReport(
      "shop",
      ImmutableSet.of("entripoint.sh"),
      ImmutableMap.of("settings.env", "line 1 of .dockerignore, *.env"),
      ImmutableMap.of());

  private RuleRun() {}

  /** Checks the findings of a rule against the marks in a text. */
  public static void check(Rule rule, String marked) {
    Carets carets = Carets.read(marked);
    carets.check(findings(rule, carets.text()).stream()
        .map(one -> new Carets.Found(one.range(), one.message()))
        .toList());
  }

  /** The text after every fix of the only finding, by title; a title begins with its safety where that is safe. */
  public static Map<String, String> fixes(Rule rule, String text) {
    Map<String, String> fixed = new LinkedHashMap<>();
    for (Fix fix : Iterables.getOnlyElement(findings(rule, text)).fixes()) {
      fixed.put((fix.isSafe() ? "safe: " : "") + fix.title(), TextEdit.apply(text, fix.edits()));
    }
    return fixed;
  }

  public static List<Finding> findings(Rule rule, String text) {
    return findings(rule, text, SOURCES);
  }

  private static List<Finding> findings(Rule rule, String text, SourceReport sources) {
    List<Finding> findings = new ArrayList<>();
    rule.check(
        new Subject(SemanticModel.of(Dockerfile.parse(text)), IMAGES, sources), findings::add);
    return findings;
  }
}
