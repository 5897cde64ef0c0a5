package dev.plimsoll.server;

import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.CodeActions;
import dev.plimsoll.ide.Hovers;
import dev.plimsoll.ide.IgnoreCompletion;
import dev.plimsoll.ide.IgnoreHover;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.SourceFiles;
import dev.plimsoll.ide.SourceHover;
import dev.plimsoll.ide.completion.Completions;
import dev.plimsoll.image.ImageCatalog;
import java.util.List;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CompletionContext;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentPositionParams;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about one open document: which feature of {@code ide} answers which request. Nothing here changes
 * anything, so an answer may be computed on any thread.
 */
final class DocumentRequests {

  private final Snapshot snapshot;
  private final ImageCatalog images;
  private final ClientSupport support;
  private final DocumentContexts contexts;

  DocumentRequests(
      Snapshot snapshot, ImageCatalog images, ClientSupport support, DocumentContexts contexts) {
    this.snapshot = snapshot;
    this.images = images;
    this.support = support;
    this.contexts = contexts;
  }

  /** The document that a request is about. Checks the parameters too, so that what is wrong with them is told at once. */
  static TextDocumentIdentifier document(String method, Object params) {
    if (params instanceof TextDocumentPositionParams at) {
      if (at.getPosition() == null) {
        throw Refusal.invalidParams("a position is needed");
      }
      return at.getTextDocument();
    }
    if (params instanceof CodeActionParams actions) {
      if (actions.getRange() == null || actions.getContext() == null) {
        throw Refusal.invalidParams("a range and a context are needed");
      }
      return actions.getTextDocument();
    }
    throw Refusal.noSuchMethod(method);
  }

  @Nullable Object answer(String method, Object params) {
    switch (method) {
      case "textDocument/codeAction":
        CodeActionParams actions = (CodeActionParams) params;
        return CodeActions.at(
            snapshot, snapshot.range(actions.getRange()), actions.getContext(), support);
      case "textDocument/hover":
        return hover(offset((HoverParams) params));
      case "textDocument/completion":
        return completion((CompletionParams) params);
      case "textDocument/definition":
        return definition(offset((DefinitionParams) params));
      default:
        throw Refusal.noSuchMethod(method);
    }
  }

  private @Nullable Object hover(int offset) {
    Deadline deadline = contexts.deadline();
    boolean markdown = support.has(Ability.HOVER_MARKDOWN);
    if (snapshot.isIgnoreFile()) {
      return IgnoreHover.at(snapshot, offset, contexts.of(snapshot, deadline), markdown, deadline);
    }
    if (SourceFiles.isAt(snapshot, offset)) {
      BuildContext context = contexts.of(snapshot, deadline);
      SourceHover hover =
          context == null ? null : SourceHover.at(snapshot, offset, context, markdown, deadline);
      if (hover != null) {
        return hover.toHover(snapshot, markdown);
      }
    }
    return Hovers.at(snapshot, offset, images, support);
  }

  private Object completion(CompletionParams params) {
    Deadline deadline = contexts.deadline();
    int offset = offset(params);
    if (snapshot.isIgnoreFile()) {
      BuildContext context = contexts.of(snapshot, deadline);
      return context == null ? List.of() : IgnoreCompletion.at(snapshot, offset, context, deadline);
    }
    CompletionContext asked = params.getContext();
    return Completions.at(
        snapshot,
        offset,
        asked == null ? null : asked.getTriggerCharacter(),
        images,
        () -> contexts.of(snapshot, deadline),
        deadline,
        support);
  }

  private Object definition(int offset) {
    Deadline deadline = contexts.deadline();
    BuildContext context =
        SourceFiles.isAt(snapshot, offset) ? contexts.of(snapshot, deadline) : null;
    return context == null ? List.of() : SourceFiles.at(snapshot, offset, context, deadline);
  }

  private int offset(TextDocumentPositionParams params) {
    return snapshot.offset(params.getPosition());
  }
}
