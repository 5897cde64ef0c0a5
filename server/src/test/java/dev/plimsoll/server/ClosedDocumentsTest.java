package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a document that was closed nothing is left, even if it was closed before what was asked of it was answered. */
class ClosedDocumentsTest {

  private static final int CYCLES = 3_000;

  private static final String TEXT = "FROM a AS b\nRUN apt-get install curl\nCOPY --from=b x y\n";

  /** Asked before the document is closed, and answered after. */
  private static final List<String> PENDING = List.of(
      "textDocument/semanticTokens/full",
      "textDocument/semanticTokens/full/delta",
      "textDocument/diagnostic",
      "textDocument/documentSymbol",
      "textDocument/hover",
      "textDocument/codeLens");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"textDocument\": {\"diagnostic\": {}, \"semanticTokens\": {\"requests\": {\"full\": {\"delta\": true}}}}}",
        "{\"textDocument\": {\"publishDiagnostics\": {}, \"documentSymbol\": {\"hierarchicalDocumentSymbolSupport\": true}}}"
      })
  void nothingIsLeftOfAClosedDocument(String capabilities) {
    Dialogue dialogue = new Dialogue();
    dialogue.initialize(capabilities);
    for (int i = 0; i < CYCLES; i++) {
      String uri = "file:///home/ada/" + i + "/Dockerfile";
      JsonElement params = params(uri);
      dialogue.open(uri, "dockerfile", TEXT);
      PENDING.forEach(method -> dialogue.ask(method, params));
      dialogue.notify("textDocument/didClose", params);
      dialogue.notify("answer", params);
      if (i == CYCLES / 10 || i == CYCLES - 1) {
        dialogue.notify("count", params);
      }
    }
    List<Long> counts = new ArrayList<>();
    Queue<Runnable> analysis = new ArrayDeque<>();
    Workers workers = Dialogue.inline().withLanes(analysis::add, Runnable::run);
    dialogue.play(workers, server -> new Endpoint() {
      @Override
      public CompletableFuture<?> request(String method, Object parameter) {
        return server.request(method, parameter);
      }

      @Override
      public void notify(String method, Object parameter) {
        if (method.equals("count")) {
          counts.add(reachable(server));
        } else if (method.equals("answer")) {
          for (Runnable task = analysis.poll(); task != null; task = analysis.poll()) {
            task.run();
          }
        } else {
          server.notify(method, parameter);
        }
      }
    });
    assertThat(dialogue.answers()).hasSize(1 + CYCLES * PENDING.size());
    assertThat(dialogue.log()).doesNotContain("failed");
    assertThat(counts.get(1)).isEqualTo(counts.get(0));
  }

  private static JsonElement params(String uri) {
    JsonObject params = JsonParser.parseString(
            "{\"position\": {\"line\": 2, \"character\": 13}, \"previousResultId\": \"1\"}")
        .getAsJsonObject();
    params.add("textDocument", Dialogue.json(Map.of("uri", uri)));
    return params;
  }

  /** How many objects of ours, collections and entries can be reached from an object. */
  private static long reachable(Object root) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> pending = new ArrayDeque<>(List.of(root));
    long count = 0;
    while (!pending.isEmpty()) {
      Object at = pending.remove();
      count++;
      for (Object next : inside(at)) {
        if (next != null && seen.add(next)) {
          pending.add(next);
        }
      }
    }
    return count;
  }

  private static Collection<@Nullable Object> inside(Object at) {
    List<@Nullable Object> inside = new ArrayList<>();
    if (at instanceof Map<?, ?> map) {
      inside.addAll(map.keySet());
      inside.addAll(map.values());
    } else if (at instanceof Collection<?> collection) {
      inside.addAll(collection);
    } else {
      for (Class<?> type = at.getClass(); isOurs(type); type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
            inside.add(value(field, at));
          }
        }
      }
    }
    return inside;
  }

  private static boolean isOurs(Class<?> type) {
    return type.getName().startsWith("dev.plimsoll.");
  }

  private static @Nullable Object value(Field field, Object of) {
    try {
      field.setAccessible(true);
      return field.get(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
