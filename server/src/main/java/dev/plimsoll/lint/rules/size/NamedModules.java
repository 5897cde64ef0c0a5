package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.StartedScripts;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Instruction.Healthcheck;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;

/** Packages of which a path in {@code node_modules} is named: whatever names one needs it there. */
final class NamedModules {

  private static final Regex MODULE =
      Regex.of("node_modules/(?:\\.bin/)?((?:@[\\w.-]{1,99}/)?[\\w.-]{1,99})");

  private static final String FOLDER = "node_modules/";

  private static final Trait NAMES_SOME = Trait.of(Env.class, env -> env.text().contains(FOLDER))
      .or(Trait.of(Healthcheck.class, check -> check.text().contains(FOLDER)))
      .or(Trait.of(Cmd.class, cmd -> cmd.text().contains(FOLDER)))
      .or(Trait.of(Entrypoint.class, entrypoint -> entrypoint.text().contains(FOLDER)));

  /** Programs that take something out of a package when the image is built. */
  private static final CommandQuery TAKES =
      CommandQuery.of("cat", "cp", "install", "ln", "mv", "rsync", "sed");

  /** A variable by which Node looks there for what programs elsewhere load; not for what is installed globally. */
  private static final Regex SEARCHED = Regex.of("\\bNODE_PATH[= ]\\s{0,9}[\"']?"
      + "(?!/usr/(?:local/)?lib/node_modules\\b)(?:\\$(?!\\()|[^\\s\"']{0,200}\\bnode_modules\\b)");

  private static final Trait MAY_SEARCH =
      Trait.of(Env.class, env -> env.text().contains("NODE_PATH"));

  private static final Regex COMMENT = Regex.of("(?m)^[ \\t]{0,99}#.*$");

  private NamedModules() {}

  /** Those that variables and commands of the targets with the layers of a stage name, or the scripts that they start or copy. */
  static Set<String> in(Subject subject, Stage stage) {
    Set<String> named = new LinkedHashSet<>();
    for (Stage target : subject.model().deployedTargets()) {
      if (target.chain().contains(stage)) {
        for (Stage one : target.chain()) {
          for (Instruction instruction : subject.model().having(NAMES_SOME, one)) {
            add(instruction.text(), named);
          }
        }
        add(scripts(subject, target), named);
      }
    }
    return named;
  }

  /** Those out of which a RUN of a stage takes something. */
  static Set<String> taken(Subject subject, Stage stage) {
    Set<String> taken = new LinkedHashSet<>();
    for (RunCommand command : subject.model().commands(TAKES, stage)) {
      for (ShellWord word : command.operands()) {
        add(word.raw(), taken);
      }
    }
    return taken;
  }

  /** Whether programs that are elsewhere, which nobody knows, may load what is there. */
  static boolean areSearched(Subject subject, Stage stage) {
    for (Stage target : subject.model().deployedTargets()) {
      if (target.chain().contains(stage)) {
        for (Stage one : target.chain()) {
          for (Instruction env : subject.model().having(MAY_SEARCH, one)) {
            if (SEARCHED.matcher(env.text()).find()) {
              return true;
            }
          }
        }
        if (SEARCHED.matcher(scripts(subject, target)).find()) {
          return true;
        }
      }
    }
    return false;
  }

  /** The code of the scripts that a target starts, and of those that it copies by their names, without comments. */
  private static String scripts(Subject subject, Stage target) {
    StringBuilder code = new StringBuilder();
    for (Stage one : target.chain()) {
      StartedScripts.each(subject, one, script -> code.append(script.code()).append('\n'));
    }
    for (Instruction start : StartedCommands.starts(subject.model(), target)) {
      for (ImmutableList<String> words :
          StartedScripts.allCommands(subject, target, (Command) start)) {
        code.append(String.join(" ", words)).append('\n');
      }
    }
    return COMMENT.matcher(code).replaceAll("");
  }

  private static void add(String text, Set<String> named) {
    Matcher module = MODULE.matcher(text);
    while (module.find()) {
      named.add(module.group(1));
    }
  }
}
