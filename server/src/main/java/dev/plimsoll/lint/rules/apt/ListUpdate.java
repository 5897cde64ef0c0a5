package dev.plimsoll.lint.rules.apt;

import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.text.TextEdit;
import org.jspecify.annotations.Nullable;

/** An update of the package lists put before a command that installs with them. */
public final class ListUpdate {

  private ListUpdate() {}

  /** The edit that inserts an update; null where {@code &&} can't stand before the command. */
  public static @Nullable TextEdit before(RunScript script, AptCommand install) {
    Invocation invocation = install.invocation();
    int start = invocation.command().range().start();
    boolean otherUser = invocation.prefixes().size() > (invocation.isSudo() ? 1 : 0);
    if (script.execForm() || otherUser || followsPipeOrNegation(script, start)) {
      return null;
    }
    String program = install.program().equals("apt") ? "apt" : "apt-get";
    String update = (invocation.isSudo() ? "sudo " : "") + program + " update && ";
    return TextEdit.insert(script.home(start), update);
  }

  /** Whether {@code |}, {@code ||} or {@code !} would take the update for what it belongs to. */
  private static boolean followsPipeOrNegation(RunScript script, int start) {
    String code = script.script().code();
    int before = start - 1;
    while (before >= 0 && Character.isWhitespace(code.charAt(before))) {
      before--;
    }
    return before >= 0 && (code.charAt(before) == '|' || code.charAt(before) == '!');
  }
}
