package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.syntax.Keyword;
import org.jspecify.annotations.Nullable;

/** What belongs at a place of a Dockerfile. The instruction of a slot has a letter where the cursor is. */
sealed interface Slot {

  /**
   * The keyword of an instruction.
   *
   * @param trigger whether it stands after ONBUILD
   * @param alone whether nothing follows it
   */
  record InstructionKeyword(boolean trigger, boolean alone) implements Slot {}

  /**
   * The name of a builder flag, its dashes included.
   *
   * @param given the names of the flags that are there already
   * @param typed whether a flag is there already, and not an argument
   * @param hasValue whether a value follows
   */
  record FlagName(Keyword keyword, ImmutableSet<String> given, boolean typed, boolean hasValue)
      implements Slot {}

  record FlagValue(Keyword keyword, String flag) implements Slot {}

  /**
   * An option of a mount or of a device.
   *
   * @param flag {@code mount} or {@code device}
   * @param type the type of the mount, if it has been named
   */
  record OptionKey(String flag, @Nullable String type, ImmutableSet<String> given, boolean hasValue)
      implements Slot {}

  record MountValue(String type, String key) implements Slot {}

  /** Where something is mounted. */
  record MountTarget(String type) implements Slot {}

  /** The name of an image, without its tag, or of a stage. */
  record ImageName(ImageUse.Role role) implements Slot {}

  record ImageTag(String name) implements Slot {}

  /** A digest, behind the image and its {@code @}. */
  record ImageDigest(String name) implements Slot {}

  /** AS, after the image of FROM. */
  record StageWord() implements Slot {}

  /**
   * A variable, its dollar sign included.
   *
   * @param braced whether a brace was opened
   * @param bare whether nothing but the dollar sign was typed
   * @param closed whether what follows makes a closing brace needless
   */
  record VariableUse(boolean braced, boolean bare, boolean closed) implements Slot {}

  /** What follows the name in <code>${name:-word}</code>. */
  record Modifier() implements Slot {}

  /** CMD or NONE of HEALTHCHECK. */
  record HealthcheckType() implements Slot {}

  /** All arguments of an instruction that can be written as a JSON array. */
  record ExecForm(Keyword keyword) implements Slot {}

  /** The name of a program in a script; {@code alone} where it is all that there is yet. */
  record Program(boolean alone) implements Slot {}

  /** An argument of a program, with the words before and after it. */
  record ProgramArgument(String program, ImmutableList<String> before, ImmutableList<String> after)
      implements Slot {}

  /** An element of SHELL, with those before it. */
  record ShellElement(ImmutableList<String> before) implements Slot {}

  record UserName() implements Slot {}

  record GroupName() implements Slot {}

  record Port() implements Slot {}

  record PortProtocol() implements Slot {}

  record Signal() implements Slot {}

  /** A directory in the image. */
  record Directory(Keyword keyword) implements Slot {}

  /**
   * A source of COPY, ADD or a bind mount.
   *
   * @param quoted whether it is an element of a JSON array, so that it may have blanks
   * @param from the stage or image that is named, or null where the source is in the build context
   */
  record Source(boolean quoted, @Nullable String from) implements Slot {}

  record LabelKey(boolean hasValue) implements Slot {}

  /** The name of a variable that ARG or ENV sets. */
  record VariableName(Keyword keyword, ImmutableSet<String> given, boolean hasValue)
      implements Slot {}

  record VariableValue(String name) implements Slot {}

  record DirectiveName(ImmutableSet<String> given, boolean hasValue) implements Slot {}

  record DirectiveValue(String name) implements Slot {}

  /** A key in the value of the check directive. */
  record CheckKey(boolean hasValue) implements Slot {}

  /** A value of such a key. */
  record CheckValue(String key, ImmutableSet<String> given) implements Slot {}

  record PragmaName(boolean hasValue) implements Slot {}

  record PragmaValue(String pragma, ImmutableSet<String> given) implements Slot {}
}
