package dev.plimsoll.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.SharedCases;
import dev.plimsoll.text.TextRange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every text, whether it is shell or not. */
class ScriptPropertiesTest {

  private static final Set<String> RESERVED = Set.of(
      "if",
      "then",
      "elif",
      "else",
      "fi",
      "for",
      "select",
      "in",
      "do",
      "done",
      "while",
      "until",
      "case",
      "esac",
      "{",
      "}",
      "!",
      "time",
      "function",
      "coproc",
      "[[",
      "]]");

  private static final List<String> PIECES = List.of(
      "a",
      "b=c",
      " ",
      " ",
      " ",
      "\n",
      ";",
      "&&",
      "||",
      "|",
      "&",
      "(",
      ")",
      "{ ",
      "; }",
      "'",
      "\"",
      "`",
      "$(",
      "${",
      "}",
      "$((",
      "))",
      "((",
      "<<E\n",
      "\nE\n",
      "<<<",
      ">",
      "2>&1",
      "if ",
      "; then ",
      "; fi",
      "for x in ",
      "; do ",
      "; done",
      "case x in ",
      "esac",
      ";;",
      "[[ ",
      " ]]",
      "#",
      "\\",
      "$x",
      "*",
      "[",
      "]",
      "{a,",
      "~",
      "f()",
      "@(",
      "=(",
      "$'",
      "sh -c ",
      "sudo ",
      "\r\n",
      "é",
      "\uD83D\uDE80",
      "\0");

  /** Reads all that can be read of a script and checks that no character is lost. */
  private static void check(String code) {
    Script script = Script.parse(code);
    script.invocations();
    Sequence.of(script).stateChanges();
    Sequence.of(script).prologue();
    boolean[] covered = new boolean[code.length()];
    for (TextRange range : Leaves.of(script)) {
      assertThat(range.end()).isLessThanOrEqualTo(code.length());
      for (int i = range.start(); i < range.end(); i++) {
        covered[i] = true;
      }
    }
    if (!script.isComplete()) {
      return;
    }
    StringBuilder gap = new StringBuilder();
    for (int i = 0; i <= code.length(); i++) {
      if (i < code.length() && !covered[i] && " \t\r\n;&|()<>\\".indexOf(code.charAt(i)) < 0) {
        gap.append(code.charAt(i));
      } else if (!gap.isEmpty()) {
        assertThat(RESERVED).as("left out of the tree of %s", code).contains(gap.toString());
        gap.setLength(0);
      }
    }
  }

  @Test
  void anyTextIsParsedAndNothingOfItIsLost() {
    Random random = new Random(7);
    for (int run = 0; run < 20_000; run++) {
      StringBuilder code = new StringBuilder();
      int pieces = random.nextInt(24);
      for (int i = 0; i < pieces; i++) {
        code.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      check(code.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "$(",
        "{ ",
        "\"$(",
        "'",
        "\"",
        "`",
        "`\\`",
        "${x:-",
        "\"${x:-",
        "$((",
        "((",
        "$((a) ",
        "((a) ",
        "if ",
        "if a; then ",
        "while ",
        "for i in ",
        "for((",
        "case x in a) ",
        "f() ",
        "x() { ",
        "function f ",
        "[[ ",
        "[[ a =~ (",
        "<(",
        "@(",
        "{a,",
        "{",
        "},",
        "a=(",
        "a[",
        "a[b",
        "${x[",
        "[",
        "~",
        "<<E\n",
        "cat <<A <<B\n",
        "sh <<A\n",
        "! ",
        "time { ",
        "coproc ",
        "a && ",
        "a | ",
        ";",
        ")",
        "}",
        "&",
        "\\",
        "#\n",
        "1>",
        "{x}>",
        "$'",
        "sudo ",
        "env a=b ",
        "sh -c \"$(",
        "sh -c '",
        "bash -c \"",
        "\\\n",
        "a\n",
        "é"
      })
  void noNestingExhaustsTheStackOrTime(String piece) throws InterruptedException {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    String code = piece.repeat(100_000);
    Thread thread = new Thread(
        null,
        () -> {
          Script script = Script.parse(code);
          script.invocations();
          Sequence.of(script).stateChanges();
          assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime())
              .as("nanoseconds of this thread, however busy the machine is")
              .isLessThan(TimeUnit.SECONDS.toNanos(5));
        },
        "small stack",
        512 * 1024);
    thread.setUncaughtExceptionHandler((dead, thrown) -> failure.set(thrown));
    thread.start();
    thread.join();
    assertThat(failure.get()).isNull();
  }

  @Test
  void moderateNestingIsUnderstood() {
    String code = "( ".repeat(50) + "a" + " )".repeat(50);
    assertThat(Script.parse(code).isComplete()).isTrue();
    Script deep = Script.parse("( ".repeat(500) + "a" + " )".repeat(500));
    assertThat(deep.hasProblem(ShellProblem.Kind.TOO_DEEP)).isTrue();
  }

  @Test
  void realScriptsAreUnderstood() throws IOException {
    List<String> scripts = realScripts();
    int complete = 0;
    for (String script : scripts) {
      check(script);
      complete += Script.parse(script).isComplete() ? 1 : 0;
    }
    assertThat(scripts).hasSizeGreaterThan(5_000);
    assertThat(complete).isGreaterThan(scripts.size() * 99 / 100);
  }

  @Test
  void everyPrefixOfARealScriptIsParsed() throws IOException {
    List<String> scripts = new ArrayList<>(realScripts());
    Collections.shuffle(scripts, new Random(11));
    for (String script : scripts.subList(0, 300)) {
      int step = Math.max(1, script.length() / 400);
      for (int end = 0; end < script.length(); end += step) {
        check(script.substring(0, end));
      }
    }
  }

  /** The shell text of every RUN, those for Windows left out. */
  private static List<String> realScripts() throws IOException {
    List<String> scripts = new ArrayList<>();
    Path file = SharedCases.folder().resolve("conformance").resolve("dockerfiles.jsonl.gz");
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        JsonObject dockerfile = JsonParser.parseString(line).getAsJsonObject();
        String text = dockerfile.get("dockerfile").getAsString();
        if (!text.contains("powershell") && !text.contains("pwsh") && !text.contains("windows")) {
          addScripts(dockerfile, scripts);
        }
        line = lines.readLine();
      }
    }
    return scripts;
  }

  private static void addScripts(JsonObject dockerfile, List<String> scripts) {
    if (!dockerfile.has("instructions")) {
      return;
    }
    for (JsonElement each : dockerfile.getAsJsonArray("instructions")) {
      JsonObject instruction = each.getAsJsonObject();
      boolean shellForm = !instruction.has("json") || !instruction.get("json").getAsBoolean();
      if (instruction.get("keyword").getAsString().equalsIgnoreCase("RUN")
          && shellForm
          && instruction.has("args")) {
        StringBuilder code =
            new StringBuilder(instruction.getAsJsonArray("args").get(0).getAsString());
        if (instruction.has("heredocs")) {
          for (JsonElement heredoc : instruction.getAsJsonArray("heredocs")) {
            JsonObject fields = heredoc.getAsJsonObject();
            scripts.add(fields.get("content").getAsString());
            code.append('\n')
                .append(fields.get("content").getAsString())
                .append(fields.get("name").getAsString());
          }
        }
        scripts.add(code.toString());
      }
    }
  }
}
