package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.plimsoll.SampleFiles;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is said of the instruction behind ONBUILD doesn't depend on how it is laid out: each request has the same answer
 * on the line of ONBUILD and on the next one.
 */
class TriggerAnswersTest {

  private static final String CLIENT = EveryRequestTest.CLIENTS.get(0);

  private static final String ON_ONE_LINE = "FROM debian:12 AS a\n\nONBUILD ";

  private static final String ON_TWO_LINES = "FROM debian:12 AS a\nONBUILD \\\n";

  /** What is said of the lines, or of the layout itself, or is not about this place. */
  private static final Set<String> ABOUT_LAYOUT = Set.of(
      "textDocument/foldingRange",
      "textDocument/formatting",
      "textDocument/rangeFormatting",
      "textDocument/rangesFormatting",
      "textDocument/onTypeFormatting",
      "textDocument/semanticTokens/full/delta");

  /**
   * Rules that judge what the instruction does in this build, in which a trigger does nothing: what stops the build, and
   * what depends on what another build has made of itself before the trigger runs: its stages and their names, ARGs,
   * variables, working directory, user, shell, and package lists.
   */
  private static final Set<String> ABOUT_THE_BUILD = Set.of(
      "apt-update-separate-from-install",
      "arg-out-of-scope",
      "base-image-latest",
      "base-image-untagged",
      "consistent-instruction-casing",
      "copy-from-own-stage",
      "copy-relative-dest-without-workdir",
      "copy-whole-filesystem-from-stage",
      "dangling-pipe-without-pipefail",
      "expose-port-out-of-range",
      "json-args-recommended",
      "npm-dev-dependencies-in-final",
      "sudo-in-run",
      "syntax-error",
      "unbuildable-value",
      "undefined-var",
      "user-missing",
      "workdir-relative");

  private static final Set<Keyword> NO_TRIGGERS =
      Set.of(Keyword.FROM, Keyword.MAINTAINER, Keyword.ONBUILD, Keyword.UNKNOWN);

  static List<String> instructions() {
    List<String> texts = new ArrayList<>(EveryRequestTest.ODDITIES);
    texts.addAll(SampleFiles.examples());
    Set<String> all = new LinkedHashSet<>();
    List<String> chosen = new ArrayList<>(
        List.of("ENV A=1 \\\nB=$A\n", "RUN [\"apt-get\",\"install\",\"curl\"]\n", "RUN [\"\"]\n"));
    for (String text : texts) {
      for (Instruction instruction : Dockerfile.parse(text).instructions()) {
        String written = instruction.text().strip();
        if (written.length() < 300 && !written.isEmpty() && written.indexOf('\r') < 0) {
          all.add(written + "\n");
        }
      }
    }
    chosen.addAll(SampleFiles.some(120, List.copyOf(all)));
    return chosen;
  }

  @ParameterizedTest
  @MethodSource("instructions")
  void theLineOfATriggerDoesNotMatter(String instruction) {
    Asker one = new Asker(CLIENT);
    Asker two = new Asker(CLIENT);
    one.open("file:///Dockerfile", "dockerfile", ON_ONE_LINE + instruction);
    two.open("file:///Dockerfile", "dockerfile", ON_TWO_LINES + instruction);
    int step = 1 + instruction.length() / 15;
    for (int at = 0; at <= instruction.length(); at += step) {
      Map<String, JsonElement> expected = one.askAll(ON_ONE_LINE.length() + at);
      Map<String, JsonElement> answers = two.askAll(ON_TWO_LINES.length() + at);
      for (String method : expected.keySet()) {
        if (!ABOUT_LAYOUT.contains(method)) {
          assertThat(normal(method, answers.get(method), false))
              .as("%s at %s of ONBUILD \\%n%s", method, at, instruction)
              .isEqualTo(normal(method, expected.get(method), true));
        }
      }
    }
    one.finish();
    two.finish();
  }

  @ParameterizedTest
  @MethodSource("instructions")
  void theProblemsOfATriggerAreThoseOfTheInstruction(String instruction) {
    String plain = "FROM debian:12 AS a\n\n";
    Keyword keyword = Dockerfile.parse(instruction).instructions().get(0).keyword();
    Assumptions.assumeFalse(NO_TRIGGERS.contains(keyword));
    assertThat(problems(ON_ONE_LINE + instruction, true))
        .isEqualTo(problems(plain + instruction, false));
  }

  /** What is found in the second instruction, but for what follows from the file around it. */
  private static Set<String> problems(String text, boolean onOneLine) {
    Asker asker = new Asker(CLIENT);
    asker.open("file:///Dockerfile", "dockerfile", text);
    JsonObject report = asker.askAll(0).get("textDocument/diagnostic").getAsJsonObject();
    Set<String> found = new LinkedHashSet<>();
    for (JsonElement problem : report.getAsJsonArray("items")) {
      String place =
          normal("", problem.getAsJsonObject().get("range"), onOneLine).toString();
      String code = problem.getAsJsonObject().get("code").getAsString();
      if (!place.startsWith("{\"start\":\"0:") && !ABOUT_THE_BUILD.contains(code)) {
        found.add(code + " at " + place + ": " + problem.getAsJsonObject().get("message"));
      }
    }
    return found;
  }

  @ParameterizedTest
  @MethodSource("instructions")
  void everyLayoutHasItsAnswers(String instruction) {
    for (String layout : List.of(
        instruction.replace(" ", " \\\n  # why\n  "),
        instruction.replace("\n", "\r\n").replace(" ", " \\\r\n "),
        instruction.replace(" ", "\\\n \\\n\n"))) {
      Asker asker = new Asker(CLIENT);
      asker.open("file:///Dockerfile", "dockerfile", ON_TWO_LINES + layout);
      for (int at = 0; at <= layout.length(); at += 1 + layout.length() / 10) {
        asker.askAll(ON_TWO_LINES.length() + at);
      }
      asker.finish();
    }
    Asker asker = new Asker(CLIENT);
    String escaped = "# escape=`\n" + ON_TWO_LINES + instruction.replace(" ", " \\\n");
    asker.open("file:///Dockerfile", "dockerfile", escaped.replace('\\', '`'));
    for (int at = 0; at <= escaped.length(); at += 1 + escaped.length() / 10) {
      asker.askAll(at);
    }
    asker.finish();
  }

  /** An answer with all places where they are with the trigger on the second line. */
  private static @Nullable JsonElement normal(
      String method, @Nullable JsonElement answer, boolean onOneLine) {
    if (answer == null) {
      return null;
    }
    if (method.startsWith("textDocument/semanticTokens/")) {
      return tokens(answer.getAsJsonObject().getAsJsonArray("data"), onOneLine);
    }
    if (answer.isJsonArray()) {
      JsonArray all = new JsonArray();
      answer.getAsJsonArray().forEach(one -> all.add(normal(method, one, onOneLine)));
      return all;
    }
    if (answer.isJsonObject()) {
      JsonObject object = answer.getAsJsonObject();
      if (object.has("line") && object.has("character")) {
        return place(object.get("line").getAsInt(), object.get("character").getAsInt(), onOneLine);
      }
      // What fixes many problems rewrites whole lines, so the layout is in it.
      String layout = object.has("title") && object.get("title").getAsString().startsWith("Fix all")
          ? "edit"
          : "";
      JsonObject all = new JsonObject();
      object.entrySet().stream()
          .filter(entry -> !entry.getKey().equals("resultId") && !entry.getKey().equals(layout))
          .forEach(entry -> all.add(entry.getKey(), normal(method, entry.getValue(), onOneLine)));
      return all;
    }
    return answer.getAsJsonPrimitive().isString()
        ? new JsonPrimitive(answer.getAsString().replace("line 3", "line 2"))
        : answer;
  }

  private static JsonElement place(int line, int column, boolean onOneLine) {
    int keyword = "ONBUILD ".length();
    boolean moved = onOneLine && line == 2;
    if (moved && column < keyword) {
      return new JsonPrimitive("1:" + column);
    }
    return new JsonPrimitive(line + ":" + (moved ? column - keyword : column));
  }

  /** Each token with its place, but for the continuation that only one of the two has. */
  private static JsonElement tokens(JsonArray data, boolean onOneLine) {
    JsonArray all = new JsonArray();
    int line = 0;
    int column = 0;
    for (int i = 0; i < data.size(); i += 5) {
      int lines = data.get(i).getAsInt();
      line += lines;
      column = (lines == 0 ? column : 0) + data.get(i + 1).getAsInt();
      if (line != 1 || column == 0) {
        all.add(place(line, column, onOneLine));
        all.add(data.get(i + 2));
        all.add(data.get(i + 3));
        all.add(data.get(i + 4));
      }
    }
    return all;
  }
}
