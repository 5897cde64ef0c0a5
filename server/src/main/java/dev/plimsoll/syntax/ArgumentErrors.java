package dev.plimsoll.syntax;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with arguments: too few, blank, or not in the form that the instruction wants. */
final class ArgumentErrors {

  private ArgumentErrors() {}

  /** An error at the keyword of an instruction that has no argument but needs one or more. */
  static ImmutableList<SyntaxError> missing(InstructionText source, String message) {
    return missing(source, message, "at least");
  }

  private static ImmutableList<SyntaxError> missing(
      InstructionText source, String message, String number) {
    return ImmutableList.of(SyntaxError.inInstruction(
        source.keywordRange(),
        message,
        source.keyword() + " requires " + number + " one argument"));
  }

  static ImmutableList<SyntaxError> atLeastOne(InstructionText source, String message) {
    return source.words().isEmpty() ? missing(source, message) : ImmutableList.of();
  }

  static ImmutableList<SyntaxError> exactlyOne(InstructionText source, String message) {
    return source.words().isEmpty() ? missing(source, message, "exactly") : ImmutableList.of();
  }

  /** ARG, ENV and LABEL. */
  static ImmutableList<SyntaxError> pairs(InstructionText source) {
    if (source.words().isEmpty()) {
      return missing(source, "Give a name after " + source.keyword() + ".");
    }
    if (!hasBlankName(source.pairs())) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<SyntaxError> errors = ImmutableList.builder();
    for (Pair pair : source.pairs()) {
      if (pair.key().isEmpty()) {
        errors.add(SyntaxError.inInstruction(
            pair.value() == null
                ? pair.key().range()
                : pair.key().range().hull(pair.value().range()),
            "Give a name before the equals sign, without blanks between.",
            source.keyword() + " names can not be blank"));
      }
    }
    return errors.build();
  }

  private static boolean hasBlankName(ImmutableList<Pair> pairs) {
    for (Pair pair : pairs) {
      if (pair.key().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** COPY and ADD, before their flags are looked at. */
  static ImmutableList<SyntaxError> sourceAndDestination(InstructionText source) {
    ImmutableList<Word> words = source.words();
    if (words.size() >= 2) {
      return ImmutableList.of();
    }
    return ImmutableList.of(SyntaxError.inInstruction(
        words.isEmpty() ? source.keywordRange() : words.get(0).range(),
        words.isEmpty()
            ? "Name a source and a destination."
            : "Name a destination after the source.",
        source.keyword() + " requires at least two arguments, but only one was provided."
            + " Destination could not be determined"));
  }

  /** COPY and ADD, after their flags. */
  static ImmutableList<SyntaxError> destination(InstructionText source) {
    ImmutableList<Word> words = source.words();
    if (words.size() < 2 || HeredocScanner.nameIn(words.get(words.size() - 1).value()) == null) {
      return ImmutableList.of();
    }
    return ImmutableList.of(SyntaxError.inInstruction(
        words.get(words.size() - 1).range(),
        "A here-document can only be a source: name a destination after it.",
        source.keyword() + " cannot accept a heredoc as a destination"));
  }

  static ImmutableList<SyntaxError> shell(InstructionText source) {
    ImmutableList<Word> words = source.words();
    if (words.isEmpty()) {
      return missing(source, "Name the shell: SHELL [\"/bin/bash\", \"-c\"].");
    }
    return source.json()
        ? ImmutableList.of()
        : ImmutableList.of(SyntaxError.inInstruction(
                words.get(0).range(),
                "Write a JSON array: SHELL [\"/bin/bash\", \"-c\"].",
                "SHELL requires the arguments to be in JSON form")
            .withRepair(array(source)));
  }

  /** Plain words as a JSON array. */
  private static @Nullable Repair array(InstructionText source) {
    TextRange range = source.argumentsRange();
    String written = range.of(source.text());
    if (!CharMatcher.ascii().matchesAllOf(written)
        || CharMatcher.anyOf("\"'\\`$[],\t\r\n").matchesAnyOf(written)) {
      return null;
    }
    List<String> words = Splitter.on(' ').omitEmptyStrings().splitToList(written);
    return Repair.of(
        "Make it a JSON array",
        TextEdit.replace(range, "[\"" + String.join("\", \"", words) + "\"]"));
  }

  static ImmutableList<SyntaxError> blankVolumes(InstructionText source) {
    for (Word word : source.words()) {
      if (isBlank(word)) {
        ImmutableList.Builder<SyntaxError> errors = ImmutableList.builder();
        for (Word each : source.words()) {
          if (isBlank(each)) {
            errors.add(SyntaxError.inInstruction(
                each.range(),
                "A volume needs a path.",
                "VOLUME specified can not be an empty string"));
          }
        }
        return errors.build();
      }
    }
    return ImmutableList.of();
  }

  private static boolean isBlank(Word word) {
    return Whitespace.skipUnicode(word.value(), 0, word.value().length())
        == word.value().length();
  }
}
