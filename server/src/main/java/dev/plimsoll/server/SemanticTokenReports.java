package dev.plimsoll.server;

import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.SemanticTokens;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.TokenChange;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SemanticTokensDelta;
import org.eclipse.lsp4j.SemanticTokensEdit;

/** Answers with the tokens of a document, or with what has changed since an answer that the editor has. */
final class SemanticTokenReports {

  /** By URI, the last answer. Written on the analysis thread. */
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  private final ClientSupport support;
  private long lastId;

  private record Answer(String resultId, List<Integer> data) {}

  SemanticTokenReports(ClientSupport support) {
    this.support = support;
  }

  void closed(String uri) {
    answers.remove(uri);
  }

  org.eclipse.lsp4j.SemanticTokens full(Snapshot snapshot) {
    Answer answer = answer(snapshot);
    return new org.eclipse.lsp4j.SemanticTokens(answer.resultId, answer.data);
  }

  /** What has changed, or all tokens where the editor names another answer than the last one. */
  Object delta(Snapshot snapshot, String previousResultId) {
    Answer before = answers.get(snapshot.uri());
    if (before == null || !before.resultId.equals(previousResultId)) {
      return full(snapshot);
    }
    Answer now = answer(snapshot);
    TokenChange change = TokenChange.between(before.data, now.data);
    List<SemanticTokensEdit> edits = change.isEmpty()
        ? List.of()
        : List.of(new SemanticTokensEdit(change.start(), change.deleted(), change.inserted()));
    return new SemanticTokensDelta(edits, now.resultId);
  }

  /** The tokens of a part, which is what an editor asks for to show a long document soon. */
  org.eclipse.lsp4j.SemanticTokens range(Snapshot snapshot, Range range) {
    return new org.eclipse.lsp4j.SemanticTokens(
        SemanticTokens.in(snapshot, snapshot.range(range), support));
  }

  private Answer answer(Snapshot snapshot) {
    Answer answer = new Answer(Long.toString(++lastId), SemanticTokens.of(snapshot, support));
    answers.put(snapshot.uri(), answer);
    return answer;
  }
}
