package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.Regex;

/**
 * Which variables a script may set itself, told by its words alone: each word but where it is only used, as in {@code $name}.
 *
 * @param anything whether it may set variables whose names it doesn't have
 * @param words empty where it may set anything
 */
record SetByScript(boolean anything, ImmutableSet<String> words) {

  private static final Regex SETS_ANYTHING =
      Regex.of("(^|[\\s;&|(`])(\\.|source|eval|declare|typeset|env|envsubst)(\\s|$)");

  private static final Derivation<SetByScript> OF_TEXT = instruction -> of(instruction.text());

  static SetByScript in(Instruction instruction) {
    return instruction.derived(OF_TEXT);
  }

  private static SetByScript of(String text) {
    return maySetAnything(text) && SETS_ANYTHING.matcher(text).find()
        ? new SetByScript(true, ImmutableSet.of())
        : new SetByScript(false, wordsOf(text));
  }

  /** These spare most scripts the pattern. */
  private static boolean maySetAnything(String text) {
    return text.contains("env")
        || text.contains("source")
        || text.contains("eval")
        || text.contains("declare")
        || text.contains("typeset")
        || text.contains(". ")
        || text.contains(".\t")
        || text.contains(".\n")
        || text.contains(".\r")
        || text.endsWith(".");
  }

  private static ImmutableSet<String> wordsOf(String text) {
    ImmutableSet.Builder<String> words = ImmutableSet.builder();
    int end;
    for (int start = 0; start < text.length(); start = end + 1) {
      end = start;
      while (end < text.length() && isNamePart(text.charAt(end))) {
        end++;
      }
      boolean isUse =
          start > 0 && (text.charAt(start - 1) == '$' || text.startsWith("${", start - 2));
      if (end > start && (!isUse || text.startsWith(":=", end))) {
        words.add(text.substring(start, end));
      }
    }
    return words.build();
  }

  private static boolean isNamePart(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '_'
        || c > ' ' && Character.isLetterOrDigit(c);
  }

  boolean mayHave(String name) {
    return anything || words.contains(name);
  }
}
