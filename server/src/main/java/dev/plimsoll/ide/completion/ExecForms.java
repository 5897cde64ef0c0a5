package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Keyword;
import java.util.List;
import org.eclipse.lsp4j.CompletionItemKind;

/** JSON arrays that stand for all the arguments of an instruction, and the elements of SHELL. */
final class ExecForms {

  /** Shells with the options that make a script stop at its first failure, where they have such. */
  private static final ImmutableList<ImmutableList<String>> SHELLS = ImmutableList.of(
      ImmutableList.of("/bin/bash", "-o", "pipefail", "-c"),
      ImmutableList.of("/bin/bash", "-euo", "pipefail", "-c"),
      ImmutableList.of("/bin/ash", "-eo", "pipefail", "-c"),
      ImmutableList.of("/bin/sh", "-ec"),
      ImmutableList.of("/bin/sh", "-c"),
      ImmutableList.of("pwsh", "-Command", "$ErrorActionPreference = 'Stop';"),
      ImmutableList.of("powershell", "-Command", "$ErrorActionPreference = 'Stop';"),
      ImmutableList.of("cmd", "/S", "/C"));

  private ExecForms() {}

  static void add(Slot.ExecForm slot, Proposals to) {
    if (slot.keyword() == Keyword.SHELL) {
      for (ImmutableList<String> shell : SHELLS) {
        to.add(Proposal.of(array(shell), CompletionItemKind.Snippet));
      }
      return;
    }
    if (slot.keyword() == Keyword.CMD
        || slot.keyword() == Keyword.ENTRYPOINT
        || slot.keyword() == Keyword.HEALTHCHECK) {
      StartCommands.addCommands(slot.keyword(), to);
    }
    String example = slot.keyword() == Keyword.VOLUME ? "/data" : "executable";
    if (to.takesSnippets()) {
      to.add(Proposal.of("[ \"" + example + "\" ]", CompletionItemKind.Snippet)
          .snippet("[ \"${1:" + example + "}\" ]"));
    }
  }

  static String array(List<String> elements) {
    return "[\"" + String.join("\", \"", elements) + "\"]";
  }

  /** What follows the elements that are there, in the shells that begin with those. */
  static void addShell(Slot.ShellElement slot, Proposals to) {
    int index = slot.before().size();
    for (ImmutableList<String> shell : SHELLS) {
      if (index < shell.size() && shell.subList(0, index).equals(slot.before())) {
        to.add(Proposal.of(shell.get(index), CompletionItemKind.Value));
      }
    }
  }
}
