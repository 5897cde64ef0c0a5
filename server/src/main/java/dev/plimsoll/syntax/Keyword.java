package dev.plimsoll.syntax;

/** The instructions that BuildKit knows, each with the reader of its arguments. */
public enum Keyword {
  ADD(Reader.JSON_OR_LIST),
  ARG(Reader.NAMES),
  CMD(Reader.JSON_OR_TEXT),
  COPY(Reader.JSON_OR_LIST),
  ENTRYPOINT(Reader.JSON_OR_TEXT),
  ENV(Reader.PAIRS),
  EXPOSE(Reader.LIST),
  FROM(Reader.LIST),
  HEALTHCHECK(Reader.HEALTHCHECK),
  LABEL(Reader.PAIRS),
  MAINTAINER(Reader.TEXT),
  ONBUILD(Reader.TRIGGER),
  RUN(Reader.JSON_OR_TEXT),
  SHELL(Reader.JSON_OR_TEXT),
  STOPSIGNAL(Reader.TEXT),
  USER(Reader.TEXT),
  VOLUME(Reader.JSON_OR_LIST),
  WORKDIR(Reader.TEXT),
  /** Any other word, the empty one included. */
  UNKNOWN(Reader.NOTHING);

  /** How the arguments of an instruction are split. */
  enum Reader {
    /** The whole text as one word. */
    TEXT,
    /** Words between ASCII white space, no quoting. */
    LIST,
    JSON_OR_TEXT,
    JSON_OR_LIST,
    /** A type word, then JSON or text. */
    HEALTHCHECK,
    /** Quoted words that are key=value, or one key and the rest of the line. */
    PAIRS,
    /** Quoted words that are a name or name=value. */
    NAMES,
    /** Another instruction. */
    TRIGGER,
    NOTHING
  }

  private static final int LONGEST = "HEALTHCHECK".length();

  private final Reader reader;

  Keyword(Reader reader) {
    this.reader = reader;
  }

  Reader reader() {
    return reader;
  }

  /** Whether a here-document may follow. */
  boolean takesHeredocs() {
    return this == RUN || this == COPY || this == ADD;
  }

  /** The keyword that a word means, in any case of its letters. */
  public static Keyword of(String word) {
    if (word.isEmpty() || word.length() > LONGEST) {
      return UNKNOWN;
    }
    return switch (upperCase(word)) {
      case "ADD" -> ADD;
      case "ARG" -> ARG;
      case "CMD" -> CMD;
      case "COPY" -> COPY;
      case "ENTRYPOINT" -> ENTRYPOINT;
      case "ENV" -> ENV;
      case "EXPOSE" -> EXPOSE;
      case "FROM" -> FROM;
      case "HEALTHCHECK" -> HEALTHCHECK;
      case "LABEL" -> LABEL;
      case "MAINTAINER" -> MAINTAINER;
      case "ONBUILD" -> ONBUILD;
      case "RUN" -> RUN;
      case "SHELL" -> SHELL;
      case "STOPSIGNAL" -> STOPSIGNAL;
      case "USER" -> USER;
      case "VOLUME" -> VOLUME;
      case "WORKDIR" -> WORKDIR;
      default -> UNKNOWN;
    };
  }

  /** Upper case by way of lower case, letter by letter, because BuildKit compares lower-cased words. */
  private static String upperCase(String word) {
    int i = 0;
    while (i < word.length() && word.charAt(i) >= 'A' && word.charAt(i) <= 'Z') {
      i++;
    }
    if (i == word.length()) {
      return word;
    }
    char[] letters = word.toCharArray();
    for (; i < letters.length; i++) {
      char lower = Character.toLowerCase(letters[i]);
      letters[i] = lower >= 'a' && lower <= 'z' ? (char) (lower - 32) : lower;
    }
    return new String(letters);
  }
}
