package dev.plimsoll.lint.rules.size;

import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Healthcheck;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Owners and modes of copied files that matter to nobody, whatever way a file gets them: no flag is better than the command. */
final class LostModes {

  private static final Trait COPIES = Trait.of(Transfer.class);
  private static final Trait RUNS =
      Trait.of(Cmd.class, Entrypoint.class, Healthcheck.class, Run.class);

  /** How many instructions behind the command are looked at: files that people write have fewer. */
  private static final int MOST = 50;

  /** What reads a script, which need not be executable then, with options but for that of a command, up to the script's folder. */
  private static final String READ =
      "(?<![\\w.-])(?:(?:ba|da|a|z)?sh|source|python[\\d.]{0,5}|node|perl|ruby|php)"
          + "[\"']?[ \\t,]{1,9}(?:[\"']?-[abd-zA-Z]{1,5}[\"']?[ \\t,]{1,9}){0,3}[\"']?(?:[^\\s\"',;&|]{0,200}/)?";

  private LostModes() {}

  /** Whether nothing comes of the command: neither it nor a flag has anything to give. */
  static boolean areLost(SemanticModel model, CopiedFiles copied, RunCommand change) {
    boolean isExecutable = CopyFlag.makesExecutable(change) && copied.areScripts();
    return copied.isOfFiles() && areOverwritten(model, copied, change)
        || isExecutable && areOnlyRead(model, copied, change);
  }

  /** Whether a later COPY of the same stage writes all files again that were copied and changed. */
  private static boolean areOverwritten(
      SemanticModel model, CopiedFiles copied, RunCommand change) {
    ContextCopy before = ContextCopy.of(model, copied.copy(), Basis.ANY_BUILD);
    Stage stage = model.stageOf(change.instruction());
    if (before == null
        || stage == null
        || before.sources().size() != copied.changed().size()) {
      return false;
    }
    for (Instruction one : Iterables.limit(model.having(COPIES, stage).reverse(), MOST)) {
      if (model.ordinal(one) > model.ordinal(change.instruction())
          && writesAgain(model, (Transfer) one, before.sources(), copied.changed())) {
        return !areRunBefore(model, stage, one, copied.changed(), change);
      }
    }
    return false;
  }

  private static boolean areRunBefore(
      SemanticModel model,
      Stage stage,
      Instruction later,
      List<ImagePath> places,
      RunCommand change) {
    for (Instruction run : Iterables.limit(model.having(RUNS, stage).reverse(), MOST)) {
      boolean isBetween = model.ordinal(run) > model.ordinal(change.instruction())
          && model.ordinal(run) < model.ordinal(later);
      if (isBetween
          && places.stream().anyMatch(place -> run.text().contains(String.valueOf(place.name())))) {
        return true;
      }
    }
    return false;
  }

  private static boolean writesAgain(
      SemanticModel model, Transfer later, List<String> sources, List<ImagePath> places) {
    ContextCopy copy = ContextCopy.of(model, later, Basis.ANY_BUILD);
    if (copy == null || later.flag("exclude") != null) {
      return false;
    }
    for (String source : sources) {
      boolean isAgain = false;
      for (String folder : copy.sources()) {
        String inside = folder.isEmpty() ? "" : folder + "/";
        String rest = source.startsWith(inside) ? source.substring(inside.length()) : "";
        isAgain |= !rest.isEmpty() && places.contains(copy.destination().resolve(rest));
      }
      if (!isAgain) {
        return false;
      }
    }
    return true;
  }

  /** Whether all that runs the files of a command afterwards gives them to a program that reads them. */
  private static boolean areOnlyRead(SemanticModel model, CopiedFiles copied, RunCommand change) {
    Stage stage = model.stageOf(change.instruction());
    for (ImagePath place : copied.changed()) {
      String name = place.name();
      if (stage == null || name == null || !isOnlyRead(model, stage, change, name)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOnlyRead(
      SemanticModel model, Stage stage, RunCommand change, String name) {
    Pattern named = Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w.-])");
    Pattern read = Pattern.compile(READ + Pattern.quote(name) + "(?![\\w.-])");
    int uses = 0;
    for (Stage one : Iterables.limit(model.stages(), MOST)) {
      List<Instruction> all = one.chain().contains(stage) ? model.having(RUNS, one) : List.of();
      for (Instruction runs : Iterables.limit(Lists.reverse(all), MOST)) {
        if (one != stage || model.ordinal(runs) > model.ordinal(change.instruction())) {
          int found = count(named, runs.text());
          if (found != count(read, runs.text())) {
            return false;
          }
          uses += found;
        }
      }
    }
    return uses > 0;
  }

  private static int count(Pattern pattern, String text) {
    int count = 0;
    for (Matcher one = pattern.matcher(text); one.find(); ) {
      count++;
    }
    return count;
  }
}
