package dev.plimsoll.lint.rules.apt;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.text.TextRange;
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

  /** The command that an invocation is, or null. */
  public static @Nullable AptCommand of(Invocation invocation) {
    if (!isApt(invocation.name())) {
      return null;
    }
    ShellWord action = invocation.arguments().verbWord();
    return action == null || action.literal() == null ? null : new AptCommand(invocation, action);
  }

  private static boolean isApt(@Nullable String program) {
    return program != null && PROGRAMS.contains(program);
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

  /** The words after the verb that are neither options nor their values. */
  public ImmutableList<ShellWord> packages() {
    return arguments().operandsOfVerb();
  }

  /** The last value that {@code -o} gives an option, such as {@code APT::Get::Assume-Yes}; null where it gives none. */
  public @Nullable String option(String name) {
    String value = null;
    for (GivenOption given : arguments().options()) {
      String setting = given.is("-o") && given.value() != null ? given.value().literalPrefix() : "";
      int equals = setting.indexOf('=');
      if (equals > 0 && Ascii.equalsIgnoreCase(name, setting.substring(0, equals))) {
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
    int quietness = 0;
    for (GivenOption given : arguments().options()) {
      if (given.is("--assume-yes") || given.is("--assume-no")) {
        return true;
      }
      quietness += given.is("--quiet") ? level(given.literalValue()) : 0;
    }
    return isTrue(option("APT::Get::Assume-Yes")) || (quietness > 1 && !invocation.is("aptitude"));
  }

  /** What {@code -q=2} says, 1 for {@code -q}. */
  private static int level(@Nullable String value) {
    Integer level = value == null ? Integer.valueOf(1) : Ints.tryParse(value);
    return level == null ? 0 : level;
  }

  /** Whether it only shows what it would do. */
  public boolean changesNothing() {
    return arguments().hasAnyFlag("--simulate", "--print-uris", "--help");
  }

  /** Whether a flag says if recommended packages are wanted. */
  public boolean decidesOnRecommends() {
    return arguments()
            .hasAnyFlag(
                "--no-install-recommends",
                "--install-recommends",
                "--without-recommends",
                "--with-recommends")
        || option("APT::Install-Recommends") != null;
  }
}
