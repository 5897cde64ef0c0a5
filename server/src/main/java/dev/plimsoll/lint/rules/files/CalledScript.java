package dev.plimsoll.lint.rules.files;

import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.CommandWords;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Basis;
import org.jspecify.annotations.Nullable;

/** The script of the build context that a command of a RUN calls, by itself or as what a shell is to read. */
public final class CalledScript {

  private CalledScript() {}

  /** What it says; null where the command calls none, or it isn't known. */
  public static @Nullable String text(Subject subject, RunScript script, Invocation invocation) {
    @Nullable ScriptPlaces places = null;
    for (String word : Iterables.limit(CommandWords.of(invocation), 2)) {
      if (word.indexOf('/') >= 0 || word.endsWith(".sh")) {
        places = places == null ? ScriptPlaces.of(subject.model(), script, Basis.DEFAULTS) : places;
        String text = text(subject, script, places.directory(invocation).resolve(word));
        if (text != null) {
          return text;
        }
      }
    }
    return null;
  }

  /** What the file says that is in a place when a RUN is run; null where it isn't known to come from the context. */
  public static @Nullable String text(Subject subject, RunScript script, ImagePath place) {
    CopiedFile file = CopiedFile.at(subject, script.instruction(), place, Basis.DEFAULTS);
    return file == null ? null : file.file().text();
  }
}
