package dev.plimsoll.lint.rules.images;

import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.StartedScripts;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which package managers the official images of Node have left out, according to the README of their project. */
public final class ManagersOfNode {

  private static final int FIRST_WITHOUT_COREPACK = 25;

  private static final int FIRST_WITHOUT_YARN = 26;

  private static final CommandQuery COREPACK = CommandQuery.of("corepack");

  private static final CommandQuery COREPACK_AND_YARN = CommandQuery.of("corepack", "yarn");

  /** What may bring one, or another Node with one. */
  private static final Regex BRINGS =
      Regex.of("(?<!(?:yarn|corepack) )\\b(?:add|i|install)\\b[^;&|]{0,400}\\b(?:corepack|yarn)\\b"
          + "|\\b(?:curl|wget)\\b[^;&]{0,400}(?:corepack|node|yarn|volta|fnm|nvm)"
          + "|\\b(?:asdf|fnm|mise|nvm|volta)\\b");

  private static final Trait MAY_BRING = Trait.orTriggered(
          Run.class, run -> BRINGS.matcher(run.text()).find())
      .or(Trait.of(Transfer.class, ManagersOfNode::copiesPrograms));

  private ManagersOfNode() {}

  /** The first release without Yarn, or else without Corepack. */
  public static int firstWithout(String program) {
    return program.equals("corepack") ? FIRST_WITHOUT_COREPACK : FIRST_WITHOUT_YARN;
  }

  public static boolean lackYarn(int major) {
    return major >= FIRST_WITHOUT_YARN;
  }

  /** Those that a release lacks; null where it lacks none. */
  public static @Nullable CommandQuery lackedBy(int major) {
    return lackYarn(major) ? COREPACK_AND_YARN : major >= FIRST_WITHOUT_COREPACK ? COREPACK : null;
  }

  /** Whether a stage, or one that it stands on, may have one that its image lacks. */
  public static boolean mayBeBrought(SemanticModel model, Stage target) {
    for (Stage stage = target; stage != null; stage = stage.parent()) {
      if (model.has(MAY_BRING, stage)) {
        return true;
      }
    }
    return false;
  }

  /** Those of some that scripts of the build context call which a stage starts, each with its script, as far as these don't bring them. */
  public static List<Call> inScripts(Subject subject, Stage stage, CommandQuery managers) {
    List<Call> calls = new ArrayList<>();
    StartedScripts.eachNamed(subject, stage, (path, script) -> {
      Set<Call> own = new LinkedHashSet<>();
      for (Invocation invocation : script.invocations()) {
        String name = invocation.name();
        if (name != null && managers.matches(invocation)) {
          own.add(new Call(name, path));
        }
      }
      if (!own.isEmpty() && !BRINGS.matcher(script.code()).find()) {
        calls.addAll(own);
      }
    });
    return calls;
  }

  /** A package manager, and the script that calls it. */
  public record Call(String program, String path) {}

  /** Whether a COPY may bring programs: from elsewhere, or to where they are looked for. */
  private static boolean copiesPrograms(Transfer copy) {
    String to = copy.destination() == null ? "/" : copy.destination().value();
    return copy.flag("from") != null
        || to.equals("/")
        || to.startsWith("/usr")
        || to.contains("/bin");
  }
}
