package dev.plimsoll.server;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.problems.CodeActions;
import dev.plimsoll.text.TextRange;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/** What comes back with an action of the light bulb that was chosen. */
final class ActionRequests {

  private ActionRequests() {}

  /** The edit of an action that was offered without one. */
  static CompletableFuture<?> resolve(Question question, CodeAction action) {
    if (!(action.getData() instanceof JsonObject data)) {
      return CompletableFuture.completedFuture(action);
    }
    if (!(data.get("uri") instanceof JsonPrimitive uri)) {
      throw Refusal.invalidParams("data.uri is missing: this is no action of this server");
    }
    int version = number(data, "version");
    Snapshot document = question.server().documents().get(uri.getAsString());
    if (document == null || document.version() != version) {
      throw Refusal.of(ResponseErrorCode.ContentModified, "the document has changed since");
    }
    if (!data.has("start")) {
      String rule = data.get("rule") instanceof JsonPrimitive name ? name.getAsString() : null;
      return question.compute(() -> CodeActions.fixAll(document, rule, action, question.support()));
    }
    int start = number(data, "start");
    int end = number(data, "end");
    if (start < 0 || end < start || end > document.file().length()) {
      throw Refusal.invalidParams("data.start and data.end are no range of the document");
    }
    TextRange range = new TextRange(start, end);
    return question.compute(
        () -> CodeActions.refactoring(document, range, action, question.support()));
  }

  private static int number(JsonObject data, String name) {
    if (data.get(name) instanceof JsonPrimitive number && number.isNumber()) {
      double value = number.getAsDouble();
      if (value == (int) value) {
        return (int) value;
      }
    }
    throw Refusal.invalidParams("data." + name + " must be an integer");
  }

  /** Applies the edit that an editor without actions was given as the argument of a command. */
  static CompletableFuture<?> execute(Question question, ExecuteCommandParams params) {
    if (!CodeActions.APPLY_FIX.equals(params.getCommand())) {
      throw Refusal.invalidParams("no such command: " + params.getCommand());
    }
    List<Object> arguments = params.getArguments();
    if (arguments == null
        || arguments.size() != 1
        || !(arguments.get(0) instanceof JsonObject fix)) {
      throw Refusal.invalidParams("arguments must be one edit of the workspace");
    }
    JsonObject edit = new JsonObject();
    edit.add("edit", fix);
    question.server().client().request("workspace/applyEdit", edit);
    return CompletableFuture.completedFuture(null);
  }
}
