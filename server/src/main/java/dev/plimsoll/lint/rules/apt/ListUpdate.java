package dev.plimsoll.lint.rules.apt;

import dev.plimsoll.rewrite.ChainEdits;
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
    boolean otherUser = invocation.prefixes().size() > (invocation.isSudo() ? 1 : 0);
    if (otherUser) {
      return null;
    }
    String program = install.program().equals("apt") ? "apt" : "apt-get";
    return ChainEdits.insertBefore(
        script, invocation, (invocation.isSudo() ? "sudo " : "") + program + " update");
  }
}
