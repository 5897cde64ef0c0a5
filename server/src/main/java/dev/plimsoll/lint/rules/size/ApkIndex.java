package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.OfficialPrograms;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.rewrite.AuthorsComment;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.rewrite.ToolComment;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A RUN that only fetches the index which apk fetches by itself when it installs with {@code --no-cache}. */
final class ApkIndex {

  private ApkIndex() {}

  private static final CommandQuery APK = CommandQuery.of("apk");

  /** What is wrong with an update that nothing reads. */
  static final String UNREAD =
      "apk update leaves an index in this layer that apk add --no-cache doesn't read. Leave the update out.";

  /** The command of a script that fetches an index for later RUNs, or null. */
  static @Nullable RunCommand loneUpdate(RunScript script) {
    RunCommand update = null;
    for (RunCommand command : APK.in(script)) {
      if (command.isTold("update")) {
        update = command;
      } else if (installs(command)) {
        update = null;
      }
    }
    return update;
  }

  private static boolean installs(RunCommand command) {
    return command.isTold("add") || command.isTold("upgrade");
  }

  /** The commands that install in later RUNs of the stage. */
  static List<RunCommand> laterInstalls(SemanticModel model, Stage stage, int ordinal) {
    List<RunCommand> later = new ArrayList<>();
    for (RunCommand command : model.commands(APK, stage)) {
      if (model.ordinal(command.instruction()) > ordinal && installs(command)) {
        later.add(command);
      }
    }
    return later;
  }

  /** Whether one of some installs reads what an earlier RUN has fetched. */
  static boolean isRead(List<RunCommand> installs) {
    for (RunCommand install : installs) {
      if (!install.has("--no-cache")) {
        return true;
      }
    }
    return false;
  }

  /** The edits that do without the update; null where it has more to do, or who uses the index can't be told. */
  static @Nullable Fix without(SemanticModel model, Stage stage, int ordinal, RunCommand update) {
    RunScript script = update.script();
    boolean alone = script.instruction() == script.run()
        && script.script().invocations().size() == 1
        && !ToolComment.isFor(model.file(), script.instruction())
        && script.run().flags().isEmpty()
        && !script.execForm()
        && script.instruction().text().indexOf('#') < 0
        && !isBase(model, stage);
    if (!alone) {
      return null;
    }
    ImmutableList<TextEdit> delete = InstructionEdits.delete(model.file(), script.instruction());
    if (delete == null) {
      return null;
    }
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    edits.addAll(delete);
    return withoutCache(model, stage, ordinal, edits)
        ? new Fix(
            "Install with apk add --no-cache instead",
            isNeedless(model, stage, update) ? Fix.Safety.SAFE : Fix.Safety.SUGGESTION,
            edits.build())
        : null;
  }

  private static final String INDEX = "\\b(?:apk update|caches?|index(?:es)?)\\b";

  private static final String FOR_LATER =
      "\\b(?:keep|keeps|kept|later|re-?us(?:e|es|ed)|shar(?:e|es|ed|ing)|so that|other (?:images|stages))\\b";

  /** How a comment says that the index is left in the image for what comes later. */
  private static final Regex MEANT =
      Regex.of("(?i)" + INDEX + ".{0,200}" + FOR_LATER + "|" + FOR_LATER + ".{0,200}" + INDEX);

  /** Whether it is certain that apk can do without the index that it leaves, and nothing says that it is meant to be there. */
  static boolean isNeedless(SemanticModel model, Stage stage, RunCommand apk) {
    String comment = AuthorsComment.text(model.file(), apk.instruction());
    return OfficialPrograms.hasApkNoCache(model.certainBase(stage))
        && (comment.isEmpty() || !MEANT.matcher(comment).find());
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
    for (int i = ordinal + 1; i < model.instructions(stage).size(); i++) {
      Instruction instruction = model.instructions(stage).get(i);
      RunScript script = model.script(instruction);
      if (script == null) {
        if (RunScript.run(instruction) != null) {
          return false;
        }
        continue;
      }
      for (RunCommand apk : APK.in(script)) {
        if (!withoutCache(apk, edits)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The same for one command. */
  static boolean withoutCache(RunCommand apk, ImmutableList.Builder<TextEdit> edits) {
    switch (String.valueOf(apk.verb())) {
      case "add", "upgrade" -> {
        if (apk.hasAny("--no-network", "--root", "--cache-dir")
            || apk.arguments().mayHideOptions()) {
          return false;
        }
        if (!apk.has("--no-cache")) {
          edits.add(addNoCache(apk));
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

  /** Gives a command {@code --no-cache}, in the place of what fetches the index for it. */
  static TextEdit addNoCache(RunCommand apk) {
    GivenOption update = apk.option("--update-cache");
    boolean alone = update != null && update.word().isLiteral(update.spelling());
    TextEdit replaced = update == null || !alone ? null : apk.replace(update.word(), "--no-cache");
    return replaced == null ? apk.insert("--no-cache") : replaced;
  }
}
