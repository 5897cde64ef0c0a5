package dev.plimsoll.ide.completion;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Header;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** A place in a comment or a parser directive. In ordinary comments nothing is offered. */
final class CommentSite {

  private static final CharMatcher LETTER =
      CharMatcher.inRange('a', 'z').or(CharMatcher.inRange('A', 'Z'));
  private static final CharMatcher NAME =
      LETTER.or(CharMatcher.inRange('0', '9')).or(CharMatcher.anyOf("-_/"));
  private static final CharMatcher BLANK = CharMatcher.anyOf(" \t");
  private static final Splitter COMMA = Splitter.on(',').trimResults().omitEmptyStrings();

  private final String text;
  private final int start;
  private final int at;
  private final boolean header;
  private final Dockerfile file;
  /** Where what follows the number sign begins. */
  private final int content;

  private CommentSite(String text, int start, int at, boolean header, Dockerfile file) {
    this.text = text;
    this.start = start;
    this.at = at;
    this.header = header;
    this.file = file;
    int from = text.indexOf('#') + 1;
    while (from < at && BLANK.matches(text.charAt(from))) {
      from++;
    }
    this.content = from;
  }

  /**
   * @param text the line, with a letter put in at the cursor
   * @param start the offset of the line in the file
   * @param at the offset of the letter in the line
   * @param header whether the line may be a directive
   */
  static @Nullable Site of(String text, int start, int at, boolean header, Dockerfile file) {
    return new CommentSite(text, start, at, header, file).find();
  }

  private @Nullable Site find() {
    int equals = text.indexOf('=', content);
    if (equals < 0 || equals > at) {
      return name();
    }
    String name = Ascii.toLowerCase(text.substring(content, equals).strip());
    if (name.equals("check")) {
      return check(equals + 1);
    }
    if (header && LanguageReference.find(Topic.Kind.DIRECTIVE, name) != null) {
      TextRange word = word(afterBlanks(equals + 1), CharMatcher.whitespace().negate());
      return word == null ? null : site(word, true, new Slot.DirectiveValue(name));
    }
    String pragma = CharMatcher.whitespace().collapseFrom(name, ' ');
    return LanguageReference.find(Topic.Kind.PRAGMA, pragma) == null
        ? null
        : names(equals + 1, given -> new Slot.PragmaValue(pragma, given));
  }

  private @Nullable Site name() {
    String typed = text.substring(content, at);
    TextRange word = new TextRange(content, endOf(LETTER));
    int next = word.end();
    while (next < text.length() && BLANK.matches(text.charAt(next))) {
      next++;
    }
    boolean hasValue = next < text.length() && text.charAt(next) == '=';
    Slot pragma = isBeginOfPragma(typed) ? new Slot.PragmaName(hasValue) : null;
    if (!header || !LETTER.matchesAllOf(typed)) {
      return pragma == null ? null : site(word, false, pragma);
    }
    Slot directive = new Slot.DirectiveName(otherDirectives(), hasValue);
    return pragma == null ? site(word, true, directive) : site(word, true, directive, pragma);
  }

  private static boolean isBeginOfPragma(String typed) {
    for (Topic pragma : LanguageReference.topics(Topic.Kind.PRAGMA)) {
      if (Comments.pragma(pragma).startsWith(typed)) {
        return true;
      }
    }
    return false;
  }

  private ImmutableSet<String> otherDirectives() {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    for (Header.Directive directive : file.header().directives()) {
      if (!new TextRange(start, start + text.length()).contains(directive.nameRange())) {
        names.add(directive.name());
      }
    }
    return names.build();
  }

  /** {@code skip=Name,Name;error=true}. */
  private @Nullable Site check(int from) {
    int option = Math.max(from, text.lastIndexOf(';', at) + 1);
    int equals = text.indexOf('=', option);
    if (equals >= 0 && equals < at) {
      String key = Ascii.toLowerCase(text.substring(option, equals).strip());
      return names(equals + 1, given -> new Slot.CheckValue(key, given));
    }
    TextRange word = word(afterBlanks(option), LETTER);
    boolean hasValue = word != null && word.end() < text.length() && text.charAt(word.end()) == '=';
    return word == null ? null : site(word, true, new Slot.CheckKey(hasValue));
  }

  /** What is made of the names that are given already. */
  private interface Names {
    Slot slot(ImmutableSet<String> given);
  }

  /** One of the names, with commas between them, that begin at {@code from}. */
  private @Nullable Site names(int from, Names names) {
    int comma = Math.max(from, text.lastIndexOf(',', at) + 1);
    TextRange word = word(afterBlanks(comma), NAME);
    if (word == null) {
      return null;
    }
    String before = text.substring(from, comma);
    boolean list = NAME.or(BLANK).or(CharMatcher.is(',')).matchesAllOf(before);
    ImmutableSet<String> given = ImmutableSet.<String>builder()
        .addAll(COMMA.split(before))
        .addAll(COMMA.split(followingNames(word.end())))
        .build();
    return list ? site(word, true, names.slot(given)) : null;
  }

  private String followingNames(int from) {
    int end = from;
    while (end < text.length() && (NAME.matches(text.charAt(end)) || text.charAt(end) == ',')) {
      end++;
    }
    return text.substring(from, end);
  }

  private int afterBlanks(int from) {
    int i = from;
    while (i < at && BLANK.matches(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** From {@code from} over the cursor to the end of the word; null where it isn't one word up to the cursor. */
  private @Nullable TextRange word(int from, CharMatcher characters) {
    return characters.matchesAllOf(text.substring(from, at))
        ? new TextRange(from, endOf(characters))
        : null;
  }

  private int endOf(CharMatcher characters) {
    int end = at + 1;
    while (end < text.length() && characters.matches(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private Site site(TextRange word, boolean needed, Slot... slots) {
    return Site.of(TypedWord.of(text, word, at, start), needed, null, slots);
  }
}
