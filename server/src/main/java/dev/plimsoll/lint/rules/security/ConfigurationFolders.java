package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.semantics.CommandWords;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;

/**
 * Folders with what a program reads: configuration, which whoever runs it mounts there.
 *
 * @param named the paths that the command of a target names as those of its configuration
 */
record ConfigurationFolders(ImmutableSet<String> named) {

  private static final Trait STARTS = Trait.of(Cmd.class, Entrypoint.class);

  private static final Regex OPTION = Regex.of(
      "--?(?:c|conf|config|configuration|settings)(?:[._-]?(?:dir|directory|file|folder|path))?(?:=(/.{1,300}))?");

  /** The name of a folder in which such a file may lie beside what the program writes is another one. */
  private static final Regex OF_CONFIGURATION =
      Regex.of("(?i).{0,100}(?:cfg|conf|setting).{0,100}");

  static ConfigurationFolders of(SemanticModel model, Stage target) {
    ImmutableSet.Builder<String> named = ImmutableSet.builder();
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction one : model.having(STARTS, stage)) {
        ImmutableList<String> words = CommandWords.of((Command) one);
        for (int i = 0; i < words.size(); i++) {
          Matcher option = OPTION.matcher(words.get(i));
          if (option.matches()) {
            String value = option.group(1);
            named.add(value != null ? value : i + 1 < words.size() ? words.get(i + 1) : "");
          }
        }
      }
    }
    return new ConfigurationFolders(named.build());
  }

  /** Whether a path from the root is that of one; one in /config that is called like data isn't. */
  boolean include(String path) {
    String folder = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String name = ContextPath.name(folder);
    return folder.equals("/etc")
        || folder.startsWith("/etc/")
        || folder.startsWith("/config/") && !StateFolders.MADE_BY_RUN.contains(name)
        || named.contains(folder)
        || named.contains(folder + "/")
        || OF_CONFIGURATION.matcher(name).matches() && hasNamed(folder);
  }

  private boolean hasNamed(String folder) {
    String inside = folder + "/";
    for (String one : named) {
      if (one.startsWith(inside)) {
        return true;
      }
    }
    return false;
  }
}
