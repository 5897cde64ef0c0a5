package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.Occurrence.Role;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds users and groups: where scripts make them, and where USER, {@code --chown} and {@code chown} name them. Stages
 * that stand on one another have the same ones.
 */
final class UserSymbols {

  /** The commands that {@link #command} reads. */
  private static final CommandQuery COMMANDS = CommandQuery.of(
      "useradd",
      "adduser",
      "groupadd",
      "addgroup",
      "usermod",
      "userdel",
      "deluser",
      "passwd",
      "chage",
      "su",
      "gosu",
      "su-exec",
      "groupdel",
      "delgroup",
      "groupmod",
      "chgrp",
      "chown");

  private static final Trait NAMES_ACCOUNTS =
      Trait.of(Instruction.class, UserSymbols::namesAccounts);

  private static boolean namesAccounts(Instruction instruction) {
    Instruction inner = instruction.innermost();
    return inner instanceof Instruction.User
        || inner instanceof Instruction.Transfer transfer && transfer.flag("chown") != null
        || COMMANDS.trait().isOf(instruction);
  }

  /** What a stage and those that stand on it share. */
  private static final class Names {
    private final Map<String, List<Occurrence>> users = new LinkedHashMap<>();
    private final Map<String, List<Occurrence>> groups = new LinkedHashMap<>();
  }

  private final SemanticModel model;
  private final Map<@Nullable Stage, Names> byRoot = new LinkedHashMap<>();

  private Names names = new Names();
  private Instruction instruction;

  private UserSymbols(SemanticModel model, Instruction first) {
    this.model = model;
    this.instruction = first;
  }

  static void of(SemanticModel model, ImmutableList.Builder<Symbol> symbols) {
    ImmutableList<Instruction> instructions = model.having(NAMES_ACCOUNTS);
    if (instructions.isEmpty()) {
      return;
    }
    UserSymbols found = new UserSymbols(model, instructions.get(0));
    for (Instruction instruction : instructions) {
      found.in(instruction);
    }
    for (Names names : found.byRoot.values()) {
      symbols(names, symbols);
    }
  }

  private void in(Instruction next) {
    Stage stage = model.stageOf(next);
    instruction = next;
    names = byRoot.computeIfAbsent(stage == null ? null : stage.root(), any -> new Names());
    Instruction inner = next.innermost();
    if (inner instanceof Instruction.User user && user.name() != null) {
      pair(user.name().value(), user.name().range());
    } else if (inner instanceof Instruction.Transfer transfer) {
      Flag chown = transfer.flag("chown");
      if (chown != null) {
        pair(chown.valueOrEmpty(), chown.valueRange());
      }
    } else if (inner instanceof Instruction.Run) {
      RunScript script = model.partialScript(next);
      if (script != null) {
        COMMANDS.in(script).forEach(this::command);
      }
    }
  }

  /** {@code user:group}, either of which may be missing. */
  private void pair(String text, TextRange range) {
    if (!range.of(instruction.text()).equals(text)) {
      return; // quotes or continuations are in between
    }
    int colon = text.indexOf(':');
    int end = colon < 0 ? text.length() : colon;
    add(names.users, text.substring(0, end), range.start(), Role.READ);
    if (colon >= 0) {
      add(names.groups, text.substring(colon + 1), range.start() + colon + 1, Role.READ);
    }
  }

  private void add(Map<String, List<Occurrence>> to, String name, int start, Role role) {
    if (isName(name)) {
      TextRange range = model.range(instruction, TextRange.ofLength(start, name.length()));
      to.computeIfAbsent(name, any -> new ArrayList<>(2))
          .add(Occurrence.of(range, role, model.stageOf(instruction)));
    }
  }

  /** Not a number, and nothing that is expanded. */
  static boolean isName(String text) {
    boolean letter = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit && !Character.isLetter(c) && c != '_' && (i == 0 || c != '-' && c != '.')) {
        return false;
      }
      letter |= !digit;
    }
    return letter;
  }

  private void command(RunCommand command) {
    ImmutableList<ShellWord> operands = command.operands();
    ImmutableList<ShellWord> first = operands.subList(0, Math.min(1, operands.size()));
    switch (command.program()) {
      case "useradd", "adduser" -> account(command, operands);
      case "groupadd" -> names(command, names.groups, operands, Role.DECLARATION);
      case "addgroup" -> groups(command, operands);
      case "usermod" -> {
        groupOptions(command);
        names(command, names.users, operands, Role.READ);
      }
      case "userdel", "deluser", "passwd", "chage", "su", "gosu", "su-exec" ->
        names(command, names.users, first, Role.READ);
      case "groupdel", "delgroup", "groupmod", "chgrp" ->
        names(command, names.groups, first, Role.READ);
      case "chown" -> {
        if (operands.size() > 1) {
          owner(command, operands.get(0));
        }
      }
      default -> {}
    }
  }

  /** One operand is a user that is made; with a second one the user is added to a group. */
  private void account(RunCommand command, List<ShellWord> operands) {
    groupOptions(command);
    boolean added = operands.size() == 2 && command.program().equals("adduser");
    if (operands.size() == 1 || added) {
      Role role = added ? Role.READ : Role.DECLARATION;
      names(command, names.users, operands.subList(0, 1), role);
      names(command, names.groups, operands.subList(1, operands.size()), Role.READ);
    }
  }

  /** {@code addgroup group} makes one, {@code addgroup user group} adds to one. */
  private void groups(RunCommand command, List<ShellWord> operands) {
    if (operands.size() == 2) {
      names(command, names.users, operands.subList(0, 1), Role.READ);
      names(command, names.groups, operands.subList(1, 2), Role.READ);
    } else {
      names(command, names.groups, operands, Role.DECLARATION);
    }
  }

  private void groupOptions(RunCommand command) {
    for (GivenOption given : command.arguments().options()) {
      if (given.value() != null && namesGroups(command, given)) {
        names(command, names.groups, ImmutableList.of(given.value()), Role.READ);
      }
    }
  }

  /** In BusyBox the {@code -g} of {@code adduser} is what is said of the user. */
  private static boolean namesGroups(RunCommand command, GivenOption given) {
    boolean busyBox = command.program().equals("adduser") && command.hasAny("-D", "-S", "-H", "-h");
    return given.is("--groups") || given.is("--ingroup") || (given.is("--gid") && !busyBox);
  }

  private void names(
      RunCommand command, Map<String, List<Occurrence>> to, List<ShellWord> words, Role role) {
    for (ShellWord word : words) {
      if (word.literal() != null && word.literal().equals(word.raw())) {
        add(to, word.literal(), home(command, word).start(), role);
      }
    }
  }

  private void owner(RunCommand command, ShellWord word) {
    if (word.literal() != null && word.literal().equals(word.raw())) {
      pair(word.literal(), home(command, word));
    }
  }

  /** Where a word stands in the instruction. */
  private static TextRange home(RunCommand command, ShellWord word) {
    return command.script().code().home(word.range());
  }

  /** A group that nobody makes came with the user of its name, and is called as that is. */
  private static void symbols(Names names, ImmutableList.Builder<Symbol> symbols) {
    names.groups.forEach((name, places) -> {
      List<Occurrence> user = names.users.get(name);
      if (user != null && isMade(user) && !isMade(places)) {
        user.addAll(places);
      } else {
        symbols.add(Symbol.of(Symbol.Kind.GROUP, name, places));
      }
    });
    names.users.forEach((name, places) -> symbols.add(Symbol.of(Symbol.Kind.USER, name, places)));
  }

  private static boolean isMade(List<Occurrence> places) {
    return places.stream().anyMatch(place -> place.role() == Role.DECLARATION);
  }
}
