package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.ImagePath.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Where a shell is while it runs a script.
 *
 * @param directory the working directory
 * @param previous the one before, which {@code cd -} leads to
 * @param stack what {@code popd} leads to, the next one last
 * @param home the home directory, which {@code ~} means
 * @param braces whether it makes several words of <code>{a,b}</code>: bash does and has {@code pushd}, dash and BusyBox
 *     do neither
 */
record ShellPosition(
    ImagePath directory,
    ImagePath previous,
    ImmutableList<ImagePath> stack,
    HomeDirectory home,
    Answer braces) {

  /** At the beginning of a script. */
  static ShellPosition at(ImagePath directory, HomeDirectory home, Answer braces) {
    return new ShellPosition(directory, ImagePath.unknown(), ImmutableList.of(), home, braces);
  }

  /** The same shell, nobody knows where. */
  ShellPosition lost() {
    return at(ImagePath.unknown(), home, braces);
  }

  ShellPosition in(ImagePath next) {
    return new ShellPosition(next, directory, stack, home, braces);
  }

  /** {@code pushd} of a directory. */
  ShellPosition pushed(ImagePath next) {
    ImmutableList<ImagePath> deeper = ImmutableList.<ImagePath>builderWithExpectedSize(
            stack.size() + 1)
        .addAll(stack)
        .add(directory)
        .build();
    return new ShellPosition(next, directory, deeper, home, braces);
  }

  /** {@code popd} */
  ShellPosition popped() {
    int top = stack.size() - 1;
    return top < 0
        ? in(ImagePath.unknown())
        : new ShellPosition(stack.get(top), directory, stack.subList(0, top), home, braces);
  }

  /** Where it is if it isn't known which of two ways it came; null stands for a way that isn't taken. */
  static @Nullable ShellPosition either(@Nullable ShellPosition a, @Nullable ShellPosition b) {
    if (a == null || b == null || a.equals(b)) {
      return a == null ? b : a;
    }
    return new ShellPosition(
        a.directory.equals(b.directory) ? a.directory : ImagePath.unknown(),
        a.previous.equals(b.previous) ? a.previous : ImagePath.unknown(),
        a.stack.equals(b.stack) ? a.stack : ImmutableList.of(),
        a.home == b.home ? a.home : HomeDirectory.UNKNOWN,
        a.braces == b.braces ? a.braces : Answer.UNKNOWN);
  }

  @Override
  public boolean equals(
      @Nullable Object other) { // that of records is linked while a file is opened
    return other instanceof ShellPosition that
        && directory.equals(that.directory)
        && previous.equals(that.previous)
        && stack.equals(that.stack)
        && home == that.home
        && braces == that.braces;
  }

  @Override
  public int hashCode() {
    return directory.hashCode();
  }
}
