package dev.plimsoll.ide;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.SnippetTextEdit;
import org.eclipse.lsp4j.TextDocumentEdit;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Edits of a snapshot as the editor takes them. */
public final class Edits {

  private Edits() {}

  public static ImmutableList<TextEdit> of(
      Snapshot snapshot, List<dev.plimsoll.text.TextEdit> edits) {
    ImmutableList.Builder<TextEdit> converted = ImmutableList.builderWithExpectedSize(edits.size());
    for (dev.plimsoll.text.TextEdit edit : edits) {
      converted.add(new TextEdit(snapshot.range(edit.range()), edit.newText()));
    }
    return converted.build();
  }

  /** The edits, bound to the version that they are for where the editor understands that. */
  public static WorkspaceEdit workspaceEdit(
      Snapshot snapshot, List<dev.plimsoll.text.TextEdit> edits, ClientSupport support) {
    ImmutableList<TextEdit> converted = of(snapshot, edits);
    if (!support.has(Ability.DOCUMENT_CHANGES)) {
      return new WorkspaceEdit(ImmutableMap.of(snapshot.uri(), converted));
    }
    List<Either<TextEdit, SnippetTextEdit>> either = new ArrayList<>(converted.size());
    for (TextEdit edit : converted) {
      either.add(Either.forLeft(edit));
    }
    VersionedTextDocumentIdentifier document =
        new VersionedTextDocumentIdentifier(snapshot.uri(), snapshot.version());
    return new WorkspaceEdit(
        ImmutableList.of(Either.forLeft(new TextDocumentEdit(document, either))));
  }
}
