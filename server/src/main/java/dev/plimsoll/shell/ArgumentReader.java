package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.program.Option;
import dev.plimsoll.program.Program;
import dev.plimsoll.program.Program.Habit;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of a program from first to last. */
final class ArgumentReader {

  private final Program program;
  private final ImmutableList<ShellWord> words;
  private final ImmutableList.Builder<GivenOption> options = ImmutableList.builder();
  private final ImmutableList.Builder<ShellWord> operands = ImmutableList.builder();
  private final ImmutableList.Builder<ShellWord> operandsOfVerb = ImmutableList.builder();
  private @Nullable String verb;
  private @Nullable ShellWord verbWord;
  private boolean optionsEnded;
  private int operandCount;
  /** Of those, what may be options: expansions before the first certain operand, as behind that people write operands. */
  private int expansionCount;

  private boolean hidden;
  private int at;

  ArgumentReader(Program program, ImmutableList<ShellWord> words) {
    this.program = program;
    this.words = words;
  }

  ArgumentReading read() {
    for (at = 0; at < words.size(); at++) {
      word(words.get(at));
    }
    return new ArgumentReading(
        options.build(),
        verb,
        verbWord,
        operands.build(),
        operandsOfVerb.build(),
        hidden || (expansionCount > 0 && operandCount > 1));
  }

  /**
   * The index of the first operand, or how many words there are; -1 where an option stands before it with which the
   * program runs no other. What follows isn't looked at.
   */
  int commandIndex() {
    for (at = 0; at < words.size(); at++) {
      ShellWord word = words.get(at);
      if (!isOption(word, word.literalPrefix())) {
        break;
      }
      if (word.isLiteral("--")) {
        at++;
        break;
      }
      option(word, word.literalPrefix());
    }
    for (GivenOption given : options.build()) {
      if (program.runsNothingWith(given.spelling())) {
        return -1;
      }
    }
    return Math.min(at, words.size());
  }

  private void word(ShellWord word) {
    String text = word.literalPrefix();
    if (optionsEnded) {
      operand(word);
    } else if (word.isLiteral("--")) {
      optionsEnded = true;
    } else if (isOption(word, text)) {
      option(word, text);
    } else if (at == 0 && !text.isEmpty() && program.has(Habit.BARE)) {
      bareLetters(word, text);
    } else {
      operand(word);
    }
  }

  private boolean isOption(ShellWord word, String text) {
    if (text.isEmpty()) {
      return false;
    }
    char sign = text.charAt(0);
    return (sign == '-' || (sign == '+' && program.has(Habit.PLUS)))
        && (text.length() > 1 || word.literal() == null || program.option(text, verb) != null);
  }

  private void option(ShellWord word, String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    boolean named = text.startsWith("--") || program.has(Habit.WORDS);
    Option option = named ? named(name) : program.option(name, verb);
    if (option == null && !named) {
      letters(word, text);
    } else if (equals >= 0) {
      options.add(new GivenOption(option, name, word, word.tail(equals + 1)));
    } else if (word.literal() != null) {
      options.add(new GivenOption(option, name, word, following(option)));
    } else if (!named) {
      letters(word, text);
    } else {
      options.add(new GivenOption(null, name, word, null));
      hidden = true;
    }
  }

  /** A long option, by its whole name or by what the program takes for it. */
  private @Nullable Option named(String name) {
    Option option = program.option(name, verb);
    if (option == null && name.startsWith("--")) {
      option = program.has(Habit.WORDS)
          ? program.option(name.substring(1), verb)
          : program.abbreviated(name, verb);
    }
    return option;
  }

  /** {@code -yq}, {@code -tNAME}, {@code -ytNAME}, {@code -qnv} of wget. */
  private void letters(ShellWord word, String text) {
    String sign = text.substring(0, 1);
    for (int i = 1; i < text.length(); ) {
      String spelling = spelling(sign, text, i);
      Option option = program.option(spelling, verb);
      i += spelling.length() - 1;
      boolean more = i < text.length();
      if (more && text.charAt(i) == '=') {
        options.add(new GivenOption(option, spelling, word, word.tail(i + 1)));
        return;
      }
      if (takesRest(option) && (more || word.literal() == null)) {
        options.add(new GivenOption(option, spelling, word, word.tail(i)));
        return;
      }
      boolean followed = option != null
          && (option.value() == Option.Value.NEXT || (!more && word.literal() != null));
      options.add(new GivenOption(option, spelling, word, followed ? following(option) : null));
    }
    hidden |= word.literal() == null;
  }

  /** The letter at an index; two where only both are an option. */
  private String spelling(String sign, String text, int index) {
    String one = sign + text.charAt(index);
    if (index + 1 == text.length() || program.option(one, verb) != null) {
      return one;
    }
    String two = sign + text.substring(index, index + 2);
    return program.option(two, verb) == null ? one : two;
  }

  private static boolean takesRest(@Nullable Option option) {
    return option != null
        && (option.value() == Option.Value.REQUIRED || option.value() == Option.Value.ATTACHED);
  }

  /** {@code xzf}: the values of the letters are the words that follow. */
  private void bareLetters(ShellWord word, String text) {
    for (int i = 0; i < text.length(); i++) {
      String spelling = "-" + text.charAt(i);
      Option option = program.option(spelling, verb);
      options.add(new GivenOption(option, spelling, word, following(option)));
    }
    hidden |= word.literal() == null;
  }

  /** The value of an option that ends its word, if that is the next word or begins there; else null. */
  private @Nullable ShellWord following(@Nullable Option option) {
    Option.Value value = option == null ? Option.Value.NONE : option.value();
    boolean takesNext = switch (value) {
      case REQUIRED, NEXT, COMMAND -> at + 1 < words.size();
      case NONE, ATTACHED, EQUALS -> false;
    };
    if (!takesNext) {
      return null;
    }
    ShellWord first = words.get(++at);
    while (value == Option.Value.COMMAND && at + 1 < words.size() && !endsCommand(words.get(at))) {
      at++;
    }
    return first;
  }

  private static boolean endsCommand(ShellWord word) {
    return word.isLiteral(";") || word.isLiteral("+");
  }

  private void operand(ShellWord word) {
    operands.add(word);
    if (program.hasVerbs() && verbWord == null) {
      verb(word);
    } else if (isSecondOfVerb(word)) {
      verb = program.verb(verb + " " + word.literal());
    } else {
      operandsOfVerb.add(word);
      boolean first = operandCount == expansionCount;
      operandCount++;
      expansionCount += word.mayBeOption() && !optionsEnded && first ? 1 : 0;
    }
    optionsEnded |= program.has(Habit.POSIX);
  }

  /** What may be options isn't taken for the verb where a verb follows. */
  private void verb(ShellWord word) {
    if (word.mayBeOption() && isFollowedByVerb()) {
      hidden = true;
      return;
    }
    verbWord = word;
    String written = word.literal();
    String known = written == null ? null : program.verb(written);
    verb = known == null ? written : known;
  }

  private boolean isFollowedByVerb() {
    for (ShellWord word : words.subList(at + 1, words.size())) {
      if (word.literal() != null && program.verb(word.literal()) != null) {
        return true;
      }
    }
    return false;
  }

  private boolean isSecondOfVerb(ShellWord word) {
    return verb != null
        && operandCount == 0
        && word.literal() != null
        && program.verb(verb + " " + word.literal()) != null;
  }
}
