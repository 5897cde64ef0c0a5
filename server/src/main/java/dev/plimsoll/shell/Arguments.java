package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.program.Program;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words after a program's name, read as that program reads them: as options, their values and operands.
 *
 * <p>An option is asked for in any of its spellings: {@code -y} finds {@code --yes} and {@code -qy} too. Of a program, or
 * an option, that {@link dev.plimsoll.program.Programs} doesn't know, each letter behind one dash and each word behind two is
 * an option without a value, unless an equals sign says so; {@link #unknownOptions} tells which those are.
 */
public final class Arguments {

  private final Program program;
  private final ImmutableList<ShellWord> words;
  /** Made when first asked for; threads that race make the same. */
  private @Nullable ArgumentReading reading;

  Arguments(Program program, ImmutableList<ShellWord> words) {
    this.program = program;
    this.words = words;
  }

  /** Words that another program than that of their invocation reads. */
  public static Arguments of(Program program, ImmutableList<ShellWord> words) {
    return new Arguments(program, words);
  }

  /** Literal words, with ranges of them written one after the other. */
  public static Arguments ofLiterals(Program program, List<String> literals) {
    String code = String.join(" ", literals);
    ImmutableList.Builder<ShellWord> words = ImmutableList.builder();
    int start = 0;
    for (String literal : literals) {
      int end = start + literal.length();
      words.add(ShellWord.plain(new TextRange(start, end), code, start, end));
      start = end + 1;
    }
    return new Arguments(program, words.build());
  }

  private ArgumentReading reading() {
    ArgumentReading known = reading;
    if (known == null) {
      known = ArgumentReading.of(program, words);
      reading = known;
    }
    return known;
  }

  /** The program that reads them; {@link Program#UNKNOWN} where it isn't known. */
  public Program program() {
    return program;
  }

  public ImmutableList<ShellWord> words() {
    return words;
  }

  public int size() {
    return words.size();
  }

  public boolean isEmpty() {
    return words.isEmpty();
  }

  /** The values of the words that are literal. */
  public ImmutableList<String> literals() {
    ImmutableList.Builder<String> literals = ImmutableList.builderWithExpectedSize(words.size());
    for (ShellWord word : words) {
      if (word.literal() != null) {
        literals.add(word.literal());
      }
    }
    return literals.build();
  }

  /** All options, in order. */
  public ImmutableList<GivenOption> options() {
    return reading().options();
  }

  /** Those of which it isn't known whether they take a value. */
  public ImmutableList<GivenOption> unknownOptions() {
    return options().stream()
        .filter(given -> given.option() == null)
        .collect(ImmutableList.toImmutableList());
  }

  /** What the program is told to do, by the name that it has among other names of the same; null where that isn't known. */
  public @Nullable String verb() {
    return reading().verb();
  }

  /** The word that says what to do, of two the first; null where there is none or the program has no verbs. */
  public @Nullable ShellWord verbWord() {
    return reading().verbWord();
  }

  /** The words that are neither options nor values, the verb among them. A lone {@code -} is one. */
  public ImmutableList<ShellWord> operands() {
    return reading().operands();
  }

  /** The operands behind the verb; all where the program has no verbs. */
  public ImmutableList<ShellWord> operandsOfVerb() {
    return reading().operandsOfVerb();
  }

  /**
   * Whether options may hide in a variable: in a word that is nothing but an expansion, or begins with one that isn't
   * quoted. A single word that can be an operand of the verb is taken for one, and so is what follows a certain operand.
   */
  public boolean mayHideOptions() {
    return reading().mayHideOptions();
  }

  public boolean hasFlag(String option) {
    return option(option) != null;
  }

  public boolean hasAnyFlag(String... options) {
    for (String option : options) {
      if (hasFlag(option)) {
        return true;
      }
    }
    return false;
  }

  /** An option as it is given last, or null. */
  public @Nullable GivenOption option(String spelling) {
    GivenOption found = null;
    for (GivenOption given : options()) {
      if (given.is(spelling)) {
        found = given;
      }
    }
    return found;
  }

  /** The first word in which an option stands, or null. */
  public @Nullable ShellWord flag(String spelling) {
    for (GivenOption given : options()) {
      if (given.is(spelling)) {
        return given.word();
      }
    }
    return null;
  }

  /** How often an option is given: {@code -qq} gives {@code -q} twice. */
  public int count(String spelling) {
    int count = 0;
    for (GivenOption given : options()) {
      count += given.is(spelling) ? 1 : 0;
    }
    return count;
  }

  /**
   * The literal value of an option as it is given last: of {@code --flag=value}, {@code --flag value}, {@code -f value} and
   * {@code -fvalue}. Null where the option is missing or its value is missing or not literal.
   */
  public @Nullable String value(String spelling) {
    GivenOption given = option(spelling);
    if (given == null) {
      return null;
    }
    return given.option() == null && given.value() == null
        ? assumedValue(given)
        : given.literalValue();
  }

  /** The value of an option of which it isn't known whether it takes one. */
  private @Nullable String assumedValue(GivenOption given) {
    String text = given.word().literalPrefix();
    int end =
        text.startsWith("--") ? text.length() : text.indexOf(given.spelling().charAt(1), 1) + 1;
    if (given.word().literal() == null) {
      return null;
    }
    int next = words.indexOf(given.word()) + 1;
    return end < text.length()
        ? text.substring(end)
        : next < words.size() ? words.get(next).literal() : null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Arguments that && program == that.program && words.equals(that.words);
  }

  @Override
  public int hashCode() {
    return words.hashCode();
  }

  @Override
  public String toString() {
    return words.toString();
  }
}
