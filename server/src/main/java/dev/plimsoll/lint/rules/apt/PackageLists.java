package dev.plimsoll.lint.rules.apt;

import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.shell.WordPart;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Mount;
import java.util.List;

/** The package lists that {@code apt-get update} writes to {@value #DIRECTORY}. */
public final class PackageLists {

  static final String DIRECTORY = "/var/lib/apt/lists";

  /** What removes them, as Docker's own guide writes it. */
  public static final String REMOVAL = "rm -rf /var/lib/apt/lists/*";

  private static final CommandQuery DISTCLEAN = AptCommand.ANY.told("distclean");

  private PackageLists() {}

  /** Whether a mount keeps the lists out of the layer. */
  public static boolean areMounted(Run run) {
    for (Mount mount : run.mounts()) {
      String target = withoutSlash(mount.target());
      if (!target.isEmpty() && (DIRECTORY.equals(target) || DIRECTORY.startsWith(target + "/"))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a script removes the lists behind an offset. */
  public static boolean areRemoved(Script script, int after) {
    for (Invocation invocation : script.invocations()) {
      boolean later =
          invocation.nameWord().range().start() >= after || invocation.isIn(Nesting.FUNCTION);
      if (later && removes(invocation)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a command removes package lists. */
  public static boolean removes(Invocation invocation) {
    if (invocation.is("rm")) {
      return namesLists(invocation.arguments().operands());
    }
    if (invocation.is("find")) {
      return namesLists(invocation.arguments().operands())
          && invocation.arguments().hasAnyFlag("-delete", "-exec");
    }
    return DISTCLEAN.matches(invocation);
  }

  /** Whether a command runs something that can't be seen, which may update the lists: another script, most often. */
  public static boolean mayBeUpdatedBy(Invocation invocation) {
    String name = invocation.name();
    if (name == null || name.endsWith("sh") || name.equals("source") || name.equals(".")) {
      return true;
    }
    String written = invocation.nameWord().literalPrefix();
    return name.equals("add-apt-repository") || written.startsWith("/") || written.startsWith(".");
  }

  private static boolean namesLists(List<ShellWord> operands) {
    for (ShellWord word : operands) {
      String path = withoutSlash(word.literalPrefix());
      boolean inside = path.startsWith(DIRECTORY);
      boolean above = path.startsWith("/var/") && DIRECTORY.startsWith(path) && isWhole(word);
      if (inside || above) {
        return true;
      }
    }
    return false;
  }

  /** Whether a path above the lists, with what is known of its end, has them in it. */
  private static boolean isWhole(ShellWord word) {
    for (WordPart part : word.parts()) {
      if (part instanceof WordPart.Brace) {
        return word.raw().contains("apt");
      }
      if (part instanceof WordPart.Glob) {
        return true;
      }
    }
    return word.literal() != null
        && (DIRECTORY + "/").startsWith(withoutSlash(word.literalPrefix()) + "/");
  }

  private static String withoutSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
