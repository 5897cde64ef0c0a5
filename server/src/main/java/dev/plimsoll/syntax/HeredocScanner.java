package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * Finds the words of a logical line that open a here-document.
 *
 * <p>BuildKit splits the whole line, keyword and flags included, with its variable expander: quotes and escapes kept,
 * nothing set, the escape character always a backslash. Where that fails there are no here-documents and no error.
 */
final class HeredocScanner {

  /** The delimiter is the word's text with variables left as they are written. */
  private static final ExpansionMode NAME = new ExpansionMode(false, false, true, false);

  private static final ExpansionMode QUOTED_NAME = new ExpansionMode(true, false, true, false);

  /**
   * A word that opens a here-document.
   *
   * @param range in the line
   * @param error BuildKit's text where the delimiter can't be read, which stops its parser; else null
   */
  record Opener(
      String name,
      TextRange range,
      boolean expand,
      boolean chomp,
      @Nullable String error) {}

  private HeredocScanner() {}

  /** The openers in {@code line}, in order, up to the first whose delimiter can't be read. */
  static ImmutableList<Opener> find(String line) {
    if (!line.contains("<<")) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<Opener> openers = ImmutableList.builder();
    for (Expander.SplitWord word : split(line)) {
      Opener opener = opener(word.text(), word.range());
      if (opener != null) {
        openers.add(opener);
        if (opener.error() != null) {
          break;
        }
      }
    }
    return openers.build();
  }

  private static ImmutableList<Expander.SplitWord> split(String line) {
    return new Expander(line, '\\', ExpansionMode.AS_WRITTEN, Variables.NONE, false)
        .split(new WordParser(line, '\\', false).parse());
  }

  /** The name of the here-document that a word, taken whole, would open; null where it would open none. */
  static @Nullable String nameIn(String word) {
    Opener opener = word.contains("<<") ? opener(word, new TextRange(0, word.length())) : null;
    return opener == null || opener.error() != null ? null : opener.name();
  }

  /** The word as an opener, if it reads digits, {@code <<}, perhaps a dash, perhaps blanks, and a name without {@code <}. */
  private static @Nullable Opener opener(String word, TextRange range) {
    int i = 0;
    while (i < word.length() && word.charAt(i) >= '0' && word.charAt(i) <= '9') {
      i++;
    }
    if (!word.startsWith("<<", i)) {
      return null;
    }
    i += 2;
    boolean chomp = i < word.length() && word.charAt(i) == '-';
    i = chomp ? i + 1 : i;
    while (i < word.length() && isBlank(word.charAt(i))) {
      i++;
    }
    String rest = word.substring(i);
    return rest.isEmpty() || rest.indexOf('<') >= 0 ? null : named(rest, range, chomp);
  }

  /** The delimiter without quotes and escapes; a delimiter of several words, or of none, opens nothing. */
  private static @Nullable Opener named(String rest, TextRange range, boolean chomp) {
    Expansion name = Expansion.of(rest, '\\', NAME, Variables.NONE);
    if (name.error() != null) {
      return new Opener("", range, false, chomp, name.error());
    }
    if (name.wordsWithoutBuildArgs().size() != 1) {
      return null;
    }
    ImmutableList<String> quoted =
        Expansion.of(rest, '\\', QUOTED_NAME, Variables.NONE).wordsWithoutBuildArgs();
    String word = name.wordsWithoutBuildArgs().get(0);
    if (quoted.size() != 1) {
      String error = "internal lexing of heredoc produced inconsistent results: " + rest;
      return new Opener("", range, false, chomp, error);
    }
    return new Opener(word, range, quotes(word) == quotes(quoted.get(0)), chomp, null);
  }

  private static int quotes(String text) {
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      count += c == '\'' || c == '"' ? 1 : 0;
    }
    return count;
  }

  /** What Go's regular expressions call {@code \s}. */
  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
  }
}
