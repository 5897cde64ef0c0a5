package dev.plimsoll.rewrite;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import org.jspecify.annotations.Nullable;

/** Further sources for a COPY. */
public final class CopiedSources {

  private CopiedSources() {}

  /**
   * Copies other files of the build context behind one that is copied by its name; empty where that isn't possible without
   * guessing.
   *
   * @param path of the file that is copied, in the context
   * @param added the names of the others, in the same folder
   */
  public static ImmutableList<TextEdit> add(
      SemanticModel model, Transfer copy, String path, ImmutableList<String> added) {
    Word source = source(copy, path);
    Word destination = copy.destination();
    if (source == null || destination == null || model.stageOf(copy) == null) {
      return ImmutableList.of();
    }
    String written = source.value();
    String folder =
        written.substring(0, written.length() - ContextPath.name(path).length());
    boolean json =
        copy.source().line().code().charAt(copy.source().argumentsInLine().start()) == '[';
    int start = model.file().start(copy);
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builder();
    StringBuilder names = new StringBuilder();
    for (String name : added) {
      names.append(json ? ", \"" + folder + name + "\"" : " " + folder + name);
    }
    edits.add(TextEdit.insert(start + source.range().end(), names.toString()));
    String to = destination.value();
    boolean isDirectory = to.endsWith("/") || to.equals(".") || to.endsWith("/.");
    if (!isDirectory) {
      if (json || to.endsWith(ContextPath.name(path)) || to.indexOf('$') >= 0) {
        return ImmutableList.of();
      }
      edits.add(TextEdit.insert(start + destination.range().end(), "/"));
    }
    return edits.build();
  }

  private static @Nullable Word source(Transfer copy, String path) {
    for (Word word : copy.sources()) {
      boolean plain = word.range().length() == word.value().length()
          || word.range().length() == word.value().length() + 2;
      if (plain && ContextPath.inContext(word.value()).equals(path)) {
        return word;
      }
    }
    return null;
  }
}
