package dev.plimsoll.ide.completion;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.CompletionItemKind;
import org.jspecify.annotations.Nullable;

/** Directories of the image that the file tells of. */
final class Directories {

  private static final ImmutableList<String> USUAL =
      ImmutableList.of("/app", "/usr/src/app", "/srv", "/opt", "/workspace");

  private Directories() {}

  static void add(Slot.Directory slot, Proposals to) {
    Stage stage = to.snapshot().model().stageAt(to.word().cursor());
    boolean transfer = slot.keyword() == Keyword.COPY || slot.keyword() == Keyword.ADD;
    List<String> own = workdirs(stage, to.word().start(), to);
    if (transfer && !own.isEmpty()) {
      addWorkdir(to);
    }
    for (String directory : own) {
      // A slash at the end says that it is a directory, whatever is copied there.
      String path = transfer && !directory.endsWith("/") ? directory + "/" : directory;
      to.add(Proposal.of(path, CompletionItemKind.Folder));
    }
    if (transfer) {
      addWorkdir(to);
    } else if (slot.keyword() == Keyword.WORKDIR) {
      // Stages of a file mostly work in the same directory.
      for (Stage other : to.snapshot().model().stages()) {
        for (String directory : workdirs(other, to.word().start(), to)) {
          to.add(Proposal.of(directory, CompletionItemKind.Folder));
        }
      }
      for (String directory : USUAL) {
        to.add(Proposal.of(directory, CompletionItemKind.Folder));
      }
    }
  }

  private static void addWorkdir(Proposals to) {
    to.add(Proposal.of("./", CompletionItemKind.Folder).detail("the working directory"));
  }

  /** The working directories of a stage and of those that it is FROM, up to an offset, the last one first. */
  private static List<String> workdirs(@Nullable Stage stage, int before, Proposals to) {
    SemanticModel model = to.snapshot().model();
    List<String> paths = new ArrayList<>();
    for (Stage at = stage; at != null; at = at.parent()) {
      for (Instruction instruction : Lists.reverse(model.instructions(at))) {
        if (instruction instanceof Instruction.Workdir workdir
            && workdir.path() != null
            && model.file().range(workdir).end() < before) {
          String path = written(model, workdir, workdir.path());
          if (path != null) {
            paths.add(path);
          }
        }
      }
    }
    return paths;
  }

  /** The directory from a WORKDIR on as one would write it: with its variable, if the path begins or goes on with one. */
  private static @Nullable String written(
      SemanticModel model, Instruction.Workdir workdir, Word word) {
    String expanded = model.expand(workdir, word.value()).textByDefault();
    String path = model.directoryAfter(workdir, Basis.DEFAULTS).text();
    boolean variable =
        word.value().indexOf('$') >= 0 && CharMatcher.anyOf("\"'\\`").matchesNoneOf(word.value());
    if (expanded == null || expanded.isEmpty()) {
      return null;
    }
    return variable && expanded.startsWith("/") || path == null
        ? variable ? word.value() : expanded
        : path;
  }

  /** What a stage builds to run, and the directories that it works in. */
  static void addOfStage(String name, Proposals to) {
    SemanticModel model = to.snapshot().model();
    for (Stage stage : model.stages()) {
      if (name.equals(String.valueOf(stage.index())) || stage == model.stageNamed(name)) {
        for (List<String> command : new CopiedPrograms(model, stage, Integer.MAX_VALUE).all()) {
          to.add(Proposal.of(command.get(command.size() - 1), CompletionItemKind.File));
        }
        for (String directory : workdirs(stage, Integer.MAX_VALUE, to)) {
          to.add(Proposal.of(
              directory.endsWith("/") ? directory : directory + "/", CompletionItemKind.Folder));
        }
        return;
      }
    }
  }
}
