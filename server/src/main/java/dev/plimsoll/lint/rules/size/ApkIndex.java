package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import org.jspecify.annotations.Nullable;

/** A RUN that only fetches an index which apk, dnf and yum fetch by themselves when they install. */
final class ApkIndex {

  private ApkIndex() {}

  /** The command of a script that fetches an index for later RUNs, or null. */
  static @Nullable Invocation loneUpdate(RunScript script) {
    Invocation update = null;
    for (Invocation invocation : script.script().invocations()) {
      if (updates(invocation)) {
        update = invocation;
      } else if (installs(invocation)) {
        update = null;
      }
    }
    return update;
  }

  private static boolean updates(Invocation invocation) {
    String name = invocation.name();
    String verb = name == null ? null : invocation.subcommand();
    return name != null
        && verb != null
        && switch (name) {
          case "apk" -> verb.equals("update");
          case "yum", "dnf", "dnf5", "microdnf" -> verb.equals("makecache");
          case "zypper" -> verb.equals("ref") || verb.equals("refresh");
          default -> false;
        };
  }

  static boolean installs(Invocation invocation) {
    String name = invocation.name();
    String verb = name == null ? null : invocation.subcommand();
    return name != null
        && verb != null
        && switch (name) {
          case "apk" -> verb.equals("add") || verb.equals("upgrade");
          case "yum", "dnf", "dnf5", "microdnf" ->
            verb.equals("install") || verb.equals("update") || verb.equals("upgrade");
          case "zypper" ->
            verb.equals("in")
                || verb.equals("install")
                || verb.equals("up")
                || verb.equals("update");
          default -> false;
        };
  }

  /** Whether a later RUN of the stage installs with the same program. */
  static boolean isUsed(SemanticModel model, Stage stage, int ordinal, Invocation update) {
    for (int i = ordinal + 1; i < stage.instructions().size(); i++) {
      RunScript script = model.script(stage.instructions().get(i));
      if (script != null) {
        for (Invocation invocation : script.script().invocations()) {
          if (installs(invocation) && String.valueOf(update.name()).equals(invocation.name())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The edits that do without the update; null where it has more to do, or who uses the index can't be told. */
  static @Nullable Fix without(
      SemanticModel model, Stage stage, int ordinal, RunScript script, Invocation update) {
    boolean alone = script.instruction() == script.run()
        && script.script().invocations().size() == 1
        && script.run().flags().isEmpty()
        && !script.execForm()
        && script.instruction().text().indexOf('#') < 0
        && !isBase(model, stage);
    if (!alone || update.is("zypper")) {
      return null;
    }
    ImmutableList<TextEdit> delete = InstructionEdits.delete(model.file(), script.instruction());
    if (delete == null) {
      return null;
    }
    if (!update.is("apk")) {
      return new Fix(
          "Delete this RUN: " + update.name() + " fetches the index when it installs",
          Fix.Safety.SAFE,
          delete);
    }
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    edits.addAll(delete);
    return withoutCache(model, stage, ordinal, edits)
        ? new Fix("Install with apk add --no-cache instead", Fix.Safety.SAFE, edits.build())
        : null;
  }

  private static boolean isBase(SemanticModel model, Stage stage) {
    for (Stage other : model.stages()) {
      if (other.parent() == stage) {
        return true;
      }
    }
    return false;
  }

  /** Adds {@code --no-cache} to all that reads the index; tells whether all of it is understood. */
  private static boolean withoutCache(
      SemanticModel model, Stage stage, int ordinal, ImmutableList.Builder<TextEdit> edits) {
    for (int i = ordinal + 1; i < stage.instructions().size(); i++) {
      Instruction instruction = stage.instructions().get(i);
      RunScript script = model.script(instruction);
      if (script == null) {
        if (RunScript.run(instruction) != null) {
          return false;
        }
        continue;
      }
      for (Invocation invocation : script.script().invocations()) {
        if (invocation.is("apk") && !withoutCache(script, invocation, edits)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean withoutCache(
      RunScript script, Invocation apk, ImmutableList.Builder<TextEdit> edits) {
    ShellWord verb = apk.arguments().verbWord();
    if (verb == null || verb.literal() == null) {
      return false;
    }
    switch (verb.literal()) {
      case "add", "upgrade" -> {
        if (!apk.arguments().hasFlag("--no-cache")) {
          edits.add(script.insertAfter(apk, verb, "--no-cache"));
        }
        return true;
      }
      case "del", "info", "update" -> {
        return true;
      }
      default -> {
        return false;
      }
    }
  }
}
