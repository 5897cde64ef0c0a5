package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import org.jspecify.annotations.Nullable;

/**
 * What BuildKit makes of a word. A variable that the file gives no value is not empty but unknown: {@code --build-arg} or
 * the base image may set it; and so is an ARG with a default. What can be relied upon is {@link #text()}.
 *
 * @param certain the word with its variables replaced, whatever the build is told
 * @param byDefault the same as long as nothing departs from the defaults of ARGs
 * @param withoutBuildArgs what BuildKit itself makes of the word in a build without {@code --build-arg}: variables that
 *     aren't set are empty in it, and so is the whole where there is an error
 * @param wordsWithoutBuildArgs that text split at blanks that are neither quoted nor escaped, as EXPOSE takes it
 * @param matched the variables that were looked up and are set, in that order
 * @param unmatched the variables that were looked up and are not set, in that order. A default value does not keep a
 *     variable from being listed, and the value that is not taken is looked through all the same.
 * @param error BuildKit's message, or null
 * @param required the variable that <code>${name:?message}</code> demands a value of, where that is the error
 */
public record Expansion(
    PartialText certain,
    PartialText byDefault,
    String withoutBuildArgs,
    ImmutableList<String> wordsWithoutBuildArgs,
    ImmutableSet<String> matched,
    ImmutableSet<String> unmatched,
    @Nullable String error,
    @Nullable String required) {

  /** The word with its variables replaced, as far as that is known on a basis. */
  public PartialText on(Basis basis) {
    return basis == Basis.ANY_BUILD ? certain : byDefault;
  }

  /** The word with its variables replaced, whatever the build is told; null where that isn't known. */
  public @Nullable String text() {
    return certain.text();
  }

  /**
   * The word with its variables replaced as long as nothing departs from the defaults of ARGs; null where a variable has
   * none. For what is shown and for hints: a change that must never break a build goes by {@link #text()}.
   */
  public @Nullable String textByDefault() {
    return byDefault.text();
  }

  /** Whether the word has nothing that means anything but itself: most words have not. */
  public static boolean isPlain(String word, char escape) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '$' || c == '"' || c == '\'' || c == '<' || c == escape || Whitespace.isUnicode(c)) {
        return false;
      }
    }
    return WordParser.start(word) == 0;
  }

  /** The expansion of a {@linkplain #isPlain plain} word. */
  public static Expansion ofPlain(String word) {
    PartialText text = PartialText.of(word);
    return new Expansion(
        text,
        text,
        word,
        word.isEmpty() ? ImmutableList.of() : ImmutableList.of(word),
        ImmutableSet.of(),
        ImmutableSet.of(),
        null,
        null);
  }

  /**
   * Whether the expansion of a word can end in an error. False only where it is certain that it can't: quotes are closed
   * and variables have no modifiers. Much cheaper than expanding, and so are most words.
   */
  public static boolean mayFail(String word, char escape) {
    char quote = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == escape) {
        return true;
      }
      if (c == '$' && quote != '\'' && i + 1 < word.length() && word.charAt(i + 1) == '{') {
        int end = endOfName(word, i + 2);
        if (Character.isDigit(word.codePointAt(Math.min(i + 2, word.length() - 1)))
            || end == i + 2
            || end == word.length()
            || word.charAt(end) != '}') {
          return true;
        }
        i = end;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
    }
    return quote != 0;
  }

  private static int endOfName(String word, int from) {
    int i = from;
    while (i < word.length()
        && (Character.isLetterOrDigit(word.charAt(i)) || word.charAt(i) == '_')) {
      i++;
    }
    return i;
  }

  /** Expands a word in one go. */
  public static Expansion of(String word, char escape, ExpansionMode mode, Variables variables) {
    if (isPlain(word, escape)) {
      return ofPlain(word);
    }
    return ExpandableWord.of(word, escape, mode).expand(variables);
  }
}
