package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A word with quotes, escapes and variables, read but not yet expanded. Reading depends on nothing but the text, so one
 * word can be asked for its variables and be expanded with any values.
 */
public final class ExpandableWord {

  private final String text;
  private final char escape;
  private final ImmutableList<WordPart> parts;
  private final ExpansionMode mode;

  private ExpandableWord(
      String text, char escape, ImmutableList<WordPart> parts, ExpansionMode mode) {
    this.text = text;
    this.escape = escape;
    this.parts = parts;
    this.mode = mode;
  }

  /**
   * Reads a word.
   *
   * @param escape the file's escape character, a backslash or a backtick
   */
  public static ExpandableWord of(String text, char escape, ExpansionMode mode) {
    return new ExpandableWord(
        text, escape, new WordParser(text, escape, mode.plainQuotes()).parse(), mode);
  }

  /** The variables that the word uses, in order; those inside another's operand are nested in that one. */
  public ImmutableList<VariableUse> uses() {
    return WordParser.uses(parts);
  }

  /** The variables that the word uses, in order, nested ones after the one that they are nested in. */
  public ImmutableList<VariableUse> allUses() {
    ImmutableList.Builder<VariableUse> all = ImmutableList.builder();
    addAll(uses(), all);
    return all.build();
  }

  private static void addAll(
      ImmutableList<VariableUse> uses, ImmutableList.Builder<VariableUse> all) {
    for (VariableUse use : uses) {
      all.add(use);
      addAll(use.nested(), all);
    }
  }

  /** What BuildKit makes of the word where {@code variables} are set. */
  public Expansion expand(Variables variables) {
    Expander.Outcome built = new Expander(text, escape, mode, variables, false).expand(parts);
    PartialText byDefault =
        built.error() != null ? PartialText.unknown(text) : partial(built, variables::byDefault);
    PartialText certain = built.error() == null
            && areCertain(built.matched(), variables)
            && areCertain(built.unmatched(), variables)
        ? byDefault
        : partial(built, variables::certain);
    return new Expansion(
        certain.equals(byDefault) ? byDefault : certain,
        byDefault,
        built.text(),
        built.words(),
        built.matched(),
        built.unmatched(),
        built.error(),
        built.required());
  }

  /** Whether as much is known of some variables whatever the build is told: then the word is expanded once less. */
  private static boolean areCertain(ImmutableSet<String> names, Variables variables) {
    for (String name : names) {
      if (!variables.certain(name).equals(variables.byDefault(name))) {
        return false;
      }
    }
    return true;
  }

  /** The word where what is known of a variable is another thing than its value in one build. */
  private PartialText partial(
      Expander.Outcome built, Function<String, @Nullable PartialText> variables) {
    if (PartialText.isMarked(text)) {
      return PartialText.unknown(text);
    }
    boolean known = built.error() == null && built.unmatched().isEmpty();
    for (String name : built.matched()) {
      PartialText value = known ? variables.apply(name) : null;
      known &= value != null && value.isKnown();
    }
    if (known) {
      return PartialText.of(built.text());
    }
    Variables marked = name -> {
      PartialText value = variables.apply(name);
      return value == null ? null : value.code();
    };
    String partial = new Expander(text, escape, mode, marked, true).expandToText(parts);
    return partial == null ? PartialText.unknown(text) : PartialText.ofCode(partial);
  }
}
