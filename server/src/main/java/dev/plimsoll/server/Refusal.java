package dev.plimsoll.server;

import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/** Requests that the protocol tells to answer with an error. */
final class Refusal {

  private Refusal() {}

  static ResponseErrorException noSuchMethod(String method) {
    return of(ResponseErrorCode.MethodNotFound, "no such method: ".concat(method));
  }

  static ResponseErrorException invalidParams(String message) {
    return of(ResponseErrorCode.InvalidParams, message);
  }

  static ResponseErrorException of(ResponseErrorCode code, String message) {
    return new ResponseErrorException(new ResponseError(code, message, null));
  }
}
