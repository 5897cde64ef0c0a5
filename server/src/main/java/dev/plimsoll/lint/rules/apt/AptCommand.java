package dev.plimsoll.lint.rules.apt;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command of apt-get, apt, aptitude or nala. What its options mean is in the manuals of apt-get(8) and aptitude(8). */
public record AptCommand(RunCommand command) {

  /** All of them. */
  public static final CommandQuery ANY = CommandQuery.of("apt-get", "apt", "aptitude", "nala");

  /** The command that an invocation of a script is, or null. */
  public static @Nullable AptCommand of(RunScript script, Invocation invocation) {
    return ANY.matches(invocation) && invocation.arguments().verb() != null
        ? new AptCommand(RunCommand.of(script, invocation))
        : null;
  }

  /** Those of a script, in order. */
  public static ImmutableList<AptCommand> in(RunScript script) {
    ImmutableList.Builder<AptCommand> commands = ImmutableList.builder();
    for (RunCommand command : ANY.in(script)) {
      if (command.verb() != null) {
        commands.add(new AptCommand(command));
      }
    }
    return commands.build();
  }

  /**
   * Those of an instruction, whatever stands around it: as they are in {@link RunScript#alone its script}, so that their ranges count
   * from the instruction.
   */
  public static ImmutableList<AptCommand> alone(Instruction instruction) {
    return instruction.derived(ALONE);
  }

  private static final Derivation<ImmutableList<AptCommand>> ALONE = instruction -> {
    RunScript script = ANY.trait().isOf(instruction) ? RunScript.alone(instruction) : null;
    return script == null ? ImmutableList.of() : in(script);
  };

  public Invocation invocation() {
    return command.invocation();
  }

  /** The program's name. */
  public String program() {
    return command.program();
  }

  /** What to do: {@code install}, {@code update}, … */
  public String verb() {
    return String.valueOf(command.verb());
  }

  /** From the program's name to the verb, in the file. */
  public TextRange range() {
    return command.head();
  }

  /** Where it begins, in the script. */
  public int start() {
    return invocation().nameWord().range().start();
  }

  /** Whether it fetches the package lists, by itself or before it installs: {@code install --update} since apt 2.7. */
  public boolean updatesLists() {
    return verb().equals("update") || (readsLists() && command.has("--update"));
  }

  /** The last of some that fetches the package lists of the image itself; null where none does. */
  public static @Nullable AptCommand lastUpdate(List<AptCommand> all) {
    AptCommand last = null;
    for (AptCommand apt : all) {
      if (apt.updatesLists() && apt.invocation().prefix("chroot") == null) {
        last = apt;
      }
    }
    return last;
  }

  /** Whether it installs with lists that something else has fetched. */
  public boolean needsLists() {
    return readsLists() && !updatesLists();
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
    return command.operands();
  }

  /** The last value that {@code -o} gives an option, such as {@code APT::Get::Assume-Yes}; null where it gives none. */
  public @Nullable String option(String name) {
    String value = null;
    for (GivenOption given : command.arguments().options()) {
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
    for (GivenOption given : command.arguments().options()) {
      if (given.is("--assume-yes") || given.is("--assume-no")) {
        return true;
      }
      quietness += given.is("--quiet") ? level(given.literalValue()) : 0;
    }
    return isTrue(option("APT::Get::Assume-Yes"))
        || (quietness > 1 && !invocation().is("aptitude"));
  }

  /** What {@code -q=2} says, 1 for {@code -q}. */
  private static int level(@Nullable String value) {
    Integer level = value == null ? Integer.valueOf(1) : Ints.tryParse(value);
    return level == null ? 0 : level;
  }

  /** Whether it takes away, with all that nobody has asked for, what is only recommended. */
  public boolean removesRecommended() {
    boolean removesUnused =
        verb().equals("autoremove") || verb().equals("autopurge") || command.has("--autoremove");
    return removesUnused && isFalse(option("APT::AutoRemove::RecommendsImportant"));
  }

  /** Whether it only shows what it would do. */
  public boolean changesNothing() {
    return command.hasAny("--simulate", "--print-uris", "--help");
  }

  /** Whether a flag says if recommended packages are wanted. */
  public boolean decidesOnRecommends() {
    return command.hasAny(
            "--no-install-recommends",
            "--install-recommends",
            "--without-recommends",
            "--with-recommends")
        || option("APT::Install-Recommends") != null;
  }
}
