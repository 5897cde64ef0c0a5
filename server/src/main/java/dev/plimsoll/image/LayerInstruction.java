package dev.plimsoll.image;

import com.google.common.base.CharMatcher;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What made a layer, as a Dockerfile says it. Builders note it with the shell that ran it and with remarks of their own. */
final class LayerInstruction {

  /** More than anybody shows of one. */
  private static final int MAX_LENGTH = 4_000;

  /** The shell that an instruction is run by, behind the build arguments that it was given: {@code |1 A=b /bin/sh -c}. */
  private static final Pattern SHELL = Pattern.compile(
      "(?:\\|\\d+ .*?)?(?:(?:/usr)?/bin/\\w*sh (?:-\\w+ (?:pipefail )?)*?-\\w*c |cmd /S /C )",
      Pattern.DOTALL);

  /** What Docker's old builder writes before an instruction that runs nothing. */
  private static final String NO_OPERATION = "#(nop)";

  private static final String BUILDKIT = " # buildkit";
  private static final String RUN = "RUN ";

  /** Names of contents, which nobody can read. */
  private static final Pattern CONTENT =
      Pattern.compile("\\b(file|dir|multi):([0-9a-f]{7})[0-9a-f]{9,}");

  private LayerInstruction() {}

  /** The instruction in one line, such as {@code RUN apt-get update}; or what a tool wrote that isn't one. */
  static String of(String createdBy) {
    String text = createdBy.length() > MAX_LENGTH ? createdBy.substring(0, MAX_LENGTH) : createdBy;
    text = CharMatcher.whitespace().trimAndCollapseFrom(text, ' ');
    if (text.endsWith(BUILDKIT)) {
      text = text.substring(0, text.length() - BUILDKIT.length());
    }
    boolean isRun = text.startsWith(RUN);
    String command = isRun ? text.substring(RUN.length()) : text;
    Matcher shell = SHELL.matcher(command);
    if (shell.lookingAt()) {
      command = command.substring(shell.end());
      isRun = true;
    }
    if (command.startsWith(NO_OPERATION)) {
      return readable(command.substring(NO_OPERATION.length()).stripLeading());
    }
    return readable(isRun ? RUN + command : command);
  }

  private static String readable(String text) {
    return CONTENT.matcher(text).replaceAll("$1:$2…");
  }
}
