package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CalledScript;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.Regex;

/** Packages of Python that a stage installs before a command does: what that depends on may be there. */
final class EarlierInstalls {

  private static final CommandQuery INSTALL = CommandQuery.of("pip").told("install");

  /** Programs that install what a project depends on by other means. */
  private static final CommandQuery OTHERS =
      CommandQuery.of("conda", "mamba", "micromamba", "pdm", "pipenv", "poetry", "uv");

  private static final ImmutableSet<String> TOOLS = ImmutableSet.of("pip", "setuptools", "wheel");

  /** In a script, which may keep the name of Python in a variable. */
  private static final Regex IN_SCRIPT = Regex.of("(?m)^(?!\\s*#).*\\bpip[\\d.]*\\s+install\\b");

  private EarlierInstalls() {}

  /** Whether an earlier command, or a script of the build context that an earlier RUN starts, installs packages from elsewhere. */
  static boolean precede(Subject subject, RunCommand install) {
    Instruction own = install.instruction();
    for (Stage stage = subject.model().stageOf(own); stage != null; stage = stage.parent()) {
      for (Instruction run : subject.model().having(RunScript.IS_RUN, stage)) {
        RunScript script = subject.model().partialScript(run);
        if (script != null
            && subject.file().indexOf(run) <= subject.file().indexOf(own)
            && installs(subject, script, install)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean installs(Subject subject, RunScript script, RunCommand before) {
    for (RunCommand one : INSTALL.in(script)) {
      if (isBefore(one, before) && brings(one)) {
        return true;
      }
    }
    if (script.instruction() == before.instruction()) {
      return false;
    }
    return !OTHERS.in(script).isEmpty()
        || Iterables.any(script.script().invocations(), one -> startsInstall(subject, script, one));
  }

  private static boolean isBefore(RunCommand one, RunCommand other) {
    return one.instruction() != other.instruction()
        || one.range().start() < other.range().start();
  }

  /** Whether it installs more than pip and its helpers, and than folders. */
  private static boolean brings(RunCommand install) {
    return install.has("--requirement")
        || Iterables.any(install.operands(), EarlierInstalls::isPackage);
  }

  private static boolean isPackage(ShellWord word) {
    String name = word.literalPrefix();
    return !TOOLS.contains(name) && !name.startsWith(".") && !name.startsWith("/");
  }

  private static boolean startsInstall(Subject subject, RunScript script, Invocation invocation) {
    String text = CalledScript.text(subject, script, invocation);
    return text != null && IN_SCRIPT.matcher(text).find();
  }
}
