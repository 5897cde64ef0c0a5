package dev.plimsoll.program;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.plimsoll.program.Program.Habit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the lines of one program in {@code programs.txt}, which describes them. */
final class ProgramReader {

  private static final Splitter COMMA = Splitter.on(',').trimResults().omitEmptyStrings();
  private static final Splitter BLANK = Splitter.on(' ').omitEmptyStrings();
  private static final String SINCE = " since ";

  private final Set<Habit> habits = EnumSet.noneOf(Habit.class);
  private final Map<String, String> verbs = new LinkedHashMap<>();
  private final Map<String, Option> options = new LinkedHashMap<>();
  private final Map<String, Map<String, Option>> optionsOfVerbs = new LinkedHashMap<>();
  private final ImmutableSet.Builder<String> alone = ImmutableSet.builder();
  /** The option of a list of spellings: one that stands with several verbs is one object. */
  private final Map<Option, Option> made = new HashMap<>();

  private int operandsBeforeCommand;

  Program.Details read(String section) {
    for (String line : Splitter.on('\n').omitEmptyStrings().split(section)) {
      if (!line.startsWith("#")) {
        int colon = line.indexOf(": ");
        List<String> key = BLANK.splitToList(line.substring(0, colon));
        line(
            key.get(0),
            key.subList(Math.min(2, key.size()), key.size()),
            line.substring(colon + 2));
      }
    }
    return new Program.Details(
        ImmutableSet.copyOf(habits),
        operandsBeforeCommand,
        ImmutableMap.copyOf(verbs),
        ImmutableMap.copyOf(options),
        ImmutableMap.copyOf(Maps.transformValues(optionsOfVerbs, ImmutableMap::copyOf)),
        alone.build());
  }

  private void line(String kind, List<String> ofVerbs, String rest) {
    switch (kind) {
      case "how" -> habits(BLANK.splitToList(rest));
      case "like" -> like(Programs.named(rest).details());
      case "verbs" -> COMMA.split(rest).forEach(this::verb);
      case "alone" -> {
        options(rest, Option.Value.NONE, ofVerbs);
        COMMA.split(rest).forEach(option -> alone.addAll(BLANK.split(option)));
      }
      default -> options(rest, value(kind), ofVerbs);
    }
  }

  private static Option.Value value(String kind) {
    return switch (kind) {
      case "flags" -> Option.Value.NONE;
      case "values" -> Option.Value.REQUIRED;
      case "next" -> Option.Value.NEXT;
      case "maybe" -> Option.Value.ATTACHED;
      case "equals" -> Option.Value.EQUALS;
      case "commands" -> Option.Value.COMMAND;
      default -> throw new IllegalStateException(kind);
    };
  }

  private void habits(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      Habit habit = Habit.valueOf(Ascii.toUpperCase(words.get(i)));
      habits.add(habit);
      if (habit == Habit.RUNS) {
        operandsBeforeCommand = Integer.parseInt(words.get(++i));
      }
    }
  }

  private void like(Program.Details other) {
    habits.addAll(other.habits());
    operandsBeforeCommand = other.operandsBeforeCommand();
    verbs.putAll(other.verbs());
    options.putAll(other.options());
    other
        .optionsOfVerbs()
        .forEach((verb, own) -> optionsOfVerbs.put(verb, new LinkedHashMap<>(own)));
    alone.addAll(other.alone());
  }

  private void verb(String text) {
    List<String> names = BLANK.splitToList(text.replace('+', '\t'));
    String name = names.get(0).replace('\t', ' ');
    for (String other : names) {
      verbs.put(other.replace('\t', ' '), name);
    }
  }

  private void options(String text, Option.Value value, List<String> ofVerbs) {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    ofVerbs.forEach(verb -> names.add(verb.replace('+', ' ')));
    ImmutableSet<String> verbNames = names.build();
    for (String written : COMMA.split(text)) {
      int since = written.indexOf(SINCE);
      String spellings = since < 0 ? written : written.substring(0, since);
      Option fresh = new Option(
          ImmutableList.copyOf(BLANK.split(spellings)),
          value,
          verbNames,
          since < 0 ? "" : written.substring(since + SINCE.length()));
      Option option = made.computeIfAbsent(fresh, any -> fresh);
      if (verbNames.isEmpty()) {
        option.spellings().forEach(spelling -> options.put(spelling, option));
      }
      for (String verb : verbNames) {
        Map<String, Option> own =
            optionsOfVerbs.computeIfAbsent(verb, any -> new LinkedHashMap<>());
        option.spellings().forEach(spelling -> own.put(spelling, option));
      }
    }
  }
}
