package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.shell.Script;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.Regex;

/**
 * Which variables a script may set itself, told by its words alone: each word but where it is only used, as in {@code $name}.
 *
 * @param anything whether it may set variables whose names it doesn't have
 * @param words empty where it may set anything
 * @param tested variables of which it asks whether they are empty, as in {@code [ -z "$name" ]}
 */
record SetByScript(boolean anything, ImmutableSet<String> words, ImmutableSet<String> tested) {

  private static final Regex SETS_ANYTHING =
      Regex.of("(^|[\\s;&|(`])(source|eval|declare|typeset|env|envsubst)(\\s|$)");

  private static final Derivation<SetByScript> OF_INSTRUCTION = SetByScript::of;

  static SetByScript in(Instruction instruction) {
    return instruction.derived(OF_INSTRUCTION);
  }

  private static SetByScript of(Instruction instruction) {
    String text = instruction.text();
    boolean anything = maySetAnything(text) && SETS_ANYTHING.matcher(text).find()
        || text.indexOf('.') >= 0 && readsScript(instruction);
    return anything ? new SetByScript(true, ImmutableSet.of(), ImmutableSet.of()) : ofWords(text);
  }

  /** These spare most scripts the pattern. */
  private static boolean maySetAnything(String text) {
    return text.contains("env")
        || text.contains("source")
        || text.contains("eval")
        || text.contains("declare")
        || text.contains("typeset");
  }

  /** Whether it runs the builtin {@code .}; more often a dot is the folder in which a command works. */
  private static boolean readsScript(Instruction instruction) {
    Script script = RunScript.script(instruction);
    return script == null
        || !script.isComplete()
        || Iterables.any(script.invocations(), one -> one.is("."));
  }

  private static SetByScript ofWords(String text) {
    ImmutableSet.Builder<String> words = ImmutableSet.builder();
    ImmutableSet.Builder<String> tested = ImmutableSet.builder();
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
      } else if (end > start && isTested(text, text.lastIndexOf('$', start))) {
        tested.add(text.substring(start, end));
      }
    }
    return new SetByScript(false, words.build(), tested.build());
  }

  private static boolean isTested(String text, int dollar) {
    return text.startsWith("-z ", dollar - 3) || text.startsWith("-z \"", dollar - 4);
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
