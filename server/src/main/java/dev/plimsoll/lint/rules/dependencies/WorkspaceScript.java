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
    List<String> words = new ArrayList<>();
    String where = "";
    boolean everywhere = false;
    for (int i = 1; i < command.size(); i++) {
      String word = command.get(i);
      int equals = word.startsWith("-") ? word.indexOf('=') : -1;
      String option = equals < 0 ? word : word.substring(0, equals);
      everywhere |= EVERYWHERE.contains(word);
      boolean isYarns = word.equals("workspace") && command.get(0).equals("yarn");
      if (word.equals("--")) {
        break;
      } else if ((ELSEWHERE.contains(option)
              && !(command.get(0).equals("pnpm") && word.equals("-w")))
          || isYarns) {
        where = equals >= 0
            ? word.substring(equals + 1)
            : i + 1 < command.size() ? command.get(++i) : "";
      } else if (!word.startsWith("-")) {
        words.add(word);
      }
    }
    boolean named =
        !words.isEmpty() && (words.get(0).equals("run") || words.get(0).equals("run-script"));
    int at = named ? 1 : 0;
    if (words.size() <= at) {
      return null;
    }
    String name = words.get(at);
    boolean stays = where.isEmpty() && !everywhere;
    NodeProject owner = stays
        ? project
        : everywhere || project == null ? null : find(subject, stage, project, where);
    String code = owner == null ? null : owner.code(name);
    WorkspaceScript next = code == null || depth == 0
        ? null
        : of(BLANK.splitToList(code), subject, stage, owner, isOwn && stays, depth - 1);
    return next != null ? next : new WorkspaceScript(name, owner, isOwn && stays);
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
