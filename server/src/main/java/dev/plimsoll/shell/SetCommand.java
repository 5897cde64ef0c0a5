package dev.plimsoll.shell;

import com.google.common.collect.ImmutableSortedSet;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code set -eux}, where a script begins with it and it does nothing but switch options on.
 *
 * @param range the command
 * @param separator what stands between it and the next command; null at the end of the script
 * @param options letters, and names of options that have no letter: {@code -o errexit} is {@code e}, but
 *     {@code -o pipefail} is {@code pipefail}
 */
public record SetCommand(
    TextRange range, @Nullable Operator separator, ImmutableSortedSet<String> options) {

  /** The command that {@code list} begins with, or null. */
  static @Nullable SetCommand first(CommandList list) {
    if (list.isEmpty()) {
      return null;
    }
    CommandList.Item item = list.items().get(0);
    CommandList.AndOr andOr = item.andOr();
    CommandList.Pipeline pipeline = andOr.pipelines().get(0);
    boolean alone = pipeline.operators().isEmpty() && pipeline.negation() == null;
    if (!alone
        || !(pipeline.commands().get(0) instanceof Command.Simple simple)
        || !isSet(simple)) {
      return null;
    }
    List<String> arguments = literals(simple.words().subList(1, simple.words().size()));
    if (arguments == null || !switchesOn(arguments)) {
      return null;
    }
    Operator separator =
        andOr.operators().isEmpty() ? item.separator() : andOr.operators().get(0);
    return new SetCommand(simple.range(), separator, options(arguments));
  }

  private static boolean isSet(Command.Simple simple) {
    return simple.words().size() > 1
        && simple.words().get(0).isLiteral("set")
        && simple.assignments().isEmpty()
        && simple.redirections().isEmpty();
  }

  private static @Nullable List<String> literals(List<ShellWord> words) {
    List<String> literals = new ArrayList<>(words.size());
    for (ShellWord word : words) {
      if (word.literal() == null) {
        return null;
      }
      literals.add(word.literal());
    }
    return literals;
  }

  private static boolean switchesOn(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.length() < 2 || argument.charAt(0) != '-' || argument.charAt(1) == '-') {
        return false;
      }
      boolean named = argument.endsWith("o");
      if (named && i + 1 == arguments.size()) {
        return false;
      }
      i += named ? 1 : 0;
    }
    return true;
  }

  /** The options of {@code set} or of a shell that are switched on by {@code arguments}. */
  static ImmutableSortedSet<String> options(List<String> arguments) {
    ImmutableSortedSet.Builder<String> options = ImmutableSortedSet.naturalOrder();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.length() < 2 || argument.charAt(0) != '-') {
        continue;
      }
      for (int letter = 1; letter < argument.length() && argument.charAt(1) != '-'; letter++) {
        if (argument.charAt(letter) != 'o') {
          options.add(argument.substring(letter, letter + 1));
        } else if (i + 1 < arguments.size()) {
          options.add(letter(arguments.get(++i)));
        }
      }
    }
    return options.build();
  }

  /** The letter of a named option, or the name where it has none: POSIX, {@code set}. */
  private static String letter(String name) {
    return switch (name) {
      case "allexport" -> "a";
      case "errexit" -> "e";
      case "noclobber" -> "C";
      case "noexec" -> "n";
      case "noglob" -> "f";
      case "nounset" -> "u";
      case "verbose" -> "v";
      case "xtrace" -> "x";
      default -> name;
    };
  }
}
