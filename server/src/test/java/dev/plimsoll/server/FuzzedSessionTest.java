package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.plimsoll.context.Project;
import dev.plimsoll.lint.Example;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random sessions of an editor with many documents: it opens, edits, asks, cancels and closes, rightly and wrongly. Every
 * request has one answer, every text is what the edits make of it, no answer is a defect, and what comes is whole frames.
 *
 * <p>{@code -Dplimsoll.fuzz.requests=N} asks for more than a build has time for, {@code -Dplimsoll.fuzz.seed=N} for other
 * sessions.
 */
class FuzzedSessionTest {

  private static final int REQUESTS = Integer.getInteger("plimsoll.fuzz.requests", 2_000);
  private static final long SEED = Long.getLong("plimsoll.fuzz.seed", 1);

  /** Messages of one session. */
  private static final int SESSION = 2_000;

  private static final int DOCUMENTS = 12;

  private static final ImmutableList<String> METHODS = Methods.BY_NAME.keySet().stream()
      .filter(method -> !Methods.BY_NAME.get(method).isNotification())
      .filter(method -> !method.equals("initialize") && !method.equals("workspace/configuration"))
      .collect(ImmutableList.toImmutableList());

  /** What is typed, pasted and left over. */
  private static final List<String> PIECES = List.of(
      "\n",
      "\r\n",
      "\r",
      " ",
      "\\\n",
      "`\n",
      "\"",
      "'",
      "$",
      "${X:-",
      "}",
      "[",
      "]",
      "#",
      "# syntax=x\n",
      "# escape=`\n",
      "<<EOF\n",
      "EOF\n",
      "FROM a AS b\n",
      "RUN ",
      "COPY --from=b . .\n",
      "ONBUILD ",
      "\t",
      "&&",
      "|",
      "\uD83D\uDC33",
      "\uD83D",
      "\uFEFF",
      "\0",
      "\u2028",
      "é",
      "ENV A=1 B=$A\n",
      "RUN apt-get install -y curl\n",
      "!",
      "*",
      "**/",
      ",",
      "--mount=type=cache,target=/x ",
      "x".repeat(300));

  /** Instead of what is wanted. */
  private static final List<String> WRONG =
      List.of("null", "-1", "7", "1e99", "2147483647", "\"x\"", "{}", "[]", "[null]", "true");

  private static final String CAPABILITIES = """
      {"workspace": {"applyEdit": true, "workspaceEdit": {"documentChanges": true}},
       "textDocument": {"hover": {"contentFormat": ["markdown"]}, "definition": {"linkSupport": true},
         "completion": {"completionItem": {"snippetSupport": true, "insertReplaceSupport": true}},
         "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": [""]}}},
         "rename": {"prepareSupport": true}, %s
         "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
         "semanticTokens": {"requests": {"full": {"delta": true}, "range": true},
           "tokenTypes": ["keyword", "string"], "tokenModifiers": ["declaration"]}}}""";

  @TempDir
  private Path folder;

  @Test
  void anySessionIsAnswered() throws IOException {
    Project project = new Project(folder).with("a/src/x", "a/package.json", "b/y");
    project.write(".dockerignore", "**/*.log\nb\n").write("a/Dockerfile", "FROM a AS found\n");
    int requests = 0;
    int edits = 0;
    for (long seed = SEED; requests < REQUESTS; seed++) {
      Session session = new Session(seed, project);
      session.run();
      requests += session.requests;
      edits += session.edits;
    }
    if (REQUESTS > 2_000) {
      System.out.println(requests + " requests and " + edits + " edits");
    }
  }

  private static final class Session {
    private final long seed;
    private final Random random;
    private final Project project;
    private final List<String> seeds = seeds();
    private final Dialogue dialogue = new Dialogue();

    /** By URI, as the editor has the open documents. */
    private final Map<String, String> texts = new HashMap<>();

    /** The texts after each message, by the number of the message; null where nothing was changed. */
    private final List<Map<String, String>> expected = new ArrayList<>();

    private int requests;
    private int edits;

    Session(long seed, Project project) {
      this.seed = seed;
      this.random = new Random(seed);
      this.project = project;
    }

    void run() {
      dialogue.initialize(CAPABILITIES.formatted(seed % 2 == 0 ? "\"diagnostic\": {}," : ""));
      for (int i = 0; i < SESSION; i++) {
        step();
      }
      Workers workers = Workers.start(Dialogue.inline().patience());
      Checker checker = new Checker();
      dialogue.play(workers, server -> checker.of((LanguageServer) server));
      assertThat(checker.wrong).as("seed %s", seed).isEmpty();
      assertThat(dialogue.answers()).as("seed %s", seed).hasSize(requests + 1);
      dialogue.answers().forEach((id, answer) -> checkAnswer(answer));
      assertThat(dialogue.log()).as("seed %s", seed).doesNotContain("\tat ", "Exception");
    }

    private void checkAnswer(JsonObject answer) {
      if (answer.has("error")) {
        JsonObject error = answer.getAsJsonObject("error");
        assertThat(error.get("code").getAsInt())
            .as("seed %s: %s", seed, error)
            .isIn(-32602, -32803, -32801, -32800, -32601);
        assertThat(error.get("message").getAsString()).doesNotContain("Exception");
      } else {
        assertThat(answer.has("result")).isTrue();
      }
    }

    private void step() {
      switch (random.nextInt(10)) {
        case 0:
          open();
          break;
        case 1:
          if (random.nextInt(4) == 0) {
            close();
          } else {
            dialogue.notify(
                "$/cancelRequest", Dialogue.json(Map.of("id", 1 + random.nextInt(requests + 2))));
          }
          break;
        case 2, 3, 4, 5:
          edit();
          break;
        default:
          ask();
      }
    }

    private String uri() {
      int number = random.nextInt(DOCUMENTS);
      return switch (number % 4) {
        case 0 -> project.uri("a/Dockerfile" + number);
        case 1 -> project.uri("b" + number + "/.dockerignore");
        case 2 -> "untitled:Untitled-" + number;
        default -> project.uri(number + ".Dockerfile");
      };
    }

    private void open() {
      String uri = uri();
      String text = random.nextInt(3) == 0 ? "" : pick(seeds);
      dialogue.open(uri, uri.endsWith("ignore") ? "ignore" : "dockerfile", text);
      texts.put(uri, text);
      expect(uri, text);
    }

    private void close() {
      String uri = uri();
      dialogue.notify(
          "textDocument/didClose", Dialogue.json(Map.of("textDocument", Map.of("uri", uri))));
      texts.remove(uri);
    }

    /** One to three changes, in one message; now and then one that isn't understood, and then none is made. */
    private void edit() {
      String uri = uri();
      String text = texts.getOrDefault(uri, "");
      JsonObject params = Dialogue.json(Map.of(
              "textDocument", Map.of("uri", uri, "version", edits), "contentChanges", List.of()))
          .getAsJsonObject();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        text = change(text, params);
      }
      edits++;
      boolean spoiled = random.nextInt(8) == 0
          && spoil(params, List.of("contentChanges", "textDocument", "text"));
      dialogue.notify("textDocument/didChange", params);
      if (!spoiled && texts.containsKey(uri)) {
        texts.put(uri, text);
      }
      if (texts.containsKey(uri)) {
        expect(uri, texts.get(uri));
      }
    }

    private String change(String text, JsonObject params) {
      String typed = random.nextInt(4) == 0 ? "" : pick(PIECES);
      if (random.nextInt(40) == 0) {
        params.getAsJsonArray("contentChanges").add(Dialogue.json(Map.of("text", typed)));
        return typed;
      }
      int start = random.nextInt(text.length() + 1);
      int end = Math.min(
          text.length(),
          start + (random.nextBoolean() ? 0 : random.nextInt(1 + random.nextInt(60))));
      Reference lines = new Reference(text);
      boolean backwards = random.nextInt(6) == 0;
      Map<String, Object> from = lines.position(start);
      Map<String, Object> to = lines.position(end);
      params
          .getAsJsonArray("contentChanges")
          .add(Dialogue.json(Map.of(
              "range",
              backwards ? Map.of("start", to, "end", from) : Map.of("start", from, "end", to),
              "text",
              typed)));
      return text.substring(0, lines.offset(from)) + typed + text.substring(lines.offset(to));
    }

    private void ask() {
      String uri = uri();
      String text = texts.getOrDefault(uri, "");
      Reference lines = new Reference(text);
      Map<String, Object> at = lines.position(random.nextInt(text.length() + 1));
      Map<String, Object> end = random.nextInt(5) == 0
          ? ServerProcess.position(random.nextInt(99), random.nextInt(99))
          : lines.position(random.nextInt(text.length() + 1));
      JsonObject params = Dialogue.json(Map.of(
              "textDocument", Map.of("uri", uri),
              "position", at,
              "positions", List.of(at, end),
              "range", Map.of("start", at, "end", end),
              "context",
                  Map.of(
                      "diagnostics",
                      List.of(),
                      "includeDeclaration",
                      true,
                      "triggerKind",
                      1,
                      "isRetrigger",
                      false),
              "newName", pick(List.of("other", "", "a b", "1")),
              "ch", pick(List.of("\n", "\\", "x")),
              "query", pick(List.of("", "a", "zz")),
              "options", Map.of("tabSize", 4, "insertSpaces", true),
              "previousResultId", "" + random.nextInt(50)))
          .getAsJsonObject();
      params.addProperty("title", "t");
      params.addProperty("label", "l");
      params.add(
          "item",
          Dialogue.json(Map.of(
              "name",
              "b",
              "kind",
              2,
              "uri",
              uri,
              "range",
              Map.of("start", at, "end", end),
              "selectionRange",
              Map.of("start", at, "end", end))));
      params.add(
          "data",
          Dialogue.json(
              Map.of("uri", uri, "version", edits, "start", 0, "end", random.nextInt(99))));
      if (random.nextInt(6) == 0) {
        spoil(params, List.copyOf(params.keySet()));
      }
      String method = pick(METHODS);
      if (method.equals("workspace/executeCommand")) {
        params.addProperty("command", "plimsoll.applyFix");
        params.add("arguments", Dialogue.json(List.of(Map.of("changes", Map.of()))));
      }
      dialogue.ask(method, params);
      requests++;
    }

    /** Puts something wrong in the place of something; always true. */
    private boolean spoil(JsonObject params, List<String> names) {
      String name = pick(names);
      JsonElement wrong = com.google.gson.JsonParser.parseString(pick(WRONG));
      if (name.equals("contentChanges") || name.equals("text") && params.has("contentChanges")) {
        params.getAsJsonArray("contentChanges").add(new JsonPrimitive(7));
      } else if (name.equals("textDocument") && params.has("contentChanges")) {
        params.getAsJsonObject(name).add("version", new JsonPrimitive("x"));
      } else {
        params.add(name, wrong);
      }
      return true;
    }

    private void expect(String uri, String text) {
      dialogue.notify("expect", Dialogue.json(Map.of("number", expected.size())));
      expected.add(Map.of("uri", uri, "text", text));
    }

    private <T> T pick(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }

    private static List<String> seeds() {
      List<String> seeds = new ArrayList<>();
      for (Rule rule : Rules.ALL) {
        Example.of(rule.info()).forEach(example -> seeds.add(example.text()));
      }
      return seeds;
    }

    /** Stands before the server, and compares its texts with the editor's. */
    private final class Checker {
      private final List<String> wrong = new ArrayList<>();

      Endpoint of(LanguageServer server) {
        return new Endpoint() {
          @Override
          public CompletableFuture<?> request(String method, Object params) {
            return server.request(method, params);
          }

          @Override
          public void notify(String method, Object params) {
            if (!method.equals("expect")) {
              server.notify(method, params);
              return;
            }
            Map<String, String> now =
                expected.get(((JsonObject) params).get("number").getAsInt());
            if (!now.get("text").equals(server.text(now.get("uri")))) {
              wrong.add(now + " is " + server.text(now.get("uri")));
            }
          }
        };
      }
    }
  }

  /** Lines of a text, told in the simplest way. */
  private record Reference(String text) {

    Map<String, Object> position(int offset) {
      int line = 0;
      int start = 0;
      for (int end = endOfLine(start);
          end <= offset && end > start && endsLine(end);
          end = endOfLine(start)) {
        line++;
        start = end;
      }
      return ServerProcess.position(line, offset - start);
    }

    /** Of a position that this gave: within a line ending it is the end of the line. */
    int offset(Map<String, Object> position) {
      int start = 0;
      for (int line = (int) position.get("line"); line > 0; line--) {
        start = endOfLine(start);
      }
      int end = endOfLine(start);
      while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
        end--;
      }
      return Math.min(end, start + (int) position.get("character"));
    }

    private boolean endsLine(int end) {
      return text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r';
    }

    private int endOfLine(int start) {
      for (int i = start; i < text.length(); i++) {
        if (text.charAt(i) == '\n' || text.charAt(i) == '\r' && !text.startsWith("\n", i + 1)) {
          return i + 1;
        }
      }
      return text.length();
    }
  }
}
