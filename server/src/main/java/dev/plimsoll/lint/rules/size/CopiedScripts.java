package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.List;

/** Programs in JavaScript that a stage copies by their names, so that something runs them. */
final class CopiedScripts {

  private static final Trait COPIES = Trait.of(Transfer.class);

  /** A program by its name; settings of tools are none. */
  private static final Regex SCRIPT =
      Regex.of("(?i)(?!.{0,100}(?:config|file|rc)\\.).{1,200}\\.[cm]?[jt]s");

  private CopiedScripts() {}

  /** The commands that would start them. */
  static List<ImmutableList<String>> commands(Subject subject, Stage target) {
    List<ImmutableList<String>> commands = new ArrayList<>();
    for (Stage stage : target.chain()) {
      for (Instruction one : subject.model().having(COPIES, stage)) {
        ContextCopy copy = ContextCopy.of(subject.model(), (Transfer) one, Basis.DEFAULTS);
        for (String source : copy == null ? ImmutableList.<String>of() : copy.sources()) {
          String name = ContextPath.name(source);
          String to = copy == null ? null : copy.destination().text();
          if (to != null && SCRIPT.matcher(name).matches()) {
            commands.add(ImmutableList.of("node", to.endsWith("/" + name) ? to : to + "/" + name));
          }
        }
      }
    }
    return commands;
  }
}
