package dev.plimsoll.lint.rules.dependencies;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.text.Regex;
import java.util.List;
import java.util.regex.Pattern;

/** What Compose starts in an image that starts nothing itself. */
public final class ComposedStart {

  private static final Splitter COMMANDS = Splitter.on(Pattern.compile("&&|\\|\\||[;&|]"));

  private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings();

  private static final ImmutableSet<String> SHELLS = ImmutableSet.of("ash", "bash", "sh");

  private static final Regex CODE = Regex.of("-\\w{0,5}c");

  private ComposedStart() {}

  /** Whether it is a server for those who write the program, alone or behind other commands. */
  public static boolean isForDevelopment(Subject subject, Stage target) {
    ImmutableList<ImmutableList<ImmutableList<String>>> all = commands(subject, target);
    return !all.isEmpty() && all.stream().allMatch(one -> isForDevelopment(one, subject, target));
  }

  /** The commands of each service that it starts in the target, one after the other. */
  public static ImmutableList<ImmutableList<ImmutableList<String>>> commands(
      Subject subject, Stage target) {
    boolean isLast = target.index() + 1 == subject.model().stages().size();
    boolean isOnly = subject.model().deployedTargets().size() == 1;
    return subject.runSettings().started().stream()
        .filter(started -> started.isIn(target.name(), isLast, isOnly))
        .map(started -> commands(started.command()))
        .collect(ImmutableList.toImmutableList());
  }

  /** The words of each command of a line of code. */
  private static ImmutableList<ImmutableList<String>> commands(String code) {
    ImmutableList.Builder<ImmutableList<String>> commands = ImmutableList.builder();
    for (String command : COMMANDS.split(code)) {
      List<String> words = WORDS.splitToList(command);
      int program = 0;
      while (program < words.size()
          && (SHELLS.contains(ContextPath.name(words.get(program)))
              || words.get(program).equals("exec")
              || program > 0 && CODE.matcher(words.get(program)).matches())) {
        program++;
      }
      commands.add(ImmutableList.copyOf(words.subList(program, words.size())));
    }
    return commands.build();
  }

  private static boolean isForDevelopment(
      ImmutableList<ImmutableList<String>> commands, Subject subject, Stage target) {
    for (ImmutableList<String> own : commands) {
      if (DevelopmentServer.isStartedBy(own, subject, target)
          || own.contains("manage.py") && own.stream().anyMatch(DJANGO::contains)) {
        return true;
      }
    }
    return false;
  }

  /** Servers of Django that are there for nobody else. */
  private static final ImmutableSet<String> DJANGO = ImmutableSet.of("runserver", "runserver_plus");
}
