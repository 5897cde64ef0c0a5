package dev.plimsoll.shellcheck;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.plimsoll.shellcheck.ShellCheckComment.Level;
import dev.plimsoll.shellcheck.ShellCheckComment.Place;
import dev.plimsoll.shellcheck.ShellCheckComment.Replacement;

/** Reads what ShellCheck prints as {@code json1}. */
final class ShellCheckJson {

  /** The exit status where it has found something; 0 where it hasn't. */
  private static final int FOUND = 1;

  private static final int WRONG_USE = 3;
  private static final int WRONG_OPTION = 4;

  private ShellCheckJson() {}

  static ImmutableList<ShellCheckComment> read(String output, int status)
      throws ShellCheckException {
    if (status == WRONG_USE || status == WRONG_OPTION) {
      throw ShellCheckException.always(
          "it is no ShellCheck 0.7 or later: it doesn't know our options");
    }
    if (status != 0 && status != FOUND) {
      throw ShellCheckException.thisTime("it ends with status " + status);
    }
    ImmutableList.Builder<ShellCheckComment> comments = ImmutableList.builder();
    try {
      JsonObject answer = JsonParser.parseString(output).getAsJsonObject();
      for (JsonElement comment : answer.getAsJsonArray("comments")) {
        comments.add(comment(comment.getAsJsonObject()));
      }
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | UnsupportedOperationException
        | NullPointerException
        | NumberFormatException e) {
      throw ShellCheckException.always("it says something that ShellCheck 0.7 or later wouldn't: "
          + Strings.nullToEmpty(output)
              .strip()
              .lines()
              .findFirst()
              .map(ShellCheckJson::beginning)
              .orElse("nothing"));
    }
    return comments.build();
  }

  private static String beginning(String line) {
    return line.length() > 80 ? line.substring(0, 80) + "…" : line;
  }

  private static ShellCheckComment comment(JsonObject json) {
    return new ShellCheckComment(
        place(json),
        level(json.get("level").getAsString()),
        json.get("code").getAsInt(),
        json.get("message").getAsString(),
        fix(json.get("fix")));
  }

  private static ImmutableList<Replacement> fix(JsonElement json) {
    if (!(json instanceof JsonObject fix) || !(fix.get("replacements") instanceof JsonArray all)) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<Replacement> replacements = ImmutableList.builder();
    for (JsonElement one : all) {
      JsonObject replacement = one.getAsJsonObject();
      replacements.add(new Replacement(
          place(replacement),
          replacement.get("replacement").getAsString(),
          replacement.get("insertionPoint").getAsString().equals("afterEnd")));
    }
    return replacements.build();
  }

  private static Place place(JsonObject json) {
    return new Place(
        json.get("line").getAsInt(),
        json.get("column").getAsInt(),
        json.get("endLine").getAsInt(),
        json.get("endColumn").getAsInt());
  }

  /** An unknown one is taken for the least. */
  private static Level level(String name) {
    return switch (name) {
      case "error" -> Level.ERROR;
      case "warning" -> Level.WARNING;
      case "info" -> Level.INFO;
      default -> Level.STYLE;
    };
  }
}
