package dev.plimsoll.program;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.plimsoll.program.Program.Habit;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the lines of one program in {@code programs.txt}, which describes them. */
final class ProgramReader {

  private static final String SINCE = " since ";
  private static final String HOW = "how: ";
  private static final String LIKE = "like: ";

  private final Map<String, String> verbs = new LinkedHashMap<>();
  private final Map<String, Option> options = new LinkedHashMap<>();
  private final Map<String, Map<String, Option>> optionsOfVerbs = new LinkedHashMap<>();
  private final ImmutableSet.Builder<String> alone = ImmutableSet.builder();
  /** How a program reads its arguments: what its first lines say. */
  static Program.Habits habits(String section) {
    Set<Habit> habits = EnumSet.noneOf(Habit.class);
    int operands = 0;
    if (section.startsWith(LIKE)) {
      return Programs.named(section.substring(LIKE.length(), section.indexOf('\n')))
          .habits();
    }
    if (!section.startsWith(HOW)) {
      return Program.Habits.NONE;
    }
    String[] words = section.substring(HOW.length(), section.indexOf('\n')).split(" ");
    for (int i = 0; i < words.length; i++) {
      Habit habit = Habit.valueOf(Ascii.toUpperCase(words[i]));
      habits.add(habit);
      operands = habit == Habit.RUNS ? Integer.parseInt(words[++i]) : operands;
    }
    return new Program.Habits(Sets.immutableEnumSet(habits), operands);
  }

  Program.Details read(String section) {
    for (String line : section.split("\n")) {
      if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(HOW)) {
        int colon = line.indexOf(": ");
        String[] key = line.substring(0, colon).split(" ");
        line(
            key[0],
            List.of(key).subList(Math.min(2, key.length), key.length),
            line.substring(colon + 2));
      }
    }
    ImmutableMap.Builder<String, ImmutableMap<String, Option>> ofVerbs = ImmutableMap.builder();
    for (Map.Entry<String, Map<String, Option>> own : optionsOfVerbs.entrySet()) {
      ofVerbs.put(own.getKey(), ImmutableMap.copyOf(own.getValue()));
    }
    return new Program.Details(
        ImmutableMap.copyOf(verbs),
        ImmutableMap.copyOf(options),
        ofVerbs.buildOrThrow(),
        alone.build());
  }

  private void line(String kind, List<String> ofVerbs, String rest) {
    switch (kind) {
      case "like" -> like(Programs.named(rest).details());
      case "verbs" -> verbs(rest);
      case "alone" -> {
        options(rest, Option.Value.NONE, ofVerbs);
        alone.add(rest.replace(",", "").split(" "));
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

  private void like(Program.Details other) {
    verbs.putAll(other.verbs());
    options.putAll(other.options());
    for (Map.Entry<String, ImmutableMap<String, Option>> own :
        other.optionsOfVerbs().entrySet()) {
      optionsOfVerbs.put(own.getKey(), new LinkedHashMap<>(own.getValue()));
    }
    alone.addAll(other.alone());
  }

  private void verbs(String text) {
    for (String verb : text.split(",")) {
      String name = "";
      for (String written : verb.strip().split(" ")) {
        String other = written.replace('+', ' ');
        name = name.isEmpty() ? other : name;
        verbs.put(other, name);
      }
    }
  }

  private void options(String text, Option.Value value, List<String> ofVerbs) {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    for (String verb : ofVerbs) {
      names.add(verb.replace('+', ' '));
    }
    ImmutableSet<String> verbNames = names.build();
    for (String untrimmed : text.split(",")) {
      String written = untrimmed.strip();
      int since = written.indexOf(SINCE);
      String spellings = since < 0 ? written : written.substring(0, since);
      option(new Option(
          ImmutableList.copyOf(spellings.split(" ")),
          value,
          verbNames,
          since < 0 ? "" : written.substring(since + SINCE.length())));
    }
  }

  private void option(Option option) {
    for (String spelling : option.spellings()) {
      if (option.verbs().isEmpty()) {
        options.put(spelling, option);
      }
      for (String verb : option.verbs()) {
        Map<String, Option> own = optionsOfVerbs.get(verb);
        if (own == null) {
          own = new LinkedHashMap<>();
          optionsOfVerbs.put(verb, own);
        }
        own.put(spelling, option);
      }
    }
  }
}
