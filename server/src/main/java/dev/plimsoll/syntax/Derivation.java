package dev.plimsoll.syntax;

/**
 * Something that follows from an instruction alone and is worth keeping with it: an edit elsewhere in the file leaves the
 * instruction, and with it what was derived, as it was. A constant of the class that wants it; see
 * {@link Instruction#derived}.
 *
 * @param <T> immutable
 */
@FunctionalInterface
public interface Derivation<T> {

  T of(Instruction instruction);
}
