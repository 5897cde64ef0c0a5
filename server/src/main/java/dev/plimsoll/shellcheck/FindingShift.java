package dev.plimsoll.shellcheck;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * Where findings are after an edit of the file. One goes if the edit touches the words that it marks: if it changes them, or
 * puts something next to them that isn't apart from them.
 */
final class FindingShift {

  /** What ends a word of the shell, and begins the next. */
  private static final CharMatcher APART = CharMatcher.anyOf(" \t\r\n;&|()<>").precomputed();

  private final int start;
  private final int end;
  private final int by;
  /** Whether what stands before the edited part doesn't go on in it, and what stands behind it didn't begin in it. */
  private final boolean apartBefore;

  private final boolean apartBehind;

  private FindingShift(int start, int end, int by, boolean apartBefore, boolean apartBehind) {
    this.start = start;
    this.end = end;
    this.by = by;
    this.apartBefore = apartBefore;
    this.apartBehind = apartBehind;
  }

  /** @param text before the edit; what the edit puts there again is not part of it */
  static FindingShift of(TextEdit edit, CharSequence text) {
    String inserted = edit.newText();
    int start = edit.range().start();
    int end = edit.range().end();
    int from = 0;
    int to = inserted.length();
    while (start < end && from < to && text.charAt(start) == inserted.charAt(from)) {
      start++;
      from++;
    }
    while (start < end && from < to && text.charAt(end - 1) == inserted.charAt(to - 1)) {
      end--;
      to--;
    }
    boolean inserts = from < to;
    return new FindingShift(
        start,
        end,
        to - from - (end - start),
        inserts
            ? APART.matches(inserted.charAt(from))
            : end == text.length() || APART.matches(text.charAt(end)),
        inserts
            ? APART.matches(inserted.charAt(to - 1))
            : start == 0 || APART.matches(text.charAt(start - 1)));
  }

  /** A finding where it stands now; null where its words were touched. A fix goes where it isn't clear where it belongs. */
  @Nullable ShellCheckFinding of(ShellCheckFinding finding) {
    TextRange range = finding.range();
    boolean isBefore = isBefore(range);
    if (!isBefore && !isBehind(range)) {
      return null;
    }
    if (isBefore && !reaches(finding.edits())) {
      return finding;
    }
    return new ShellCheckFinding(
        finding.comment(), moved(range, isBefore), moved(finding.edits(), range, isBefore));
  }

  private boolean isBefore(TextRange range) {
    return range.end() < start || range.end() == start && apartBefore;
  }

  private boolean isBehind(TextRange range) {
    return range.start() > end || range.start() == end && apartBehind;
  }

  private TextRange moved(TextRange range, boolean isBefore) {
    return isBefore ? range : range.shift(by);
  }

  private boolean reaches(ImmutableList<TextEdit> edits) {
    for (TextEdit edit : edits) {
      if (edit.range().end() >= start) {
        return true;
      }
    }
    return false;
  }

  /** What is done at the words goes with them. */
  private ImmutableList<TextEdit> moved(
      ImmutableList<TextEdit> edits, TextRange words, boolean isBefore) {
    ImmutableList.Builder<TextEdit> moved = ImmutableList.builder();
    for (TextEdit edit : edits) {
      TextRange range = edit.range();
      boolean stays = words.contains(range) ? isBefore : isBefore(range);
      if (!stays && !words.contains(range) && !isBehind(range)) {
        return ImmutableList.of();
      }
      moved.add(new TextEdit(moved(range, stays), edit.newText()));
    }
    return moved.build();
  }
}
