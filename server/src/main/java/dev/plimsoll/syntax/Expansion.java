package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import org.jspecify.annotations.Nullable;

/**
 * What BuildKit makes of a word.
 *
 * @param text the word with its variables replaced; empty where there is an error
 * @param words the text split at blanks that are neither quoted nor escaped, as EXPOSE takes it; empty where there is an
 *     error
 * @param matched the variables that were looked up and are set, in that order
 * @param unmatched the variables that were looked up and are not set, in that order. A default value does not keep a
 *     variable from being listed, and the value that is not taken is looked through all the same.
 * @param error BuildKit's message, or null
 */
public record Expansion(
    String text,
    ImmutableList<String> words,
    ImmutableSet<String> matched,
    ImmutableSet<String> unmatched,
    @Nullable String error) {

  /** Expands a word in one go. */
  public static Expansion of(String word, char escape, ExpansionMode mode, Variables variables) {
    return ExpandableWord.of(word, escape, mode).expand(variables);
  }
}
