package dev.plimsoll.ide.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.SampleFiles;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Edits;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.text.TextRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionTriggerKind;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.junit.jupiter.api.Test;

/**
 * The menu of the light bulb: from a cursor {@code <|>}, or a selection between two, to its titles in their order. An
 * asterisk stands before the preferred one.
 */
class LightBulbTest {

  private static final String FIX_ALL = "Fix all safely fixable problems in this file";

  /** A document, what is selected, and what the editor says that it shows there. */
  private record Asked(Snapshot snapshot, TextRange range, List<Diagnostic> shown) {

    static Asked at(String marked) {
      int start = marked.indexOf("<|>");
      String rest = marked.substring(0, start) + marked.substring(start + 3);
      int end = rest.indexOf("<|>");
      String text = end < 0 ? rest : rest.substring(0, end) + rest.substring(end + 3);
      return new Asked(open(text), new TextRange(start, Math.max(start, end)), List.of());
    }

    /** The same from an editor that shows problems somewhere: those of some rules. */
    Asked showing(String... rules) {
      List<Diagnostic> shown = Diagnostics.of(snapshot, ClientSupport.full()).stream()
          .filter(diagnostic -> List.of(rules).contains(diagnostic.getCode().getLeft()))
          .toList();
      assertThat(shown).isNotEmpty();
      return new Asked(snapshot, range, shown);
    }

    List<CodeAction> actions() {
      CodeActionContext context = new CodeActionContext(shown);
      context.setTriggerKind(CodeActionTriggerKind.Invoked);
      List<CodeAction> actions = new ArrayList<>();
      for (Either<Command, CodeAction> action :
          CodeActions.at(snapshot, range, context, null, false, ClientSupport.full())) {
        actions.add(action.getRight());
      }
      return actions;
    }

    List<String> menu() {
      return actions().stream()
          .map(action ->
              (Boolean.TRUE.equals(action.getIsPreferred()) ? "*" : "") + action.getTitle())
          .toList();
    }

    List<String> menuWithoutPragmas() {
      return menu().stream().filter(title -> !title.startsWith("Ignore")).toList();
    }
  }

  private static Snapshot open(String text) {
    Checks checks = new Checks(
        () -> Rules.ALL, new EmbeddedImages(), LintOptions.DEFAULT, (rule, failure) -> {});
    return Snapshot.open("file:///Dockerfile", "dockerfile", 1, text, checks);
  }

  @Test
  void theWholeLineHasTheFix() {
    assertThat(Asked.at("""
        FROM node:22-slim
        USER node
        RUN npm ci
        RUN npm cache clean --force<|>
        """).menu())
        .containsExactly(
            "*Combine 2 RUN instructions",
            "Ignore combine-consecutive-runs here",
            "Ignore combine-consecutive-runs in this stage",
            "Ignore combine-consecutive-runs in this file");
  }

  @Test
  void theProblemAtTheCursorComesFirst() {
    assertThat(Asked.at("""
        FROM debian:13-slim
        RUN apt-get up<|>date && apt-get install mc
        USER nobody
        """).menuWithoutPragmas())
        .containsExactly(
            "*Remove the package lists at the end of this RUN",
            "Add -y to apt-get install",
            "Add --no-install-recommends",
            FIX_ALL,
            "Convert RUN to a here-document");
    assertThat(Asked.at("""
        FROM debian:13-slim
        RUN apt-get update && apt-get ins<|>tall mc
        USER nobody
        """).menuWithoutPragmas())
        .containsExactly(
            "*Add -y to apt-get install",
            "Add --no-install-recommends",
            "Remove the package lists at the end of this RUN",
            FIX_ALL,
            "Convert RUN to a here-document");
  }

  @Test
  void behindSeveralProblemsTheMostSevereComesFirstAndNoneIsPreferred() {
    assertThat(Asked.at("""
        FROM debian:13-slim
        RUN apt-get update && apt-get install mc<|>
        USER nobody
        """).menu())
        .containsExactly(
            "Add -y to apt-get install",
            "Remove the package lists at the end of this RUN",
            "Add --no-install-recommends",
            FIX_ALL,
            "Ignore apt-install-without-yes here",
            "Ignore apt-lists-not-removed here",
            "Ignore apt-no-install-recommends here",
            "Convert RUN to a here-document");
  }

  @Test
  void eachLineOfAnInstructionHasTheFixesOfTheWhole() {
    assertThat(Asked.at("""
        FROM debian:13-slim
        RUN apt-get update \\
            && apt-get install mc \\
            && echo<|> done
        USER nobody
        """).menuWithoutPragmas())
        .containsExactly(
            "Add -y to apt-get install",
            "Remove the package lists at the end of this RUN",
            "Add --no-install-recommends",
            FIX_ALL,
            "Convert RUN to a here-document");
  }

  @Test
  void farLinesOfALongInstructionDontFillTheMenu() {
    String install = "apt-get install \\\n  mc && \\\n  ";
    Asked asked =
        Asked.at("FROM debian:13-slim\nRUN " + install.repeat(100) + "a<|>\nUSER nobody\n");
    assertThat(asked.snapshot().problems()).hasSizeGreaterThan(100);
    assertThat(asked.menu()).hasSizeLessThan(30);
  }

  @Test
  void aSelectionHasWhatItsLinesHave() {
    assertThat(Asked.at("""
        FROM debian:13-slim
        WORKDIR <|>app
        ADD a /b
        MAINTAINER A<|>da
        USER nobody
        """).menuWithoutPragmas())
        .containsExactly(
            "*Use /app", "*Replace MAINTAINER with a LABEL", "Replace ADD with COPY", FIX_ALL);
    assertThat(Asked.at("""
        FROM debian:13-slim
        MAINTAINER Ada
        WORKDIR app<|>
        <|>ADD a.jar /b
        USER nobody
        """).menuWithoutPragmas())
        .containsExactly("*Use /app", "*Replace ADD with COPY", FIX_ALL);
  }

  @Test
  void aProblemThatTheEditorNamesIsFixedWhereverItIs() {
    Asked asked = Asked.at("""
        FROM debian:13-slim
        MAINTAINER Ada
        USER nobody<|>
        """);
    assertThat(asked.menu()).isEmpty();
    Asked showing = asked.showing("maintainer-deprecated");
    assertThat(showing.menu())
        .containsExactly(
            "*Replace MAINTAINER with a LABEL",
            "Ignore maintainer-deprecated here",
            "Ignore maintainer-deprecated in this stage",
            "Ignore maintainer-deprecated in this file");
    Diagnostic stale = showing.shown().get(0);
    stale.getRange().getStart().setLine(2);
    assertThat(showing.menu()).isEmpty();
  }

  @Test
  void whatAnEditorLeavesOutIsTolerated() {
    Asked asked = Asked.at("FROM debian:13-slim\nMAINTAINER A<|>da\nUSER nobody\n");
    List<String> menu = asked.menu();
    List<Diagnostic> odd = new ArrayList<>();
    odd.add(null);
    odd.add(new Diagnostic());
    assertThat(new Asked(asked.snapshot(), asked.range(), odd).menu()).isEqualTo(menu);
    CodeActionContext context = new CodeActionContext();
    context.setDiagnostics(new ArrayList<>());
    assertThat(CodeActions.at(
            asked.snapshot(), asked.range(), context, null, false, ClientSupport.full()))
        .hasSameSizeAs(menu);
  }

  @Test
  void whatTwoRulesHaveToSayOfATagIsSaidByOne() {
    Asked asked = Asked.at("FROM debian<|>\nUSER nobody\n");
    assertThat(asked.menuWithoutPragmas()).containsExactly("Use debian:13", "Use debian:13-slim");
    assertThat(asked.actions().get(1).getDiagnostics())
        .extracting(diagnostic -> diagnostic.getCode().getLeft())
        .containsExactly("base-image-untagged");
  }

  @Test
  void manyProblemsOfARuleAndOfTheFileAreFixedAtOnce() {
    Asked asked = Asked.at("""
        FROM debian:13-slim
        MAINTAINER Ada
        EXPOSE 80
        ADD a.jar /<|>a
        ADD b.jar /b
        USER nobody
        """);
    assertThat(asked.menuWithoutPragmas())
        .containsExactly(
            "*Replace ADD with COPY",
            "Fix all 'add-instead-of-copy' problems in this file",
            FIX_ALL,
            "Move ADD up over EXPOSE");
    assertThat(asked.actions().subList(0, 3))
        .allSatisfy(action -> assertThat(action.getDiagnostics())
            .extracting(diagnostic -> diagnostic.getCode().getLeft())
            .containsExactly("add-instead-of-copy"));
    assertThat(edited(asked, "add-instead-of-copy")).isEqualTo("""
        FROM debian:13-slim
        MAINTAINER Ada
        EXPOSE 80
        COPY a.jar /a
        COPY b.jar /b
        USER nobody
        """);
    assertThat(edited(asked, null)).isEqualTo("""
        FROM debian:13-slim
        LABEL org.opencontainers.image.authors="Ada"
        EXPOSE 80
        COPY a.jar /a
        COPY b.jar /b
        USER nobody
        """);
  }

  @Test
  void oneProblemIsNotFixedAllAtOnce() {
    assertThat(Asked.at("FROM debian:13-slim\nADD a.jar /<|>a\nUSER nobody\n").menuWithoutPragmas())
        .containsExactly("*Replace ADD with COPY");
  }

  @Test
  void whatIsLeftToTheAuthorIsNotCountedAmongAll() {
    assertThat(Asked.at("""
        FROM debian:13-slim
        WORKDIR a<|>
        FROM debian:13-slim
        WORKDIR b
        FROM unknown
        WORKDIR c
        USER nobody
        """).menuWithoutPragmas())
        .containsExactly(
            "*Use /a", "Fix all safely fixable 'workdir-relative' problems in this file", FIX_ALL);
  }

  private static String edited(Asked asked, String rule) {
    CodeAction action =
        CodeActions.fixAll(asked.snapshot(), rule, new CodeAction("all"), ClientSupport.none());
    List<dev.plimsoll.text.TextEdit> edits = new ArrayList<>();
    for (TextEdit edit : action.getEdit().getChanges().get(asked.snapshot().uri())) {
      edits.add(dev.plimsoll.text.TextEdit.replace(
          asked.snapshot().range(edit.getRange()), edit.getNewText()));
    }
    return dev.plimsoll.text.TextEdit.apply(asked.snapshot().text(), edits);
  }

  @Test
  void refactoringsAreFewAndTheMostUsefulFirst() {
    refactorings("FROM a\nRUN npm <|>ci");
    refactorings("FROM a\nRUN a && b<|>", "Convert RUN to a here-document");
    refactorings("FROM a\nCMD [\"node\"]<|>");
    refactorings("FROM a\nSHELL [\"sh\", \"-c\"]\nCMD a | b<|>");
    refactorings("FROM a\nHEALTHCHECK CMD curl -f localhost || exit 1<|>");
    refactorings(
        "FROM a\nHEALTHCHECK CMD curl -f localhost<|>",
        "Convert HEALTHCHECK to exec form (runs without a shell)");
    refactorings(
        "FROM a\nRUN pip install b a<|>", "Sort the packages of pip install, one per line");
    refactorings("FROM a\nRUN apk add --no-cache b a && c<|>", "Convert RUN to a here-document");
    refactorings(
        "FROM a\nRUN apk add --no-cache b a<|> && c",
        "Sort the packages of apk add, one per line",
        "Convert RUN to a here-document");
    refactorings(
        "FROM a\nRUN echo a > /a && echo b > /b<|>",
        "Convert RUN to COPY with a here-document (owner root, mode 0644)");
    refactorings("FROM a\nRUN [\"a\", \"b\"]<|>", "Convert RUN to shell form (run by a shell)");
    refactorings(
        "FROM node:22<|>\nRUN a\nFROM node:22\nRUN b",
        "Extract 22 to ARG NODE_VERSION (2 places)",
        "Name the stage base");
    refactorings("FROM node:latest<|>");
    refactorings("FROM a\nARG B=1.2<|>");
    refactorings("FROM a\nENV B=1 C=2<|>", "Split into 2 ENV instructions");
    refactorings("FROM a\nENV B=1 C=2<|>\nENV D=3", "Merge 2 ENV instructions");
    refactorings("FROM a\nLABEL b=c<|>\nRUN d", "Move LABEL down over RUN");
    refactorings("FROM a\nEXPOSE 80<|>\nCMD [\"b\"]");
    refactorings("FROM a\nCMD [\"b\"]\n<|>");
  }

  private static void refactorings(String marked, String... titles) {
    Asked asked = Asked.at(marked);
    CodeActionContext context = new CodeActionContext(List.of(), List.of("refactor"));
    assertThat(CodeActions.at(
            asked.snapshot(), asked.range(), context, null, false, ClientSupport.full()))
        .as(marked)
        .extracting(action -> action.getRight().getTitle())
        .containsExactly(titles);
  }

  @Test
  void everyFixIsInTheMenuBehindItsLine() throws IOException {
    for (String text : SampleFiles.whole()) {
      Snapshot snapshot = open(text);
      for (Problem problem : snapshot.problems()) {
        int end = text.indexOf('\n', problem.range().start());
        Asked asked = new Asked(snapshot, TextRange.at(end < 0 ? text.length() : end), List.of());
        List<Object> edits = new ArrayList<>();
        asked.actions().forEach(action -> edits.add(action.getEdit()));
        for (Fix fix : problem.fixes()) {
          assertThat(edits)
              .as(fix.title() + " in " + asked.menu())
              .contains(Edits.workspaceEdit(snapshot, fix.edits(), ClientSupport.full()));
        }
      }
    }
  }

  @Test
  void nothingStandsInAMenuTwice() throws IOException {
    for (String text : SampleFiles.whole()) {
      Snapshot snapshot = open(text);
      for (int at = 0; at <= text.length(); at++) {
        assertThat(new Asked(snapshot, TextRange.at(at), List.of()).menu())
            .as(at + " in " + text)
            .doesNotHaveDuplicates();
      }
    }
  }
}
