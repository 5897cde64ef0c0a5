package dev.plimsoll.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.JsonRpcException;
import org.eclipse.lsp4j.jsonrpc.MessageIssueException;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.json.MethodProvider;
import org.eclipse.lsp4j.jsonrpc.json.StreamMessageConsumer;
import org.eclipse.lsp4j.jsonrpc.messages.CancelParams;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;
import org.jspecify.annotations.Nullable;

/**
 * JSON-RPC over two streams. As an {@link Endpoint} it is the other side: what is called here is sent there.
 *
 * <p>LSP4J's own {@code Launcher} and {@code RemoteEndpoint} would do the same, but they inspect every method of the
 * protocol and set up logging before the first message is read: two thirds of the time until {@code initialize} is
 * answered. They also stop at malformed input that this class answers. LSP4J's messages and its JSON remain.
 */
public final class Connection implements Endpoint, MethodProvider {

  /**
   * A message is held several times while it is read: as bytes, as text of twice as many, while that text grows, and as
   * what it says.
   */
  private static final int MEMORY_PER_BODY = 16;

  private final long maxBodyBytes;
  private final MessageReader in;
  private final StreamMessageConsumer out;
  private final MessageJsonHandler json;
  private final Log log;

  /** Requests of ours that the other side has not answered yet, by id. */
  private final Map<String, Question> asked = new ConcurrentHashMap<>();

  private final AtomicInteger lastId = new AtomicInteger();

  /** Requests of the other side that are being answered, so that they can be cancelled. */
  private final Map<String, CompletableFuture<?>> answering = new ConcurrentHashMap<>();

  private boolean open = true;

  private record Question(String method, CompletableFuture<Object> answer) {}

  public Connection(InputStream in, OutputStream out, Log log) {
    this.maxBodyBytes = Runtime.getRuntime().maxMemory() / MEMORY_PER_BODY;
    this.in = new MessageReader(in, maxBodyBytes, log);
    this.json = new Messages();
    json.setMethodProvider(this);
    this.out = new StreamMessageConsumer(out, json);
    this.log = log;
  }

  /**
   * Hands every message that comes in to {@code local}, on the calling thread, until the stream ends or
   * {@link #close} is called from there.
   *
   * @throws IOException if the stream can't be read
   */
  public void listen(Endpoint local) throws IOException {
    while (open) {
      byte[] body = in.next(this::refuseTooLong);
      if (body == null) {
        return;
      }
      try {
        take(body, local);
      } catch (OutOfMemoryError e) {
        // What was being made of the message is garbage by now, and the next one may be smaller.
        log.warning("A message of " + body.length + " bytes takes more memory than there is.");
        respond(null, error(ResponseErrorCode.InternalError, "not enough memory"));
      }
    }
  }

  private void take(byte[] body, Endpoint local) {
    MessageScan scan = MessageScan.of(body);
    if (!scan.isUtf8()) {
      respond(null, error(ResponseErrorCode.ParseError, "not UTF-8"));
      return;
    }
    String excess = scan.excess();
    String id = scan.id();
    if (excess != null) {
      log.warning(excess.concat("; it is skipped."));
      respond(id(id), error(ResponseErrorCode.InvalidRequest, excess));
      return;
    }
    if (scan.hasMethod() && "null".equals(id)) {
      // LSP4J takes it for a notification, and whoever asked would wait for ever.
      respond(
          null, error(ResponseErrorCode.InvalidRequest, "the id of a request must not be null"));
      return;
    }
    Message message = parse(new String(body, StandardCharsets.UTF_8), local);
    if (message instanceof RequestMessage request) {
      answer(request, local);
    } else if (message instanceof NotificationMessage notification) {
      take(notification, local);
    } else if (message instanceof ResponseMessage response) {
      take(response);
    }
  }

  private void refuseTooLong(long bytes) {
    String complaint = "a message of " + bytes + " bytes is longer than the limit of "
        + maxBodyBytes + " bytes and is skipped";
    log.warning(complaint);
    respond(null, error(ResponseErrorCode.InvalidRequest, complaint));
  }

  /** Makes {@link #listen} return after the message at hand. To be called on its thread. */
  void close() {
    open = false;
  }

  private @Nullable Message parse(String body, Endpoint local) {
    try {
      Message message = json.parseMessage(body);
      if (message != null) {
        return message;
      }
      refuse(body, "", local);
    } catch (Parameters.Malformed e) {
      refuse(body, e.complaint(), local);
    } catch (JsonParseException
        | MessageIssueException
        | IllegalStateException
        | NumberFormatException e) {
      refuse(body, "", local);
    }
    return null;
  }

  /**
   * Answers a text that LSP4J made no message of, as JSON-RPC demands. What exactly is wrong is found out from the text.
   *
   * @param reason what is known to be wrong with the parameters
   */
  private void refuse(String body, String reason, Endpoint local) {
    JsonElement parsed;
    try {
      parsed = JsonParser.parseString(body);
    } catch (JsonParseException e) {
      respond(null, error(ResponseErrorCode.ParseError, "not JSON: " + e.getMessage()));
      return;
    }
    if (body.isBlank()) {
      respond(null, error(ResponseErrorCode.ParseError, "an empty message"));
      return;
    }
    JsonObject object = parsed.isJsonObject() ? parsed.getAsJsonObject() : new JsonObject();
    Either<String, Number> id = id(object.get("id"));
    boolean isNamed = object.get("method") instanceof JsonPrimitive method && method.isString();
    if (isNamed && (id != null || !object.has("id"))) {
      refuse(id, object.get("method").getAsString(), reason, local);
    } else if (!object.has("method") && (object.has("result") || object.has("error"))) {
      log.warning("A response that is not understood.");
      if (id != null) {
        asked.remove(id.isLeft() ? id.getLeft() : id.getRight().toString());
      }
    } else {
      respond(
          id,
          error(
              ResponseErrorCode.InvalidRequest,
              "neither a request nor a notification nor a response"));
    }
  }

  /** Hands on a call whose parameters are not those of its method: whether it may be called at all comes first. */
  private void refuse(
      @Nullable Either<String, Number> id, String method, String reason, Endpoint local) {
    Parameters.Malformed params = new Parameters.Malformed(
        "the parameters are not those of " + method + (reason.isEmpty() ? "" : ": " + reason));
    if (id == null) {
      NotificationMessage notification = new NotificationMessage();
      notification.setMethod(method);
      notification.setParams(params);
      take(notification, local);
    } else {
      RequestMessage request = new RequestMessage();
      request.setRawId(id);
      request.setMethod(method);
      request.setParams(params);
      answer(request, local);
    }
  }

  /** What it means that a notification was ignored. */
  private static String consequence(String method) {
    return method.startsWith("textDocument/did")
        ? " What is known here of the document may differ from what the editor has until it is opened again."
        : "";
  }

  /** An id as it is written, or null where it can't be one. */
  private static @Nullable Either<String, Number> id(@Nullable String written) {
    try {
      return written == null ? null : id(JsonParser.parseString(written));
    } catch (JsonParseException e) {
      return null;
    }
  }

  private static @Nullable Either<String, Number> id(@Nullable JsonElement written) {
    if (!(written instanceof JsonPrimitive primitive) || primitive.isBoolean()) {
      return null;
    }
    return primitive.isNumber()
        ? Either.forRight(primitive.getAsNumber())
        : Either.forLeft(primitive.getAsString());
  }

  private void answer(RequestMessage request, Endpoint local) {
    Either<String, Number> id = request.getRawId();
    CompletableFuture<?> result;
    try {
      result = local.request(request.getMethod(), request.getParams());
    } catch (RuntimeException | StackOverflowError e) {
      respond(id, error(request.getMethod(), e));
      return;
    }
    answering.put(request.getId(), result);
    result.whenComplete(new Answer(request, result));
  }

  /** Sends the outcome of a request, on the thread on which it is known. */
  private final class Answer implements BiConsumer<Object, Throwable> {
    private final RequestMessage request;
    private final CompletableFuture<?> answer;

    Answer(RequestMessage request, CompletableFuture<?> answer) {
      this.request = request;
      this.answer = answer;
    }

    @Override
    public void accept(@Nullable Object result, @Nullable Throwable failure) {
      answering.remove(request.getId(), answer);
      if (failure != null) {
        respond(request.getRawId(), error(request.getMethod(), failure));
        return;
      }
      ResponseMessage response = new ResponseMessage();
      response.setRawId(request.getRawId());
      response.setResult(result);
      try {
        send(response);
      } catch (RuntimeException e) {
        respond(request.getRawId(), error(request.getMethod(), e));
      }
    }
  }

  private void take(NotificationMessage notification, Endpoint local) {
    String method = notification.getMethod();
    if (method.equals("$/cancelRequest")) {
      cancel(notification.getParams());
      return;
    }
    try {
      local.notify(method, notification.getParams());
    } catch (ResponseErrorException e) {
      log.warning(method + " is ignored: " + e.getMessage() + "." + consequence(method));
    } catch (RuntimeException | StackOverflowError e) {
      log.error(method.concat(" failed"), e);
    }
  }

  private void cancel(@Nullable Object params) {
    if (params instanceof CancelParams request && request.getId() != null) {
      CompletableFuture<?> answer = answering.get(request.getId());
      if (answer != null) {
        answer.cancel(true);
      }
    }
  }

  private void take(ResponseMessage response) {
    Question question = response.getId() == null ? null : asked.remove(response.getId());
    if (question == null) {
      log.warning("A response to nothing that was asked.");
    } else if (response.getError() != null) {
      question.answer.completeExceptionally(new ResponseErrorException(response.getError()));
    } else {
      question.answer.complete(response.getResult());
    }
  }

  /** Asks the other side. The answer comes on the thread of {@link #listen}. */
  @Override
  public CompletableFuture<Object> request(String method, @Nullable Object params) {
    CompletableFuture<Object> answer = new CompletableFuture<>();
    RequestMessage message = new RequestMessage();
    message.setId(Integer.toString(lastId.incrementAndGet()));
    message.setMethod(method);
    message.setParams(params);
    asked.put(message.getId(), new Question(method, answer));
    send(message);
    return answer;
  }

  /** The method that a request of ours called: its response is read by it. */
  @Override
  public @Nullable String resolveMethod(@Nullable String id) {
    Question question = id == null ? null : asked.get(id);
    return question == null ? null : question.method;
  }

  @Override
  public void notify(String method, Object params) {
    NotificationMessage message = new NotificationMessage();
    message.setMethod(method);
    message.setParams(params);
    send(message);
  }

  private void respond(@Nullable Either<String, Number> id, ResponseError error) {
    ResponseMessage response = new ResponseMessage();
    if (id != null) {
      response.setRawId(id);
    }
    response.setError(error);
    send(response);
  }

  private void send(Message message) {
    try {
      out.consume(message);
    } catch (JsonRpcException e) {
      // The other side is gone. Its closing our input ends this process; until then there is nobody
      // to tell.
    }
  }

  private ResponseError error(String method, Throwable failure) {
    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
    if (cause instanceof ResponseErrorException known) {
      return known.getResponseError();
    }
    if (cause instanceof CancellationException) {
      return error(ResponseErrorCode.RequestCancelled, method.concat(" was cancelled"));
    }
    log.error(method.concat(" failed"), cause);
    return error(ResponseErrorCode.InternalError, method + " failed: " + cause);
  }

  private static ResponseError error(ResponseErrorCode code, String message) {
    return new ResponseError(code, message, null);
  }
}
