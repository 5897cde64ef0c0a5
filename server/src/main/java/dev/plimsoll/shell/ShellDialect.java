package dev.plimsoll.shell;

import com.google.common.base.Ascii;

/** The language that a shell reads. */
public enum ShellDialect {
  /** sh and those that read its language: bash, dash, ash, ksh, zsh. */
  POSIX,
  POWERSHELL,
  /** cmd.exe */
  CMD,
  /** Any other program. */
  OTHER;

  /** The dialect of a program: its name or path, in any case, with or without {@code .exe}. */
  public static ShellDialect ofName(String program) {
    return switch (baseName(program)) {
      case "sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "rbash", "hush" -> POSIX;
      case "pwsh", "powershell" -> POWERSHELL;
      case "cmd" -> CMD;
      default -> OTHER;
    };
  }

  /** The name in lower case without directory and {@code .exe}. */
  static String baseName(String program) {
    int slash = Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\'));
    String name = Ascii.toLowerCase(program.substring(slash + 1));
    return name.endsWith(".exe") ? name.substring(0, name.length() - 4) : name;
  }
}
