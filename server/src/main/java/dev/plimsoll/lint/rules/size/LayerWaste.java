package dev.plimsoll.lint.rules.size;

import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.apt.AptCommand;
import dev.plimsoll.lint.rules.apt.PackageLists;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is lost when scripts are layers of their own: what a later one deletes or changes is stored all the same. */
final class LayerWaste {

  /** The code so far. */
  private final StringBuilder code = new StringBuilder();
  /** Paths that a script so far has removed again. */
  private final Set<String> removed = new HashSet<>();
  /** Programs that were run without cleaning up after them. */
  private final Set<String> unclean = new HashSet<>();

  private boolean leftLists;

  private final SemanticModel model;

  private LayerWaste(SemanticModel model) {
    this.model = model;
  }

  /** How much it matters that the scripts are apart; null where nothing is gained, but the cache of the first lost. */
  static @Nullable Severity severity(SemanticModel model, List<RunScript> scripts) {
    LayerWaste waste = new LayerWaste(model);
    boolean single = true;
    for (RunScript script : scripts) {
      if (waste.isUndoneBy(script)) {
        return Severity.WARNING;
      }
      waste.add(script);
      single = single && isSingle(script.script());
    }
    return single || scripts.size() > 2 ? Severity.INFORMATION : null;
  }

  /** Whether it is one command, besides {@code set}. */
  private static boolean isSingle(Script script) {
    int commands = 0;
    for (Invocation invocation : script.invocations()) {
      commands += invocation.is("set") ? 0 : 1;
    }
    return commands < 2;
  }

  private void add(RunScript script) {
    code.append(script.script().code()).append('\n');
    Set<String> programs = new HashSet<>();
    for (Invocation invocation : script.script().invocations()) {
      String name = invocation.name();
      AptCommand apt = AptCommand.of(invocation);
      if (apt != null && apt.updatesLists()) {
        leftLists = !PackageLists.in(model, script)
            .areRemoved(invocation.nameWord().range().start());
      }
      if (invocation.is("rm")) {
        for (ShellWord word : invocation.arguments().operands()) {
          removed.add(path(word));
        }
      } else if (name != null && isInstaller(name)) {
        if (cleans(invocation)) {
          programs.remove(name);
        } else {
          programs.add(name);
        }
      }
    }
    unclean.addAll(programs);
  }

  private boolean isUndoneBy(RunScript script) {
    PackageLists lists = PackageLists.in(model, script);
    for (Invocation invocation : script.script().invocations()) {
      if ((leftLists && lists.areRemovedBy(invocation))
          || isUndoneBy(script.script(), invocation)) {
        return true;
      }
    }
    return false;
  }

  private boolean isUndoneBy(Script script, Invocation invocation) {
    String name = invocation.name();
    if (name == null) {
      return false;
    }
    return switch (name) {
      case "chmod", "chown", "chgrp", "strip" -> touches(invocation);
      case "rm" -> touches(invocation) && !isOwn(script, invocation.arguments().operands());
      default ->
        isInstaller(name)
            && (unclean.contains(name) && cleans(invocation) || uninstalls(script, invocation));
    };
  }

  /** Whether it uninstalls what a script so far has installed. */
  private boolean uninstalls(Script script, Invocation invocation) {
    List<ShellWord> operands = invocation.arguments().operands();
    if (operands.size() < 2 || !isRemoval(operands.get(0).literalPrefix())) {
      return false;
    }
    List<ShellWord> packages = operands.subList(1, operands.size());
    return code.indexOf(packages.get(0).raw()) >= 0 && !isOwn(script, packages);
  }

  private static boolean isRemoval(String verb) {
    return switch (verb) {
      case "del", "remove", "purge", "uninstall", "erase" -> true;
      default -> false;
    };
  }

  /** Whether a script has spoken of all these words before: what it made itself it may remove. */
  private static boolean isOwn(Script script, List<ShellWord> words) {
    for (ShellWord word : words) {
      if (script.code().indexOf(word.raw()) == word.range().start()) {
        return false;
      }
    }
    return true;
  }

  /** Whether it names a path that stands in the code so far. */
  private boolean touches(Invocation invocation) {
    for (ShellWord word : invocation.arguments().operands()) {
      String path = path(word);
      if (path.length() > 3 && !removed.contains(path) && code.indexOf(path) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** As much of a path as is known, without the slashes at its end. */
  private static String path(ShellWord word) {
    String path = word.literalPrefix();
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  private static boolean isInstaller(String name) {
    return switch (name) {
      case "apt-get",
          "apt",
          "aptitude",
          "apk",
          "yum",
          "dnf",
          "microdnf",
          "zypper",
          "pip",
          "pip3",
          "npm",
          "yarn",
          "conda" -> true;
      default -> false;
    };
  }

  private static boolean cleans(Invocation invocation) {
    String verb = invocation.subcommand();
    return verb != null
        && switch (verb) {
          case "clean", "autoclean", "autoremove", "cache" -> true;
          default -> false;
        };
  }
}
