package dev.plimsoll.lint.rules.maintainability;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.CommandWords;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Trait;
import java.util.HashSet;
import java.util.Set;

/** An image with tools for whoever works in its shell: people, or programs that write commands. */
final class ToolBox {

  private static final Trait STARTS = Trait.of(Entrypoint.class, Cmd.class);

  /** Packages of programs that are there for people, unless a RUN calls one. */
  private static final ImmutableSet<String> TOOLS = ImmutableSet.of(
      "bc",
      "dnsutils",
      "file",
      "htop",
      "iproute2",
      "iputils-ping",
      "jq",
      "less",
      "lsof",
      "man-db",
      "nano",
      "net-tools",
      "netcat-openbsd",
      "procps",
      "psmisc",
      "screen",
      "socat",
      "strace",
      "tcpdump",
      "telnet",
      "tmux",
      "traceroute",
      "tree",
      "unzip",
      "vim",
      "zip");

  private static final CommandQuery USES = CommandQuery.of(TOOLS.toArray(String[]::new));

  /** Fewer may be forgotten. */
  private static final int FEWEST = 2;

  private ToolBox() {}

  /**
   * Whether a stage is one, and both of two packages are in one list with its tools.
   *
   * @param installs what installs packages
   */
  static boolean has(
      SemanticModel model, Stage stage, CommandQuery installs, String one, String other) {
    if (!startsShell(model, stage)) {
      return false;
    }
    Set<String> used = new HashSet<>();
    for (RunCommand use : model.commands(USES, stage)) {
      used.add(use.program());
    }
    for (RunCommand install : model.commands(installs, stage)) {
      Set<String> packages = new HashSet<>();
      for (ShellWord word : install.operands()) {
        packages.add(String.valueOf(word.literal()));
      }
      if (packages.contains(one) && packages.contains(other)) {
        packages.retainAll(TOOLS);
        packages.removeAll(used);
        return packages.size() >= FEWEST;
      }
    }
    return false;
  }

  private static boolean startsShell(SemanticModel model, Stage stage) {
    ImmutableList<Instruction> commands = model.having(STARTS, stage);
    ImmutableList<String> words = commands.isEmpty()
        ? ImmutableList.of()
        : CommandWords.of((Command) Iterables.getLast(commands));
    return !words.isEmpty()
        && CommandWords.isShell(ContextPath.name(words.get(0)))
        && Iterables.all(words.subList(1, words.size()), word -> word.startsWith("-"));
  }
}
