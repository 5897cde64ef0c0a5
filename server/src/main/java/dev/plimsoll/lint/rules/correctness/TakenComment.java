package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.CharMatcher;
import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Healthcheck;
import dev.plimsoll.syntax.Instruction.Pairs;
import dev.plimsoll.syntax.InstructionText;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextRange;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * What an author took for a comment and the instruction takes for arguments.
 *
 * @param range from its {@code #} to the end of its line, relative to the instruction
 * @param consequence what becomes of it
 * @param stopsBuild whether the build fails for it, whatever its words are
 * @param isAll whether the instruction has no other arguments
 */
record TakenComment(TextRange range, String consequence, boolean stopsBuild, boolean isAll) {

  private static final Derivation<ImmutableList<TakenComment>> OF_INSTRUCTION =
      instruction -> find(instruction.innermost());

  private static final CharMatcher BLANK = CharMatcher.whitespace();
  private static final Splitter WORDS = Splitter.on(BLANK).omitEmptyStrings();
  private static final Regex LONE = Regex.of("#+");

  /** A prompt of the shell ends with a number sign for root. */
  private static final Regex PROMPT = Regex.of("(?i)PS\\d|.*PROMPT.*");

  /** A comment behind the escape character, at the end of a text. */
  private static final Regex BEHIND_ESCAPE =
      Regex.of("[ \\t]([\\\\`])[ \\t]+(#[^\\r\\n]*?)\\s*\\z");

  /** Those of an instruction, in order, one a line at most. */
  static ImmutableList<TakenComment> in(Instruction instruction) {
    return instruction.text().indexOf('#') < 0
        ? ImmutableList.of()
        : instruction.derived(OF_INSTRUCTION);
  }

  /** The comment behind an escape character at the end of the instruction's last line, or null. */
  static @Nullable TextRange behindEscape(Instruction instruction) {
    String text = instruction.text();
    int line = text.lastIndexOf('\n', Math.max(0, text.length() - 2)) + 1;
    Matcher found = BEHIND_ESCAPE.matcher(text).region(line, text.length());
    return instruction.heredocs().isEmpty()
            && found.find()
            && found.group(1).charAt(0) == instruction.source().escape()
        ? new TextRange(found.start(2), found.end(2))
        : null;
  }

  private static ImmutableList<TakenComment> find(Instruction instruction) {
    InstructionText source = instruction.source();
    if (source.json() || !readsWords(instruction)) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<TakenComment> found = ImmutableList.builder();
    String code = source.line().code();
    int first = source.argumentsInLine().start();
    int end = source.argumentsInLine().end();
    for (int i = first; i < end; i++) {
      if (code.charAt(i) == source.escape()) {
        i++;
      } else if (code.charAt(i) == '"' || code.charAt(i) == '\'') {
        i = endOfQuoted(code, i, end);
      } else if (code.startsWith("${", i)) {
        i = Math.max(i, code.indexOf('}', i));
      } else if (code.charAt(i) == '#' && beginsWord(code, first, i, source.escape())) {
        int lineEnd = Math.min(end, source.line().endOfPiece(i));
        if (isComment(instruction, code.substring(first, i), code.substring(i, lineEnd))) {
          found.add(of(instruction, new TextRange(i, lineEnd)));
          i = lineEnd - 1;
        }
      }
    }
    return onlyWhereContinued(found.build(), instruction);
  }

  /** What stands behind an escape character is for {@link #behindEscape}. */
  private static ImmutableList<TakenComment> onlyWhereContinued(
      ImmutableList<TakenComment> found, Instruction instruction) {
    TextRange behind = behindEscape(instruction);
    return found.stream()
        .filter(one -> behind == null || one.range.start() != behind.start())
        .collect(ImmutableList.toImmutableList());
  }

  private static boolean readsWords(Instruction instruction) {
    return instruction instanceof Command
        ? instruction instanceof Healthcheck healthcheck && healthcheck.none()
        : switch (instruction.keyword()) {
          case MAINTAINER, ONBUILD, UNKNOWN -> false;
          default -> true;
        };
  }

  private static boolean beginsWord(String code, int first, int i, char escape) {
    return i == first
        || BLANK.matches(code.charAt(i - 1)) && (i < first + 2 || code.charAt(i - 2) != escape);
  }

  private static int endOfQuoted(String code, int quote, int end) {
    int close = code.indexOf(code.charAt(quote), quote + 1);
    return close < 0 ? end : close;
  }

  private static TakenComment of(Instruction instruction, TextRange inLine) {
    InstructionText source = instruction.source();
    String line = source.line().code();
    int written = BLANK.trimTrailingFrom(inLine.of(line)).length();
    TextRange comment = TextRange.ofLength(inLine.start(), written);
    return new TakenComment(
        source.line().home(comment),
        consequence(instruction, comment.of(line)),
        stopsBuild(instruction),
        inLine.start() == source.argumentsInLine().start());
  }

  /**
   * Whether a {@code #} begins a comment for certain.
   *
   * @param before the arguments before it
   * @param comment from it to the end of its line
   */
  private static boolean isComment(Instruction instruction, String before, String comment) {
    List<String> words = WORDS.splitToList(comment);
    boolean lone = LONE.matcher(words.get(0)).matches();
    int arguments = WORDS.splitToList(before).size();
    return switch (instruction.keyword()) {
      case ADD, COPY -> lone || arguments > 1 && !isDirectory(instruction);
      case ENV, LABEL ->
        isLegacy(instruction)
            ? lone
                && arguments > 1
                && words.size() > 1
                && !PROMPT.matcher(WORDS.splitToList(before).get(0)).matches()
            : lone || arguments > 0;
      default -> lone || arguments > 0;
    };
  }

  private static boolean isLegacy(Instruction instruction) {
    return instruction instanceof Pairs pairs
        && (pairs.pairs().isEmpty() || pairs.pairs().get(0).legacy())
        && (instruction.words().isEmpty() || instruction.words().get(0).value().indexOf('=') < 0);
  }

  /** Whether the last argument can be a directory that several files are copied to, which the build wants. */
  private static boolean isDirectory(Instruction transfer) {
    String last = transfer.words().isEmpty()
        ? ""
        : transfer.words().get(transfer.words().size() - 1).value();
    return last.endsWith("/")
        || last.endsWith("/\"")
        || last.endsWith("/'")
        || last.endsWith(".")
        || last.indexOf('$') >= 0;
  }

  private static boolean stopsBuild(Instruction instruction) {
    return switch (instruction.keyword()) {
      case ENV, LABEL -> !isLegacy(instruction);
      case EXPOSE, FROM, HEALTHCHECK, SHELL, STOPSIGNAL -> true;
      default -> false;
    };
  }

  private static String consequence(Instruction instruction, String comment) {
    String words = Joiner.on(' ').join(WORDS.split(comment));
    return switch (instruction.keyword()) {
      case ADD, COPY -> instruction.keyword() + " takes " + words + " for file names";
      case ARG -> "ARG declares " + words + " as variables";
      case ENV ->
        isLegacy(instruction)
            ? words + " becomes part of the value"
            : "ENV takes " + words + " for variables";
      case EXPOSE -> "EXPOSE takes " + words + " for ports";
      case FROM -> "FROM takes " + words + " for arguments";
      case HEALTHCHECK -> "HEALTHCHECK NONE takes no arguments, and " + words + " are some";
      case LABEL ->
        isLegacy(instruction)
            ? words + " becomes part of the value"
            : "LABEL takes " + words + " for labels";
      case SHELL -> "with " + words + " after it, the JSON array is not read as one";
      case STOPSIGNAL -> words + " becomes part of the signal's name";
      case USER -> words + " becomes part of the user's name";
      case VOLUME -> "VOLUME takes " + words + " for directories";
      case WORKDIR -> words + " becomes part of the directory's name";
      case CMD, ENTRYPOINT, MAINTAINER, ONBUILD, RUN, UNKNOWN -> words + " is an argument";
    };
  }
}
