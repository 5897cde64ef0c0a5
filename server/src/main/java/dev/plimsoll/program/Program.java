package dev.plimsoll.program;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import org.jspecify.annotations.Nullable;

/** A program: what it can be told to do, its options, and how it reads its arguments. */
public final class Program {

  /** A peculiarity in how a program reads its arguments. */
  public enum Habit {
    /** What follows the first operand is no option. */
    POSIX,
    /** An option is a word behind one dash or two; letters are not put together. */
    WORDS,
    /** What begins with {@code +} is an option, too. */
    PLUS,
    /** A long option may be cut short as long as it is clear which one is meant. */
    ABBREVIATES,
    /** The first word needs no dash to be letters of options: {@code tar xzf}. */
    BARE,
    /** It runs a command that is given in its arguments. */
    RUNS,
    /** {@code name=value} before that command is for its environment. */
    ASSIGNS,
    /** What follows its option {@code -m} is a program with its arguments. */
    MODULE
  }

  /** How a program reads its arguments. */
  record Habits(ImmutableSet<Habit> all, int operandsBeforeCommand) {
    static final Habits NONE = new Habits(ImmutableSet.of(), 0);
  }

  /** What a program takes. */
  record Details(
      ImmutableMap<String, String> verbs,
      ImmutableMap<String, Option> options,
      ImmutableMap<String, ImmutableMap<String, Option>> optionsOfVerbs,
      ImmutableSet<String> alone) {

    static final Details NONE =
        new Details(ImmutableMap.of(), ImmutableMap.of(), ImmutableMap.of(), ImmutableSet.of());
  }

  /** Of a program of which nothing is known: each letter behind a dash and each word behind two is an option without a value. */
  public static final Program UNKNOWN = new Program(ImmutableList.of(""), "");

  private final ImmutableList<String> names;
  private final String section;
  /** Read when first asked for, the habits for themselves; threads that race read the same. */
  private @Nullable Habits habits;

  private @Nullable Details details;

  Program(ImmutableList<String> names, String section) {
    this.names = names;
    this.section = section;
  }

  /** The name by which it is known; empty where nothing is known. */
  public String name() {
    return names.get(0);
  }

  /** Its name and other names of the same program. */
  public ImmutableList<String> names() {
    return names;
  }

  public boolean isKnown() {
    return this != UNKNOWN;
  }

  Habits habits() {
    Habits known = habits;
    if (known == null) {
      known = ProgramReader.habits(section);
      habits = known;
    }
    return known;
  }

  Details details() {
    Details known = details;
    if (known == null) {
      known = isKnown() ? new ProgramReader().read(section) : Details.NONE;
      details = known;
    }
    return known;
  }

  public boolean has(Habit habit) {
    return habits().all.contains(habit);
  }

  /** How many operands of its own stand before the command that it runs. */
  public int operandsBeforeCommand() {
    return habits().operandsBeforeCommand;
  }

  /** Whether its first operand says what to do. */
  public boolean hasVerbs() {
    return !details().verbs.isEmpty();
  }

  /** The name of a verb, one or two words with a blank between, of which another name may be given; or null. */
  public @Nullable String verb(String word) {
    return details().verbs.get(word);
  }

  /**
   * The option of a spelling, or null.
   *
   * @param verb with which it is given: an option of the verb wins over one of the program; null where that isn't known
   */
  public @Nullable Option option(String spelling, @Nullable String verb) {
    Details known = details();
    ImmutableMap<String, Option> own = verb == null ? null : known.optionsOfVerbs.get(verb);
    Option option = own == null ? null : own.get(spelling);
    option = option == null ? known.options.get(spelling) : option;
    return option == null && verb == null ? ofAnyVerb(known, spelling) : option;
  }

  private static @Nullable Option ofAnyVerb(Details known, String spelling) {
    for (ImmutableMap<String, Option> options : known.optionsOfVerbs.values()) {
      if (options.containsKey(spelling)) {
        return options.get(spelling);
      }
    }
    return null;
  }

  /** The one long option that begins with what is written, where the program lets options be cut short; or null. */
  public @Nullable Option abbreviated(String beginning, @Nullable String verb) {
    if (!has(Habit.ABBREVIATES)) {
      return null;
    }
    Option found = null;
    for (Option option : options(verb)) {
      if (begins(option, beginning) && !option.equals(found)) {
        if (found != null) {
          return null;
        }
        found = option;
      }
    }
    return found;
  }

  private static boolean begins(Option option, String beginning) {
    for (String spelling : option.spellings()) {
      if (spelling.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  /** The options that may be given with a verb, those of the verb first; with any verb where it is null. */
  public ImmutableSet<Option> options(@Nullable String verb) {
    ImmutableSet.Builder<Option> options = ImmutableSet.builder();
    details().optionsOfVerbs.forEach((of, own) -> {
      if (verb == null || verb.equals(of)) {
        options.addAll(own.values());
      }
    });
    return options.addAll(details().options.values()).build();
  }

  /** The verbs, by the name of each. */
  public ImmutableSet<String> verbs() {
    return ImmutableSet.copyOf(details().verbs.values());
  }

  /** Whether with this option it runs no other program. */
  public boolean runsNothingWith(String option) {
    return details().alone.contains(option);
  }

  @Override
  public String toString() {
    return name();
  }
}
