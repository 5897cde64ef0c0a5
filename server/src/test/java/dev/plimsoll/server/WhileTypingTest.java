package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.SampleImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.rules.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown of an instruction while somebody types it: nothing that its rest may mend, until a pause. */
class WhileTypingTest {

  private static final String ABOVE = "FROM alpine:3.22\nRUN true\n";

  private static final ImageCatalog IMAGES =
      SampleImages.with("alpine:3.22", 3_600_000, "shop/web:1", 60_000_000);

  /** An editor, a server, and a clock that only {@link #pause} moves. */
  private static final class Session implements Endpoint {
    private final List<String> calls = new ArrayList<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final ClientSupport support;
    private final DiagnosticReports reports;
    private final LensReports lenses;
    private final Told told = new Told();
    private Snapshot snapshot;
    private @Nullable List<Diagnostic> published;

    Session(String text, ClientSupport support) {
      this.support = support;
      boolean pulls = support.has(Ability.DIAGNOSTIC_PULL);
      reports = pulls
          ? new PulledDiagnostics(this, support, Runnable::run, new Pauses(waiting::add))
          : new PushedDiagnostics(
              this,
              support,
              Runnable::run,
              new Pauses(waiting::add),
              new Log(System.err),
              uri -> snapshot);
      lenses = new LensReports(this, support, new Pauses(waiting::add));
      Checks checks = new Checks(() -> Rules.ALL, IMAGES, LintOptions.DEFAULT, (rule, failure) -> {
        throw failure;
      });
      snapshot = Snapshot.open("file:///w/Dockerfile", "dockerfile", 1, text, checks);
      reports.changed(snapshot);
    }

    @Override
    public CompletableFuture<?> request(String method, @Nullable Object params) {
      calls.add(method);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void notify(String method, @Nullable Object params) {
      calls.add(method);
      published = ((PublishDiagnosticsParams) params).getDiagnostics();
    }

    /** Keys, each a version of its own. */
    Session type(String keys) {
      keys.codePoints().forEach(key -> change(end(), end(), Character.toString(key)));
      return this;
    }

    /** The same somewhere in the text. */
    Session typeAt(int line, int column, String keys) {
      for (int i = 0; i < keys.length(); i++) {
        Position at = new Position(line, column + i);
        change(at, at, keys.substring(i, i + 1));
      }
      return this;
    }

    Session change(Position start, Position end, String text) {
      TextDocumentContentChangeEvent change = new TextDocumentContentChangeEvent(text);
      change.setRange(new Range(start, end));
      snapshot = snapshot.apply(change).withVersion(snapshot.version() + 1);
      reports.changed(snapshot);
      return this;
    }

    Position end() {
      return snapshot.position(snapshot.file().length());
    }

    void save() {
      reports.saved(snapshot);
      lenses.saved(snapshot);
    }

    /** As long as a pause is, nothing is typed. */
    void pause() {
      List<Runnable> due = new ArrayList<>(waiting);
      waiting.clear();
      due.forEach(Runnable::run);
    }

    List<Diagnostic> shown() {
      if (!support.has(Ability.DIAGNOSTIC_PULL)) {
        return published;
      }
      DocumentDiagnosticReport report =
          (DocumentDiagnosticReport) reports.report(snapshot, told, null).join();
      return report.getLeft().getItems();
    }

    /** The rules that are broken as errors. */
    List<String> errors() {
      return shown().stream()
          .filter(it -> it.getSeverity() == DiagnosticSeverity.Error)
          .map(it -> it.getCode().getLeft())
          .toList();
    }

    /** Line from 1 and title. */
    List<String> lenses() {
      List<String> shown = new ArrayList<>();
      for (CodeLens lens : lenses.of(snapshot, IMAGES)) {
        shown.add(
            (lens.getRange().getStart().getLine() + 1) + " " + lens.getCommand().getTitle());
      }
      return shown;
    }
  }

  private static final ClientSupport PUSHED = ClientSupport.none();
  private static final ClientSupport PULLS =
      ClientSupport.of(Set.of(Ability.DIAGNOSTIC_PULL, Ability.DIAGNOSTIC_REFRESH));

  /** One that is sent diagnostics, and one that asks for them. */
  static Stream<ClientSupport> clients() {
    return Stream.of(PUSHED, PULLS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FRO",
        "FROM ",
        "FROM alpine:",
        "FROM alpine AS ",
        "COPY ",
        "COPY a",
        "COPY --",
        "COPY --from=",
        "COPY --from=bu",
        "COPY [\"a\"",
        "COPY <<EOF /a\nhello",
        "EXPOSE ",
        "EXPOSE 80/",
        "EXPOSE 80000",
        "ENV ",
        "ENV A",
        "ENV A=\"b",
        "LABEL a",
        "ARG ",
        "RUN ",
        "RUN --mount=",
        "RUN --mount=type=ca",
        "RUN <<EOF\napk add curl",
        "RUN apt-get install",
        "RUN \\\n",
        "HEALTHCHECK ",
        "HEALTHCHECK --interval=",
        "ONBUILD ",
        "ONBUILD COP",
        "SHELL [",
        "STOPSIGNAL ",
        "STOPSIGNAL SIGTE",
        "USER ",
        "VOLUME [\"/a\",",
        "WORKDIR ",
        "WORKDIR ${",
      })
  void anUnfinishedInstructionIsNotRedBeforeAPause(String typed) {
    for (ClientSupport client : clients().toList()) {
      Session session = new Session(ABOVE, client);
      for (int i = 0; i < typed.length(); i++) {
        session.type(typed.substring(i, i + 1));
        assertThat(session.errors()).as(typed.substring(0, i + 1)).isEmpty();
      }
      List<String> afresh = new Session(ABOVE + typed, client).errors();
      session.pause();
      assertThat(session.errors()).isEqualTo(afresh);
    }
  }

  /** The samples above would prove nothing if nothing were wrong with them. */
  @ParameterizedTest
  @ValueSource(strings = {"FRO", "FROM ", "COPY a", "EXPOSE 80000", "RUN --mount=", "SHELL ["})
  void aFileThatIsOpenedShowsEverything(String last) {
    assertThat(new Session(ABOVE + last, PUSHED).errors()).isNotEmpty();
  }

  @Nested
  class AllIsShown {

    @ParameterizedTest
    @MethodSource("dev.plimsoll.server.WhileTypingTest#clients")
    void afterEnter(ClientSupport client) {
      Session session = new Session(ABOVE, client).type("COPY a");
      assertThat(session.errors()).isEmpty();
      session.type("\n");
      assertThat(session.errors()).containsExactly("syntax-error");
    }

    @ParameterizedTest
    @MethodSource("dev.plimsoll.server.WhileTypingTest#clients")
    void afterAKeyElsewhere(ClientSupport client) {
      Session session = new Session(ABOVE, client).type("COPY a").typeAt(1, 8, "x");
      assertThat(session.errors()).containsExactly("syntax-error");
    }

    @ParameterizedTest
    @MethodSource("dev.plimsoll.server.WhileTypingTest#clients")
    void whenTheFileIsSaved(ClientSupport client) {
      Session session = new Session(ABOVE, client).type("COPY a");
      assertThat(session.errors()).isEmpty();
      session.save();
      assertThat(session.errors()).containsExactly("syntax-error");
      session.type("b");
      assertThat(session.errors()).as("typed on").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.plimsoll.server.WhileTypingTest#clients")
    void afterAPauseAndNotAgainUntilTheNextKey(ClientSupport client) {
      Session session = new Session(ABOVE, client).type("COPY a");
      assertThat(session.errors()).isEmpty();
      session.pause();
      assertThat(session.errors()).containsExactly("syntax-error");
      session.type(" ");
      assertThat(session.errors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.plimsoll.server.WhileTypingTest#clients")
    void ofSeveralLinesThatWerePastedAtOnce(ClientSupport client) {
      Session session = new Session(ABOVE, client);
      session.change(session.end(), session.end(), "COPY a\nEXPOSE 80000");
      assertThat(session.errors()).containsExactly("syntax-error", "expose-port-out-of-range");
    }

    @ParameterizedTest
    @MethodSource("dev.plimsoll.server.WhileTypingTest#clients")
    void ofOtherInstructions(ClientSupport client) {
      Session session = new Session(ABOVE + "EXPOSE 80000\n", client).type("COPY a");
      assertThat(session.errors()).containsExactly("expose-port-out-of-range");
    }

    @Test
    void toAnEditorThatCannotBeToldToAskAgain() {
      Session session =
          new Session(ABOVE, ClientSupport.of(Set.of(Ability.DIAGNOSTIC_PULL))).type("COPY a");
      assertThat(session.errors()).containsExactly("syntax-error");
    }
  }

  @Test
  void anEditorThatAsksIsToldToAskAgainOnceAfterAPause() {
    Session session = new Session(ABOVE, PULLS);
    for (String key : "COPY a".split("")) {
      session.type(key).errors();
    }
    assertThat(session.calls).isEmpty();
    session.pause();
    assertThat(session.calls).containsExactly("workspace/diagnostic/refresh");
  }

  @Test
  void nothingIsSentAfterAPauseInWhichNothingWaited() {
    Session session = new Session(ABOVE, PUSHED).type("RUN true");
    session.pause();
    session.calls.clear();
    session.pause();
    assertThat(session.calls).isEmpty();
  }

  @Test
  void whatIsWrongWithAFinishedInstructionIsShownAtOnce() {
    Session session = new Session(ABOVE, PUSHED).type("MAINTAINER me");
    assertThat(session.shown())
        .anyMatch(it -> it.getCode().getLeft().equals("maintainer-deprecated"));
  }

  @Test
  void aPatternOfAnIgnoreFileIsNotRedEither() {
    Session session = new Session("", PUSHED);
    session.snapshot =
        Snapshot.open("file:///w/.dockerignore", "ignore", 1, "", session.snapshot.checks());
    session.type("[a");
    assertThat(session.shown()).isEmpty();
    session.pause();
    assertThat(session.shown()).hasSize(1);
  }

  /** Where somebody types, nothing is red but what was red when the line above was left. */
  @Test
  void aWholeFileIsTypedWithoutAnyRed() throws IOException {
    for (String name : List.of("node", "go", "apt.good")) {
      String text = Files.readString(Path.of("../docs/examples/" + name + ".Dockerfile"));
      Session session = new Session("", PUSHED);
      for (int i = 0; i < text.length(); i++) {
        session.type(text.substring(i, i + 1));
        assertThat(session.errors()).as(text.substring(0, i + 1)).isEmpty();
      }
    }
  }

  @Nested
  class Lenses {

    private static final String SHOP = """
        FROM golang:1.25 AS build
        RUN go build -o /a .
        FROM build AS test
        RUN go test ./...
        FROM alpine:3.22 AS run
        COPY --from=build /a /
        """;

    private static final ClientSupport WITH_LENS =
        ClientSupport.of(Set.of(Ability.CODE_LENS_REFRESH));

    @Test
    void doNotChangeWhileOneMoreStageIsBegun() {
      Session session = new Session(SHOP, WITH_LENS);
      List<String> before = session.lenses();
      assertThat(before)
          .containsExactly("1 2 references", "3 not built by default", "5 base image 3.60 MB");
      String typed = "FROM shop/web:1 AS web\nCOPY site /site";
      for (int i = 0; i < typed.length(); i++) {
        session.type(typed.substring(i, i + 1));
        assertThat(session.lenses()).as(typed.substring(0, i + 1)).isEqualTo(before);
      }
      session.pause();
      assertThat(session.calls).contains("workspace/codeLens/refresh");
      assertThat(session.lenses())
          .containsExactly(
              "1 2 references",
              "1 not built by default",
              "3 not built by default",
              "5 not built by default",
              "7 base image 60.0 MB");
    }

    @Test
    void keepTheirRowWhileAnImageIsTyped() {
      Session session = new Session("FROM ", WITH_LENS);
      String typed = "alpine:3.22";
      for (int i = 0; i < typed.length(); i++) {
        session.type(typed.substring(i, i + 1));
        assertThat(session.lenses())
            .as(typed.substring(0, i + 1))
            .containsExactly("1 base image …");
      }
      session.pause();
      assertThat(session.calls).contains("workspace/codeLens/refresh");
      assertThat(session.lenses()).containsExactly("1 base image 3.60 MB");
    }

    @Test
    void sayWhatTheyKnowToAnEditorThatAsksOnlyOnce() {
      Session session = new Session("FROM ", PUSHED);
      session.type("alpine:3.22");
      assertThat(session.lenses()).containsExactly("1 base image 3.60 MB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FROM ", "FROM b", "FROM\n", "FROM \n"})
    void doNotCountAFromThatIsUnfinishedWhoeverTypedIt(String last) {
      assertThat(new Session(SHOP + last, PUSHED).lenses())
          .containsExactly("1 2 references", "3 not built by default", "5 base image 3.60 MB");
    }

    @Test
    void countOneThatIsFinished() {
      assertThat(new Session(SHOP + "FROM scratch\n", PUSHED).lenses())
          .contains("5 not built by default");
    }
  }
}
