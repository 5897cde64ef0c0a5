package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.RelatedUnchangedDocumentDiagnosticReport;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written by hand is what LSP4J would write. */
class MessagesTest {

  private static final MessageJsonHandler BY_HAND = new Messages();
  private static final MessageJsonHandler BY_LSP4J = new MessageJsonHandler(Methods.BY_NAME);

  private static final JsonElement TREE = JsonParser.parseString("""
      {"a": [1, -2.5, true, null, "→ \\"x\\" </b>", {}, []], "none": null, "ü": {"b": false, "c": 1e400}}""");

  static Stream<Message> messages() {
    ResponseMessage failed = response(Either.forRight(7), null);
    failed.setError(
        new ResponseError(ResponseErrorCode.InvalidParams, "position is missing", null));
    return Stream.of(
        response(Either.forRight(7), TREE),
        response(Either.forLeft("a\"b"), TREE),
        response(null, TREE),
        response(Either.forRight(7), null),
        response(
            Either.forRight(7),
            new DocumentDiagnosticReport(new RelatedUnchangedDocumentDiagnosticReport("3"))),
        response(Either.forRight(7), new Hover(new MarkupContent("markdown", "*x*"))),
        failed,
        request(TREE),
        request(null),
        request(new MessageParams(MessageType.Error, "x")),
        notification(TREE),
        notification(null),
        notification(new PublishDiagnosticsParams("file:///a", List.of(), 3)),
        notification(new MessageParams(MessageType.Error, "x")));
  }

  private static ResponseMessage response(
      @Nullable Either<String, Number> id, @Nullable Object result) {
    ResponseMessage response = new ResponseMessage();
    response.setRawId(id);
    response.setResult(result);
    return response;
  }

  private static RequestMessage request(@Nullable Object params) {
    RequestMessage request = new RequestMessage();
    request.setId("12");
    request.setMethod("workspace/configuration");
    request.setParams(params);
    return request;
  }

  private static NotificationMessage notification(@Nullable Object params) {
    NotificationMessage notification = new NotificationMessage();
    notification.setMethod("window/logMessage");
    notification.setParams(params);
    return notification;
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageIsWhatItWouldBe(Message message) {
    assertThat(JsonParser.parseString(BY_HAND.serialize(message)))
        .isEqualTo(JsonParser.parseString(BY_LSP4J.serialize(message)));
  }
}
