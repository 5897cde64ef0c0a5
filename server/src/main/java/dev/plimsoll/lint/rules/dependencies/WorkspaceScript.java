package dev.plimsoll.lint.rules.dependencies;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The script of a {@code package.json} that a command lets a package manager run in the end, wherever in the workspace that is.
 *
 * @param project whose script it is; null where the context doesn't show it
 * @param isOwn whether it is the project in whose directory the command runs
 */
record WorkspaceScript(String name, @Nullable NodeProject project, boolean isOwn) {

  private static final ImmutableSet<String> MANAGERS =
      ImmutableSet.of("npm", "yarn", "pnpm", "bun");

  /** Options behind which another project is named. */
  private static final ImmutableSet<String> ELSEWHERE =
      ImmutableSet.of("-w", "--workspace", "--prefix", "-C", "--dir", "--cwd", "--filter", "-F");

  /** Those that mean all projects. */
  private static final ImmutableSet<String> EVERYWHERE =
      ImmutableSet.of("--workspaces", "-ws", "-r", "--recursive", "workspaces");

  private static final Splitter BLANK = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  private static final int MAX_DEPTH = 4;

  /** @param project the one in the directory that the command runs in; null where the context doesn't show it */
  static @Nullable WorkspaceScript of(
      List<String> command, Subject subject, Stage stage, @Nullable NodeProject project) {
    return of(command, subject, stage, project, true, MAX_DEPTH);
  }

  private static @Nullable WorkspaceScript of(
      List<String> command,
      Subject subject,
      Stage stage,
      @Nullable NodeProject project,
      boolean isOwn,
      int depth) {
    if (command.isEmpty() || !MANAGERS.contains(command.get(0))) {
      return null;
    }
    Told told = Told.by(command);
    String name = told.script();
    if (name == null) {
      return null;
    }
    boolean stays = told.where.isEmpty() && !told.everywhere;
    NodeProject owner = stays
        ? project
        : told.everywhere || project == null ? null : find(subject, stage, project, told.where);
    String code = owner == null ? null : owner.code(name);
    WorkspaceScript next = code == null || depth == 0
        ? null
        : of(BLANK.splitToList(code), subject, stage, owner, isOwn && stays, depth - 1);
    return next != null ? next : new WorkspaceScript(name, owner, isOwn && stays);
  }

  /**
   * What a package manager is told.
   *
   * @param words without options
   * @param where the project, or its folder; empty where it is the one of the directory
   * @param everywhere whether all projects are meant
   */
  private record Told(List<String> words, String where, boolean everywhere) {

    static Told by(List<String> command) {
      List<String> words = new ArrayList<>();
      String where = "";
      boolean everywhere = false;
      for (int i = 1; i < command.size() && !command.get(i).equals("--"); i++) {
        String word = command.get(i);
        everywhere |= EVERYWHERE.contains(word);
        if (namesProject(word, command.get(0))) {
          int equals = word.indexOf('=');
          where = equals >= 0
              ? word.substring(equals + 1)
              : i + 1 < command.size() ? command.get(++i) : "";
        } else if (!word.startsWith("-")) {
          words.add(word);
        }
      }
      return new Told(words, where, everywhere);
    }

    /** Whether the name of a project follows; {@code -w} of pnpm is the root of the workspace. */
    private static boolean namesProject(String word, String manager) {
      int equals = word.startsWith("-") ? word.indexOf('=') : -1;
      boolean isOption = ELSEWHERE.contains(equals < 0 ? word : word.substring(0, equals))
          && !(manager.equals("pnpm") && word.equals("-w"));
      return isOption || word.equals("workspace") && manager.equals("yarn");
    }

    /** The script that is to run, or the program; null where none is named. */
    @Nullable String script() {
      boolean isRun = !words.isEmpty() && NodeCommand.VERBS.contains(words.get(0));
      int at = isRun ? 1 : 0;
      return at < words.size() ? words.get(at) : null;
    }
  }

  /** The project that is called so, or in a folder of that name. */
  private static @Nullable NodeProject find(
      Subject subject, Stage stage, NodeProject root, String wanted) {
    String plain = wanted.replace("...", "").replace("{", "").replace("}", "");
    boolean isPath = plain.startsWith(".") || !plain.startsWith("@");
    NodeProject there = isPath ? root.in(subject, stage, plain) : null;
    if (there != null) {
      return there;
    }
    for (String folder : root.foldersOfWorkspace(subject, plain)) {
      NodeProject member = root.in(subject, stage, folder);
      if (member != null && member.isCalled(plain)) {
        return member;
      }
    }
    return null;
  }
}
