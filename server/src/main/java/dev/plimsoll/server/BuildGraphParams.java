package dev.plimsoll.server;

import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.validation.NonNull;

/** Which document {@code plimsoll/buildGraph} is asked of. */
record BuildGraphParams(@NonNull TextDocumentIdentifier textDocument) {}
