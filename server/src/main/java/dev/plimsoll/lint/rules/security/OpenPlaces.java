package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.List;

/**
 * What RUNs of a target let everybody write to.
 *
 * @param places files and folders, from the root
 * @param trees those of them of which all that is in them is meant
 */
record OpenPlaces(ImmutableSet<String> places, ImmutableSet<String> trees) {

  private static final CommandQuery CHMOD = CommandQuery.of("chmod");

  private static final Trait MATTERS = CHMOD.trait();

  private static final Regex FOR_ALL = Regex.of(
      "[ug]{0,2}[ao][ugo]{0,2}[+=][rxXst]{0,4}w[rxXst]{0,4}(?:,.{0,100})?|[0-7]{2,3}[2367]");

  static OpenPlaces of(SemanticModel model, Stage target) {
    ImmutableSet.Builder<String> places = ImmutableSet.builder();
    ImmutableSet.Builder<String> trees = ImmutableSet.builder();
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction run : model.having(MATTERS, stage)) {
        RunScript script = model.partialScript(run);
        if (script != null) {
          ScriptPlaces names = ScriptPlaces.of(model, script, Basis.DEFAULTS);
          for (RunCommand command : CHMOD.in(script)) {
            if (isForAll(command)) {
              boolean isDeep = command.hasAny("-R", "--recursive");
              (isDeep ? trees : places).addAll(opened(command, names));
            }
          }
        }
      }
    }
    return new OpenPlaces(places.build(), trees.build());
  }

  private static boolean isForAll(RunCommand command) {
    List<ShellWord> operands = command.operands();
    String mode = operands.size() < 2 ? null : operands.get(0).literal();
    return mode != null && FOR_ALL.matcher(mode).matches();
  }

  private static ImmutableSet<String> opened(RunCommand command, ScriptPlaces names) {
    List<ShellWord> operands = command.operands();
    ImmutableSet.Builder<String> opened = ImmutableSet.builder();
    for (ImagePath place :
        names.places(command.invocation(), operands.subList(1, operands.size()))) {
      String text = place.text();
      if (text != null) {
        opened.add(text);
      }
    }
    return opened.build();
  }

  /** Whether everybody may write into a folder, as far as it is seen. */
  boolean include(ImagePath folder) {
    if (places.contains(String.valueOf(folder.text()))) {
      return true;
    }
    for (ImagePath above = folder; above.depth() > 0; above = above.parent()) {
      if (trees.contains(String.valueOf(above.text()))) {
        return true;
      }
    }
    return false;
  }
}
