package dev.plimsoll.semantics;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Expose;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * A port that EXPOSE names.
 *
 * @param text the port, variables replaced by their defaults
 * @param range the word, relative to the instruction
 * @param isWritten whether the text stands there character by character
 */
public record ExposedPort(String text, TextRange range, boolean isWritten) {

  /**
   * Those of an EXPOSE, in order: a word may stand for several. Of a trigger those with variables are left out, which
   * another build decides.
   */
  public static ImmutableList<ExposedPort> in(SemanticModel model, Instruction instruction) {
    ImmutableList.Builder<ExposedPort> ports = ImmutableList.builder();
    if (instruction.innermost() instanceof Expose expose) {
      for (Word word : expose.words()) {
        boolean isKnown = instruction == expose || word.value().indexOf('$') < 0;
        for (String text : isKnown
            ? model.expand(instruction, word.value()).wordsWithoutBuildArgs()
            : ImmutableList.<String>of()) {
          ports.add(new ExposedPort(
              text,
              word.range(),
              text.equals(word.value()) && word.range().length() == text.length()));
        }
      }
    }
    return ports.build();
  }

  /** The port without the address and the port of the host, which EXPOSE passes over; null where it has neither. */
  public @Nullable String withoutHost() {
    int colon = text.lastIndexOf(':');
    return CharMatcher.isNot(':').matchesAnyOf(text.substring(0, Math.max(0, colon)))
        ? text.substring(colon + 1)
        : null;
  }

  /** The port with its protocol in lower case; null where that is so already, or isn't one that there is. */
  public @Nullable String withLowerCaseProtocol() {
    int slash = text.lastIndexOf('/') + 1;
    String lower = Ascii.toLowerCase(text.substring(slash));
    return slash > 0 && PortSpecifier.isProtocol(lower) && !text.endsWith(lower)
        ? text.substring(0, slash) + lower
        : null;
  }
}
