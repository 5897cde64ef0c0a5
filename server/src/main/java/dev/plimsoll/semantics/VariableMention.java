package dev.plimsoll.semantics;

import dev.plimsoll.text.TextRange;

/**
 * A place in an instruction that names a variable, before it is known which.
 *
 * @param name the variable; for {@link Kind#ENV_EXPRESSION} the expression that comes to its name
 * @param range relative to the instruction
 * @param exact whether the name stands there character by character, so that another can be put in its place
 * @param scope where the command is given the variable that alone has it, relative to the instruction; -1 for all others
 */
record VariableMention(String name, TextRange range, Kind kind, boolean exact, int scope) {

  enum Kind {
    /** ARG declares it. */
    ARG,
    /** ENV sets it. */
    ENV,
    /** ENV sets what an expression names. */
    ENV_EXPRESSION,
    /** The builder reads it. */
    READ,
    /** A shell reads it while the image is built. */
    SHELL_READ,
    /** A shell gives it another value, perhaps, while the image is built. */
    SHELL_WRITE,
    /** A script reads what it has set for itself. */
    LOCAL_READ,
    /** A script sets a variable for itself. */
    LOCAL_WRITE,
    /** A shell reads it when the image runs, which is where only ENV reaches. */
    RUNTIME_READ
  }

  boolean isShell() {
    return kind.compareTo(Kind.SHELL_READ) >= 0;
  }

  boolean isLocal() {
    return kind == Kind.LOCAL_READ || kind == Kind.LOCAL_WRITE;
  }

  /** Whether ARG or ENV does something to it here. */
  boolean isSetting() {
    return kind.compareTo(Kind.ENV_EXPRESSION) <= 0;
  }
}
