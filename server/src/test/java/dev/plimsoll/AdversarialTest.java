package dev.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.completion.Completions;
import dev.plimsoll.ide.completion.ImageSearch;
import dev.plimsoll.ide.links.DocumentLinks;
import dev.plimsoll.ide.outline.DocumentSymbols;
import dev.plimsoll.ide.outline.FlatSymbols;
import dev.plimsoll.ide.outline.FoldingRanges;
import dev.plimsoll.ide.outline.SelectionRanges;
import dev.plimsoll.ide.tokens.SemanticTokens;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Linter;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.semantics.BuildFailure;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that nobody writes but somebody may send. Each is read, edited, understood and judged on a small stack; what
 * takes quadratic time or space at these sizes doesn't come to its end.
 */
class AdversarialTest {

  private static final int SMALL_STACK = 512 * 1024;

  /** Milliseconds: far more than any of these files takes. */
  private static final long PATIENCE = 180_000;

  private static final Linter LINTER = new Linter(Rules.ALL, (rule, thrown) -> {
    throw thrown;
  });

  private static final ImmutableMap<String, String> FILES = ImmutableMap.<String, String>builder()
      .put("continued lines", "FROM a\nRUN x \\\n" + "  y \\\n".repeat(100_000) + "z\n")
      .put("comments in one RUN", "FROM a\nRUN x \\\n" + "# y\n".repeat(100_000) + "z\n")
      .put("blank lines in one RUN", "FROM a\nRUN x \\\n" + "\n".repeat(100_000) + "z\n")
      .put("open here-documents", "FROM a\nCOPY " + "<<E ".repeat(100_000) + "/x\n")
      .put(
          "here-documents",
          "FROM a\nCOPY " + each(30_000, i -> "<<E" + i + " ") + "/x\n"
              + each(30_000, i -> "E" + i + "\n"))
      .put("open variables", "FROM a\nENV x=" + "${a:-".repeat(50_000) + "\n")
      .put("nested variables", "FROM a\nUSER " + "${a:-".repeat(50_000) + "}".repeat(50_000) + "\n")
      .put(
          "nested variables of FROM",
          "ARG x=" + "${a:-".repeat(50_000) + "}".repeat(50_000) + "\nFROM $x\n")
      .put("nested variables of a here-document", "FROM a\nRUN <<E" + "${a:-".repeat(50_000) + "\n")
      .put("brackets", everywhere("["))
      .put("double quotes", everywhere("\""))
      .put("single quotes", everywhere("'"))
      .put("backslashes", everywhere("\\"))
      .put("dollars", everywhere("$"))
      .put("braces", everywhere("${"))
      .put("parentheses", everywhere("$("))
      .put("angles", everywhere("<"))
      .put("commas", everywhere(","))
      .put("one line of words", "FROM a\nCOPY " + "abc ".repeat(500_000) + "\n")
      .put("one line of JSON", "FROM a\nRUN [" + "\"abc\",".repeat(300_000) + "\"\"]\n")
      .put(
          "one line of pairs",
          "FROM a\nENV " + each(100_000, i -> "a" + i + "=$a" + (i - 1) + " ") + "\n")
      .put("ONBUILD after ONBUILD", "FROM a\n" + "ONBUILD ".repeat(100_000) + "RUN a\n")
      .put("triggers", "FROM a AS x\n" + "ONBUILD RUN a\n".repeat(100_000) + "FROM x\n")
      .put(
          "a chain of stages",
          each(20_000, i -> "FROM s" + (i - 1) + " AS s" + i + "\nARG a" + i + "\nUSER $a$b\n"))
      .put(
          "stages on one that leaves package lists",
          "FROM debian:13 AS x\nRUN apt-get update\n"
              + each(6_000, i -> "FROM x\nRUN apt-get install -y a" + i + "\nRUN /x/y\n"))
      .put(
          "downloads in one RUN",
          "FROM a\nRUN " + "wget http://a/b | b > c && ".repeat(30_000) + "d\n")
      .put(
          "what may be root's home directory",
          "FROM scratch\nCOPY " + "root".repeat(100_000) + "/a/b /\nCMD [\"/x\"]\n")
      .put(
          "folders that are cloned and words that may be in them",
          "FROM a\nWORKDIR /a\n"
              + each(5_000, i -> "RUN git clone https://b.example/c /c/" + i + "\n")
              + "CMD [\"/d\"" + ",\"/e\"".repeat(50_000) + "]\n")
      .put("stages of one name", "FROM s AS s\nCOPY --from=s a b\n".repeat(20_000))
      .put(
          "ARGs that double",
          each(20_000, i -> "ARG a" + i + "=$a" + (i - 1) + "$a" + (i - 1) + "x\n")
              + "FROM $a19999\n")
      .put("ENVs that double", "FROM a\nENV a=x\n" + "ENV a=$a$a\n".repeat(20_000) + "USER $a\n")
      .put(
          "ENVs made of an ARG that is missing",
          "FROM a\nARG a0\n"
              + each(20_000, i -> "ENV a" + (i + 1) + "=" + ("$a" + i).repeat(20) + "\n")
              + "STOPSIGNAL $a9\n")
      .put("a growing PATH", "FROM a\n" + each(20_000, i -> "ENV PATH=/opt/" + i + ":$PATH\n"))
      .put(
          "stages that copy from each other",
          each(
              5_000,
              i -> "FROM a AS s" + i + "\nCOPY --from=s" + i * 7919 % 5_000
                  + " a b\nRUN --mount=from=s" + (i * 7907 + 1) % 5_000 + ",target=/a b\n"))
      .put("unknown instructions", "x\n".repeat(50_000))
      .put(
          "directives",
          each(50_000, i -> "# escape=" + (i % 2 == 0 ? "`" : "\\") + "\n") + "FROM a\n")
      .put(
          "a long pattern",
          "FROM a\nENV x=" + "a".repeat(4_000) + "\nENV y=${x##" + "*a".repeat(15_000) + "}\n")
      .put(
          "options of a mount",
          "FROM a\nRUN --mount=" + "target=/a,".repeat(50_000) + "type=bind b\n")
      .put(
          "stages that a mount could name",
          "FROM a\nRUN --mount=" + each(50_000, i -> "from=a" + i + ",") + "target=/a b\n")
      .put(
          "bases without a tag",
          "ARG A=b\n"
              + each(30_000, i -> "FROM " + (i % 2 == 0 ? "c" : "d:$A") + " AS s" + i + "\n"))
      .put("RUNs to combine", "FROM debian:12\n" + "# a\nRUN b\n".repeat(50_000))
      .put("installs in one command", "FROM a\nRUN apt-get" + " install".repeat(50_000) + "\n")
      .put(
          "stages that variables may choose",
          "FROM a AS x\nFROM a AS " + "a".repeat(2_000) + "\n" + "FROM "
              + each(200, i -> "${a" + i + "}") + "x\n")
      .put("stages of a reserved name", "FROM a AS scratch\n".repeat(20_000))
      .put("folders", "FROM a\n" + "RUN cd /x && y\n".repeat(10_000))
      .put("pipes", "FROM debian\nRUN " + "a | b && ".repeat(50_000) + "c\n")
      .put("commands side by side", "FROM node\nCMD " + "concurrently ".repeat(30_000) + "a\n")
      .put(
          "hosts beside passwords",
          "FROM postgres:16\nENV " + each(20_000, i -> "A" + i + "_HOST=localhost ")
              + each(50, i -> "P" + i + "_PASSWORD=dfg3dfgd" + i + " ") + "\n")
      .put(
          "users beside passwords",
          "FROM a\nENV " + each(10_000, i -> "A" + i + "_PASSWORD=b" + i + " A" + i + "_USER=c ")
              + "\n")
      .put(
          "modules of Go",
          "FROM golang:1.26\nRUN " + each(10_000, i -> "go get a.b/c" + i + "; ") + "\n"
              + "RUN go get a.b/c\n".repeat(5_000))
      .put(
          "projects of .NET",
          each(
              1_500,
              i -> "FROM mcr.microsoft.com/dotnet/sdk:3.1-a" + i + " AS s" + i
                  + "\nCOPY a.csproj .\nRUN dotnet publish a.csproj\nCMD [\"dotnet\", \"a" + i
                  + ".dll\"]\n"))
      .put(
          "pip in one RUN",
          "FROM python:3.12\nRUN " + each(15_000, i -> "pip install a" + i + " && ") + "b\n")
      .put(
          "npm in one RUN",
          "FROM node:22\nRUN " + each(40_000, i -> "npm install a" + i + " && ") + "b\n")
      .put(
          "comments on packages",
          "FROM python:3.12\nRUN pip install \\\n"
              + each(20_000, i -> "# always the latest a\n  a" + i + " \\\n") + "  b\n")
      .put(
          "copies in one RUN",
          "FROM debian:13\nRUN " + each(15_000, i -> "cp /a" + i + " /b && ") + "b\nCMD c\n")
      .put(
          "archives in one RUN",
          "FROM debian:13\nRUN "
              + each(
                  1_000,
                  i -> "curl -O e/" + "a".repeat(180) + i + ".tar.gz && tar xf x && rm -rf b" + i
                      + " && ")
              + "b\nRUN rm -rf c\nCMD d\n")
      .put("apk in RUNs", "FROM alpine:3.22\n" + each(15_000, i -> "RUN apk add a" + i + "\n"))
      .put(
          "apk update in RUNs",
          "FROM alpine:3.22\n" + each(15_000, i -> "RUN apk update && apk add a" + i + "\n"))
      .put(
          "apk in one RUN",
          "FROM alpine:3.22\nRUN apk update && " + each(15_000, i -> "apk add a" + i + " && ")
              + "b\n")
      .put("carriage returns", "FROM a\rRUN b\r".repeat(100_000))
      .build();

  private static String each(int count, IntFunction<String> piece) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < count; i++) {
      all.append(piece.apply(i));
    }
    return all.toString();
  }

  /** A character over and over, wherever something is looked for in a text. */
  private static String everywhere(String piece) {
    String many = piece.repeat(200_000);
    return "FROM " + many + "\nRUN " + many + "\nENV a=" + many + "\nEXPOSE " + many
        + "\nCOPY --from=" + many + " a b\n" + "RUN --mount=" + many + " a\nHEALTHCHECK CMD " + many
        + "\nCMD " + many + "\n";
  }

  static Iterable<String> files() {
    return FILES.keySet();
  }

  @ParameterizedTest
  @MethodSource("files")
  void isReadInLinearTime(String name) throws InterruptedException {
    finishes(() -> read(FILES.getOrDefault(name, "")));
  }

  private static void finishes(Runnable work) throws InterruptedException {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(null, work, "reader", SMALL_STACK);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((dead, thrown) -> failure.set(thrown));
    thread.start();
    thread.join(PATIENCE);
    assertThat(thread.isAlive()).as("still reading").isFalse();
    assertThat(failure.get()).isNull();
  }

  /** As many scripts as there may be in as much of a manifest as is read. */
  private static final int SCRIPTS = 2_500;

  private static final ImmutableMap<String, String> PROJECTS = ImmutableMap.of(
      "scripts in a command",
      "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\nCMD "
          + each(20_000, i -> "npm run s" + i % SCRIPTS + " && ") + "a\n",
      "RUNs that install the same",
      "FROM node:22\nWORKDIR /app\nCOPY . .\n" + "RUN npm install\n".repeat(30_000),
      "a long script",
      "FROM node:16\nCOPY run.sh /\nCMD [\"/run.sh\"]\n"
          + "FROM openjdk:8-jdk\nCOPY run.sh /\nCMD [\"/run.sh\"]\n");

  static Iterable<String> projects() {
    return PROJECTS.keySet();
  }

  /** The same of what depends on a project in the build context. */
  @ParameterizedTest
  @MethodSource("projects")
  void isJudgedInLinearTime(String name) throws InterruptedException {
    String manifest =
        "{\"dependencies\": {\"a\": \"1\"}, \"devDependencies\": {\"b\": \"1\"}, \"scripts\": {"
            + each(SCRIPTS, i -> "\"s" + i + "\":\"npm run s" + (i + 1) + "\",") + "\"s\": \"c\"}}";
    SourceReport sources = new SourceReport(
        "",
        ImmutableSet.of(),
        ImmutableMap.of(),
        ImmutableMap.of(
            "", ContextFile.of(ContextFile.Kind.FOLDER),
            "package.json", ContextFile.of(manifest),
            "run.sh", ContextFile.of("#!/bin/sh\n" + "yarn a\nssh a\n".repeat(30_000)),
            "package-lock.json", ContextFile.of("{\"packages\": {\"\": {}}}")));
    finishes(() -> {
      SemanticModel model = SemanticModel.of(Dockerfile.parse(PROJECTS.getOrDefault(name, "")));
      LINTER.lint(new Subject(model, new EmbeddedImages(), sources), LintOptions.DEFAULT);
    });
  }

  private static void read(String text) {
    Dockerfile file = Dockerfile.parse(text);
    judge(file);
    show(text);
    int middle = text.length() / 2;
    Dockerfile edited = file.edit(TextEdit.insert(middle, "x")).edit(TextEdit.insert(0, "#\n"));
    assertThat(edited.equals(
            Dockerfile.parse("#\n" + text.substring(0, middle) + "x" + text.substring(middle))))
        .isTrue();
    judge(edited);
  }

  /** What an editor asks for as soon as it has opened a file, and when something is typed at its end. */
  private static void show(String text) {
    Checks checks = new Checks(
        () -> Rules.ALL, new EmbeddedImages(), LintOptions.DEFAULT, (rule, thrown) -> {});
    String typed = text + "USER $";
    Snapshot snapshot = Snapshot.open("file:///Dockerfile", "dockerfile", 1, typed, checks);
    SemanticTokens.of(snapshot, ClientSupport.full());
    DocumentSymbols.of(snapshot, ClientSupport.full());
    FlatSymbols.of(snapshot, ClientSupport.full());
    FoldingRanges.of(snapshot, ClientSupport.full());
    DocumentLinks.of(snapshot, List.of(), ClientSupport.full());
    SelectionRanges.at(snapshot, List.of(snapshot.position(text.length() / 2)));
    for (int offset :
        new int[] {text.length() / 2, text.length(), typed.length() - 1, typed.length()}) {
      Completions.at(
          snapshot,
          offset,
          null,
          ImageSearch.in(checks.images()),
          () -> null,
          Deadline.inMillis(0),
          ClientSupport.full());
    }
  }

  private static void judge(Dockerfile file) {
    file.errors();
    for (Element element : file.elements()) {
      if (element instanceof Instruction instruction) {
        instruction.source().tokens();
      }
    }
    SemanticModel model = SemanticModel.of(file);
    BuildFailure.of(model);
    model.buildErrors();
    for (Stage stage : model.stages()) {
      model.family(stage);
    }
    for (Instruction instruction : file.instructions()) {
      model.expand(instruction, "$b$PATH");
    }
    model.symbols();
    LINTER.lint(new Subject(model, new EmbeddedImages()), LintOptions.DEFAULT);
  }
}
