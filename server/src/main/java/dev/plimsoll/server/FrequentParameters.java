package dev.plimsoll.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters that come before the first diagnostics, and with every key, member by member, and demands the same of
 * them as {@link Parameters} does. To find the members of the protocol's classes by reflection takes a tenth of the time
 * until those diagnostics: the JVM makes a class for each kind of annotation that it meets. And it takes a fifth of what
 * one of the first keys takes in a small file.
 */
final class FrequentParameters {

  private final JsonObject object;

  /** Of the object; with a dot behind it unless it is empty. */
  private final String path;

  private FrequentParameters(JsonElement given, String path) {
    this.object = given.getAsJsonObject();
    this.path = path;
  }

  /**
   * The parameters of a class, or null where it is none of these.
   *
   * @throws Parameters.Malformed if they are not what the protocol demands
   */
  static @Nullable Object read(JsonElement given, Type type) {
    if (type == DidOpenTextDocumentParams.class) {
      return of(given).opened();
    }
    if (type == DidChangeTextDocumentParams.class) {
      return of(given).changed();
    }
    return type == DocumentDiagnosticParams.class ? of(given).asked() : null;
  }

  private static FrequentParameters of(JsonElement given) {
    return of(given, "");
  }

  private static FrequentParameters of(JsonElement given, String place) {
    Parameters.demand(given.isJsonObject(), place, "must be an object");
    return new FrequentParameters(given, place.isEmpty() ? "" : place.concat("."));
  }

  private DidOpenTextDocumentParams opened() {
    FrequentParameters document = object("textDocument");
    return new DidOpenTextDocumentParams(new TextDocumentItem(
        document.string("uri"),
        document.string("languageId"),
        document.integer("version"),
        document.string("text")));
  }

  private DidChangeTextDocumentParams changed() {
    FrequentParameters document = object("textDocument");
    Integer version = document.has("version") ? document.integer("version") : null;
    VersionedTextDocumentIdentifier identifier =
        new VersionedTextDocumentIdentifier(document.string("uri"), version);
    JsonElement given = required("contentChanges");
    String at = path.concat("contentChanges");
    Parameters.demand(given.isJsonArray(), at, "must be an array");
    JsonArray array = given.getAsJsonArray();
    List<TextDocumentContentChangeEvent> changes = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      String place = at + "[" + i + "]";
      if (array.get(i).isJsonNull()) {
        throw new Parameters.Malformed(place.concat(" is null"));
      }
      changes.add(of(array.get(i), place).change());
    }
    return new DidChangeTextDocumentParams(identifier, changes);
  }

  private TextDocumentContentChangeEvent change() {
    TextDocumentContentChangeEvent change = new TextDocumentContentChangeEvent();
    if (has("range")) {
      FrequentParameters range = object("range");
      change.setRange(
          new Range(range.object("start").position(), range.object("end").position()));
    }
    if (has("rangeLength")) {
      rangeLength(change, integer("rangeLength"));
    }
    change.setText(string("text"));
    return change;
  }

  @SuppressWarnings("deprecation") // nobody reads it, but older editors give it
  private static void rangeLength(TextDocumentContentChangeEvent change, int length) {
    change.setRangeLength(length);
  }

  private Position position() {
    return new Position(coordinate("line"), coordinate("character"));
  }

  private int coordinate(String name) {
    int value = integer(name);
    Parameters.demand(value >= 0, path.concat(name), "must not be less than 0");
    return value;
  }

  /** Without tokens: nothing is told of its progress. */
  private DocumentDiagnosticParams asked() {
    DocumentDiagnosticParams asked = new DocumentDiagnosticParams(
        new TextDocumentIdentifier(object("textDocument").string("uri")));
    asked.setIdentifier(stringOrNull("identifier"));
    asked.setPreviousResultId(stringOrNull("previousResultId"));
    return asked;
  }

  private FrequentParameters object(String name) {
    return of(required(name), path.concat(name));
  }

  private boolean has(String name) {
    JsonElement value = object.get(name);
    return value != null && value != JsonNull.INSTANCE;
  }

  private String string(String name) {
    JsonElement value = required(name);
    Parameters.demand(Parameters.isString(value), path.concat(name), "must be a string");
    return value.getAsString();
  }

  private @Nullable String stringOrNull(String name) {
    return has(name) ? string(name) : null;
  }

  private int integer(String name) {
    JsonElement value = required(name);
    Parameters.demand(Parameters.isInteger(value), path.concat(name), "must be an integer");
    return value.getAsInt();
  }

  private JsonElement required(String name) {
    if (!has(name)) {
      String complaint = object.has(name) ? " is null" : " is missing";
      throw new Parameters.Malformed(path.concat(name).concat(complaint));
    }
    return object.get(name);
  }
}
