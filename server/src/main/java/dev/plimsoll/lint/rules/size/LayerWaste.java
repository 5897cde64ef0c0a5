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
    for (AptCommand apt : AptCommand.in(script)) {
      leftLists =
          apt.updatesLists() ? !PackageLists.in(model, script).areRemoved(apt.start()) : leftLists;
    }
    Set<String> programs = new HashSet<>();
    for (Invocation command : script.script().invocations()) {
      Invocation invocation = command.module();
      String name = invocation.program().name();
      if (invocation.is("rm")) {
        for (ShellWord word : invocation.arguments().operands()) {
          removed.add(path(word));
        }
      } else if (isInstaller(name)) {
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

  private boolean isUndoneBy(Script script, Invocation command) {
    Invocation invocation = command.module();
    String name = invocation.program().name();
    return switch (name) {
      case "chmod", "chown", "chgrp" -> touches(invocation);
      case "rm" -> touches(invocation) && !isOwn(script, invocation.arguments().operands());
      default ->
        invocation.is("strip") && touches(invocation)
            || isInstaller(name)
                && (unclean.contains(name) && cleans(invocation) || uninstalls(script, invocation));
    };
  }

  /** Whether it uninstalls what a script so far has installed. */
  private boolean uninstalls(Script script, Invocation invocation) {
    List<ShellWord> packages = invocation.arguments().operandsOfVerb();
    return !packages.isEmpty()
        && isRemoval(invocation.arguments().verb())
        && code.indexOf(packages.get(0).raw()) >= 0
        && !isOwn(script, packages);
  }

  private static boolean isRemoval(@Nullable String verb) {
    return verb != null
        && switch (verb) {
          case "del", "remove", "purge", "uninstall" -> true;
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
          "npm",
          "yarn",
          "conda" -> true;
      default -> false;
    };
  }

  private static boolean cleans(Invocation invocation) {
    String verb = invocation.arguments().verb();
    return verb != null
        && switch (verb) {
          case "clean", "autoclean", "autoremove" -> true;
          default -> verb.equals("cache") || verb.startsWith("cache ");
        };
  }
}
