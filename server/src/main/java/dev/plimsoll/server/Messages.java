package dev.plimsoll.server;

import com.google.gson.JsonElement;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;
import org.jspecify.annotations.Nullable;

/**
 * LSP4J's JSON of messages. What holds a tree, or what {@link AnswerAdapters} write, is put together by hand: to load
 * Gson's writer takes a twentieth of the time until {@code initialize} is answered.
 */
final class Messages extends MessageJsonHandler {

  /** Of what is written around parameters or a result. */
  private static final int ENVELOPE_LENGTH = 100;

  private static final String NULL = "null";

  Messages() {
    super(
        Methods.BY_NAME,
        builder -> builder
            .registerTypeAdapterFactory(new AnswerAdapters())
            .registerTypeAdapterFactory(new Parameters()));
  }

  @Override
  public String serialize(Message message) {
    if (message instanceof ResponseMessage response && response.getError() == null) {
      String result = text(response.getResult());
      if (result != null) {
        return begin(result)
            .raw(",\"id\":")
            .raw(id(response.getRawId()))
            .raw(",\"result\":")
            .raw(result)
            .raw("}")
            .toString();
      }
    } else if (message instanceof RequestMessage request) {
      String params = text(request.getParams());
      if (params != null) {
        JsonText begun = begin(params).raw(",\"id\":").raw(id(request.getRawId()));
        return call(begun, request.getMethod(), params);
      }
    } else if (message instanceof NotificationMessage notification) {
      String params = text(notification.getParams());
      if (params != null) {
        return call(begin(params), notification.getMethod(), params);
      }
    }
    return super.serialize(message);
  }

  private static JsonText begin(String content) {
    return new JsonText(ENVELOPE_LENGTH + content.length()).raw("{\"jsonrpc\":\"2.0\"");
  }

  private static String call(JsonText begun, String method, String params) {
    begun.raw(",\"method\":").string(method);
    if (!params.equals(NULL)) {
      begun.raw(",\"params\":").raw(params);
    }
    return begun.raw("}").toString();
  }

  /** Null where Gson has to write it. */
  private static @Nullable String text(@Nullable Object value) {
    if (value == null) {
      return NULL;
    }
    return value instanceof JsonElement tree
        ? new JsonText(ENVELOPE_LENGTH).value(tree).toString()
        : AnswerAdapters.text(value);
  }

  private static String id(@Nullable Either<String, Number> id) {
    if (id == null) {
      return NULL;
    }
    return id.isLeft()
        ? new JsonText(ENVELOPE_LENGTH).string(id.getLeft()).toString()
        : id.getRight().toString();
  }
}
