package dev.plimsoll.server;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.problems.CodeActions;
import dev.plimsoll.ide.refactor.Offer;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.LookupFailure;
import dev.plimsoll.server.Question.FromDisk;
import dev.plimsoll.text.TextRange;
import dev.plimsoll.text.Visible;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/** What comes back with an action of the light bulb that was chosen. */
final class ActionRequests {

  /** How long somebody waits who has chosen an action. */
  private static final long LOOKUP_MILLIS = 5_000;

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
    return question.compute(() -> refactoring(question, document, range, action));
  }

  /** Whether images that aren't known can be looked up for an action that is chosen. */
  static boolean mayLookUp(Question question) {
    ImageLookups lookups = question.server().lookups();
    return lookups != null && lookups.areAllowed();
  }

  /** Looks first for the images that have to be known for it, if there are any. */
  private static @Nullable Object refactoring(
      Question question, Snapshot document, TextRange range, CodeAction action) {
    Offer offer = offer(question, document, range, action);
    ImageLookups lookups = question.server().lookups();
    if (offer == null || offer.unknown().isEmpty() || lookups == null) {
      return offer == null
          ? null
          : CodeActions.withEdit(action, offer, document, question.support());
    }
    return (FromDisk) contexts -> {
      lookups.await(lookups.lookForAll(offer.unknown()), LOOKUP_MILLIS, contexts.cancelled());
      Offer known = offer(question, document, range, action);
      tellWhatIsMissing(question, offer, known);
      return known == null || known.edits().isEmpty()
          ? action
          : CodeActions.withEdit(action, known, document, question.support());
    };
  }

  private static @Nullable Offer offer(
      Question question, Snapshot document, TextRange range, CodeAction action) {
    return CodeActions.refactoring(
        document, range, action, question.server().images(), mayLookUp(question));
  }

  /** Nobody sees an action that does nothing, or not all. */
  private static void tellWhatIsMissing(Question question, Offer asked, @Nullable Offer known) {
    ImageCatalog images = question.server().images();
    StringJoiner missing = new StringJoiner(" ");
    for (ImageReference image : known == null ? asked.unknown() : known.unknown()) {
      LookupFailure failure = images.failure(image);
      missing.add(
          failure != null
              ? "The digest of " + image.familiar() + " isn't known: " + failure.sentence()
              : known == null
                  ? image.familiar() + " still has the digest that is written here."
                  : "The digest of " + image.familiar()
                      + " isn't known yet. Try it again in a moment.");
    }
    if (missing.length() > 0) {
      question
          .server()
          .client()
          .notify(
              "window/showMessage",
              new MessageParams(MessageType.Info, Visible.of(missing.toString())));
    }
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
