package dev.plimsoll.lint.rules.apt;

import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CalledScript;
import dev.plimsoll.semantics.CommandWords;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/** Scripts with which a RUN ends, and which remove package lists or caches: many base images bring one. */
public final class CleaningScripts {

  /** A path whose name says that the script cleans up. */
  private static final Regex CLEANER =
      Regex.of("(?i)[\\w./${}-]{0,200}/(?:[\\w.-]{1,60}[_.-])?clean[\\w.-]{0,60}");

  /** Of a command, the words among which a script is: {@code bash -e /clean.sh}. */
  private static final int MOST_WORDS = 3;

  private CleaningScripts() {}

  /**
   * Whether a script that is run behind an offset names some files, or isn't in the build context and may remove them, as its name
   * says.
   *
   * @param files the end of the path of their folder
   */
  public static boolean mayRemove(Subject subject, RunScript script, int after, String files) {
    @Nullable ScriptPlaces places = null;
    for (Invocation invocation : script.script().invocations()) {
      if (invocation.nameWord().range().start() > after) {
        for (String word : Iterables.limit(CommandWords.of(invocation), MOST_WORDS)) {
          if (word.indexOf('/') >= 0) {
            places =
                places == null ? ScriptPlaces.of(subject.model(), script, Basis.DEFAULTS) : places;
            ImagePath place = places.directory(invocation).resolve(word);
            if (mayRemove(subject, script, place, word, files)) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  private static boolean mayRemove(
      Subject subject, RunScript script, ImagePath place, String path, String files) {
    String text = CalledScript.text(subject, script, place);
    return text == null ? CLEANER.matcher(path).matches() : text.contains(files);
  }
}
