package dev.plimsoll.cli;

import com.google.common.base.Ascii;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.text.TextRange;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file means to the builder and to its shells, in a form that can be compared: what {@code plimsoll parse} prints,
 * without lines and the letters of keywords, and instead of the text of each RUN the tree of its shell.
 *
 * <p>It shares no code with the formatter: the tree is read off the records of the parser.
 */
public final class FileMeaning {

  private FileMeaning() {}

  public static JsonObject of(String text) {
    Dockerfile file = Dockerfile.parse(text);
    SemanticModel model = SemanticModel.of(file);
    JsonObject report = ParseReport.of("", file);
    report.remove("dockerfile");
    report.addProperty(
        "head",
        file.header().directives().stream()
            .map(it -> it.name() + "=" + it.value())
            .toList()
            .toString());
    report.addProperty("checks", String.valueOf(file.header().checkOptions()));
    report.addProperty("syntax", String.valueOf(file.header().syntaxImage()));
    withoutLine(report.get("buildError"));
    withoutLine(report.get("syntaxError"));
    if (report.get("errors") instanceof JsonArray errors) {
      errors.forEach(FileMeaning::withoutLine);
    }
    int index = 0;
    for (JsonElement one : report.getAsJsonArray("instructions")) {
      Instruction instruction = file.instructions().get(index++);
      ShellCommand command =
          instruction.innermost() instanceof Instruction.Run ? model.shellForm(instruction) : null;
      normalize(one.getAsJsonObject(), command);
    }
    return report;
  }

  private static void withoutLine(@Nullable JsonElement error) {
    if (error instanceof JsonObject object) {
      object.remove("line");
    }
  }

  private static void normalize(JsonObject instruction, @Nullable ShellCommand command) {
    instruction.remove("startLine");
    instruction.remove("endLine");
    String keyword = Ascii.toUpperCase(instruction.get("keyword").getAsString());
    instruction.addProperty("keyword", keyword);
    JsonArray arguments = instruction.getAsJsonArray("args");
    int inner = keyword.equals("FROM") ? 1 : keyword.equals("HEALTHCHECK") ? 0 : -1;
    if (inner >= 0 && inner < arguments.size()) {
      String word = Ascii.toUpperCase(arguments.get(inner).getAsString());
      if (List.of("AS", "CMD", "NONE").contains(word)) {
        arguments.set(inner, new com.google.gson.JsonPrimitive(word));
      }
    }
    if (keyword.equals("RUN") && command != null && command.script().isComplete()) {
      instruction.addProperty("args", tree(command.script()));
    }
    if (instruction.get("trigger") instanceof JsonObject trigger) {
      normalize(trigger, command);
    }
  }

  private static String tree(Script script) {
    StringBuilder tree = new StringBuilder();
    append(script.body(), script.code(), tree);
    append(script.heredocs(), script.code(), tree);
    script.comments().forEach(it -> tree.append(it.range().of(script.code()).strip()));
    return tree.toString();
  }

  private static void append(@Nullable Object node, String code, StringBuilder tree) {
    if (node instanceof ShellWord word) {
      append(word.parts(), code, tree);
    } else if (node instanceof List<?> list) {
      tree.append('[');
      list.forEach(it -> append(it, code, tree));
      tree.append(']');
    } else if (node instanceof Record record && !(node instanceof TextRange)) {
      tree.append('(').append(node.getClass().getSimpleName());
      for (RecordComponent component : node.getClass().getRecordComponents()) {
        tree.append(' ');
        append(value(record, component), code, tree);
      }
      tree.append(')');
      if (node instanceof dev.plimsoll.shell.Command.Test test) {
        tree.append(test.range().of(code)); // the operators are no nodes
      }
    } else if (!(node instanceof TextRange)) {
      tree.append('<').append(node).append('>');
    }
  }

  private static @Nullable Object value(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
