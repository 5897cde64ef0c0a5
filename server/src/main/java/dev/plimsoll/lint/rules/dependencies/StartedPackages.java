package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The packages whose programs a script of a {@code package.json} runs, by itself or through other scripts.
 *
 * @param scripts the code of the scripts by their names
 * @param byProgram packages that are known to bring a program
 */
record StartedPackages(
    ImmutableMap<String, String> scripts, ImmutableMap<String, String> byProgram) {

  /**
   * Those of some scripts, or of programs where no script is called so.
   *
   * @return packages that may be among them
   */
  Set<String> of(Iterable<String> names) {
    Set<String> packages = new HashSet<>();
    for (NodeCommand command : commands(names)) {
      packages.addAll(command.packages());
      String known = byProgram.get(command.program());
      if (known != null) {
        packages.add(known);
      }
    }
    return packages;
  }

  /** More scripts than these are not followed. */
  private static final int MOST = 100;

  /** The commands of those scripts. */
  ImmutableList<NodeCommand> commands(Iterable<String> names) {
    ImmutableList.Builder<NodeCommand> commands = ImmutableList.builder();
    Set<String> seen = new HashSet<>();
    Deque<String> rest = new ArrayDeque<>();
    names.forEach(rest::add);
    while (!rest.isEmpty() && seen.size() < MOST) {
      String name = rest.remove();
      if (seen.add(name)) {
        String code = scripts.get(name);
        for (NodeCommand command : NodeCommand.all(code == null ? name : code)) {
          commands.add(command);
          rest.addAll(command.scripts());
        }
        addHooks(name, rest);
      }
    }
    return commands.build();
  }

  /** What runs before and after a script, and the scripts that a pattern stands for. */
  private void addHooks(String name, Deque<String> rest) {
    for (String hook : new String[] {"pre" + name, "post" + name}) {
      if (scripts.containsKey(hook)) {
        rest.add(hook);
      }
    }
    int star = name.indexOf('*');
    if (star > 0) {
      String begin = name.substring(0, star);
      scripts.keySet().stream().filter(one -> one.startsWith(begin)).forEach(rest::add);
    }
  }
}
