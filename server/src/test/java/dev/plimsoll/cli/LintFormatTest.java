package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.SampleRules;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.Rules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What {@code plimsoll lint} prints for other programs. */
class LintFormatTest {

  /** A warning with a safe fix and a suggestion, and a hint without any. */
  private static final String TEXT = "FROM a\nrun b\nMAINTAINER c\n";

  @TempDir
  private Path folder;

  private String out = "";
  private String err = "";

  private int lint(String input, String... args) {
    return lint(input, SampleRules.ALL, args);
  }

  private int lint(String input, ImmutableList<Rule> rules, String... args) {
    List<String> all = new ArrayList<>(List.of("lint"));
    all.addAll(List.of(args));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringWriter said = new StringWriter();
    int status = Cli.run(
        all.toArray(String[]::new),
        "1.2.3",
        () -> rules,
        new EmbeddedImages(),
        null,
        new Cli.Streams(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            bytes,
            new PrintWriter(said),
            false));
    out = bytes.toString(StandardCharsets.UTF_8);
    err = said.toString();
    return status;
  }

  private static Document xml(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
  }

  private static List<Element> elements(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  @Test
  void gnuIsALineForEachProblem() {
    assertThat(lint(TEXT, "--format=gnu", "--stdin-name=a/Dockerfile")).isEqualTo(1);
    assertThat(out).isEqualTo("""
        a/Dockerfile:2:1: warning: Write RUN [capitals]
        a/Dockerfile:3:1: hint: Nobody reads this [no-maintainer]
        """);
    assertThat(lint("FROM a\n", "--format=gnu", "-")).isZero();
    assertThat(out).isEmpty();
  }

  @Test
  void githubIsACommandForEachProblem() {
    assertThat(lint(TEXT, "--format=github", "--stdin-name=a/Dockerfile")).isEqualTo(1);
    String path = ProjectPaths.around(Path.of("")).of("a/Dockerfile");
    assertThat(out).isEqualTo("""
            ::warning file=%1$s,line=2,endLine=2,col=1,endColumn=4,title=capitals::Write RUN
            ::notice file=%1$s,line=3,endLine=3,col=1,endColumn=13,title=no-maintainer::Nobody reads this
            """.formatted(path));
    lint("FROM a\nb%0A:c,\td::e e\n", "--format=github", "--stdin-name=50%,a:b");
    assertThat(out)
        .startsWith(
            "::warning file=" + ProjectPaths.around(Path.of("")).of("") + "/50%25%2Ca%3Ab,line=2,")
        .endsWith("::Write B%250A:C,\n");
  }

  @Test
  void githubIsToldWhatCouldNotBeRead() {
    assertThat(lint("", "--format=github", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(out).isEqualTo("::error file=" + folder.resolve("none") + "::no such file\n");
  }

  @Test
  void checkstyleHasAnElementForEachFileAndProblem() throws Exception {
    Path clean = Files.writeString(folder.resolve("Dockerfile"), "FROM a\n");
    assertThat(lint(TEXT, "--format=checkstyle", "-", clean.toString())).isEqualTo(1);
    assertThat(out).isEqualTo("""
        <?xml version="1.0" encoding="UTF-8"?>
        <checkstyle version="4.3">
          <file name="-">
            <error line="2" column="1" severity="warning" message="Write RUN" source="capitals"/>
            <error line="3" column="1" severity="info" message="Nobody reads this" source="no-maintainer"/>
          </file>
          <file name="%s">
          </file>
        </checkstyle>
        """.formatted(clean));
    assertThat(elements(xml(out), "error")).hasSize(2);
  }

  @Test
  void junitHasASuiteForEachFileAndATestForEachProblem() throws Exception {
    Path clean = Files.writeString(folder.resolve("Dockerfile"), "FROM a\n");
    String none = folder.resolve("none").toString();
    assertThat(lint(TEXT, "--format=junit", "-", clean.toString(), none)).isEqualTo(2);
    assertThat(out).isEqualTo("""
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="plimsoll lint">
          <testsuite name="-" tests="2" failures="2" errors="0">
            <testcase name="capitals, line 2" classname="-"><failure type="warning" message="Write RUN">\
        -:2:1: warning: Write RUN [capitals]</failure></testcase>
            <testcase name="no-maintainer, line 3" classname="-"><failure type="hint" message="Nobody reads this">\
        -:3:1: hint: Nobody reads this [no-maintainer]</failure></testcase>
          </testsuite>
          <testsuite name="%1$s" tests="1" failures="0" errors="0">
            <testcase name="no problems" classname="%1$s"/>
          </testsuite>
          <testsuite name="%2$s" tests="1" failures="0" errors="1">
            <testcase name="read" classname="%2$s"><error message="no such file"/></testcase>
          </testsuite>
        </testsuites>
        """.formatted(clean, none));
    assertThat(elements(xml(out), "testcase")).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkstyle", "junit"})
  void whateverAFileSaysTheXmlIsWellFormed(String format) throws Exception {
    StringBuilder odd = new StringBuilder("a<&>\"']]>");
    for (int c = 1; c < 0x20; c++) {
      if (c != '\n' && c != '\r' && c != '\t') {
        odd.append((char) c);
      }
    }
    odd.append("\u007F\u0085\uFFFE\uFFFF\u2028\uD83D\uDC33");
    lint("from x\n" + odd + " b\n", "--format=" + format, "--stdin-name=d/" + odd);
    Document document = xml(out);
    String name = format.equals("junit") ? "testsuite" : "file";
    assertThat(elements(document, name).get(0).getAttribute("name"))
        .startsWith("d/a<&>\"']]>\u2401")
        .endsWith("\u2421\uFFFD\uFFFD\uFFFD[U+2028]\uD83D\uDC33");
    assertThat(out).contains("message=\"Write A&lt;&amp;&gt;&quot;&apos;]]&gt;");
    byte[] invalid = {'f', 'r', 'o', 'm', (byte) 0xFF, ' ', 'a', '\n'};
    Path file = Files.write(folder.resolve("Dockerfile"), invalid);
    lint("", "--format=" + format, file.toString());
    xml(out);
    assertThat(out).contains("Write FROM\uFFFD");
  }

  private JsonArray gitlab(String text, String... more) {
    List<String> args = new ArrayList<>(List.of("--format=gitlab", "--stdin-name=a/Dockerfile"));
    args.addAll(List.of(more));
    lint(text, args.toArray(String[]::new));
    return JsonParser.parseString(out).getAsJsonArray();
  }

  private static List<String> fingerprints(JsonArray issues) {
    List<String> found = new ArrayList<>();
    issues.forEach(one -> found.add(one.getAsJsonObject().get("fingerprint").getAsString()));
    return found;
  }

  @Test
  void gitlabIsAnArrayOfIssues() {
    JsonObject issue = gitlab(TEXT).get(0).getAsJsonObject();
    assertThat(issue.remove("fingerprint").getAsString()).matches("[0-9a-f]{32}");
    assertThat(issue)
        .hasToString("""
            {"description":"Write RUN","check_name":"capitals","severity":"major",\
            "location":{"path":"%s","lines":{"begin":2,"end":2}}}""".formatted(ProjectPaths.around(Path.of("")).of("a/Dockerfile")));
    assertThat(gitlab("FROM a\n")).isEmpty();
    assertThat(severity("error")).isEqualTo("critical");
    assertThat(severity("information")).isEqualTo("minor");
    assertThat(severity("hint")).isEqualTo("info");
  }

  private String severity(String ours) {
    return gitlab("from a\n", "--rule=capitals=" + ours)
        .get(0)
        .getAsJsonObject()
        .get("severity")
        .getAsString();
  }

  @Test
  void aFingerprintStaysWhenLinesAboveMove() {
    List<String> before = fingerprints(gitlab("FROM a\nrun b\nrun b\nrun c\n"));
    assertThat(before).doesNotHaveDuplicates().hasSize(3);
    assertThat(fingerprints(gitlab("# why\n\nFROM a\nRUN x\n  run b\nrun b\n\nrun c\n")))
        .isEqualTo(before);
    assertThat(fingerprints(gitlab("FROM a\nrun d\n"))).doesNotContainAnyElementsOf(before);
  }

  private JsonObject sarif(String text, String name, String... more) {
    List<String> args = new ArrayList<>(List.of("--format=sarif", "--stdin-name=" + name));
    args.addAll(List.of(more));
    lint(text, args.toArray(String[]::new));
    return JsonParser.parseString(out).getAsJsonObject();
  }

  private static JsonObject run(JsonObject sarif) {
    return sarif.getAsJsonArray("runs").get(0).getAsJsonObject();
  }

  @Test
  void sarifHasResultsWithTheirPlacesAndFixes() {
    JsonObject sarif = sarif(TEXT, "a b/Dockerfile");
    assertThat(sarif.get("version").getAsString()).isEqualTo("2.1.0");
    JsonObject run = run(sarif);
    assertThat(run.get("columnKind").getAsString()).isEqualTo("utf16CodeUnits");
    JsonObject result = run.getAsJsonArray("results").get(0).getAsJsonObject();
    String uri = ProjectPaths.around(Path.of("")).uri("a b/Dockerfile");
    assertThat(uri).endsWith("a%20b/Dockerfile").doesNotContain(":");
    assertThat(result.remove("partialFingerprints").getAsJsonObject().size()).isEqualTo(1);
    assertThat(result).hasToString("""
            {"ruleId":"capitals","ruleIndex":0,"level":"warning","message":{"text":"Write RUN"},\
            "locations":[{"physicalLocation":{"artifactLocation":{"uri":"%1$s","uriBaseId":"%%SRCROOT%%"},\
            "region":{"startLine":2,"startColumn":1,"endLine":2,"endColumn":4}}}],\
            "relatedLocations":[{"physicalLocation":{"artifactLocation":{"uri":"%1$s","uriBaseId":"%%SRCROOT%%"},\
            "region":{"startLine":1,"startColumn":1,"endLine":1,"endColumn":1}},"message":{"text":"The file begins here"}}],\
            "fixes":[{"description":{"text":"Delete the instruction"},"artifactChanges":[{"artifactLocation":\
            {"uri":"%1$s","uriBaseId":"%%SRCROOT%%"},"replacements":[{"deletedRegion":\
            {"startLine":2,"startColumn":1,"endLine":2,"endColumn":6}}]}],"properties":{"safe":false}},\
            {"description":{"text":"Write it in capitals"},"artifactChanges":[{"artifactLocation":\
            {"uri":"%1$s","uriBaseId":"%%SRCROOT%%"},"replacements":[{"deletedRegion":\
            {"startLine":2,"startColumn":1,"endLine":2,"endColumn":4},"insertedContent":{"text":"RUN"}}]}],\
            "properties":{"safe":true}}]}""".formatted(uri));
  }

  @Test
  void sarifDescribesTheRulesThatFoundSomething() {
    lint("FROM debian\nMAINTAINER a\nMAINTAINER b\n", Rules.ALL, "--format=sarif", "-");
    JsonObject driver = run(JsonParser.parseString(out).getAsJsonObject())
        .getAsJsonObject("tool")
        .getAsJsonObject("driver");
    assertThat(driver.get("version").getAsString()).isEqualTo("1.2.3");
    List<String> ids = new ArrayList<>();
    for (JsonElement each : driver.getAsJsonArray("rules")) {
      JsonObject rule = each.getAsJsonObject();
      ids.add(rule.get("id").getAsString());
      assertThat(rule.getAsJsonObject("help").get("text").getAsString()).doesNotContain("```");
      assertThat(rule.getAsJsonObject("help").get("markdown").getAsString())
          .contains("```dockerfile\n", "Bad")
          .doesNotContain("dockerfile bad", "fix=");
    }
    assertThat(ids)
        .contains("base-image-untagged", "maintainer-deprecated")
        .doesNotHaveDuplicates();
    for (JsonElement each :
        run(JsonParser.parseString(out).getAsJsonObject()).getAsJsonArray("results")) {
      JsonObject result = each.getAsJsonObject();
      assertThat(ids.get(result.get("ruleIndex").getAsInt()))
          .isEqualTo(result.get("ruleId").getAsString());
    }
    assertThat(driver.toString()).contains("\"aliases\":[\"MaintainerDeprecated\",\"DL4000\"]");
  }

  @Test
  void sarifNamesFilesOutsideOfTheProjectByTheirUri() {
    String place = folder.resolve("a b:ä").toString();
    assertThat(sarif(TEXT, place).toString())
        .contains("\"uri\":\"" + folder.toUri() + "a%20b:")
        .doesNotContain("uriBaseId\":");
    JsonObject bases = run(sarif(TEXT, place)).getAsJsonObject("originalUriBaseIds");
    String root = bases.getAsJsonObject("%SRCROOT%").get("uri").getAsString();
    assertThat(root).endsWith("/");
    assertThat(URI.create(root).getScheme()).isEqualTo("file");
  }

  @Test
  void sarifSaysThatAFileCouldNotBeRead() {
    assertThat(lint("", "--format=sarif", folder.resolve("none").toString())).isEqualTo(2);
    JsonObject run = run(JsonParser.parseString(out).getAsJsonObject());
    assertThat(run.getAsJsonArray("results")).isEmpty();
    assertThat(run.get("invocations").toString())
        .contains("\"executionSuccessful\":false", "no such file", "/none");
  }

  /** The properties that the schema of SARIF 2.1.0 demands and allows in the objects that are written here. */
  private static final Map<String, String> SARIF = Map.ofEntries(
      Map.entry("", "$schema version! runs!"),
      Map.entry("runs", "columnKind originalUriBaseIds results tool! invocations"),
      Map.entry("tool", "driver!"),
      Map.entry("driver", "name! version rules"),
      Map.entry("rules", "id! shortDescription help defaultConfiguration properties"),
      Map.entry("shortDescription", "text!"),
      Map.entry("help", "text! markdown"),
      Map.entry("defaultConfiguration", "enabled level"),
      Map.entry("invocations", "executionSuccessful! toolExecutionNotifications"),
      Map.entry("toolExecutionNotifications", "level message! locations"),
      Map.entry(
          "results",
          "ruleId ruleIndex level message! locations relatedLocations partialFingerprints fixes"),
      Map.entry("message", "text"),
      Map.entry("locations", "physicalLocation message"),
      Map.entry("relatedLocations", "physicalLocation message"),
      Map.entry("physicalLocation", "artifactLocation region"),
      Map.entry("artifactLocation", "uri uriBaseId"),
      Map.entry("region", "startLine startColumn endLine endColumn"),
      Map.entry("fixes", "description artifactChanges! properties"),
      Map.entry("description", "text"),
      Map.entry("artifactChanges", "artifactLocation! replacements!"),
      Map.entry("replacements", "deletedRegion! insertedContent"),
      Map.entry("deletedRegion", "startLine startColumn endLine endColumn"),
      Map.entry("insertedContent", "text"));

  /** Whose names are anybody's. */
  private static final Set<String> OPEN =
      Set.of("properties", "partialFingerprints", "originalUriBaseIds");

  @Test
  void sarifHasTheShapeOfItsSchema() {
    for (String text : List.of(TEXT, "FROM a\n", "from a\n\trun \uD83D\uDC33\\\n b\n")) {
      check("", sarif(text, "Dockerfile"));
    }
    lint("", "--format=sarif", folder.resolve("none").toString());
    check("", JsonParser.parseString(out));
  }

  private static void check(String name, JsonElement value) {
    if (value.isJsonArray()) {
      value.getAsJsonArray().forEach(item -> check(name, item));
      return;
    }
    if (!value.isJsonObject() || OPEN.contains(name)) {
      return;
    }
    assertThat(SARIF).containsKey(name);
    Set<String> allowed = new TreeSet<>();
    for (String property : SARIF.get(name).split(" ")) {
      boolean required = property.endsWith("!");
      String plain = required ? property.substring(0, property.length() - 1) : property;
      allowed.add(plain);
      assertThat(!required || value.getAsJsonObject().has(plain))
          .as(name + "." + plain)
          .isTrue();
    }
    value.getAsJsonObject().entrySet().forEach(entry -> {
      assertThat(allowed).contains(entry.getKey());
      assertThat(
              entry.getKey().endsWith("Line") || entry.getKey().endsWith("Column")
                  ? entry.getValue().getAsInt()
                  : 1)
          .isPositive();
      check(entry.getKey(), entry.getValue());
    });
  }

  @Test
  void statisticsCountWhatEachRuleFound() throws IOException {
    Path file = Files.writeString(folder.resolve("Dockerfile"), TEXT);
    assertThat(lint("from a\nrun b\n", "--statistics", "-", file.toString())).isEqualTo(1);
    assertThat(out).isEqualTo("""
        3  capitals (SAMPLE-capitals), 3 with a safe fix
        1  no-maintainer (SAMPLE-no-maintainer)

        4 problems in 2 files.
        """);
    lint("from a\n", "--statistics", "--format=json", "-");
    assertThat(JsonParser.parseString(out)).hasToString("""
            {"statistics":[{"rule":"capitals","aliases":["SAMPLE-capitals"],"count":1,"fixable":1}],"files":1}""");
    assertThat(lint("FROM a\n", "--statistics", "-")).isZero();
    assertThat(out).isEqualTo("No problems.\n");
    assertThat(lint("", "--statistics", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(out).isEmpty();
  }

  @Test
  void quietTextIsTheProblemsAlone() {
    assertThat(lint(TEXT, "--quiet", "-")).isEqualTo(1);
    assertThat(out).startsWith("-:2:1: warning[capitals]").endsWith("^^^^^^^^^^^^\n\n");
    assertThat(lint("FROM a\n", "-q", "-")).isZero();
    assertThat(out).isEmpty();
  }

  @Test
  void noFailIsStatusZeroUnlessSomethingWasNotJudged() {
    assertThat(lint(TEXT, "--no-fail", "-")).isZero();
    assertThat(out).contains("1 warning");
    assertThat(lint(TEXT, "--no-fail", "--fail-on=hint", "-")).isZero();
    assertThat(lint(TEXT, "--no-fail", "-", folder.resolve("none").toString())).isEqualTo(2);
  }

  @Test
  void aFileFromStandardInputIsFixedOnStandardOutput() {
    assertThat(lint(TEXT, "--fix", "-")).isZero();
    assertThat(out).isEqualTo("FROM a\nRUN b\nMAINTAINER c\n");
    assertThat(err).contains("-:2:1: fixed[capitals]", "1 fixed, 1 remains: 1 hint.");
    assertThat(lint("FROM a\r\n", "--fix", "--stdin-name", "x/Dockerfile")).isZero();
    assertThat(out).as("nothing to fix").isEqualTo("FROM a\r\n");
    assertThat(lint("from a\n", "--fix", "--format=gnu", "-")).isZero();
    assertThat(out).isEqualTo("FROM a\n");
    assertThat(lint("from a\n", "--fix", "--diff", "-")).isZero();
    assertThat(out).isEqualTo("FROM a\n");
    assertThat(err).contains("-from a\n+FROM a\n");
  }

  @Test
  void manyFilesAreReportedInTheirOrder() throws IOException {
    StringBuilder expected = new StringBuilder();
    for (int i = 100; i < 200; i++) {
      Path file = folder.resolve(i + ".Dockerfile");
      Files.writeString(file, "FROM a\n" + "#\n".repeat((i * 7) % 50) + "run b\n");
      expected
          .append(file)
          .append(":" + (2 + (i * 7) % 50) + ":1: warning: Write RUN [capitals]\n");
    }
    assertThat(lint("", "--format=gnu", folder.toString())).isEqualTo(1);
    assertThat(out).isEqualTo(expected.toString());
  }
}
