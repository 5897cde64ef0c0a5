package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.shell.Script;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import java.util.regex.Pattern;

/**
 * What the instructions of a stage say of the system below it, for bases that nobody knows: {@code FROM ${BASE}} or the image
 * of a company. A backtick as the escape character says it too, and says Windows.
 */
final class SystemSigns {

  /** What instructions have in common that only make sense on Windows. */
  static final Trait WINDOWS = Trait.of(Instruction.class, SystemSigns::isWindows);

  /** What instructions have in common that run what only systems of the POSIX family have. */
  static final Trait POSIX = Trait.of(Instruction.class, SystemSigns::isPosix);

  /** The escape character of files for Windows, where a backslash stands in paths. */
  static final char WINDOWS_ESCAPE = '`';

  /** Programs of cmd.exe and PowerShell, and what a RUN of a Linux image doesn't begin with. */
  private static final String PROGRAMS =
      "powershell|cmd\\s+/[a-z]|setx|reg\\s+(?:add|copy|delete|export|import|load|query|save|unload)|msiexec|choco|icacls|takeown"
          + "|robocopy|xcopy|schtasks|dism|wusa|wmic|mklink|regsvr32|gacutil|start\\s+/w(?:ait)?\\b|(?:del|rd|rmdir|copy|move|dir)\\s+/[a-z]\\b"
          + "|(?-i:[A-Z][a-z]+-[A-Z][A-Za-z]+)\\s|[\\w.-]+\\.exe\\b";

  /** Between the start of a command and its program. Groups are repeated so often at most: each takes a place on the stack. */
  private static final String BEFORE_PROGRAM = "(?:[\\s@\"\\[]++|[`\\\\][ \\t\\r]*+\\n){0,9}+";

  /** An instruction that shows it at its start: behind the keyword and its flags, in the exec form too. */
  private static final Pattern AT_START = Pattern.compile(
      "\\s*(?:(?:ONBUILD\\s+)?(?:RUN|CMD|ENTRYPOINT|SHELL|HEALTHCHECK(?:\\s+--\\S+){0,9}\\s+CMD)\\s++(?:--\\S++\\s++){0,50}+"
          + BEFORE_PROGRAM + "(?:" + PROGRAMS + ")"
          + "|FROM\\s.*(?:servercore|nanoserver|-ltsc20\\d\\d|windows/))",
      Pattern.CASE_INSENSITIVE);

  /** What shows it further on. */
  private static final ImmutableList<Sign> LATER = ImmutableList.of(
      new Sign(
          ImmutableList.of(";", "&", "|", "("), "[;&|(]" + BEFORE_PROGRAM + "(?:" + PROGRAMS + ")"),
      new Sign(
          ImmutableList.of(":", "%"),
          "[:%](?:(?<=\\$env:)\\w|(?<=%)[a-z_]\\w{2,}%"
              + "|(?<=(?<![\\w./])c:)[\\\\/](?!/)|(?<=(?<![\\w./])[d-f]:)\\\\\\w)"),
      new Sign(ImmutableList.of("ontainer", "ONTAINER"), "\\bContainer(?:Administrator|User)\\b"),
      new Sign(ImmutableList.of("olicy", "OLICY"), "\\bExecutionPolicy\\b"));

  private static final ImmutableSet<String> POSIX_PROGRAMS = ImmutableSet.of(
      "apt-get",
      "apt",
      "dpkg",
      "apk",
      "yum",
      "dnf",
      "microdnf",
      "rpm",
      "zypper",
      "chmod",
      "chown",
      "useradd",
      "adduser",
      "groupadd",
      "addgroup",
      "usermod",
      "ln",
      "wine");

  /** A directory that every system of the family has, where a path begins; or what no other shell takes. */
  private static final Pattern POSIX_TEXT =
      Pattern.compile("(?<![\\w.:/\\\\-])/(?:bin|dev|etc|home|opt|root|sbin|srv|tmp|usr|var)\\b"
          + "|\\brm\\s+-(?:rf|fr)\\b|\\bset\\s+-\\w*e");

  private static final Derivation<Boolean> IS_WINDOWS =
      instruction -> isWindows(instruction.text());

  private static final Derivation<Boolean> IS_POSIX = instruction -> {
    Script script = RunScript.script(instruction);
    return script != null
        && (script.runsAny(POSIX_PROGRAMS) || POSIX_TEXT.matcher(script.code()).find());
  };

  private SystemSigns() {}

  private static boolean isWindows(Instruction instruction) {
    return instruction.derived(IS_WINDOWS);
  }

  private static boolean isWindows(String text) {
    if (AT_START.matcher(text).lookingAt()) {
      return true;
    }
    for (Sign sign : LATER) {
      if (sign.isIn(text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPosix(Instruction instruction) {
    return RunScript.run(instruction) != null && instruction.derived(IS_POSIX);
  }

  /**
   * What is looked for only where one of some plain texts stands: all instructions of a file are asked, and a pattern that is
   * tried at each of their characters takes long.
   */
  private record Sign(ImmutableList<String> needs, Pattern pattern) {

    Sign(ImmutableList<String> needs, String pattern) {
      this(needs, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE));
    }

    boolean isIn(String text) {
      for (String need : needs) {
        if (text.contains(need)) {
          return pattern.matcher(text).find();
        }
      }
      return false;
    }
  }
}
