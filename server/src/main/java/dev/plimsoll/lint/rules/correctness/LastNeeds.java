package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.CommandList;
import dev.plimsoll.shell.CommandList.Item;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the last command of a script fails itself where others have failed, for want of what they make. */
record LastNeeds(Script script) {

  /** Programs that fail where a file, a user or a group that they are told isn't there. */
  private static final ImmutableSet<String> DEMANDING =
      ImmutableSet.of("chgrp", "chmod", "chown", "usermod");

  private static final ImmutableSet<String> MAKE_ACCOUNTS =
      ImmutableSet.of("addgroup", "adduser", "groupadd", "useradd");

  /** Between the user and the group of an owner. */
  private static final Splitter OWNER = Splitter.on(':');

  /** Whether it needs each of those that may fail. */
  boolean all() {
    ImmutableList<Item> items = script.body().items();
    Invocation last = items.isEmpty() ? null : only(items.get(items.size() - 1));
    if (last == null || last.name() == null) {
      return false;
    }
    Set<String> needed = new HashSet<>();
    needed.add(last.name());
    for (ShellWord word : last.arguments().words()) {
      if (word.literal() != null && DEMANDING.contains(last.name())) {
        needed.add(word.literal());
        OWNER.split(word.literal()).forEach(needed::add);
      }
    }
    for (Item item : items.subList(0, items.size() - 1)) {
      if (HeredocWithoutErrexit.mayFail(script, item) && !isNeeded(item, needed)) {
        return false;
      }
    }
    return true;
  }

  private boolean isNeeded(Item item, Set<String> needed) {
    Invocation command = only(item);
    if (command == null) {
      return false;
    }
    boolean hardlyFails = command.is("rm") && command.arguments().hasFlag("-f");
    return hardlyFails
        || needed.contains(made(command))
        || installs(command)
            && command.arguments().operandsOfVerb().stream()
                .anyMatch(word -> needed.contains(String.valueOf(word.literal())));
  }

  /** Whether it installs packages of the system, all or none. */
  private static boolean installs(Invocation command) {
    String verb = String.valueOf(command.arguments().verb());
    return switch (String.valueOf(command.name())) {
      case "apk" -> verb.equals("add");
      case "apt", "apt-get", "dnf", "microdnf", "yum" -> verb.equals("install");
      default -> false;
    };
  }

  /** The account or the file that a command makes; empty where it makes another thing. */
  private static String made(Invocation maker) {
    String name = maker.name();
    if (name == null) {
      return "";
    }
    ImmutableList<ShellWord> words = maker.arguments().words();
    ShellWord made = MAKE_ACCOUNTS.contains(name)
        ? Iterables.getLast(words, null)
        : name.equals("cat") && words.isEmpty() ? written(maker) : null;
    return made == null || made.literal() == null ? "" : made.literal();
  }

  /** The file to which the output goes. */
  private static @Nullable ShellWord written(Invocation writer) {
    for (Redirection redirection : writer.command().redirections()) {
      if (redirection.operator().equals(">") && redirection.descriptor().isEmpty()) {
        return redirection.target();
      }
    }
    return null;
  }

  /** The one command that an item is. */
  private @Nullable Invocation only(Item item) {
    ImmutableList<CommandList.Pipeline> pipelines = item.andOr().pipelines();
    if (item.isBackground()
        || pipelines.size() != 1
        || pipelines.get(0).negation() != null
        || pipelines.get(0).commands().size() != 1
        || !(pipelines.get(0).commands().get(0) instanceof Command.Simple simple)) {
      return null;
    }
    Invocation only = null;
    for (Invocation invocation : script.invocations()) {
      if (simple.range().contains(invocation.range())) {
        if (only != null || invocation.command() != simple) {
          return null;
        }
        only = invocation;
      }
    }
    return only;
  }
}
