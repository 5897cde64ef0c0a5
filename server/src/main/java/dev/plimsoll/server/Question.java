package dev.plimsoll.server;

import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentPositionParams;
import org.jspecify.annotations.Nullable;

/**
 * A request, and what is in force when it comes. Its methods are called on the thread that reads messages; the functions
 * that they take run on the lane of the feature.
 */
final class Question {

  private final LanguageServer server;
  private final Session session;
  private final Lane lane;

  Question(LanguageServer server, Session session, Lane lane) {
    this.server = server;
    this.session = session;
    this.lane = lane;
  }

  /** The rest of an answer, which looks at the disk. */
  interface FromDisk {
    @Nullable Object look(DocumentContexts contexts);
  }

  /** An answer about a place in a document, given as an offset. */
  interface AtPlace {
    @Nullable Object answer(Snapshot document, int offset);
  }

  LanguageServer server() {
    return server;
  }

  Session session() {
    return session;
  }

  ClientSupport support() {
    return session.support();
  }

  /** What the editor was told of a document before. */
  Told told(TextDocumentIdentifier document) {
    return server.documents().told(document.getUri());
  }

  /**
   * Answers about one document as it is now. Of one that is not open there is nothing to say.
   *
   * @param answer gives the answer, or on the lane {@link Lane#WAITING} a {@link FromDisk}
   */
  CompletableFuture<?> about(
      TextDocumentIdentifier document, Function<Snapshot, @Nullable Object> answer) {
    Snapshot snapshot = server.documents().get(document.getUri());
    return snapshot == null
        ? CompletableFuture.completedFuture(null)
        : compute(() -> answer.apply(snapshot));
  }

  /** Answers about a place in one document. */
  CompletableFuture<?> at(TextDocumentPositionParams place, AtPlace answer) {
    return about(
        place.getTextDocument(),
        document -> answer.answer(document, document.offset(place.getPosition())));
  }

  /** Gives an answer on the lane of the feature; a {@link FromDisk} is looked for there. */
  CompletableFuture<?> compute(Supplier<@Nullable Object> answer) {
    CompletableFuture<@Nullable Object> given = new CompletableFuture<>();
    if (lane == Lane.ANALYSIS) {
      return given.completeAsync(answer, server.workers().analysis());
    }
    DocumentContexts contexts = server.contextsFor(given::isCancelled);
    server.workers().analysis().execute(() -> begin(given, answer, contexts));
    return given;
  }

  private void begin(
      CompletableFuture<@Nullable Object> given,
      Supplier<@Nullable Object> answer,
      DocumentContexts contexts) {
    if (given.isDone()) {
      return; // cancelled
    }
    try {
      Object begun = answer.get();
      if (begun instanceof FromDisk rest) {
        given.completeAsync(() -> rest.look(contexts), server.workers().waiting());
      } else {
        given.complete(begun);
      }
    } catch (RuntimeException | Error e) {
      given.completeExceptionally(e);
    }
  }
}
