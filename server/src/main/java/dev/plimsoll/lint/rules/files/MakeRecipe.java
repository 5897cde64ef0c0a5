package dev.plimsoll.lint.rules.files;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ScriptFile;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Script;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.text.Regex;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** What {@code make} runs for its targets, by the Makefile of the build context, as a script. */
final class MakeRecipe {

  /** Where make looks for its file, in this order. */
  private static final ImmutableList<String> NAMES =
      ImmutableList.of("GNUmakefile", "makefile", "Makefile");

  private static final Regex RULE =
      Regex.of("([\\w./ -]{1,300}?)\\s{0,9}::?(?!=)([^=;#]{0,500})(?:#.{0,500})?");

  private static final Regex VALUE =
      Regex.of("(?:export\\s{1,9})?(\\.?\\w{1,60})\\s{0,9}[?:]{0,3}=\\s{0,9}(.{0,500})");

  private static final Regex VARIABLE = Regex.of("\\$[({](\\w{1,60})[)}]");

  private static final Splitter BLANK = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  /** More targets are not followed. */
  private static final int MOST = 50;

  /** Where the code is as long as this, variables stay as they are written. */
  private static final int LONG = 1 << 16;

  private static final String DEFAULT = ".DEFAULT_GOAL";

  /** What targets need, and what is run for them. */
  private record Rule(List<String> needs, StringBuilder recipe) {}

  private final Map<String, String> values = new HashMap<>(Map.of("MAKE", "make"));
  private final ListMultimap<String, Rule> rules = ArrayListMultimap.create();

  private MakeRecipe(String makefile) {
    Rule current = new Rule(List.of(), new StringBuilder());
    for (String line : makefile.replace("\r", "").replace("\\\n", " ").split("\n", -1)) {
      if (line.startsWith("\t")) {
        String code = CharMatcher.anyOf("\t @+-").trimLeadingFrom(line);
        current.recipe.append(code).append('\n');
        continue;
      }
      Matcher rule = RULE.matcher(line);
      Matcher value = VALUE.matcher(line);
      if (rule.matches()) {
        current = new Rule(BLANK.splitToList(rule.group(2)), new StringBuilder());
        for (String name : BLANK.split(rule.group(1))) {
          rules.put(name, current);
          if (!line.startsWith(".")) {
            values.putIfAbsent(DEFAULT, name);
          }
        }
      } else if (value.matches()) {
        values.put(value.group(1), value.group(2).trim());
      } else if (line.indexOf(':') > 0 && !line.startsWith("#")) {
        current = new Rule(List.of(), new StringBuilder()); // of targets that can't be told
      }
    }
  }

  private record Call(String makefile, ImmutableList<String> targets) {}

  private static final Function<Call, Optional<Script>> RUN =
      call -> Optional.ofNullable(new MakeRecipe(call.makefile).script(call.targets));

  static boolean isMake(List<String> words) {
    return !words.isEmpty() && ContextPath.name(words.get(0)).equals("make");
  }

  /** What a call of make runs; null where that isn't known. */
  static @Nullable Script of(
      Subject subject, Stage target, Command start, ImmutableList<String> words) {
    ImmutableList<String> names = NAMES;
    String folder = ".";
    ImmutableList.Builder<String> wanted = ImmutableList.builder();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      String next = i + 1 < words.size() ? words.get(i + 1) : "";
      if (word.equals("-f") || word.equals("-C")) {
        names = word.equals("-f") ? ImmutableList.of(next) : names;
        folder = word.equals("-C") ? next : folder;
        i++;
      } else if (!word.startsWith("-") && !word.contains("=")) {
        wanted.add(word);
      }
    }
    ImagePath directory = subject.model().place(start, folder, Basis.DEFAULTS);
    for (String name : names) {
      CopiedFile file = CopiedFile.atEnd(subject, target, directory.resolve(name), Basis.DEFAULTS);
      String text = file == null ? null : file.file().text();
      if (text != null) {
        return subject.derived(RUN, new Call(text, wanted.build())).orElse(null);
      }
    }
    return null;
  }

  private @Nullable Script script(ImmutableList<String> wanted) {
    Deque<String> rest =
        new ArrayDeque<>(wanted.isEmpty() ? List.of(values.getOrDefault(DEFAULT, "")) : wanted);
    if (!rules.keySet().containsAll(rest)) {
      return null; // in a file that is included, perhaps
    }
    StringBuilder code = new StringBuilder();
    Set<String> seen = new HashSet<>();
    Set<Rule> run = new HashSet<>();
    while (!rest.isEmpty() && seen.size() < MOST) {
      String name = rest.remove();
      if (seen.add(name)) {
        for (Rule rule : rules.get(name)) {
          if (run.add(rule)) { // it may be that of several
            rest.addAll(rule.needs);
            code.append(rule.recipe);
          }
        }
      }
    }
    return ScriptFile.parse(expanded(code.toString()).replace("$$", "$"));
  }

  private String expanded(String code) {
    StringBuilder text = new StringBuilder();
    Matcher variable = VARIABLE.matcher(code);
    while (text.length() < LONG && variable.find()) {
      String value = values.get(variable.group(1));
      variable.appendReplacement(
          text, Matcher.quoteReplacement(value == null ? variable.group() : value));
    }
    return variable.appendTail(text).toString();
  }
}
