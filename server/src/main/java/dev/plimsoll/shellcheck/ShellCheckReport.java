package dev.plimsoll.shellcheck;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import org.jspecify.annotations.Nullable;

/**
 * What ShellCheck has said of the scripts of a file so far.
 *
 * @param answers by what it was given
 * @param unanswerable what it was given, or was to be given, and will say nothing of
 */
public record ShellCheckReport(
    ImmutableMap<ShellCheckInput, ImmutableList<ShellCheckComment>> answers,
    ImmutableSet<ShellCheckInput> unanswerable) {

  /** Nobody has asked it. */
  public static final ShellCheckReport NOTHING =
      new ShellCheckReport(ImmutableMap.of(), ImmutableSet.of());

  public boolean isEmpty() {
    return answers.isEmpty();
  }

  /** What it said; nothing where it has not been asked yet. */
  public ImmutableList<ShellCheckComment> of(ShellCheckInput input) {
    ImmutableList<ShellCheckComment> answer = answers.get(input);
    return answer == null ? ImmutableList.of() : answer;
  }

  @Override
  public boolean equals(@Nullable Object other) { // that of records is linked at the start
    return other instanceof ShellCheckReport that
        && answers.equals(that.answers)
        && unanswerable.equals(that.unanswerable);
  }

  @Override
  public int hashCode() {
    return answers.hashCode();
  }
}
