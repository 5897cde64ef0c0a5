package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.rewrite.ChainEdits;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Healthcheck;
import dev.plimsoll.syntax.Instruction.Onbuild;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Instruction.Workdir;
import dev.plimsoll.syntax.Token;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** WORKDIR in the place of a cd. */
record CdFix(SemanticModel model, RunScript script) {

  /** What WORKDIR reads as a shell does. */
  private static final Regex PLAIN = Regex.of("[\\w./+@][\\w./+@-]{0,200}");

  /** What shows the way on which a directory was entered, which WORKDIR forgets where that is a link. */
  private static final Regex TELLS_WHERE = Regex.of("\\bpwd\\b|PWD|(?<!\\w)\\.\\.(?!\\w)");

  /** How many instructions behind a cd are looked at: stages that people write have fewer. */
  private static final int MOST_BEHIND = 100;

  /** What depends on the directory, or may change it. */
  private static final Trait DEPENDS = Trait.of(
      Run.class,
      Transfer.class,
      Workdir.class,
      Cmd.class,
      Entrypoint.class,
      Healthcheck.class,
      Onbuild.class);

  /** Whether a RUN is for certain in the directory that a cd goes to. */
  boolean goesNowhere(RunCommand cd) {
    String directory = directory(cd);
    ImagePath before = model.directory(script.instruction(), Basis.ANY_BUILD);
    return directory != null && before.isSameAs(before.resolve(directory)) == ImagePath.Answer.YES;
  }

  /** Takes such a cd away, and the RUN with it if it does nothing else. */
  @Nullable Fix ofNeedless(RunCommand cd) {
    if (script.script().invocations().size() > 1) {
      TextEdit without = ChainEdits.delete(script, cd.invocation());
      return without == null ? null : Fix.safe("Remove cd", without);
    }
    ImmutableList<TextEdit> deletion =
        hasComment() ? null : InstructionEdits.delete(model.file(), script.instruction());
    return deletion == null ? null : new Fix("Delete this RUN", Fix.Safety.SUGGESTION, deletion);
  }

  private boolean hasComment() {
    return !script.script().comments().isEmpty()
        || script.run().source().tokens().stream().anyMatch(it -> it.kind() == Token.Kind.COMMENT);
  }

  /** WORKDIR below a RUN that ends with a cd; in its place if it does nothing else. */
  @Nullable Fix ofForgotten(RunCommand cd) {
    String directory = directory(cd);
    if (directory == null) {
      return null;
    }
    String title = "Use WORKDIR " + directory;
    String workdir = "WORKDIR " + directory;
    if (script.script().invocations().size() == 1) {
      return hasComment()
          ? null
          : Fix.suggestion(title, TextEdit.replace(model.range(script.instruction()), workdir));
    }
    TextEdit without = ChainEdits.delete(script, cd.invocation());
    TextEdit below =
        InstructionEdits.insertBelow(model.file(), script.instruction(), List.of(workdir));
    return without == null || below == null ? null : Fix.suggestion(title, without, below);
  }

  /** What takes paths, and options without a value, behind a mode or an owner at most. */
  private static final ImmutableSet<String> TAKE_PATHS =
      ImmutableSet.of("chmod", "chown", "cp", "ln", "mkdir", "mv", "rm", "touch");

  private static final Regex OPTION = Regex.of("-[a-su-zA-Z]{1,6}|--[a-z-]{2,30}");

  /** Whether a RUN begins with a cd and then names all from the root. */
  boolean isNeedless(RunCommand cd) {
    return leads(script, cd)
        && script.script().invocations().stream()
            .allMatch(one -> one.command() == cd.invocation().command()
                || isFromRoot(RunCommand.of(script, one)));
  }

  private static boolean isFromRoot(RunCommand command) {
    String program = command.program();
    if (!TAKE_PATHS.contains(program)
        || !command.invocation().command().redirections().isEmpty()) {
      return false;
    }
    boolean isFirst = program.equals("chmod") || program.equals("chown");
    for (ShellWord word : command.arguments().words()) {
      boolean isOption = OPTION.matcher(word.raw()).matches();
      if (!isOption && !isFirst && !word.literalPrefix().startsWith("/")) {
        return false;
      }
      isFirst &= isOption;
    }
    // With one operand it links to here, whatever that names.
    return !program.equals("ln") || command.operands().size() > 1;
  }

  /** WORKDIR above a RUN that begins with its only cd, where nothing else in the file depends on it. */
  @Nullable Fix ofLeading(RunCommand cd) {
    String directory = directory(cd);
    TextEdit without =
        directory == null || !leads(script, cd) ? null : ChainEdits.delete(script, cd.invocation());
    if (directory == null || without == null) {
      return null;
    }
    int behind = cd.invocation().command().range().end();
    boolean tellsWhere =
        TELLS_WHERE.matcher(script.script().code().substring(behind)).find();
    if (goesNowhere(cd)) {
      Fix fix = Fix.safe("Remove cd: the RUN is in " + directory + " already", without);
      return tellsWhere ? fix.asSuggestion() : fix;
    }
    Fix.Safety safety = safety();
    return safety == null
        ? null
        : new Fix(
            "Use WORKDIR " + directory,
            tellsWhere ? Fix.Safety.SUGGESTION : safety,
            ImmutableList.of(
                InstructionEdits.insertAbove(
                    model.file(), script.instruction(), List.of("WORKDIR " + directory)),
                without));
  }

  /** The directory that a cd goes to, if WORKDIR can say the same there; else null. */
  private @Nullable String directory(RunCommand cd) {
    boolean plain = cd.arguments().size() == 1
        && cd.invocation().prefixes().isEmpty()
        && cd.invocation().environment().isEmpty()
        && cd.invocation().command().redirections().isEmpty()
        && script.instruction() instanceof Run
        && script.run().flags().isEmpty()
        && script.run().heredocs().isEmpty()
        && !script.execForm();
    String directory = plain ? cd.arguments().words().get(0).literal() : null;
    return directory != null
            && PLAIN.matcher(directory).matches()
            && (directory.startsWith("/") || model.workdirBefore(script.instruction()) != null)
        ? directory
        : null;
  }

  /** Whether a script begins with a cd, whose directory holds for all the rest of it. */
  private static boolean leads(RunScript script, RunCommand cd) {
    String code = script.script().code();
    return Sequence.of(script.script()).isChain()
        && script.script().invocations().get(0).command() == cd.invocation().command()
        && script.script().body().range().start()
            == cd.invocation().command().range().start()
        && !code.contains("OLDPWD")
        && !code.contains("pushd")
        && !code.contains("popd");
  }

  /** Whether nothing notices the other directory: for certain, in the build, or, null, perhaps not even there. */
  private Fix.@Nullable Safety safety() {
    Stage stage = model.stageOf(script.instruction());
    if (stage == null) {
      return null;
    }
    Fix.Safety safety = Fix.Safety.SAFE;
    List<Instruction> all = model.having(DEPENDS, stage);
    int here = indexOf(script.instruction(), all);
    if (all.size() - here > MOST_BEHIND) {
      return null;
    }
    for (Instruction next : all.subList(here + 1, all.size())) {
      if (next instanceof Workdir workdir) {
        return isFromRoot(workdir.path()) ? safety : null;
      }
      if (next instanceof Run
          ? !goesElsewhere(next)
          : !(next instanceof Transfer transfer) || !isFromRoot(transfer.destination())) {
        if (next instanceof Run || next instanceof Transfer || next instanceof Onbuild) {
          return null;
        }
        safety = Fix.Safety.SUGGESTION; // a container begins elsewhere
      }
    }
    return model.stages().stream().anyMatch(other -> other.parent() == stage)
        ? null
        : Fix.Safety.SUGGESTION;
  }

  /** Where an instruction stands among others of its stage. */
  private int indexOf(Instruction instruction, List<Instruction> all) {
    int ordinal = model.ordinal(instruction);
    int low = 0;
    int high = all.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (model.ordinal(all.get(middle)) < ordinal) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean isFromRoot(@Nullable Word path) {
    return path != null && path.value().startsWith("/");
  }

  /** Whether a RUN begins with a cd to a directory that it names from the root. */
  private boolean goesElsewhere(Instruction run) {
    RunScript other = model.script(run);
    if (other == null || other.execForm() || other.script().invocations().isEmpty()) {
      return false;
    }
    RunCommand first = RunCommand.of(other, other.script().invocations().get(0));
    return first.program().equals("cd")
        && first.arguments().size() == 1
        && first.arguments().words().get(0).literalPrefix().startsWith("/")
        && leads(other, first)
        && other.run().flags().isEmpty();
  }
}
