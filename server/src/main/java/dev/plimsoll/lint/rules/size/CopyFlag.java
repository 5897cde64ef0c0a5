package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Instruction.User;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/** The flag of COPY that says the same as {@code chown} or {@code chmod}. */
final class CopyFlag {

  private static final Regex OWNER = Regex.of("\\w[\\w-]*(:\\w[\\w-]*)?");
  private static final Regex NUMBERS = Regex.of("\\d+(:\\d+)?");
  private static final Regex OCTAL = Regex.of("0?[0-7]{3}");
  private static final Regex EXECUTABLE = Regex.of("[augo]*\\+r?x");
  private static final Regex WITHOUT_CHMOD =
      Regex.of("(docker\\.io/)?docker/dockerfile:1\\.[01]\\b.*");
  private static final Regex OF_ROOT = Regex.of("(?:root|0)(?::(?:root|0)?)?");
  private static final Regex ROOT = Regex.of("(root|0)(:.*)?");

  private CopyFlag() {}

  /** The flag that says the same of a file; null where there is none. */
  static @Nullable String of(SemanticModel model, Transfer copy, RunCommand change) {
    String said = said(change);
    if (change.program().equals("chown")) {
      // In the layer of --link there is no list of users.
      Regex owner = copy.flag("link") == null ? OWNER : NUMBERS;
      String group = said.contains(":") ? "" : ":0";
      return owner.matcher(said).matches() ? "--chown=" + said + group : null;
    }
    String frontEnd = String.valueOf(model.file().header().syntaxImage());
    if (WITHOUT_CHMOD.matcher(frontEnd).matches()) {
      return null;
    }
    String mode = EXECUTABLE.matcher(said).matches() ? "755" : said;
    return OCTAL.matcher(mode).matches() ? "--chmod=" + mode : null;
  }

  /** The same flag where its owner is there when the COPY runs, or has a number; null where there is none. */
  static @Nullable String forEarlier(SemanticModel model, Transfer copy, RunCommand change) {
    String flag = of(model, copy, change);
    if (flag == null || !change.program().equals("chown")) {
      return flag;
    }
    String name = "--chown=";
    String owner = OwnersOfCopy.replace(model, copy, change, flag.substring(name.length()));
    return owner == null ? null : name + owner;
  }

  /** Whether a flag can say of a directory what a command does. */
  static boolean canSay(RunCommand change) {
    return !change.program().equals("chmod")
        || OCTAL.matcher(said(change)).matches()
        || EXECUTABLE.matcher(said(change)).matches();
  }

  /** Whether a command makes files executable, whatever their mode is. */
  static boolean makesExecutable(RunCommand change) {
    return change.program().equals("chmod") && EXECUTABLE.matcher(said(change)).matches();
  }

  /** Whether COPY has given all to the same owner by itself. */
  static boolean isIdle(Transfer copy, RunCommand change) {
    return change.program().equals("chown")
        && OF_ROOT.matcher(said(change)).matches()
        && copy instanceof Copy
        && copy.flag("from") == null
        && copy.flag("chown") == null;
  }

  /** Whether the flag makes of files, and of all around them, exactly what the command does. */
  static boolean isSame(SemanticModel model, CopiedFiles copied, RunCommand change) {
    User user = model.stateBefore(change.instruction()).user();
    boolean root =
        user == null || user.name() != null && ROOT.matcher(user.name().value()).matches();
    if (change.program().equals("chmod")) {
      return root && OCTAL.matcher(said(change)).matches();
    }
    // What comes from a stage keeps its group; chown may take away the bits that --chmod=4755
    // gives.
    Transfer copy = copied.copy();
    Flag mode = copy.flag("chmod");
    boolean group = said(change).contains(":") || copy.flag("from") == null;
    return root
        && group
        && copy.flag("link") == null
        && (mode == null || OCTAL.matcher(mode.valueOrEmpty()).matches())
        && copied.directoryWasThere();
  }

  /** The owner or the mode that a command names; empty where that isn't known. */
  static String said(RunCommand change) {
    ImmutableList<ShellWord> operands = change.operands();
    String said = operands.isEmpty() ? null : operands.get(0).literal();
    return said == null ? "" : said;
  }
}
