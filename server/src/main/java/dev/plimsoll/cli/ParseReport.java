package dev.plimsoll.cli;

import com.google.common.base.Ascii;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.plimsoll.semantics.BuildFailure;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.ParseFailure;
import dev.plimsoll.syntax.SyntaxError;
import dev.plimsoll.syntax.SyntaxError.Phase;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.syntax.Word;
import org.jspecify.annotations.Nullable;

/** What the parser makes of a file, as one JSON object in the form in which BuildKit's verdicts are recorded. */
final class ParseReport {

  private ParseReport() {}

  /**
   * The report of one file.
   *
   * @param id how it is called
   */
  static JsonObject of(String id, Dockerfile file) {
    JsonObject report = new JsonObject();
    report.addProperty("id", id);
    report.addProperty("dockerfile", file.text());
    BuildFailure build = BuildFailure.of(SemanticModel.of(file));
    if (build != null) {
      report.add("buildError", located(withoutSuggestion(build.message()), build.line()));
    }
    ParseFailure failure = ParseFailure.of(file);
    if (failure != null) {
      report.add("syntaxError", located(failure.message(), failure.line()));
      report.add("instructions", new JsonArray());
      return report;
    }
    if (file.escape() != '\\') {
      report.addProperty("escape", String.valueOf(file.escape()));
    }
    JsonArray instructions = new JsonArray();
    JsonArray errors = new JsonArray();
    int line = 1;
    for (Element element : file.elements()) {
      int last = line + lineFeeds(element.text()) - (element.text().endsWith("\n") ? 1 : 0);
      if (element instanceof Instruction instruction) {
        instructions.add(instruction(instruction, line, last));
        for (SyntaxError error : instruction.errors()) {
          if (error.phase() == Phase.INSTRUCTION) {
            errors.add(located(withoutSuggestion(error.buildkit()), line));
            break; // each instruction stops at its first error
          }
        }
      }
      line = last + (element.text().endsWith("\n") ? 1 : 0);
    }
    report.add("instructions", instructions);
    if (!errors.isEmpty()) {
      report.add("errors", errors);
    }
    return report;
  }

  /** The tokens of a file, which tile it: what stands between instructions is one token each. */
  static JsonArray tokens(Dockerfile file) {
    JsonArray tokens = new JsonArray();
    for (int i = 0; i < file.elements().size(); i++) {
      Element element = file.elements().get(i);
      int start = file.start(i);
      if (element instanceof Instruction instruction) {
        for (Token token : instruction.source().tokens()) {
          tokens.add(token(
              Ascii.toLowerCase(token.kind().name()),
              start + token.range().start(),
              start + token.range().end()));
        }
      } else {
        tokens.add(token(kind(element), start, start + element.length()));
      }
    }
    return tokens;
  }

  private static String kind(Element element) {
    return element instanceof Element.Comment
        ? "comment"
        : element instanceof Element.Directive
            ? "directive"
            : element instanceof Element.Blank ? "blank" : "byte_order_mark";
  }

  private static JsonObject token(String kind, int start, int end) {
    JsonObject token = new JsonObject();
    token.addProperty("kind", kind);
    token.addProperty("start", start);
    token.addProperty("end", end);
    return token;
  }

  /** The recorded verdicts leave out what BuildKit supposes to be meant. */
  private static String withoutSuggestion(String message) {
    int suggestion = message.lastIndexOf(" (did you mean ");
    return suggestion >= 0 && message.endsWith("?)") ? message.substring(0, suggestion) : message;
  }

  private static int lineFeeds(String text) {
    int count = 0;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      count++;
    }
    return count;
  }

  private static JsonObject located(String message, @Nullable Integer line) {
    JsonObject error = new JsonObject();
    error.addProperty("line", line);
    error.addProperty("message", message);
    return error;
  }

  private static JsonObject instruction(Instruction instruction, int startLine, int endLine) {
    JsonObject report = new JsonObject();
    report.addProperty("keyword", instruction.source().writtenKeyword());
    report.addProperty("startLine", startLine);
    report.addProperty("endLine", endLine);
    if (!instruction.flags().isEmpty()) {
      JsonArray flags = new JsonArray();
      for (Flag flag : instruction.flags()) {
        flags.add(flag.word().value());
      }
      report.add("flags", flags);
    }
    if (instruction.source().json()) {
      report.addProperty("json", true);
    }
    report.add("args", arguments(instruction));
    if (!instruction.heredocs().isEmpty()) {
      JsonArray heredocs = new JsonArray();
      for (Heredoc heredoc : instruction.heredocs()) {
        heredocs.add(heredoc(heredoc, instruction.text()));
      }
      report.add("heredocs", heredocs);
    }
    if (instruction instanceof Instruction.Onbuild onbuild && onbuild.trigger() != null) {
      JsonObject trigger = instruction(onbuild.trigger(), 0, 0);
      trigger.remove("heredocs"); // BuildKit has them with ONBUILD
      report.add("trigger", trigger);
    }
    return report;
  }

  private static JsonArray arguments(Instruction instruction) {
    JsonArray arguments = new JsonArray();
    if (instruction instanceof Instruction.Env || instruction instanceof Instruction.Label) {
      for (Pair pair : instruction.source().pairs()) {
        arguments.add(pair.key().value());
        arguments.add(pair.value() == null ? "" : pair.value().value());
        arguments.add(pair.legacy() ? "" : "=");
      }
    } else if (instruction instanceof Instruction.Unknown) {
      arguments.add("");
    } else {
      for (Word word : instruction.words()) {
        arguments.add(word.value());
      }
    }
    return arguments;
  }

  private static JsonObject heredoc(Heredoc heredoc, String text) {
    JsonObject report = new JsonObject();
    report.addProperty("name", heredoc.name());
    report.addProperty("content", heredoc.body().of(text));
    report.addProperty("expand", heredoc.expand());
    report.addProperty("chomp", heredoc.chomp());
    return report;
  }
}
