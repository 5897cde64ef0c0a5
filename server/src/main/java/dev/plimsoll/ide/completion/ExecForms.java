package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Keyword;
import java.util.ArrayList;
import java.util.Comparator;
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
      for (ImmutableList<String> shell : shells(to)) {
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

  /** Those that the system of the stage has come first. */
  private static List<ImmutableList<String>> shells(Proposals to) {
    Stage stage = to.snapshot().model().stageAt(to.word().cursor());
    BaseFamily family =
        stage == null ? BaseFamily.UNKNOWN : to.snapshot().model().family(stage);
    List<ImmutableList<String>> shells = new ArrayList<>(SHELLS);
    shells.sort(Comparator.comparing(shell -> !isOf(family, shell.get(0))));
    return shells;
  }

  private static boolean isOf(BaseFamily family, String shell) {
    return switch (family) {
      case ALPINE, BUSYBOX, WOLFI -> shell.equals("/bin/ash");
      case WINDOWS -> !shell.startsWith("/");
      default -> false;
    };
  }

  static String array(List<String> elements) {
    return "[\"" + String.join("\", \"", elements) + "\"]";
  }

  /** What follows the elements that are there, in the shells that begin with those. */
  static void addShell(Slot.ShellElement slot, Proposals to) {
    int index = slot.before().size();
    for (ImmutableList<String> shell : shells(to)) {
      if (index < shell.size() && shell.subList(0, index).equals(slot.before())) {
        to.add(Proposal.of(shell.get(index), CompletionItemKind.Value));
      }
    }
  }
}
