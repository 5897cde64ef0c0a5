package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.InstructionParser.Pieces;
import dev.plimsoll.text.TextRange;

/** Reads the arguments of ENV, LABEL and ARG. */
final class KeyValues {

  private KeyValues() {}

  /** ENV and LABEL: {@code key=value} words, or the legacy form where the first word has no equals sign. */
  static void read(Pieces pieces) {
    pieces.words = QuotedWords.split(pieces.line, pieces.argumentsInLine, pieces.escape);
    if (pieces.words.isEmpty()) {
      return;
    }
    if (pieces.words.get(0).value().indexOf('=') < 0) {
      legacy(pieces);
      return;
    }
    ImmutableList.Builder<Pair> pairs = ImmutableList.builder();
    for (Word word : pieces.words) {
      if (word.value().indexOf('=') < 0) {
        pieces.error(
            word.range(),
            "Every word here must be name=value; put a value with blanks in quotes.",
            "Syntax error - can't find = in " + GoQuote.of(word.value())
                + ". Must be of the form: name=value");
      } else {
        pairs.add(pair(pieces, word));
      }
    }
    pieces.pairs = pairs.build();
  }

  private static void legacy(Pieces pieces) {
    String code = pieces.line.code();
    TextRange range = pieces.argumentsInLine;
    int keyEnd = Whitespace.skipToAscii(code, range.start(), range.end());
    int value = Whitespace.skipAscii(code, keyEnd, range.end());
    if (keyEnd == range.end()) {
      pieces.error(
          pieces.line.home(range),
          "Give a value: " + pieces.keyword + " name=value.",
          pieces.keyword + " must have two arguments");
      return;
    }
    pieces.pairs = ImmutableList.of(new Pair(
        InstructionParser.word(pieces, range.start(), keyEnd),
        InstructionParser.word(pieces, value, range.end()),
        true));
  }

  /** ARG: every word is a name or {@code name=value}. */
  static void readNames(Pieces pieces) {
    pieces.words = QuotedWords.split(pieces.line, pieces.argumentsInLine, pieces.escape);
    ImmutableList.Builder<Pair> pairs = ImmutableList.builder();
    for (Word word : pieces.words) {
      pairs.add(word.value().indexOf('=') < 0 ? new Pair(word, null, false) : pair(pieces, word));
    }
    pieces.pairs = pairs.build();
  }

  private static Pair pair(Pieces pieces, Word word) {
    int split = word.value().indexOf('=');
    int start = word.inLine().start();
    TextRange value = new TextRange(start + split + 1, word.inLine().end());
    return new Pair(
        InstructionParser.word(pieces, start, start + split),
        new Word(word.value().substring(split + 1), pieces.line.home(value), value),
        false);
  }
}
