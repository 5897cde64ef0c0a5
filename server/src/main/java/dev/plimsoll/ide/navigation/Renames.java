package dev.plimsoll.ide.navigation;

import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Edits;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.semantics.Renaming;
import dev.plimsoll.semantics.Symbol;
import dev.plimsoll.semantics.Symbols.Mention;
import dev.plimsoll.text.Visible;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/** Another name for what the cursor is on. */
public final class Renames {

  private Renames() {}

  /**
   * The name that would be changed, or null where nothing has one.
   *
   * @throws ResponseErrorException if there is a reason against it, which the user should know
   */
  public static @Nullable Range prepare(Snapshot snapshot, int offset) {
    Mention mention = snapshot.mentionAt(offset);
    if (mention == null) {
      return null;
    }
    String obstacle = Renaming.obstacle(snapshot.model(), mention);
    if (obstacle == null) {
      return snapshot.range(mention.occurrence().range());
    }
    if (mention.symbol().kind() == Symbol.Kind.IMAGE) {
      return null; // nobody expects an image to get another name
    }
    throw refused(ResponseErrorCode.RequestFailed, obstacle);
  }

  /**
   * The edits that give it the name, or null where nothing has one.
   *
   * @throws ResponseErrorException if it can't have that name, with the reason
   */
  public static @Nullable WorkspaceEdit rename(
      Snapshot snapshot, int offset, String name, ClientSupport support) {
    Mention mention = snapshot.mentionAt(offset);
    if (mention == null) {
      return null;
    }
    String obstacle = Renaming.obstacle(snapshot.model(), mention);
    if (obstacle != null) {
      throw refused(ResponseErrorCode.RequestFailed, obstacle);
    }
    String refusal = Renaming.refusal(snapshot.model(), mention.symbol(), name);
    if (refusal != null) {
      throw refused(ResponseErrorCode.InvalidParams, refusal);
    }
    return Edits.workspaceEdit(snapshot, Renaming.edits(mention.symbol(), name), support);
  }

  private static ResponseErrorException refused(ResponseErrorCode code, String reason) {
    return new ResponseErrorException(new ResponseError(code, Visible.of(reason), null));
  }
}
