package dev.plimsoll.ide.completion;

/** Which class knows what a slot takes. */
final class Offers {

  private Offers() {}

  static void add(Slot slot, Proposals to) {
    if (slot instanceof Slot.InstructionKeyword keyword) {
      Instructions.add(keyword, to);
    } else if (slot instanceof Slot.FlagName flag) {
      Flags.addNames(flag, to);
    } else if (slot instanceof Slot.FlagValue flag) {
      Flags.addValues(flag, to);
    } else if (slot instanceof Slot.OptionKey key) {
      Flags.addOptions(key, to);
    } else if (slot instanceof Slot.MountValue value) {
      Flags.addMountValues(value, to);
    } else if (slot instanceof Slot.MountTarget target) {
      MountTargets.add(target, to);
    } else if (slot instanceof Slot.ImageName name) {
      ImageNames.addNames(name, to);
    } else if (slot instanceof Slot.ImageTag tag) {
      ImageVersions.addTags(tag, to);
    } else if (slot instanceof Slot.ImageDigest digest) {
      ImageVersions.addDigests(digest, to);
    } else if (slot instanceof Slot.VariableUse use) {
      Variables.addUses(use, to);
    } else if (slot instanceof Slot.VariableName name) {
      Variables.addNames(name, to);
    } else if (slot instanceof Slot.VariableValue value) {
      Variables.addValues(value, to);
    } else if (slot instanceof Slot.Program program) {
      Programs.add(program, to);
    } else if (slot instanceof Slot.ProgramArgument argument) {
      ProgramArguments.add(argument, to);
    } else if (slot instanceof Slot.ExecForm form) {
      ExecForms.add(form, to);
    } else if (slot instanceof Slot.ShellElement element) {
      ExecForms.addShell(element, to);
    } else if (slot instanceof Slot.UserName) {
      Users.addUsers(to);
    } else if (slot instanceof Slot.GroupName) {
      Users.addGroups(to);
    } else if (slot instanceof Slot.Directory directory) {
      Directories.add(directory, to);
    } else if (slot instanceof Slot.Source source) {
      Sources.add(source, to);
    } else {
      addWords(slot, to);
    }
  }

  private static void addWords(Slot slot, Proposals to) {
    if (slot instanceof Slot.StageWord) {
      Words.addAs(to);
    } else if (slot instanceof Slot.HealthcheckType) {
      Words.addHealthcheckTypes(to);
    } else if (slot instanceof Slot.Modifier) {
      Words.addModifiers(to);
    } else if (slot instanceof Slot.Port) {
      Words.addPorts(to);
    } else if (slot instanceof Slot.PortProtocol) {
      Words.addProtocols(to);
    } else if (slot instanceof Slot.Signal) {
      Words.addSignals(to);
    } else if (slot instanceof Slot.LabelKey key) {
      Words.addLabelKeys(key, to);
    } else if (slot instanceof Slot.DirectiveName name) {
      Comments.addDirectives(name, to);
    } else if (slot instanceof Slot.DirectiveValue value) {
      Comments.addDirectiveValues(value, to);
    } else if (slot instanceof Slot.CheckKey key) {
      Comments.addCheckKeys(key, to);
    } else if (slot instanceof Slot.CheckValue value) {
      Comments.addCheckValues(value, to);
    } else if (slot instanceof Slot.PragmaName name) {
      Comments.addPragmas(name, to);
    } else if (slot instanceof Slot.PragmaValue value) {
      Comments.addPragmaValues(value, to);
    }
  }
}
