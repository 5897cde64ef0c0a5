package dev.plimsoll.shellcheck;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * What ShellCheck has said of the scripts of a file so far.
 *
 * @param answers by what it was given
 * @param unanswerable what it was given, or was to be given, and will say nothing of
 * @param last what it said last of all scripts, where it stands in the file now: for a script that it is still to be asked
 *     about, because that was edited or what stands above it was
 */
public record ShellCheckReport(
    ImmutableMap<ShellCheckInput, ImmutableList<ShellCheckComment>> answers,
    ImmutableSet<ShellCheckInput> unanswerable,
    ImmutableList<ShellCheckFinding> last) {

  /** Nobody has asked it. */
  public static final ShellCheckReport NOTHING =
      new ShellCheckReport(ImmutableMap.of(), ImmutableSet.of(), ImmutableList.of());

  public boolean isEmpty() {
    return answers.isEmpty() && last.isEmpty();
  }

  /** What it said of a script; of one that it has still to be asked about, what it said before of words that are still there. */
  public ImmutableList<ShellCheckFinding> of(ShellCheckScript script) {
    ImmutableList<ShellCheckComment> answer = answers.get(script.input());
    if (answer != null) {
      return script.findings(answer);
    }
    return last.isEmpty() || unanswerable.contains(script.input())
        ? ImmutableList.of()
        : lastIn(script.range());
  }

  private ImmutableList<ShellCheckFinding> lastIn(TextRange range) {
    ImmutableList.Builder<ShellCheckFinding> found = ImmutableList.builder();
    for (ShellCheckFinding one : last) {
      if (range.contains(one.range())) {
        found.add(one);
      }
    }
    return found.build();
  }

  /** The same with what it said last of all scripts. */
  public ShellCheckReport with(ImmutableList<ShellCheckFinding> last) {
    return new ShellCheckReport(answers, unanswerable, last);
  }

  /**
   * The same after an edit of the file.
   *
   * @param text the file before the edit
   */
  public ShellCheckReport after(TextEdit edit, CharSequence text) {
    if (last.isEmpty()) {
      return this;
    }
    FindingShift shift = FindingShift.of(edit, text);
    ImmutableList.Builder<ShellCheckFinding> kept =
        ImmutableList.builderWithExpectedSize(last.size());
    for (ShellCheckFinding one : last) {
      ShellCheckFinding moved = shift.of(one);
      if (moved != null) {
        kept.add(moved);
      }
    }
    return with(kept.build());
  }

  /**
   * Where an edit has moved what was said last is left out of this: whoever judged the file before it knows of the edit. Nor
   * is what a record brings by itself linked at the start.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ShellCheckReport that
        && answers.equals(that.answers)
        && unanswerable.equals(that.unanswerable)
        && last.isEmpty() == that.last.isEmpty();
  }

  @Override
  public int hashCode() {
    return answers.hashCode();
  }
}
