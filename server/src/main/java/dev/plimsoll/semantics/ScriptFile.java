package dev.plimsoll.semantics;

import dev.plimsoll.shell.Script;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file that holds a script for a shell. */
public final class ScriptFile {

  private static final Pattern SHELL =
      Pattern.compile("#!.*[/ ](ba|da|a|k)?sh(\\s+-\\w+){0,9}\\s*");

  private ScriptFile() {}

  /** What is in it; null where its first line names another language, or it is no text. */
  public static @Nullable Script parse(String text) {
    String code = text.replace("\r\n", "\n");
    int end = code.indexOf('\n');
    String first = end < 0 ? code : code.substring(0, end);
    boolean isShell = first.startsWith("#!") ? SHELL.matcher(first).matches() : true;
    return isShell && code.indexOf('\0') < 0 ? Script.parse(code) : null;
  }
}
