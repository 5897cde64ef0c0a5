package dev.plimsoll.server;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.lang.reflect.Type;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.jsonrpc.json.JsonRpcMethod;

/** What the client may call, with which parameters: {@link Features}, and what stands around them; and what we call there, if the result matters. */
final class Methods {

  static final ImmutableMap<String, JsonRpcMethod> BY_NAME = new Builder()
      // A tree: to bind the many classes that describe a client takes longer than all else before
      // the answer.
      .request("initialize", JsonObject.class)
      .notification("textDocument/didOpen", DidOpenTextDocumentParams.class)
      .notification("textDocument/didChange", DidChangeTextDocumentParams.class)
      .notification("textDocument/didSave", DidSaveTextDocumentParams.class)
      .notification("textDocument/didClose", DidCloseTextDocumentParams.class)
      .features()
      .notification("workspace/didChangeConfiguration", DidChangeConfigurationParams.class)
      .notification("workspace/didChangeWorkspaceFolders", DidChangeWorkspaceFoldersParams.class)
      .notification("workspace/didChangeWatchedFiles", DidChangeWatchedFilesParams.class)
      .notification("plimsoll/workspaceTrusted", JsonObject.class)
      .call("workspace/configuration", JsonElement.class)
      .build();

  private Methods() {}

  private static final class Builder extends Features {
    private final ImmutableMap.Builder<String, JsonRpcMethod> methods = ImmutableMap.builder();

    Builder request(String name, Type params) {
      methods.put(name, JsonRpcMethod.request(name, Object.class, params));
      return this;
    }

    Builder features() {
      find();
      return this;
    }

    /** Takes every row, so that none is found. */
    @Override
    boolean is(String method, Class<?> params, Lane lane, String capability) {
      request(method, params);
      return false;
    }

    Builder notification(String name, Type params) {
      methods.put(name, JsonRpcMethod.notification(name, params));
      return this;
    }

    Builder call(String name, Type result) {
      methods.put(name, JsonRpcMethod.request(name, result));
      return this;
    }

    ImmutableMap<String, JsonRpcMethod> build() {
      return methods.build();
    }
  }
}
