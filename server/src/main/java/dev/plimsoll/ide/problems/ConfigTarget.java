package dev.plimsoll.ide.problems;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.config.ConfigKind;
import dev.plimsoll.config.TurnOff;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.text.LineMap;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.eclipse.lsp4j.CreateFile;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ResourceOperation;
import org.eclipse.lsp4j.TextDocumentEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file in which a rule can be turned off for a document.
 *
 * @param name what it is called
 * @param text what is in it
 * @param version of the document, where it is open
 * @param exists whether there is such a file
 */
public record ConfigTarget(
    String uri,
    String name,
    ConfigKind kind,
    String text,
    @Nullable Integer version,
    boolean exists) {

  /** A file of ours that isn't there yet. */
  public static ConfigTarget toCreate(String folder) {
    String name = ConfigKind.PLIMSOLL.names().get(0);
    String uri = folder + (folder.endsWith("/") ? "" : "/") + name;
    return new ConfigTarget(uri, name, ConfigKind.PLIMSOLL, "", null, false);
  }

  /** The edit that turns a rule off there; null where the file can't be edited, or the editor can't create it. */
  @Nullable WorkspaceEdit turnOff(RuleInfo rule, ClientSupport support) {
    boolean possible =
        exists || (support.has(Ability.DOCUMENT_CHANGES) && support.has(Ability.RESOURCE_CREATE));
    TextEdit edit = possible ? TurnOff.in(kind, text, rule) : null;
    if (edit == null) {
      return null;
    }
    org.eclipse.lsp4j.TextEdit change =
        new org.eclipse.lsp4j.TextEdit(range(edit.range()), edit.newText());
    if (!support.has(Ability.DOCUMENT_CHANGES)) {
      return new WorkspaceEdit(ImmutableMap.of(uri, ImmutableList.of(change)));
    }
    TextDocumentEdit changes = new TextDocumentEdit(
        new VersionedTextDocumentIdentifier(uri, version),
        ImmutableList.of(Either.forLeft(change)));
    ImmutableList.Builder<Either<TextDocumentEdit, ResourceOperation>> all =
        ImmutableList.builder();
    if (!exists) {
      all.add(Either.forRight(new CreateFile(uri)));
    }
    return new WorkspaceEdit(all.add(Either.forLeft(changes)).build());
  }

  private Range range(TextRange range) {
    LineMap lines = LineMap.of(text);
    return new Range(position(lines, range.start()), position(lines, range.end()));
  }

  private static Position position(LineMap lines, int offset) {
    return new Position(lines.lineAt(offset), lines.columnAt(offset));
  }
}
