package dev.plimsoll.lint;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.syntax.Element.Comment;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextRange;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A comment that silences rules: {@code # plimsoll ignore=name,name reason}, the same of hadolint and of tally,
 * {@code # check=skip=Name} and {@code # dockerfile-utils: ignore}; or one that asks for experiments:
 * {@code # check=experimental=Name}.
 *
 * @param reach what it silences them for
 * @param names names and aliases of rules as {@link RuleInfo#key} has them, or {@link #EVERY_RULE}, or {@link #EVERY_BUILD_CHECK}
 * @param experiments names of rules that run only where they are asked for, in the same form
 */
public record Pragma(Reach reach, ImmutableSet<String> names, ImmutableSet<String> experiments) {

  public static final String EVERY_RULE = "all";

  /** What {@code all} means in a check directive. */
  public static final String EVERY_BUILD_CHECK = "all build checks";

  private static final ImmutableSet<String> TOOLS =
      ImmutableSet.of("plimsoll", "hadolint", "tally");

  /** What hadolint reads: a list, and nothing behind but a comment. */
  private static final Regex HADOLINTS =
      Regex.of("hadolint[\\t ]+(?:(?:global|stage)[\\t ]+)?ignore[\\t ]*=(?<list>[^#]*)(?:#.*)?");

  private static final Splitter COMMAS = Splitter.on(',').trimResults();

  /** What its codes are made of. */
  private static final CharMatcher OF_CODES = CharMatcher.anyOf("DLSC0123456789");

  /** The comments that are one. */
  static final Trait IS_PRAGMA = Trait.of(Comment.class, comment -> read(comment) != null);

  /** What it silences rules for. */
  public enum Reach {
    INSTRUCTION,
    STAGE,
    FILE
  }

  /** The pragma that a comment is, or null. */
  public static @Nullable Pragma read(Comment comment) {
    boolean maybe = comment.text().indexOf('=') >= 0 || comment.text().contains("dockerfile-utils");
    return maybe ? read(comment.content()) : null;
  }

  private static @Nullable Pragma read(String content) {
    if (content.equals("dockerfile-utils: ignore")) {
      return new Pragma(Reach.INSTRUCTION, ImmutableSet.of(EVERY_RULE), ImmutableSet.of());
    }
    int equals = content.indexOf('=');
    if (equals > 0 && Ascii.equalsIgnoreCase(content.substring(0, equals).strip(), "check")) {
      String options = content.substring(equals + 1).strip();
      ImmutableSet<String> skipped = skippedChecks(options);
      ImmutableSet<String> experiments = experiments(options);
      return skipped.isEmpty() && experiments.isEmpty()
          ? null
          : new Pragma(Reach.INSTRUCTION, skipped, experiments);
    }
    return equals < 0 ? null : ignore(content, equals);
  }

  /** Whether hadolint, which is strict, takes a comment for one, too. */
  static boolean isReadByHadolint(Comment comment) {
    Matcher pragma = HADOLINTS.matcher(comment.content());
    if (!pragma.matches()) {
      return false;
    }
    for (String code : COMMAS.split(pragma.group("list"))) {
      if (code.isEmpty() || !OF_CODES.matchesAllOf(code)) {
        return false;
      }
    }
    return true;
  }

  /** {@code tool [global|stage] ignore = names}. */
  private static @Nullable Pragma ignore(String content, int equals) {
    String[] words = content.substring(0, equals).replace('\t', ' ').split(" ", -1);
    Reach reach = Reach.INSTRUCTION;
    int count = 0;
    String last = "";
    for (String word : words) {
      if (word.isEmpty()) {
        continue;
      }
      if (count == 0 && !TOOLS.contains(word)) {
        return null;
      }
      if (count == 1 && word.equals("global")) {
        reach = Reach.FILE;
      } else if (count == 1 && word.equals("stage")) {
        reach = Reach.STAGE;
      }
      last = word;
      count++;
    }
    boolean wellFormed = last.equals("ignore") && count == (reach == Reach.INSTRUCTION ? 2 : 3);
    ImmutableSet<String> names = wellFormed ? names(content, equals + 1) : ImmutableSet.of();
    return names.isEmpty() ? null : new Pragma(reach, names, ImmutableSet.of());
  }

  /** The names that {@code skip} gives in the options of a check directive: {@code skip=A,B;error=true}. */
  static ImmutableSet<String> skippedChecks(String options) {
    return checks(options, "skip");
  }

  /** The names that {@code experimental} gives there. */
  static ImmutableSet<String> experiments(String options) {
    return checks(options, "experimental");
  }

  private static ImmutableSet<String> checks(String options, String key) {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    for (TextRange range : checkRanges(options, key)) {
      String name = RuleInfo.key(range.of(options));
      names.add(name.equals(EVERY_RULE) ? EVERY_BUILD_CHECK : name);
    }
    return names.build();
  }

  /** Where the names stand that a key gives in the options of a check directive. */
  static ImmutableList<TextRange> checkRanges(String options, String key) {
    ImmutableList.Builder<TextRange> names = ImmutableList.builder();
    int start = 0;
    while (start < options.length()) {
      int semicolon = options.indexOf(';', start);
      int end = semicolon < 0 ? options.length() : semicolon;
      int equals = options.indexOf('=', start);
      if (equals >= 0
          && equals < end
          && Ascii.equalsIgnoreCase(options.substring(start, equals).strip(), key)) {
        names.addAll(nameRanges(options.substring(0, end), equals + 1));
      }
      start = end + 1;
    }
    return names.build();
  }

  /** Names with commas between them, up to anything else. A tool's name before a slash is dropped. */
  private static ImmutableSet<String> names(String content, int from) {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    for (TextRange range : nameRanges(content, from)) {
      names.add(RuleInfo.key(range.of(content)));
    }
    return names.build();
  }

  /** Where the names stand that follow an offset. */
  static ImmutableList<TextRange> nameRanges(String content, int from) {
    ImmutableList.Builder<TextRange> ranges = ImmutableList.builder();
    int end = endOfNames(content, from);
    for (int start = from; start < end; ) {
      int comma = content.indexOf(',', start);
      int next = comma < 0 || comma > end ? end : comma;
      int first = skipBlanks(content, start);
      ranges.add(
          TextRange.ofLength(first, content.substring(first, next).strip().length()));
      start = next + 1;
    }
    return ranges.build();
  }

  /** Where the last of the names ends that stand from an offset on; that offset if there are none. */
  public static int endOfNames(String content, int from) {
    int end = from;
    int at = skipBlanks(content, from);
    while (true) {
      int start = at;
      while (at < content.length() && isNameCharacter(content.charAt(at))) {
        at++;
      }
      if (at == start) {
        return end;
      }
      end = at;
      at = skipBlanks(content, at);
      if (at == content.length() || content.charAt(at) != ',') {
        return end;
      }
      at = skipBlanks(content, at + 1);
    }
  }

  private static boolean isNameCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '/';
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }
}
