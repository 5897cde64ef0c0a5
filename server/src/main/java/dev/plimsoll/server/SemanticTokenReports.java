package dev.plimsoll.server;

import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.tokens.SemanticTokens;
import dev.plimsoll.ide.tokens.TokenChange;
import java.util.List;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SemanticTokensDelta;
import org.eclipse.lsp4j.SemanticTokensEdit;

/** Answers with the tokens of a document, or with what has changed since an answer that the editor has. */
final class SemanticTokenReports {

  private final ClientSupport support;
  private long lastId;

  SemanticTokenReports(ClientSupport support) {
    this.support = support;
  }

  org.eclipse.lsp4j.SemanticTokens full(Snapshot snapshot, Told told) {
    Told.Tokens answer = answer(snapshot, told);
    return new org.eclipse.lsp4j.SemanticTokens(answer.resultId(), answer.data());
  }

  /** What has changed, or all tokens where the editor names another answer than the last one. */
  Object delta(Snapshot snapshot, Told told, String previousResultId) {
    Told.Tokens before = told.tokens();
    if (before == null || !before.resultId().equals(previousResultId)) {
      return full(snapshot, told);
    }
    Told.Tokens now = answer(snapshot, told);
    TokenChange change = TokenChange.between(before.data(), now.data());
    List<SemanticTokensEdit> edits = change.isEmpty()
        ? List.of()
        : List.of(new SemanticTokensEdit(change.start(), change.deleted(), change.inserted()));
    return new SemanticTokensDelta(edits, now.resultId());
  }

  /** The tokens of a part, which is what an editor asks for to show a long document soon. */
  org.eclipse.lsp4j.SemanticTokens range(Snapshot snapshot, Range range) {
    return new org.eclipse.lsp4j.SemanticTokens(
        SemanticTokens.in(snapshot, snapshot.range(range), support));
  }

  private Told.Tokens answer(Snapshot snapshot, Told told) {
    Told.Tokens answer =
        new Told.Tokens(Long.toString(++lastId), SemanticTokens.of(snapshot, support));
    told.tell(answer);
    return answer;
  }
}
