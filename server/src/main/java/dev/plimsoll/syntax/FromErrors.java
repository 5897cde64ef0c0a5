package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** What is wrong with the arguments of a FROM: an image, then perhaps AS and a name. */
final class FromErrors {

  private static final String COUNT = "FROM requires either one or three arguments";

  private FromErrors() {}

  static ImmutableList<SyntaxError> of(InstructionText source) {
    ImmutableList<Word> words = source.words();
    if (words.size() == 1) {
      return ImmutableList.of();
    }
    if (words.isEmpty()) {
      return error(
          source.keywordRange(), "Name an image after FROM; scratch is the empty one.", COUNT);
    }
    Word second = words.get(1);
    boolean as = second.value().equalsIgnoreCase("as");
    TextRange last = words.get(words.size() - 1).range();
    if (!as) {
      return ImmutableList.of(SyntaxError.inInstruction(
              second.range().hull(last),
              "Only AS and a name for the stage may follow the image.",
              COUNT)
          .withRepair(named(source)));
    }
    if (words.size() == 2) {
      return error(second.range(), "Give the stage a name after AS.", COUNT);
    }
    if (words.size() > 3) {
      return error(words.get(3).range().hull(last), "Remove this: a stage has one name.", COUNT);
    }
    String name = words.get(2).value();
    return StageName.isValid(name)
        ? ImmutableList.of()
        : error(
            words.get(2).range(),
            "The name of a stage begins with a letter and has only letters, digits, and - _ . in it.",
            "invalid name for build stage: " + GoQuote.of(name)
                + ", name can't start with a number or contain symbols");
  }

  /** {@code FROM image name} and {@code FROM image a name}, with AS. */
  private static @Nullable Repair named(InstructionText source) {
    ImmutableList<Word> words = source.words();
    TextRange second = words.get(1).range();
    String as = Character.isLowerCase(source.writtenKeyword().charAt(0)) ? "as" : "AS";
    if (words.size() == 2) {
      return StageName.isValid(words.get(1).value())
          ? Repair.of("Insert " + as, TextEdit.insert(second.start(), as + " "))
          : null;
    }
    return words.size() == 3
            && second.length() <= 3
            && StageName.isValid(words.get(2).value())
        ? Repair.change(second, as)
        : null;
  }

  private static ImmutableList<SyntaxError> error(
      TextRange range, String message, String buildkit) {
    return ImmutableList.of(SyntaxError.inInstruction(range, message, buildkit));
  }
}
