package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.program.Program;
import org.jspecify.annotations.Nullable;

/**
 * What a program makes of its arguments.
 *
 * @param verb what it is told to do, or null
 * @param verbWord the word that says so, or null
 * @param operands with the verb
 * @param operandsOfVerb without it
 */
record ArgumentReading(
    ImmutableList<GivenOption> options,
    @Nullable String verb,
    @Nullable ShellWord verbWord,
    ImmutableList<ShellWord> operands,
    ImmutableList<ShellWord> operandsOfVerb,
    boolean mayHideOptions) {

  private static final ArgumentReading NOTHING = new ArgumentReading(
      ImmutableList.of(), null, null, ImmutableList.of(), ImmutableList.of(), false);

  static ArgumentReading of(Program program, ImmutableList<ShellWord> words) {
    return words.isEmpty() ? NOTHING : new ArgumentReader(program, words).read();
  }
}
