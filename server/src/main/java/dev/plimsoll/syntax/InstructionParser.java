package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.SyntaxError.Phase;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * Reads one instruction: joins its continued lines, splits keyword, flags and arguments, and takes its here-documents.
 */
final class InstructionParser {

  /** No ONBUILD may follow another; so many are read all the same, and few enough for any thread's stack. */
  private static final int MAX_TRIGGERS = 100;

  /** What {@link InstructionText} is made of, while it is being gathered. */
  static final class Pieces {
    String text = "";
    /** How many ONBUILDs stand around it. */
    int depth;

    char escape;
    EmbeddedText line = EmbeddedText.of("", 0);
    TextRange keywordInLine = TextRange.at(0);
    Keyword keyword = Keyword.UNKNOWN;
    String writtenKeyword = "";
    ImmutableList<Flag> flags = ImmutableList.of();
    TextRange argumentsInLine = TextRange.at(0);
    boolean json;
    ImmutableList<Word> words = ImmutableList.of();
    ImmutableList<Pair> pairs = ImmutableList.of();
    ImmutableList<Heredoc> heredocs = ImmutableList.of();

    /** Those of the instruction after ONBUILD. */
    @Nullable Pieces trigger;

    final ImmutableList.Builder<SyntaxError> errors = ImmutableList.builder();

    void error(TextRange range, String message, String buildkit) {
      errors.add(new SyntaxError(Phase.PARSE, range, message, buildkit));
    }
  }

  private final String document;
  private final int start;
  private final Pieces pieces = new Pieces();
  private int at;

  private InstructionParser(String document, int start, char escape) {
    this.document = document;
    this.start = start;
    pieces.escape = escape;
  }

  /**
   * Reads the instruction whose first line begins at {@code start}. That line is neither blank nor a comment.
   *
   * @param escape the escape character in force
   */
  static Instruction parse(String document, int start, char escape) {
    InstructionParser parser = new InstructionParser(document, start, escape);
    parser.pieces.line = parser.joinLines();
    Pieces pieces = parser.pieces;
    splitInto(pieces, 0, pieces.line.length());
    parser.takeHeredocs();
    pieces.text = document.substring(start, parser.at);
    return Instruction.of(new InstructionText(pieces, trigger(pieces), pieces.errors.build()));
  }

  /** All ranges of a trigger are those of its ONBUILD, so the text that it takes from them is that of its ONBUILD too. */
  private static @Nullable Instruction trigger(Pieces outer) {
    Pieces inner = outer.trigger;
    if (inner == null) {
      return null;
    }
    inner.text = outer.text;
    return Instruction.of(new InstructionText(inner, trigger(inner), ImmutableList.of()));
  }

  /** Joins physical lines as long as the escape character ends them; leaves {@code at} after the last one. */
  private EmbeddedText joinLines() {
    int lineEnd = endOfLine(start);
    int end = withoutLineEnding(start, lineEnd);
    int begin = Whitespace.skipUnicode(document, start, end);
    at = lineEnd;
    int escapeAt = continuation(document, begin, end, pieces.escape);
    if (escapeAt < 0) {
      return EmbeddedText.of(document.substring(begin, end), begin - start);
    }
    EmbeddedText.Builder joined = new EmbeddedText.Builder();
    joined.append(document, begin, escapeAt, begin - start);
    while (escapeAt >= 0 && at < document.length()) {
      begin = at;
      lineEnd = endOfLine(begin);
      end = withoutLineEnding(begin, lineEnd);
      at = lineEnd;
      int first = Whitespace.skipUnicode(document, begin, end);
      if (first < end && document.charAt(first) != '#') {
        escapeAt = continuation(document, begin, end, pieces.escape);
        joined.append(document, begin, escapeAt < 0 ? end : escapeAt, begin - start);
      }
    }
    return joined.build(begin - start);
  }

  /** The offset after the line feed that ends the line, or the end of the document. */
  private int endOfLine(int from) {
    int lineFeed = document.indexOf('\n', from);
    return lineFeed < 0 ? document.length() : lineFeed + 1;
  }

  private int withoutLineEnding(int from, int to) {
    int i = to;
    while (i > from && (document.charAt(i - 1) == '\n' || document.charAt(i - 1) == '\r')) {
      i--;
    }
    return i;
  }

  /**
   * Where the escape character stands that continues the line {@code text[from, to)}, or -1. Blanks and tabs may follow
   * it; another escape character before it takes its meaning away, however many there are.
   */
  static int continuation(CharSequence text, int from, int to, char escape) {
    int i = to;
    while (i > from && (text.charAt(i - 1) == ' ' || text.charAt(i - 1) == '\t')) {
      i--;
    }
    i--;
    if (i < from || text.charAt(i) != escape) {
      return -1;
    }
    return i > from && text.charAt(i - 1) == escape ? -1 : i;
  }

  /** Splits {@code line[from, to)} into keyword, flags and arguments. */
  private static void splitInto(Pieces pieces, int from, int to) {
    String code = pieces.line.code();
    int start = Whitespace.skipUnicode(code, from, to);
    int end = Whitespace.trimUnicodeEnd(code, start, to);
    int keywordEnd = Whitespace.skipToAscii(code, start, end);
    pieces.keywordInLine = new TextRange(start, keywordEnd);
    pieces.writtenKeyword = code.substring(start, keywordEnd);
    pieces.keyword = Keyword.of(pieces.writtenKeyword);
    FlagReader.Result flags = FlagReader.read(
        pieces.line, Whitespace.skipAscii(code, keywordEnd, end), end, pieces.escape);
    pieces.flags = flags.flags();
    int arguments = Whitespace.skipUnicode(code, flags.rest(), end);
    pieces.argumentsInLine = new TextRange(
        arguments, Math.max(arguments, Whitespace.trimUnicodeEnd(code, arguments, end)));
    readArguments(pieces);
  }

  private static void readArguments(Pieces pieces) {
    TextRange arguments = pieces.argumentsInLine;
    switch (pieces.keyword.reader()) {
      case TEXT -> pieces.words = wholeText(pieces, arguments);
      case LIST -> pieces.words = list(pieces, arguments);
      case JSON_OR_TEXT -> pieces.words = jsonOr(pieces, arguments, true);
      case JSON_OR_LIST -> pieces.words = jsonOr(pieces, arguments, false);
      case HEALTHCHECK -> pieces.words = HealthcheckReader.read(pieces, arguments);
      case PAIRS -> KeyValues.read(pieces);
      case NAMES -> KeyValues.readNames(pieces);
      case TRIGGER -> pieces.trigger = readTrigger(pieces, arguments);
      case NOTHING -> pieces.words = ImmutableList.of();
    }
  }

  static Word word(Pieces pieces, int from, int to) {
    TextRange inLine = new TextRange(from, to);
    return new Word(pieces.line.code().substring(from, to), pieces.line.home(inLine), inLine);
  }

  private static ImmutableList<Word> wholeText(Pieces pieces, TextRange range) {
    return range.isEmpty()
        ? ImmutableList.of()
        : ImmutableList.of(word(pieces, range.start(), range.end()));
  }

  private static ImmutableList<Word> list(Pieces pieces, TextRange range) {
    ImmutableList.Builder<Word> words = ImmutableList.builder();
    String code = pieces.line.code();
    int i = range.start();
    while (i < range.end()) {
      int end = Whitespace.skipToAscii(code, i, range.end());
      words.add(word(pieces, i, end));
      i = Whitespace.skipAscii(code, end, range.end());
    }
    return words.build();
  }

  static ImmutableList<Word> jsonOr(Pieces pieces, TextRange range, boolean text) {
    String code = pieces.line.code();
    int first = Whitespace.skipUnicode(code, range.start(), range.end());
    JsonArray.Result array = JsonArray.read(code, first, range.end());
    switch (array.kind()) {
      case STRINGS -> {
        pieces.json = true;
        ImmutableList.Builder<Word> words = ImmutableList.builder();
        for (JsonArray.Element element : array.elements()) {
          words.add(new Word(element.value(), pieces.line.home(element.range()), element.range()));
        }
        return words.build();
      }
      case NOT_ONLY_STRINGS -> {
        TextRange offender = array.offender() == null ? range : array.offender();
        TextRange home = pieces.line.home(offender);
        String element = offender.of(code);
        boolean simple = element.indexOf('[') < 0 && element.indexOf('{') < 0;
        pieces.errors.add(new SyntaxError(
            Phase.PARSE,
            home,
            simple
                ? "A JSON array may have only strings here. Put this into double quotes."
                : "A JSON array may have only strings here, not an array or object inside it.",
            "when using JSON array syntax, arrays must be comprised of strings only",
            simple ? Repair.change(home, '"' + element + '"') : null));
      }
      case NOT_JSON -> {}
    }
    return text ? wholeText(pieces, range) : list(pieces, range);
  }

  /** The instruction after ONBUILD, read by the same rules; its errors count as errors of the whole. */
  private static @Nullable Pieces readTrigger(Pieces pieces, TextRange range) {
    if (range.isEmpty() || pieces.depth == MAX_TRIGGERS) {
      return null;
    }
    Pieces inner = new Pieces();
    inner.depth = pieces.depth + 1;
    inner.escape = pieces.escape;
    inner.line = pieces.line;
    splitInto(inner, range.start(), range.end());
    pieces.errors.addAll(inner.errors.build());
    return inner;
  }

  private void takeHeredocs() {
    Pieces taker = pieces.trigger == null ? pieces : pieces.trigger;
    if (!taker.keyword.takesHeredocs() || taker.json) {
      return;
    }
    ImmutableList<HeredocScanner.Opener> openers = HeredocScanner.find(pieces.line.code());
    if (openers.isEmpty()) {
      return;
    }
    ImmutableList.Builder<Heredoc> heredocs = ImmutableList.builder();
    for (HeredocScanner.Opener opener : openers) {
      if (opener.error() != null) {
        pieces.error(
            pieces.line.home(opener.range()),
            "The name of this here-document can't be read.",
            opener.error());
        return;
      }
    }
    for (HeredocScanner.Opener opener : openers) {
      heredocs.add(takeBody(opener));
    }
    pieces.heredocs = heredocs.build();
    taker.heredocs = pieces.heredocs;
  }

  private Heredoc takeBody(HeredocScanner.Opener opener) {
    Word word = word(pieces, opener.range().start(), opener.range().end());
    int body = at;
    while (at < document.length()) {
      int line = at;
      at = endOfLine(line);
      int end = withoutLineEnding(line, at);
      int first = line;
      while (opener.chomp() && first < end && document.charAt(first) == '\t') {
        first++;
      }
      if (end - first == opener.name().length() && document.startsWith(opener.name(), first)) {
        TextRange terminator = new TextRange(line - start, end - start);
        return new Heredoc(
            opener.name(),
            word,
            new TextRange(body - start, line - start),
            terminator,
            opener.expand(),
            opener.chomp(),
            true);
      }
    }
    TextRange rest = new TextRange(body - start, at - start);
    pieces.error(
        word.range(),
        "This here-document is never closed: end it with a line that is only " + opener.name()
            + ".",
        "unterminated heredoc");
    return new Heredoc(
        opener.name(),
        word,
        rest,
        TextRange.at(rest.end()),
        opener.expand(),
        opener.chomp(),
        false);
  }
}
