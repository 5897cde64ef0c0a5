package dev.plimsoll.lint.rules.security;

import com.google.common.primitives.Ints;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.images.ManagersOfNode;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Trait;
import org.jspecify.annotations.Nullable;

/** Programs that a newer release of an image doesn't bring any more. */
final class LostPrograms {

  private static final CommandQuery INSTALL = CommandQuery.of("npm").told("install");

  private static final Trait STARTS_YARN = Trait.of(Cmd.class, cmd -> cmd.text().contains("yarn"))
      .or(Trait.of(Entrypoint.class, entrypoint -> entrypoint.text().contains("yarn")));

  private static final String LACK_SINCE = ", which images of Node lack since ";

  private LostPrograms() {}

  /** Whether the stages on an image run a program that another release of it lacks, or start it. */
  static boolean areRun(Subject subject, NamedBase base, String release) {
    SemanticModel model = subject.model();
    boolean isNode = base.image().canonicalName().equals("node");
    Integer major = isNode ? Ints.tryParse(firstNumber(release)) : null;
    CommandQuery lacked = major == null ? null : ManagersOfNode.lackedBy(major);
    if (major == null || lacked == null) {
      return false;
    }
    for (Stage stage : base.allStages(model)) {
      boolean isRun = !model.commands(lacked, stage).isEmpty()
          || ManagersOfNode.lackYarn(major) && model.has(STARTS_YARN, stage)
          || !ManagersOfNode.inScripts(subject, stage, lacked).isEmpty();
      if (isRun && !installs(model, stage)) {
        return true;
      }
    }
    return false;
  }

  /** The first that the ended release has, and the next one lacks, and why; null where neither a RUN nor a script calls one. */
  static @Nullable String first(Subject subject, NamedBase base, NextRelease next) {
    SemanticModel model = subject.model();
    CommandQuery lacked = ManagersOfNode.lackedBy(next.major());
    if (lacked == null) {
      return null;
    }
    for (Stage stage : base.allStages(model)) {
      if (ManagersOfNode.mayBeBrought(model, stage)) {
        continue;
      }
      for (RunCommand call : model.commands(lacked, stage)) {
        int first = ManagersOfNode.firstWithout(call.program());
        if (next.endedMajor() < first) {
          return call.program() + LACK_SINCE + first;
        }
      }
      for (ManagersOfNode.Call call : ManagersOfNode.inScripts(subject, stage, lacked)) {
        int first = ManagersOfNode.firstWithout(call.program());
        if (next.endedMajor() < first) {
          return call.program() + " in " + call.path() + LACK_SINCE + first;
        }
      }
    }
    return null;
  }

  /** Whether npm certainly brings one: no release is offered where one only may be brought. */
  private static boolean installs(SemanticModel model, Stage target) {
    for (Stage stage = target; stage != null; stage = stage.parent()) {
      if (model.commands(INSTALL, stage).stream()
          .flatMap(install -> install.operands().stream())
          .anyMatch(word -> word.literalPrefix().matches("(?:yarn|corepack)(?:@.{0,99})?"))) {
        return true;
      }
    }
    return false;
  }

  private static String firstNumber(String release) {
    int dot = release.indexOf('.');
    return dot < 0 ? release : release.substring(0, dot);
  }
}
