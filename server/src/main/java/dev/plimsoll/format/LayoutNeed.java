package dev.plimsoll.format;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import dev.plimsoll.format.FormatOptions.KeywordCase;
import dev.plimsoll.format.FormatOptions.Level;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Instruction.Healthcheck;
import dev.plimsoll.syntax.Instruction.Onbuild;

/** A glance at an element, which spares most of them a second look. */
final class LayoutNeed {

  /** What more than one simple command has. */
  private static final CharMatcher COMPOUND = CharMatcher.anyOf("&|;{}()");

  private LayoutNeed() {}

  /** Whether an instruction is one line in which nothing is to be changed. */
  static boolean isLaidOut(Instruction instruction, FormatOptions options, FileStyle style) {
    return isLaidOutGently(instruction, options, style)
        && (options.level() != Level.FULL || isLaidOutFully(instruction, options));
  }

  private static boolean isLaidOutFully(Instruction instruction, FormatOptions options) {
    String text = instruction.text();
    return !instruction.source().json()
        && switch (instruction.keyword()) {
          case ENV, LABEL -> instruction.source().pairs().size() < 2;
          case RUN ->
            COMPOUND.matchesNoneOf(text)
                && text.length() <= options.maxLineLength()
                && !text.contains("install")
                && !text.contains("add");
          default -> true;
        };
  }

  private static boolean isLaidOutGently(
      Instruction instruction, FormatOptions options, FileStyle style) {
    String text = instruction.text();
    int end = withoutLineEnding(text);
    boolean further = instruction instanceof From
        || instruction instanceof Healthcheck
        || instruction instanceof Onbuild
        || options.sortFlags();
    return !further
        && text.indexOf('\n') == (end == text.length() ? -1 : text.length() - 1)
        && !hasOuterBlanks(text)
        && !hasWideGap(text)
        && text.charAt(end - 1) != instruction.source().escape()
        && (options.keywordCase() == KeywordCase.KEEP
            || isInCase(instruction.source().writtenKeyword(), style.upper()));
  }

  private static boolean isInCase(String keyword, boolean upper) {
    for (int i = 0; i < keyword.length(); i++) {
      char c = keyword.charAt(i);
      if (upper ? Ascii.isLowerCase(c) : Ascii.isUpperCase(c)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a text of one line begins or ends with blanks. */
  static boolean hasOuterBlanks(String text) {
    int end = withoutLineEnding(text);
    return end > 0
        && (ContinuedLines.isBlank(text.charAt(0)) || ContinuedLines.isBlank(text.charAt(end - 1)));
  }

  private static int withoutLineEnding(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return end;
  }

  /** Whether more than one blank, or a tab, stands between two words of a line. */
  static boolean hasWideGap(String text) {
    boolean inCode = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        inCode = false;
      } else if (c == '\t' || (c == ' ' && i + 1 < text.length() && text.charAt(i + 1) == ' ')) {
        if (inCode) {
          return true;
        }
      } else if (c != ' ') {
        inCode = true;
      }
    }
    return false;
  }
}
