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

  /** Deeper {@code ${a:-${b:-…}}} counts as text that the expander refuses. */
  private static final int MAX_DEPTH = 200;

  /** A word that opens a here-document; {@code range} is in the line. */
  record Opener(String name, TextRange range, boolean expand, boolean chomp) {}

  private final String line;
  private final ImmutableList.Builder<Opener> openers = ImmutableList.builder();
  private int at;
  private int wordStart = -1;
  private int wordEnd;

  private HeredocScanner(String line) {
    this.line = line;
  }

  /** The openers in {@code line}, in order. */
  static ImmutableList<Opener> find(String line) {
    if (!line.contains("<<")) {
      return ImmutableList.of();
    }
    HeredocScanner scanner = new HeredocScanner(line);
    return scanner.scan() ? scanner.openers.build() : ImmutableList.of();
  }

  /** Whether a word, taken whole, would open a here-document. */
  static boolean isOpener(String word) {
    return word.contains("<<") && new HeredocScanner(word).opener(0, word.length()) != null;
  }

  private boolean scan() {
    while (at < line.length()) {
      char c = line.charAt(at);
      int from = at;
      if (c == '\'' || c == '"') {
        if (!(c == '\'' ? singleQuoted() : doubleQuoted(0))) {
          return false;
        }
        addRaw(from, at);
      } else if (c == '$') {
        if (!dollar(0)) {
          return false;
        }
        addSplit(from, at);
      } else if (c == '<') {
        lessThan();
        addRaw(from, at);
      } else if (c == '\\') {
        at = Math.min(line.length(), at + 2);
        addRaw(from, at);
      } else {
        at++;
        addSplit(from, at);
      }
    }
    endWord();
    return true;
  }

  private void addRaw(int from, int to) {
    if (wordStart < 0) {
      wordStart = from;
    }
    wordEnd = to;
  }

  private void addSplit(int from, int to) {
    for (int i = from; i < to; i++) {
      if (Whitespace.isUnicode(line.charAt(i))) {
        endWord();
      } else {
        addRaw(i, i + 1);
      }
    }
  }

  private void endWord() {
    if (wordStart >= 0) {
      Opener opener = opener(wordStart, wordEnd);
      if (opener != null) {
        openers.add(opener);
      }
      wordStart = -1;
    }
  }

  /** Two angle brackets take the blanks after them into the word. */
  private void lessThan() {
    at++;
    if (at < line.length() && line.charAt(at) == '<') {
      at++;
      while (at < line.length() && isBlank(line.charAt(at))) {
        at++;
      }
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private boolean singleQuoted() {
    int close = line.indexOf('\'', at + 1);
    at = close + 1;
    return close >= 0;
  }

  private boolean doubleQuoted(int depth) {
    at++;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == '"') {
        at++;
        return true;
      }
      if (c == '$') {
        if (!dollar(depth)) {
          return false;
        }
      } else if (c == '\\' && at + 1 < line.length() && "\"$\\".indexOf(line.charAt(at + 1)) >= 0) {
        at += 2;
      } else {
        at++;
      }
    }
    return false;
  }

  /** Passes over a variable; false where the expander would fail even with nothing set. */
  private boolean dollar(int depth) {
    at++;
    if (at == line.length() || line.charAt(at) != '{') {
      name();
      return true;
    }
    at++;
    if (at == line.length() || "{}:".indexOf(line.charAt(at)) >= 0) {
      return false;
    }
    name();
    if (at == line.length()) {
      return false;
    }
    char operator = line.charAt(at++);
    return switch (operator) {
      case '}' -> true;
      case ':' -> {
        at = Math.min(line.length(), at + 1);
        yield untilStop('}', depth + 1);
      }
      case '+', '-', '?', '#', '%' -> untilStop('}', depth + 1);
      case '/' -> {
        if (at < line.length() && line.charAt(at) == '/') {
          at++;
        }
        yield untilStop('/', depth + 1) && untilStop('}', depth + 1);
      }
      default -> false;
    };
  }

  private boolean untilStop(char stop, int depth) {
    if (depth > MAX_DEPTH) {
      return false;
    }
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == stop) {
        at++;
        return true;
      }
      boolean fine = switch (c) {
        case '\'' -> singleQuoted();
        case '"' -> doubleQuoted(depth);
        case '$' -> dollar(depth);
        case '\\' -> {
          at = Math.min(line.length(), at + 2);
          yield true;
        }
        default -> {
          at++;
          yield true;
        }
      };
      if (!fine) {
        return false;
      }
    }
    return false;
  }

  private void name() {
    if (at == line.length()) {
      return;
    }
    char c = line.charAt(at);
    if (Character.isDigit(c)) {
      while (at < line.length() && Character.isDigit(line.charAt(at))) {
        at++;
      }
    } else if ("@*#?-$!".indexOf(c) >= 0) {
      at++;
    } else {
      while (at < line.length() && isNamePart(line.codePointAt(at))) {
        at += Character.charCount(line.codePointAt(at));
      }
    }
  }

  private static boolean isNamePart(int c) {
    return c == '_' || Character.isLetter(c) || Character.isDigit(c);
  }

  /** The word as an opener, if it reads digits, {@code <<}, perhaps a dash, perhaps blanks, and a name without {@code <}. */
  private @Nullable Opener opener(int start, int end) {
    int i = start;
    while (i < end && line.charAt(i) >= '0' && line.charAt(i) <= '9') {
      i++;
    }
    if (!line.startsWith("<<", i) || i + 2 > end) {
      return null;
    }
    i += 2;
    boolean chomp = i < end && line.charAt(i) == '-';
    i = chomp ? i + 1 : i;
    while (i < end && (isBlank(line.charAt(i)) || line.charAt(i) == '\f')) {
      i++;
    }
    String rest = line.substring(i, end);
    if (rest.isEmpty() || rest.indexOf('<') >= 0) {
      return null;
    }
    return named(rest, new TextRange(start, end), chomp);
  }

  /** The delimiter without quotes and escapes; a delimiter of several words, or of none, opens nothing. */
  private static @Nullable Opener named(String rest, TextRange range, boolean chomp) {
    StringBuilder name = new StringBuilder();
    boolean quoted = false;
    HeredocScanner inner = new HeredocScanner(rest);
    while (inner.at < rest.length()) {
      int from = inner.at;
      char c = rest.charAt(from);
      if (c == '\'') {
        if (!inner.singleQuoted()) {
          return null;
        }
        name.append(rest, from + 1, inner.at - 1);
        quoted = true;
      } else if (c == '"') {
        if (!inner.doubleQuoted(0)) {
          return null;
        }
        unescape(rest, from + 1, inner.at - 1, name);
        quoted = true;
      } else if (c == '$') {
        if (!inner.dollar(0)) {
          return null;
        }
        name.append(rest, from, inner.at);
      } else if (c == '\\') {
        inner.at = Math.min(rest.length(), from + 2);
        name.append(rest, from + 1, inner.at);
      } else {
        inner.at++;
        name.append(c);
        if (Whitespace.isUnicode(c)) {
          return null;
        }
      }
    }
    return name.length() == 0 ? null : new Opener(name.toString(), range, !quoted, chomp);
  }

  private static void unescape(String text, int from, int to, StringBuilder into) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < to && "\"$\\".indexOf(text.charAt(i + 1)) >= 0) {
        c = text.charAt(++i);
      }
      into.append(c);
    }
  }
}
