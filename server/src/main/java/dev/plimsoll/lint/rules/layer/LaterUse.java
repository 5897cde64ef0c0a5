package dev.plimsoll.lint.rules.layer;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;

/**
 * What stands further down in a file and may fail where a directory is left empty: {@code rm /var/cache/apk/*} finds nothing
 * then. A constant of the rule that asks.
 */
public final class LaterUse {

  private final String name;
  private final Trait naming;

  private LaterUse(String name) {
    this.name = name;
    this.naming = Trait.containing(name);
  }

  /** @param name a part of the directory's path by which it is told from others */
  public static LaterUse of(String name) {
    return new LaterUse(name);
  }

  /**
   * The start of the last instruction that names the directory otherwise than to remove what may be there, in UTF-16 units from
   * the start of the file; -1 where there is none.
   */
  public int lastIn(SemanticModel model) {
    ImmutableList<Instruction> all = model.having(naming);
    for (Instruction instruction : all.reverse()) {
      if (mayNeedIt(model, instruction)) {
        return model.file().start(instruction);
      }
    }
    return -1;
  }

  private boolean mayNeedIt(SemanticModel model, Instruction instruction) {
    RunScript script = model.script(instruction);
    if (script == null) {
      return true;
    }
    for (Invocation invocation : script.script().invocations()) {
      boolean removesWhatIsThere =
          invocation.is("rm") && invocation.arguments().hasAnyFlag("-f", "--force");
      if (!removesWhatIsThere && names(invocation)) {
        return true;
      }
    }
    return false;
  }

  private boolean names(Invocation invocation) {
    for (ShellWord word : invocation.arguments().words()) {
      if (word.raw().contains(name)) {
        return true;
      }
    }
    return false;
  }
}
