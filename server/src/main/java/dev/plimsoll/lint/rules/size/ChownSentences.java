package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Instruction.Transfer;
import org.jspecify.annotations.Nullable;

/** The sentences that say what a command stores again, and what to do instead. */
record ChownSentences(SemanticModel model, Transfer copy, RunCommand change) {

  /**
   * Of a RUN that does nothing else.
   *
   * @param isOneOf whether other instructions wrote there as well
   */
  String ofTheCopyBefore(CopiedFiles copied, @Nullable WastedBytes wasted, boolean isOneOf) {
    boolean isIdle = CopyFlag.isIdle(copy, change);
    return (isIdle ? idle(wasted) : message(ImmutableSet.of(change.program()), wasted, isOneOf))
        + ofOthers()
        + (copied.changesWorkdir() && !isIdle ? rest() : "");
  }

  /** Of a command that goes down into what one or more COPYs wrote. */
  String ofAllCopies(@Nullable WastedBytes wasted, boolean isOneOf) {
    return message(new ChangesInRun(model, copy, change).programs(), wasted, isOneOf)
        + beforehand()
        + besides()
        + ofOthers()
        + rest();
  }

  /** Of a command among others that changes the very files. */
  String ofFiles(@Nullable WastedBytes wasted) {
    return message(ImmutableSet.of(change.program()), wasted, false) + beforehand();
  }

  /** That a flag of COPY wouldn't spare what a package manager has installed there. */
  String ofInstalled(String installer) {
    return "This stores what " + installer + " installed a second time, and what "
        + copy.keyword().name() + " wrote." + OF_WRITTEN;
  }

  /** The same where nothing that was copied is stored again. */
  static String ofInstalledAlone(String installer) {
    return "This stores what " + installer + " installed a second time." + OF_WRITTEN;
  }

  private static final String OF_WRITTEN = " Change the owner of what the program writes alone.";

  private String message(
      ImmutableSet<String> programs, @Nullable WastedBytes wasted, boolean isOneOf) {
    String keyword = copy.keyword().name();
    return "This stores what " + keyword + " wrote"
        + (wasted == null ? "" : ", " + wasted.text() + ",")
        + " a second time. Give --" + String.join(" and --", programs)
        + (isOneOf ? " to each " : " to the ") + keyword
        + " instead."
        + (CopiedFiles.mayUnpack(copy)
            ? " What is in an archive gets it from BuildKit 0.23 on."
            : "");
  }

  private String idle(@Nullable WastedBytes wasted) {
    return "This stores what " + copy.keyword().name() + " wrote"
        + (wasted == null ? "" : ", " + wasted.text() + ",")
        + " a second time, and changes nothing of it: COPY gives all to root. Leave the chown out.";
  }

  /** That the owner is made too late, or has to be a number for that reason, with a blank before it. */
  private String beforehand() {
    String flag = CopyFlag.of(model, copy, change);
    String earlier = flag == null ? null : CopyFlag.forEarlier(model, copy, change);
    boolean isMadeByVariable = flag == null
        && change.program().equals("chown")
        && OwnersOfCopy.areMadeByVariable(model, copy, change);
    if (!isMadeByVariable && (flag == null || flag.equals(earlier))) {
      return "";
    }
    return earlier == null
        ? " Make the user and the group before it."
        : " Write " + earlier + ", for the name is made later.";
  }

  /** What the RUN runs besides that stores it again, with a blank before it. */
  private String besides() {
    String program = new ChangesInRun(model, copy, change).programInVain();
    return program == null
        ? ""
        : " The " + program + " -R in this RUN stores it again, too, although "
            + copy.keyword().name() + " has --" + program + ".";
  }

  /** What else a command changes than what was copied, which needs it: what RUN instructions wrote there. */
  private String ofOthers() {
    return CopiedFiles.areWrittenBelow(model, change)
        ? " What RUN instructions wrote there still needs the " + change.program() + "."
        : "";
  }

  private String rest() {
    return change.program().equals("chown")
        ? " If the program writes into the directory itself, keep a chown of that, without -R."
        : "";
  }
}
