package dev.plimsoll.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.Carets;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.LockedNames;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.context.RunSettings;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.context.Weight;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageFacts.Match;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.LearntImages;
import dev.plimsoll.image.LookupFailure;
import dev.plimsoll.image.LookupFailure.Reason;
import dev.plimsoll.image.RepositoryTag;
import dev.plimsoll.image.TagList;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Judgement;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleSetting;
import dev.plimsoll.lint.RuleSettings;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shellcheck.RealShellCheck;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs one rule on a text. */
public final class RuleRun {

  /** The tables, and what registries told of the images that examples name. */
  private static final ImageCatalog IMAGES = LearntImages.over(new EmbeddedImages())
      .with(image("node:22-slmi"), new LookupFailure(Reason.NOT_FOUND, "docker.io"))
      .with(image("team/private:1"), new LookupFailure(Reason.NOT_FOUND, "docker.io"))
      .with(image("team/public:1"), new LookupFailure(Reason.NOT_FOUND, "docker.io"))
      .with(image("team/public"), new TagList(ImmutableList.of(RepositoryTag.named("edge")), true))
      .with(new ImageFacts(
          image("mysql:8.4"),
          Match.EXACT,
          "8.4",
          "sha256:" + "0".repeat(64),
          ImmutableList.of(),
          ImmutableList.of("linux/amd64", "linux/arm64")));

  private static ImageReference image(String name) {
    return Objects.requireNonNull(ImageReference.of(name));
  }

  /** What the examples of the documentation say of the folder that they are in. */
  public static final SourceReport SOURCES = new SourceReport(
      "shop",
      ImmutableSet.of("entripoint.sh"),
      ImmutableMap.of("settings.env", "line 1 of .dockerignore, *.env"),
      ImmutableMap.of(
          "",
          ContextFile.of(ContextFile.Kind.FOLDER),
          "package.json",
          ContextFile.of("{\"scripts\": {\"build\": \"a\"}, \"dependencies\": {\"b\": \"^1\"},"
              + " \"devDependencies\": {\"a\": \"^1\"}}"),
          "package-lock.json",
          ContextFile.of("{\"packages\": {\"\": {\"dependencies\": {\"b\": \"^1\"},"
              + " \"devDependencies\": {\"a\": \"^1\"}}}}"),
          "yarn.lock",
          ContextFile.of("a@^1:\n\nb@^1:\n"),
          "node_modules",
          ContextFile.of(ContextFile.Kind.MISSING)));

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

  /** The same in a folder with some files, which rules are shown as they ask for them. */
  public static Map<String, String> fixes(Rule rule, String text, Map<String, String> files) {
    Map<String, String> fixed = new LinkedHashMap<>();
    for (Fix fix : Iterables.getOnlyElement(findings(rule, text, files)).fixes()) {
      fixed.put((fix.isSafe() ? "safe: " : "") + fix.title(), TextEdit.apply(text, fix.edits()));
    }
    return fixed;
  }

  public static List<Finding> findings(Rule rule, String text) {
    return findings(rule, text, SOURCES);
  }

  /**
   * The findings in a folder with some files.
   *
   * @param files what each says, by its path; what is not among them isn't there
   */
  public static List<Finding> findings(Rule rule, String text, Map<String, String> files) {
    return findings(rule, Profile.RECOMMENDED, text, files);
  }

  /** The same in a profile. */
  public static List<Finding> findings(
      Rule rule, Profile profile, String text, Map<String, String> files) {
    LintOptions options = new LintOptions(profile, ImmutableMap.of());
    Folder folder = new Folder(files);
    Linter linter = new Linter(ImmutableList.of(rule), (info, failure) -> {
      throw failure;
    });
    SourceReport known = SourceReport.NOTHING;
    SemanticModel model = SemanticModel.of(Dockerfile.parse(text));
    Judgement judgement = null;
    while (true) {
      Subject subject = new Subject(model, IMAGES, known);
      judgement = linter.judge(subject, options, judgement);
      if (known.files().keySet().containsAll(judgement.contextFiles())) {
        assertThat(judgement.problems().toString())
            .describedAs("what is learned of files is judged as if it was known from the start")
            .isEqualTo(linter.lint(subject, options).toString());
        return judgement.problems().stream().map(Problem::finding).toList();
      }
      known = folder.report(judgement.contextFiles());
    }
  }

  /**
   * The findings where somebody has chosen something about the rule.
   *
   * @param options values by the names of options, as settings give them
   */
  public static List<Finding> findings(Rule rule, Map<String, ?> options, String text) {
    Linter linter = new Linter(ImmutableList.of(rule), (info, failure) -> {
      throw failure;
    });
    ImmutableMap<String, RuleSetting> settings = RuleSettings.read(
        options.isEmpty() ? Map.of() : Map.of(rule.info().name(), options),
        () -> ImmutableList.of(rule),
        (name, why) -> {
          throw new IllegalArgumentException(name + ": " + why);
        });
    Subject subject = new Subject(SemanticModel.of(Dockerfile.parse(text)), IMAGES, SOURCES);
    return linter.lint(subject, new LintOptions(Profile.ALL, settings)).stream()
        .map(Problem::finding)
        .toList();
  }

  private record Folder(Map<String, String> files) {

    SourceReport report(Set<String> asked) {
      ImmutableMap.Builder<String, ContextFile> known = ImmutableMap.builder();
      asked.forEach(path -> known.put(path, file(path)));
      return new SourceReport("", ImmutableSet.of(), ImmutableMap.of(), known.buildOrThrow());
    }

    private ContextFile file(String path) {
      if (path.endsWith("/**")) {
        return ContextFile.of(weight(path.substring(0, path.length() - "/**".length())));
      }
      String lockfile = ContextPath.lockfile(path);
      if (lockfile != null) {
        String text = files.get(lockfile);
        return text == null
            ? ContextFile.of(ContextFile.Kind.MISSING)
            : LockedNames.of(ContextPath.name(lockfile), text);
      }
      String databases = ContextPath.databases(path);
      if (databases != null) {
        String folder = databases.isEmpty() ? "" : databases + "/";
        return ContextFile.of(files.keySet().stream()
            .filter(it -> it.startsWith(folder) && it.matches(".*\\.(?:db|sqlite3?)"))
            .collect(Collectors.joining("\n")));
      }
      String pattern = ContextPath.pattern(path);
      if (pattern != null) {
        return ContextFile.of(files.keySet().stream()
            .filter(PathGlob.of(pattern)::matches)
            .sorted()
            .collect(Collectors.joining("\n")));
      }
      if (path.equals(ContextPath.RUN_SETTINGS)) {
        return runSettings().toFile();
      }
      String text = files.get(path);
      boolean isFolder = files.keySet().stream().anyMatch(it -> it.startsWith(path + "/"));
      return text != null
          ? ContextFile.of(text)
          : ContextFile.of(isFolder ? ContextFile.Kind.FOLDER : ContextFile.Kind.MISSING);
    }

    private RunSettings runSettings() {
      Path root = Path.of("/project");
      Map<Path, String> texts = new LinkedHashMap<>();
      files.forEach((path, text) -> texts.put(root.resolve(path), text));
      return RunSettings.of(texts, root.resolve("Dockerfile"), root);
    }

    private Weight weight(String source) {
      int count = 0;
      long bytes = 0;
      for (Map.Entry<String, String> file : files.entrySet()) {
        String path = file.getKey();
        if (source.isEmpty() || path.equals(source) || path.startsWith(source + "/")) {
          count++;
          bytes += file.getValue().length();
        }
      }
      return count == 0 ? Weight.UNKNOWN : new Weight(count, bytes, true);
    }
  }

  /** The findings of a profile. */
  public static List<Finding> findings(Rule rule, Profile profile, String text) {
    Linter linter = new Linter(ImmutableList.of(rule), (info, failure) -> {
      throw failure;
    });
    Subject subject = new Subject(SemanticModel.of(Dockerfile.parse(text)), IMAGES, SOURCES);
    return linter.lint(subject, new LintOptions(profile, ImmutableMap.of())).stream()
        .map(Problem::finding)
        .toList();
  }

  /** The findings while nobody has looked for files. */
  public static List<Finding> findingsWithoutContext(Rule rule, String text) {
    return findings(rule, text, SourceReport.NOTHING);
  }

  private static List<Finding> findings(Rule rule, String text, SourceReport sources) {
    List<Finding> findings = new ArrayList<>();
    Subject subject =
        new Subject(SemanticModel.of(Dockerfile.parse(text), IMAGES), IMAGES, sources);
    boolean asks = rule.info().name().equals("shellcheck");
    rule.check(asks ? subject.with(RealShellCheck.of(subject)) : subject, findings::add);
    findings.removeIf(finding -> finding.audience() == Finding.Audience.ONLY_BUILDKIT
        || finding.audience() == Finding.Audience.ONLY_HADOLINT);
    return findings;
  }
}
