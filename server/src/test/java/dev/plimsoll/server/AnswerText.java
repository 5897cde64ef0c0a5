package dev.plimsoll.server;

import static java.util.stream.Collectors.joining;

import com.google.common.base.Strings;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.plimsoll.text.LineMap;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.eclipse.lsp4j.SymbolKind;
import org.jspecify.annotations.Nullable;

/** What an editor would show of the answers to requests about one file, as text. Lines and columns count from 1. */
final class AnswerText {

  /** As many as a small window has. */
  private static final int SHOWN_ITEMS = 8;

  private final String text;
  private final LineMap lines;
  private final URI uri;

  AnswerText(String text, URI uri) {
    this.text = text;
    this.lines = LineMap.of(text);
    this.uri = uri;
  }

  String diagnostics(JsonElement report) {
    return each(
        report.getAsJsonObject().get("items"),
        item -> "%s %s: %s"
            .formatted(place(item, "range"), string(item, "code"), string(item, "message")));
  }

  /** What begins as the word at the cursor does. */
  String completion(JsonElement list, int cursor) {
    List<JsonObject> items =
        bySortText(list).stream().filter(item -> begins(item, cursor)).toList();
    String shown = items.stream()
        .limit(SHOWN_ITEMS)
        .map(item -> "%-40s %s".formatted(string(item, "label"), detail(item)))
        .map(String::stripTrailing)
        .collect(joining("\n"));
    int more = items.size() - SHOWN_ITEMS;
    return more > 0 ? shown + "\n… and " + more + " more" : shown;
  }

  /** As editors sort. */
  static List<JsonObject> bySortText(JsonElement list) {
    return objects(list.getAsJsonObject().get("items")).stream()
        .sorted(Comparator.comparing(
            item -> item.has("sortText") ? string(item, "sortText") : string(item, "label")))
        .toList();
  }

  private boolean begins(JsonObject item, int cursor) {
    JsonObject edit = item.getAsJsonObject("textEdit");
    JsonObject replaced = edit.getAsJsonObject(edit.has("insert") ? "insert" : "range");
    String word = text.substring(range(replaced).start(), cursor);
    String filter = string(item, item.has("filterText") ? "filterText" : "label");
    return filter.regionMatches(true, 0, word, 0, word.length());
  }

  private static String detail(JsonObject item) {
    return item.has("labelDetails")
        ? string(item.getAsJsonObject("labelDetails"), "description")
        : string(item, "detail");
  }

  String documentation(JsonElement item) {
    return string(item.getAsJsonObject().getAsJsonObject("documentation"), "value");
  }

  String hover(JsonElement hover) {
    return string(hover.getAsJsonObject().getAsJsonObject("contents"), "value");
  }

  String signatureHelp(JsonElement help) {
    JsonObject object = help.getAsJsonObject();
    JsonObject signature = object
        .getAsJsonArray("signatures")
        .get(object.get("activeSignature").getAsInt())
        .getAsJsonObject();
    String label = string(signature, "label");
    JsonObject parameter = signature
        .getAsJsonArray("parameters")
        .get(object.get("activeParameter").getAsInt())
        .getAsJsonObject();
    JsonArray range = parameter.getAsJsonArray("label");
    int start = range.get(0).getAsInt();
    int end = range.get(1).getAsInt();
    return label + "\n" + " ".repeat(start) + "^".repeat(end - start) + "\n"
        + documentation(parameter.has("documentation") ? parameter : signature);
  }

  String inlayHints(JsonElement hints) {
    List<TextEdit> edits = objects(hints).stream()
        .map(hint -> TextEdit.insert(
            offset(hint.getAsJsonObject("position")), " ‹" + string(hint, "label") + "›"))
        .toList();
    return TextEdit.apply(text, edits);
  }

  String locations(JsonElement locations) {
    return each(
        locations,
        location -> location.has("targetUri")
            ? file(string(location, "targetUri")) + place(location, "targetSelectionRange")
            : file(string(location, "uri")) + place(location, "range"));
  }

  /** Names a file where it is not the one that was asked about. */
  private String file(String target) {
    return URI.create(target).equals(uri)
        ? ""
        : uri.resolve(".").relativize(URI.create(target)) + ":";
  }

  String highlights(JsonElement highlights) {
    return each(
        highlights,
        highlight -> place(highlight, "range") + " "
            + switch (highlight.get("kind").getAsInt()) {
              case 2 -> "read";
              case 3 -> "write";
              default -> "text";
            });
  }

  String renamed(JsonElement range) {
    return place(range(range.getAsJsonObject()));
  }

  /** The file after the edits of the answer. */
  String edited(JsonElement answer) {
    JsonArray edits;
    if (answer.isJsonArray()) {
      edits = answer.getAsJsonArray();
    } else {
      edits = new JsonArray();
      answer
          .getAsJsonObject()
          .getAsJsonArray("documentChanges")
          .forEach(change -> edits.addAll(change.getAsJsonObject().getAsJsonArray("edits")));
    }
    return TextEdit.apply(
        text,
        objects(edits).stream()
            .map(edit -> TextEdit.replace(range(edit, "range"), string(edit, "newText")))
            .toList());
  }

  String linked(JsonElement ranges) {
    return objects(ranges.getAsJsonObject().get("ranges")).stream()
        .map(range -> place(range(range)))
        .collect(joining("\n"));
  }

  String calls(JsonElement calls, String side) {
    return each(calls, call -> {
      JsonObject item = side.isEmpty() ? call : call.getAsJsonObject(side);
      String at = call.has("fromRanges")
          ? objects(call.get("fromRanges")).stream()
              .map(range -> place(range(range)))
              .collect(joining(", ", " at ", ""))
          : "";
      return "%s %s (%s)%s"
          .formatted(side, string(item, "name"), string(item, "detail"), at)
          .strip();
    });
  }

  String lenses(JsonElement lenses) {
    return each(
        lenses,
        lens -> "above line " + (line(lens, "start") + 1) + ": "
            + string(lens.getAsJsonObject("command"), "title"));
  }

  String symbols(JsonElement symbols) {
    StringBuilder tree = new StringBuilder();
    addSymbols(symbols, 0, tree);
    return tree.toString();
  }

  private static void addSymbols(JsonElement symbols, int depth, StringBuilder tree) {
    for (JsonObject symbol : objects(symbols)) {
      tree.append("  ".repeat(depth)).append(string(symbol, "name"));
      String detail = string(symbol, "detail");
      tree.append(detail.isEmpty() ? "" : " — " + detail).append(" (" + kind(symbol) + ")\n");
      if (symbol.has("children")) {
        addSymbols(symbol.get("children"), depth + 1, tree);
      }
    }
  }

  private static String kind(JsonObject symbol) {
    return SymbolKind.forValue(symbol.get("kind").getAsInt()).name().toLowerCase();
  }

  String workspaceSymbols(JsonElement symbols) {
    return each(
        symbols,
        symbol -> "%s (%s) in %s"
            .formatted(string(symbol, "name"), kind(symbol), string(symbol, "containerName")));
  }

  String foldings(JsonElement foldings) {
    return each(
        foldings,
        folding -> "lines %d to %d%s%s"
            .formatted(
                folding.get("startLine").getAsInt() + 1,
                folding.get("endLine").getAsInt() + 1,
                folding.has("kind") ? ", " + string(folding, "kind") : "",
                folding.has("collapsedText") ? ": " + string(folding, "collapsedText") : ""));
  }

  /** From the innermost outwards. */
  String selections(JsonElement selections) {
    List<String> shown = new ArrayList<>();
    JsonObject selection = selections.getAsJsonArray().get(0).getAsJsonObject();
    while (selection != null) {
      TextRange range = range(selection, "range");
      shown.add(text.substring(range.start(), range.end()).replace("\n", "⏎"));
      selection = selection.getAsJsonObject("parent");
    }
    return String.join("\n", shown);
  }

  String links(JsonElement links) {
    return each(links, link -> {
      String target = string(link, "target");
      return place(link, "range") + " → "
          + (target.startsWith("file:") ? file(target).replaceAll(":$", "") : target);
    });
  }

  /** Each word that has a colour, line by line. */
  String tokens(JsonElement tokens, List<String> types) {
    JsonArray data = tokens.getAsJsonObject().getAsJsonArray("data");
    StringBuilder shown = new StringBuilder();
    int line = 0;
    int column = 0;
    for (int i = 0; i < data.size(); i += 5) {
      int down = data.get(i).getAsInt();
      column = data.get(i + 1).getAsInt() + (down > 0 ? 0 : column);
      line += down;
      int start = lines.startOf(line) + column;
      String word = text.substring(start, start + data.get(i + 2).getAsInt());
      shown.append(i == 0 ? "" : down > 0 ? "\n" : "  ");
      shown.append(word + " ·" + types.get(data.get(i + 3).getAsInt()) + "·");
    }
    return shown.toString();
  }

  String tokenChanges(JsonElement delta) {
    return each(
        delta.getAsJsonObject().get("edits"),
        edit -> "from number %d on, %d are replaced by %s"
            .formatted(
                edit.get("start").getAsInt(),
                edit.get("deleteCount").getAsInt(),
                edit.has("data") ? edit.get("data") : "none"));
  }

  /** The titles of actions and their kinds; or, where there is one with a certain title, the file after that. */
  String actions(JsonElement actions, @Nullable String title) {
    return objects(actions).stream()
        .filter(action -> string(action, "title").equals(title))
        .findFirst()
        .map(action -> edited(action.get("edit")))
        .orElseGet(() ->
            each(actions, action -> string(action, "title") + " (" + string(action, "kind") + ")"));
  }

  String graph(JsonElement answer) {
    JsonObject graph = answer.getAsJsonObject();
    String stages = each(
        graph.get("stages"),
        stage -> "%s = %s%s, %s"
            .formatted(
                string(stage, "id"),
                stage.has("name") ? string(stage, "name") + " on " : "",
                stage.has("base") ? base(stage.getAsJsonObject("base")) : "a stage",
                stage.get("ships").getAsBoolean()
                    ? "ships"
                    : stage.get("needed").getAsBoolean() ? "needed, left behind" : "not built"));
    String edges = each(
        graph.get("edges"),
        edge -> "%s → %s (%s)"
            .formatted(string(edge, "source"), string(edge, "target"), string(edge, "kind")));
    return stages + "\n" + edges;
  }

  private static String base(JsonObject image) {
    if (!image.has("weight")) {
      return string(image, "name");
    }
    JsonObject weight = image.getAsJsonObject("weight");
    return string(image, "name")
        + objects(weight.get("platforms")).stream()
            .map(each -> string(each, "platform") + " " + each.get("bytes") + " bytes")
            .collect(joining(", ", " (" + string(weight, "kind") + ": ", ")"));
  }

  private static String each(JsonElement array, Function<JsonObject, String> shown) {
    return objects(array).stream().map(shown).collect(joining("\n"));
  }

  private static List<JsonObject> objects(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static String string(JsonObject object, String key) {
    return object.has(key) ? Strings.nullToEmpty(object.get(key).getAsString()) : "";
  }

  /** The line, from 0, at which the range of something starts or ends. */
  static int line(JsonElement element, String side) {
    return element
        .getAsJsonObject()
        .getAsJsonObject("range")
        .getAsJsonObject(side)
        .get("line")
        .getAsInt();
  }

  private String place(JsonObject object, String key) {
    JsonObject start = object.getAsJsonObject(key).getAsJsonObject("start");
    boolean elsewhere =
        object.has("targetUri") && !file(string(object, "targetUri")).isEmpty();
    return elsewhere
        ? start.get("line").getAsInt() + 1 + ":" + (start.get("character").getAsInt() + 1)
        : place(range(object, key));
  }

  private String place(TextRange range) {
    String where = lines.lineAt(range.start()) + 1 + ":" + (lines.columnAt(range.start()) + 1);
    String what = text.substring(range.start(), range.end()).replace("\n", "⏎");
    return where + " " + what;
  }

  private TextRange range(JsonObject object, String key) {
    return range(object.getAsJsonObject(key));
  }

  private TextRange range(JsonObject range) {
    return new TextRange(
        offset(range.getAsJsonObject("start")), offset(range.getAsJsonObject("end")));
  }

  private int offset(JsonObject position) {
    return lines.offsetOf(
        position.get("line").getAsInt(), position.get("character").getAsInt(), text);
  }
}
