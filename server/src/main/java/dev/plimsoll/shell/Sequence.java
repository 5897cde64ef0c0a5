package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** How a script runs from its first command to its last: what has to be known before another is joined to it. */
public record Sequence(Script script) {

  public static Sequence of(Script script) {
    return new Sequence(script);
  }

  /**
   * Whether the script is complete and one chain of pipelines joined by {@code &&}, so that {@code && more} can follow
   * or precede it: no {@code ||}, {@code &}, {@code !} or {@code time} at the top level, and no {@code ;} or line end but
   * the last. A single command or compound command is a chain.
   */
  public boolean isChain() {
    ImmutableList<CommandList.Item> items = script.body().items();
    if (!script.isComplete() || items.size() != 1 || items.get(0).isBackground()) {
      return false;
    }
    for (CommandList.Pipeline pipeline : items.get(0).andOr().pipelines()) {
      if (pipeline.negation() != null || pipeline.timed()) {
        return false;
      }
    }
    for (Operator operator : items.get(0).andOr().operators()) {
      if (operator.kind() != Operator.Kind.AND) {
        return false;
      }
    }
    return true;
  }

  /** The {@code ;} after the last command, or null. */
  public @Nullable TextRange trailingSemicolon() {
    Operator last = lastSeparator();
    return last != null && last.kind() == Operator.Kind.SEMICOLON ? last.range() : null;
  }

  /** Whether the shell doesn't wait for the last command. */
  public boolean endsInBackground() {
    Operator last = lastSeparator();
    return last != null && last.kind() == Operator.Kind.BACKGROUND;
  }

  /** Whether any and-or list at the top level runs in the background. */
  public boolean hasBackground() {
    for (CommandList.Item item : script.body().items()) {
      if (item.isBackground()) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Operator lastSeparator() {
    ImmutableList<CommandList.Item> items = script.body().items();
    return items.isEmpty() ? null : items.get(items.size() - 1).separator();
  }

  /** The first comment that stands after code on its line, or null: it would swallow what is joined to that line. */
  public @Nullable Comment inlineComment() {
    for (Comment comment : script.comments()) {
      if (!comment.alone()) {
        return comment;
      }
    }
    return null;
  }

  /** The {@code set -…} that the script begins with, or null. */
  public @Nullable SetCommand prologue() {
    return SetCommand.first(script.body());
  }

  /**
   * Whether {@code set} switches an option on anywhere in the script, in nested commands too.
   *
   * @param option a letter, or a name that has none, as in {@link SetCommand#options()}
   */
  public boolean setsOption(String option) {
    for (Invocation invocation : script.invocations()) {
      if (invocation.is("set")
          && SetCommand.options(invocation.arguments().literals()).contains(option)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the script fails where a command of it fails: nothing such as {@code ||}, {@code ;} or a pipe takes note of the
   * failure, or none at all. False where that isn't sure.
   *
   * @param errexit whether the shell was told to stop where a command fails, as {@code set -e} at the script's beginning does
   */
  public boolean failsWith(Invocation invocation, boolean errexit) {
    return script.isComplete() && Failure.endsScript(script, invocation.command(), errexit);
  }

  /** What commands after the script would see changed in the same shell. */
  public ImmutableList<StateChange> stateChanges() {
    return script.stateChanges();
  }

  public boolean leavesState() {
    return !stateChanges().isEmpty();
  }

  public boolean hasHeredoc() {
    return !script.heredocs().isEmpty();
  }
}
