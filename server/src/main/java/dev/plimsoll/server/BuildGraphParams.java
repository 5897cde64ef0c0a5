package dev.plimsoll.server;

import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.jspecify.annotations.Nullable;

/** Which document {@code plimsoll/buildGraph} is asked of. */
record BuildGraphParams(@Nullable TextDocumentIdentifier textDocument) {}
