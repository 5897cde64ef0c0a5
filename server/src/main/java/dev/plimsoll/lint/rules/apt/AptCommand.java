package dev.plimsoll.lint.rules.apt;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.shell.WordPart;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command of apt-get, apt, aptitude or nala. What its options mean is in the manuals of apt-get(8) and aptitude(8).
 *
 * @param invocation the whole command
 * @param action the word that says what to do: {@code install} of {@code apt-get -y install curl}
 */
public record AptCommand(Invocation invocation, ShellWord action) {

  /** The programs whose commands these are. */
  public static final ImmutableSet<String> PROGRAMS =
      ImmutableSet.of("apt-get", "apt", "aptitude", "nala");

  private static final String[] FLAGS_WITH_VALUE = {
    "-o",
    "--option",
    "-c",
    "--config-file",
    "-t",
    "--target-release",
    "--default-release",
    "-a",
    "--host-architecture",
    "-P",
    "--build-profiles"
  };

  /** {@code -P} of aptitude takes no value; {@code -t} and {@code -o} do. */
  private static final String[] APTITUDE_FLAGS_WITH_VALUE = {
    "-o", "-t", "--target-release", "-F", "-O", "-w"
  };

  /** The command that an invocation is, or null. */
  public static @Nullable AptCommand of(Invocation invocation) {
    if (!isApt(invocation.name())) {
      return null;
    }
    ShellWord action = invocation.arguments().subcommand(flagsWithValue(invocation));
    return action == null || action.literal() == null ? null : new AptCommand(invocation, action);
  }

  private static boolean isApt(@Nullable String program) {
    return program != null && PROGRAMS.contains(program);
  }

  private static String[] flagsWithValue(Invocation invocation) {
    return invocation.is("aptitude") ? APTITUDE_FLAGS_WITH_VALUE : FLAGS_WITH_VALUE;
  }

  /** The program's name. */
  public String program() {
    return String.valueOf(invocation.name());
  }

  /** What to do: {@code install}, {@code update}, … */
  public String verb() {
    return String.valueOf(action.literal());
  }

  public Arguments arguments() {
    return invocation.arguments();
  }

  /** From the program's name to the verb, in the script. */
  public TextRange range() {
    return invocation.nameWord().range().hull(action.range());
  }

  /** Whether it fetches the package lists. */
  public boolean updatesLists() {
    return verb().equals("update");
  }

  /** Whether it looks packages up in the package lists to install them. */
  public boolean readsLists() {
    return switch (verb()) {
      case "install",
          "reinstall",
          "upgrade",
          "dist-upgrade",
          "full-upgrade",
          "safe-upgrade",
          "build-dep",
          "satisfy" -> true;
      case "download", "source" -> true;
      default -> false;
    };
  }

  /** The words after the verb that are neither flags nor their values. */
  public ImmutableList<ShellWord> packages() {
    ImmutableList<ShellWord> operands = arguments().operands(flagsWithValue(invocation));
    return operands.subList(1, operands.size());
  }

  /** The last value that {@code -o} gives an option, such as {@code APT::Get::Assume-Yes}; null where it gives none. */
  public @Nullable String option(String name) {
    String value = null;
    List<ShellWord> words = arguments().words();
    for (int i = 0; i < words.size(); i++) {
      String text = words.get(i).literalPrefix();
      String setting = null;
      if (text.equals("-o") || text.equals("--option")) {
        setting = i + 1 < words.size() ? words.get(i + 1).literalPrefix() : null;
      } else if (text.startsWith("--option=")) {
        setting = text.substring("--option=".length());
      } else if (text.startsWith("-o")) {
        setting = text.substring(2);
      }
      int equals = setting == null ? -1 : setting.indexOf('=');
      if (setting != null
          && equals > 0
          && Ascii.equalsIgnoreCase(name, setting.substring(0, equals))) {
        value = setting.substring(equals + 1).replace("\"", "");
      }
    }
    return value;
  }

  /** Whether apt takes a value for true. */
  static boolean isTrue(@Nullable String value) {
    return value != null
        && switch (Ascii.toLowerCase(value)) {
          case "1", "yes", "true", "with", "on", "enable" -> true;
          default -> false;
        };
  }

  /** Whether apt takes a value for false. */
  static boolean isFalse(@Nullable String value) {
    return value != null
        && switch (Ascii.toLowerCase(value)) {
          case "0", "no", "false", "without", "off", "disable" -> true;
          default -> false;
        };
  }

  /** Whether no question is asked: {@code -y}, or {@code -qq}, which implies it. */
  public boolean assumesYes() {
    Arguments arguments = arguments();
    if (arguments.hasAnyFlag("-y", "--yes", "--assume-yes", "--assume-no")
        || isTrue(option("APT::Get::Assume-Yes"))) {
      return true;
    }
    int quiet = 0;
    for (ShellWord word : arguments.words()) {
      quiet += quietness(word.literalPrefix());
    }
    return quiet > 1 && !invocation.is("aptitude");
  }

  private static int quietness(String flag) {
    if (flag.startsWith("-q=") || flag.startsWith("--quiet=")) {
      String level = flag.substring(flag.indexOf('=') + 1);
      return level.length() == 1 && Character.isDigit(level.charAt(0)) ? level.charAt(0) - '0' : 0;
    }
    if (flag.equals("--quiet")) {
      return 1;
    }
    int count = 0;
    boolean letters = flag.startsWith("-") && !flag.startsWith("--") && !flag.startsWith("-o");
    for (int i = 1; letters && i < flag.length(); i++) {
      count += flag.charAt(i) == 'q' ? 1 : 0;
    }
    return count;
  }

  /** Whether it only shows what it would do. */
  public boolean changesNothing() {
    return arguments()
        .hasAnyFlag(
            "-s",
            "--simulate",
            "--just-print",
            "--dry-run",
            "--recon",
            "--no-act",
            "--print-uris",
            "-h",
            "--help");
  }

  /** Whether a flag says if recommended packages are wanted. */
  public boolean decidesOnRecommends() {
    return arguments()
            .hasAnyFlag(
                "--no-install-recommends",
                "--install-recommends",
                "--without-recommends",
                "--with-recommends")
        || (invocation.is("aptitude") && arguments().hasAnyFlag("-R", "-r"))
        || option("APT::Install-Recommends") != null;
  }

  /** Whether flags may hide in a variable: <code>$APT_OPTS</code>. Names of packages in variables are common. */
  public boolean hasFlagsInVariable() {
    for (ShellWord word : arguments().words()) {
      for (WordPart part : word.parts()) {
        if (part instanceof WordPart.Parameter parameter
            && isFlags(Ascii.toUpperCase(parameter.name()))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isFlags(String variable) {
    return variable.contains("OPT") || variable.contains("FLAG") || variable.contains("ARG");
  }
}
